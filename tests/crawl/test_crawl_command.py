"""`newsscraper crawl` as it is called, rightly and wrongly."""

from __future__ import annotations

import json
import re
import ssl
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from simulator import Simulator, article, feed
from world import NOW, World, ago

from newsscraper.cli import main
from newsscraper.crawl import politeness, report
from newsscraper.crawl.progress import Lines
from newsscraper.crawl.report import Report
from newsscraper.publishers import Layout, Publisher


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["tagesspigel"], "did you mean tagesspiegel"),
        ([], "name publishers or a site, or give --all"),
        (["tagesspiegel", "--all"], "name publishers or a site, or give --all"),
        (["tagesspiegel"], "who is asking"),
        (["tagesspiegel", "--contact", "a@b.de", "--shard", "6/5"], "'6/5' is no part"),
        (["tagesspiegel", "--contact", "a@b.de", "-o", "news.xyz"], "no known kind of store"),
        (
            ["tagesspiegel", "--contact", "a@b.de", "-o", "nirgends/x.jsonl"],
            "x.jsonl: cannot be written",
        ),
        (
            ["tagesspiegel", "--contact", "a@b.de", "--report", "nirgends/r.json"],
            "r.json: cannot be",
        ),
        (["tagesspiegel", "--contact", "a@b.de", "--set", "UNSINN"], "'UNSINN' is not NAME=VALUE"),
        (["tagesspiegel", "--contact", "a@b.de", "-s", "ITEM_PIPELINES=aus"], "'aus' is no JSON object"),
        (["tagesspiegel", "--replay", "--cassettes", "leer"], "leer/tagesspiegel.yaml: no such cassette"),
        (["https://"], "is no web address"),
        (["ftp://www.beispiel.example"], "is no web address"),
    ],
)
def test_a_wrong_call_is_one_line_and_writes_nothing(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NEWSSCRAPER_CONTACT", raising=False)
    assert main(["crawl", *arguments]) == 2
    printed = capsys.readouterr()
    assert message in printed.err
    assert printed.err.count("\n") == 1
    assert printed.out == ""
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".db"] == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--since", "gestern"), "since: 'gestern' is no day, such as 2026-11-22"),
        (("--limit", "viele"), "limit: 'viele' is no number of articles"),
        (("--state", "nirgends/x.state"), "nirgends/x.state: cannot be used as state file"),
    ],
)
def test_a_wrong_value_is_found_before_anything_is_fetched(
    world: World, options: tuple[str, str], message: str
) -> None:
    world.publisher("irrblatt")
    run = world.crawl("irrblatt", options=options)
    assert run.code == 2, run.log
    assert message in run.log
    assert "Traceback" not in run.log
    assert run.asked == []


def test_any_site_is_crawled_by_its_address(world: World) -> None:
    host = "www.dorfbote.example"
    world.hosts[host] = "127.0.0.1"
    world.serve(host, "/robots.txt", f"Sitemap: {world.simulator.url(host, '/karte.xml')}\n")
    head = '<link rel="alternate" type="application/rss+xml" href="/feed.rss">'
    world.serve(host, "/", article("Dorfbote", ago(days=1), head=head))
    pages = [
        world.serve(host, f"/lokales/{n}.html", article(f"Artikel {n}", ago(hours=n + 1))) for n in range(3)
    ]
    world.serve(host, "/feed.rss", feed(pages[:2]))
    entry = f"<url><loc>{pages[2]}</loc><lastmod>{ago(hours=3)}</lastmod></url>"
    world.serve(host, "/karte.xml", f"<urlset>{entry}</urlset>")
    run = world.crawl(world.simulator.url(host, "/"))
    assert run.code == 0, run.log
    assert sorted(str(record.title) for record in run.records) == ["Artikel 0", "Artikel 1", "Artikel 2"]
    assert {record.publisher for record in run.records} == {None}


def test_a_site_without_sources_is_a_failure(world: World) -> None:
    world.hosts["www.leer.example"] = "127.0.0.1"
    world.serve("www.leer.example", "/", article("Leer", ago(days=1)))
    run = world.crawl(world.simulator.url("www.leer.example", "/"))
    assert run.code == 1
    assert "neither robots.txt nor the front page names a sitemap or feed" in run.log


def test_a_publisher_of_whose_sources_none_can_be_read_is_a_failure(world: World) -> None:
    host = world.publisher("unbekannt", kind="sitemap", verified=False)
    run = world.crawl("unbekannt")
    assert run.code == 1
    (problem,) = run.reports["unbekannt"]["problems"]
    assert problem == f"no source lists an article: {world.simulator.url(host, '/news.xml')}: answers 404"


def test_limit_section_and_days(world: World) -> None:
    host = world.publisher("wahlblatt")
    for section, number, hours in (
        ("politik", 1, 2),
        ("politik", 2, 4),
        ("sport", 3, 1),
        ("politik", 4, 100),
    ):
        world.serve(host, f"/{section}/{number}.html", article(f"Nummer {number}", ago(hours=hours)))
    world.list_all(host, as_feed=True)
    kicker = world.crawl("wahlblatt", output="a.jsonl", options=("--section", "politik", "--limit", "1"))
    assert [record.title for record in kicker.records] == ["Nummer 1"]
    since = ("--section", "politik", "--since", ago(days=2)[:10])
    days = world.crawl("wahlblatt", output="b.jsonl", options=since)
    assert sorted(str(record.title) for record in days.records) == ["Nummer 1", "Nummer 2"]
    assert days.reports["wahlblatt"]["outside"] == 1


def test_an_archive_without_dates_is_read_only_when_asked_for(world: World) -> None:
    host = world.publisher("altpapier")
    new = world.serve(host, "/neu.html", article("Neu", ago(hours=1)))
    world.list_all(host)
    old = world.serve(host, "/alt.html", article("Alt", "2019-05-06T10:00:00+02:00"))
    archive = world.serve(host, "/archiv.xml", f"<urlset><url><loc>{old}</loc></url></urlset>")
    file = world.folder / "publishers" / "altpapier.toml"
    entry = f'sources = [{{ kind = "sitemap", url = "{archive}" }},'
    file.write_text(file.read_text().replace("sources = [", entry))
    assert world.crawl("altpapier", output="a.jsonl").titles("altpapier") == ["Neu"]
    back = world.crawl(
        "altpapier", output="b.jsonl", options=("--since", "2019-01-01", "--until", "2019-12-31")
    )
    assert back.titles("altpapier") == ["Alt"]
    assert new.rpartition("/")[2] not in "".join(back.asked)


def test_reservations_are_respected_with_one_option(world: World) -> None:
    host = world.publisher("vorbehalt")
    world.serve(host, "/robots.txt", "User-agent: GPTBot\nDisallow: /ki/\n")
    world.serve(host, "/frei/a.html", article("Frei", ago(hours=1)))
    world.serve(host, "/ki/b.html", article("Von robots.txt vorbehalten", ago(hours=1)))
    head = '<meta name="tdm-reservation" content="1">'
    world.serve(host, "/c.html", article("Von der Seite vorbehalten", ago(hours=1), head=head))
    world.list_all(host)
    run = world.crawl("vorbehalt", options=("--respect-reservations",))
    assert run.titles("vorbehalt") == ["Frei"]
    assert run.reports["vorbehalt"]["reserved"] == 2
    assert "/ki/b.html" not in run.asked


def test_a_step_is_switched_off_for_one_run(world: World) -> None:
    host = world.publisher("schritt")
    world.serve(host, "/a.html", article("Mit Datum", ago(hours=1)))
    world.list_all(host)
    off = 'ITEM_PIPELINES={"newsscraper.crawl.steps.dates": null}'
    (without,) = world.crawl("schritt", output="a.jsonl", options=("-s", off)).records
    (whole,) = world.crawl("schritt", output="b.jsonl").records
    assert (without.title, without.published_at) == ("Mit Datum", None)
    assert whole.published_at is not None


def test_loopback_is_closed_without_the_test_setting(world: World) -> None:
    world.list_all(world.publisher("zuhause"))
    run = world.crawl("zuhause", options=("-s", "ALLOW_LOOPBACK=0"))
    assert run.asked == []
    assert run.code == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(world: World) -> None:
    host = world.publisher("siegel")
    secret = Simulator(self_signed(world.folder, host))
    file = world.folder / "publishers" / "siegel.toml"
    https = f"https://{host}:{secret.port}/"
    file.write_text(file.read_text().replace(world.simulator.url(host, "/"), https))
    run = world.crawl("siegel")
    secret.close()
    assert run.code == 1
    assert "certificate verify failed" in run.log
    assert secret.asked == []


def self_signed(folder: Path, host: str) -> ssl.SSLContext:
    """A server's side of TLS, with a certificate that it has made for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    day = timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(NOW - day).not_valid_after(NOW + day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = folder / "server.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    pem.write_bytes(private + certificate.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


def test_records_go_to_standard_output_alone(world: World) -> None:
    import subprocess

    host = world.publisher("rohrpost")
    world.serve(host, "/a.html", article("Durch das Rohr", ago(hours=1)))
    world.list_all(host)
    done = subprocess.run(
        world.command("rohrpost", output="-"), cwd=world.folder, env=world.environment,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert [json.loads(line)["title"] for line in done.stdout.splitlines()] == ["Durch das Rohr"]
    assert "1 records" in done.stderr


def test_a_log_gets_a_line_for_each_crawl_that_ends(capsys: pytest.CaptureFixture[str]) -> None:
    import sys

    made = Report(
        publisher="faz", started="", seconds=2.5, reason="finished", records=7, problems=["kein Feed"]
    )
    Lines(sys.stderr).ended(made)
    line = capsys.readouterr().err
    assert "faz: 0 discovered" in line
    assert line.endswith("7 records in 2.5 s; kein Feed\n")


def test_a_terminal_gets_a_table() -> None:
    import io

    from rich.console import Console
    from scrapy.spiders import Spider
    from scrapy.utils.test import get_crawler

    from newsscraper.crawl.progress import Live

    crawler = get_crawler(Spider, {"TWISTED_REACTOR_ENABLED": False})
    counts = {"fetched": 12, "not_modified": 3, "records": 9, "walls/consent_wall": 2, "errors/timeout": 1}
    for name, count in counts.items():
        crawler.stats.set_value(f"newsscraper/{name}", count)
    screen = io.StringIO()
    table = Live(Console(file=screen, width=80, force_terminal=True, color_system=None))
    table.show({"taz": crawler})
    table.ended(Report(publisher="faz", started="", seconds=1, reason="", problems=["kein Feed"]))
    table.close()
    shown = screen.getvalue()
    assert "faz: 0 discovered" in shown
    assert "! kein Feed" in shown
    assert re.search(r"taz +0 +15 +9 +2 +1 +━{16}", shown)


def test_a_report_of_an_earlier_run_does_not_pass_for_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.json").write_text('{"ok": true}')
    assert main(["crawl", "tagesspiegel", "--replay", "--cassettes", "leer", "--report", "report.json"]) == 2
    assert not (tmp_path / "report.json").exists()
    assert "no such cassette" in capsys.readouterr().err


def test_only_statuses_that_there_are_can_be_kept(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["crawl", "tagesspiegel", "--keep", "paywal_teaser"])
    assert "invalid choice: 'paywal_teaser'" in capsys.readouterr().err


STATS = {"finish_reason": "finished", "newsscraper/fetched": 20, "newsscraper/records": 20}


def _stats(**shares: float) -> dict[str, object]:
    counts = {f"newsscraper/field/{name}": int(20 * share) for name, share in shares.items()}
    return {**STATS, "newsscraper/field/title": 20, "newsscraper/field/body": 20, **counts}


def _publisher(**more: object) -> Publisher:
    return Publisher(slug="faz", name="FAZ", hosts=("www.faz.net",), **more)  # type: ignore[arg-type]


def test_a_run_as_usual_is_well() -> None:
    assert report.build(_publisher(), "faz", _stats(published_at=1.0), []).ok


def test_a_field_under_its_usual_level_names_the_layout() -> None:
    publisher = _publisher(coverage={"authors": 0.9}, layouts=(Layout(body=("p",)),))
    made = report.build(publisher, "faz", _stats(published_at=1.0, authors=0.5), [])
    assert made.problems == [
        "authors: in 50% of 20 records, usually in 90%: the page layout probably changed; "
        "look at [[layouts]] number 1 in faz.toml"
    ]
    assert report.build(publisher, "faz", _stats(published_at=1.0, authors=0.5), [], usual=False).ok
    assert report.build(publisher, "faz", _stats(published_at=1.0, authors=0.8), []).ok


def test_what_earlier_runs_had_is_usual() -> None:
    stats = _stats(published_at=1.0, lead=0.3)
    (problem,) = report.build(_publisher(), "faz", stats, [], learned={"lead": 0.9}).problems
    assert problem.startswith("lead: in 30% of 20 records, usually in 90%")
    assert report.build(_publisher(), "faz", stats, [], learned={"lead": 0.5}).ok
    assert report.build(_publisher(coverage={"lead": 0.3}), "faz", stats, [], learned={"lead": 0.9}).ok


@pytest.mark.parametrize(
    ("counts", "problem"),
    [
        ({"fetched": 9, "walls/consent_wall": 9}, "9 pages asked for and no record: 9 × consent_wall; "),
        ({"blocked/http_403": 7}, "7 pages asked for and no record: 7 × http_403; "),
        ({"errors/timeout": 4, "blocked/http_429": 1}, "5 pages asked for and no record: 1 × http_429, 4 × "),
        ({"fetched": 2, "walls/paywall_teaser": 2}, None),
        ({"fetched": 9, "walls/consent_wall": 8, "unchanged": 1}, None),
        ({"not_modified": 30}, None),
    ],
)
def test_pages_without_a_single_record_are_a_problem(counts: dict[str, int], problem: str | None) -> None:
    stats = {"finish_reason": "finished", **{f"newsscraper/{name}": n for name, n in counts.items()}}
    problems = report.build(_publisher(), "faz", stats, []).problems
    assert [text.startswith(str(problem)) for text in problems] == ([True] if problem else [])


def test_a_crawl_that_ends_early_is_a_problem() -> None:
    made = report.build(None, "faz", {"finish_reason": "shutdown"}, ["die Platte ist voll"])
    assert made.problems == ["die Platte ist voll", "the crawl ended early: shutdown"]


def test_a_replay_needs_no_contact_and_a_recording_does() -> None:
    assert politeness.contact_needed({})
    assert politeness.contact_needed({"CASSETTE": "x.yaml", "CASSETTE_MODE": "record"})
    assert not politeness.contact_needed({"CASSETTE": "x.yaml"})
