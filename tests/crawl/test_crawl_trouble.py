"""One night with fourteen publishers, each with a trouble of its own, in one process."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import brotli
import pytest
import zstandard
from simulator import Answer, Asked, Simulator, article
from world import Run, World, ago

DAY = ago(hours=4)
BOMB = b"<p>" + b"a" * (24 * 1024 * 1024)


def redirect(to: str, status: int = 302) -> Answer:
    """A redirect."""
    return Answer("", status, {"Location": to})


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, Run]]:
    """All the troubles, and the crawl that meets them."""
    folder: Path = tmp_path_factory.mktemp("night")
    (folder / "publishers").mkdir()
    world = World(folder, Simulator())
    names = []
    for trouble in (
        hops, walls, lines, bombs, paces, asks_later, asks_much, robots_gone, reservations, empty_source,
        html_source, thin, foreign, archive,
    ):  # fmt: skip
        names.append(trouble.__name__.replace("_", "-"))
        trouble(world)
    yield world, world.crawl(*names)
    world.simulator.close()


def hops(world: World) -> None:
    """Redirects: good ones, loops, and ways out of the publisher and into the machine room."""
    host = world.publisher("hops")
    port = world.simulator.port
    world.hosts |= {
        f"intern.{host}": "169.254.169.254",
        f"lan.{host}": "10.0.0.7",
        "www.other.example": "127.0.0.1",
    }
    world.serve(host, "/ziel.html", article("Am Ziel", DAY))
    world.serve(host, "/gut.html", redirect("/ziel-2"))
    world.serve(host, "/ziel-2", article("Am zweiten Ziel", DAY))
    world.serve(host, "/kreis.html", redirect("/kreis-2"))
    world.serve(host, "/kreis-2", redirect("/kreis.html"))
    world.serve(host, "/loopback.html", redirect(f"http://127.0.0.1:{port}/geheim"))
    world.serve(host, "/metadata.html", redirect("http://169.254.169.254/latest/meta-data/"))
    world.serve(host, "/name.html", redirect(f"http://intern.{host}:{port}/geheim"))
    world.serve(host, "/lan.html", redirect(f"http://lan.{host}/geheim"))
    world.serve(host, "/datei.html", redirect("file:///etc/passwd"))
    world.serve(host, "/fremd.html", redirect(world.simulator.url("www.other.example", "/geheim")))
    for other in ("www.other.example", "127.0.0.1", f"intern.{host}"):
        world.serve(other, "/geheim", article("Geheim", DAY))
    world.list_all(host)


def walls(world: World) -> None:
    """Everything that is served in an article's place."""
    host = world.publisher("walls")
    world.serve(host, "/frei.html", article("Frei zu lesen", DAY))
    for status in (202, 401, 403, 429, 404, 410, 500):
        world.serve(host, f"/status-{status}.html", Answer(article("Nicht für Sie", DAY), status))
    world.serve(host, "/leer.html", Answer(""))
    world.serve(host, "/weg.html", redirect("/"))
    world.serve(host, "/", article("Startseite", DAY))
    world.serve(host, "/akte.html", Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"}))
    world.list_all(host)


def lines(world: World) -> None:
    """Connections that are slow or break."""
    host = world.publisher("lines")
    world.serve(host, "/gut.html", article("Die Leitung steht", DAY))
    world.serve(host, "/langsam.html", Answer(article("Zu langsam", DAY), wait=2.5))
    world.serve(host, "/bricht.html", Answer(article("Abgebrochen", DAY), dies=True))
    broken_once = article("Beim zweiten Mal ganz", DAY)
    world.serve(host, "/einmal.html", lambda asked: Answer(broken_once, dies=asked.turn == 0))
    world.list_all(host)


def bombs(world: World) -> None:
    """Bodies that are small on the line and large in memory."""
    host = world.publisher("bombs")
    world.serve(host, "/gut.html", article("Klein und fein", DAY))
    for name, packed in (
        ("gzip", gzip.compress(BOMB)),
        ("br", brotli.compress(BOMB, quality=1)),
        ("zstd", zstandard.compress(BOMB)),
        ("identity", BOMB),
    ):
        world.serve(host, f"/{name}.html", Answer(packed, headers={"Content-Encoding": name}))
    world.list_all(host)


def paces(world: World) -> None:
    """robots.txt with a rule and a delay."""
    host = world.publisher("paces")
    world.serve(host, "/robots.txt", "User-agent: *\nCrawl-delay: 0.4\nDisallow: /verboten\n")
    for number in range(3):
        world.serve(host, f"/erlaubt-{number}.html", article(f"Erlaubt {number}", DAY))
    world.serve(host, "/verboten/x.html", article("Verboten", DAY))
    world.list_all(host)


def asks_later(world: World) -> None:
    """429 and 503 with a Retry-After of a second, in both forms."""
    host = world.publisher("asks-later")

    def later(asked: Asked) -> Answer:
        if asked.turn:
            return Answer(article(f"Endlich {asked.path[1:2]}", DAY))
        if asked.path.startswith("/a"):
            return Answer("", 429, {"Retry-After": "1"})
        moment = datetime.now(UTC) + timedelta(seconds=2)
        return Answer("", 503, {"Retry-After": format_datetime(moment, usegmt=True)})

    world.serve(host, "/a.html", later)
    world.serve(host, "/b.html", later)
    world.list_all(host)


def asks_much(world: World) -> None:
    """A Retry-After of a day."""
    host = world.publisher("asks-much")
    for number in range(40):
        world.serve(host, f"/{number}.html", Answer("", 429, {"Retry-After": "86400"}))
    world.list_all(host)


def robots_gone(world: World) -> None:
    """A server that fails to give its robots.txt."""
    host = world.publisher("robots-gone")
    world.serve(host, "/robots.txt", Answer("kaputt", 503))
    world.serve(host, "/a.html", article("Nie geholt", DAY))
    world.list_all(host)


def reservations(world: World) -> None:
    """Text and data mining, reserved in every way there is."""
    host = world.publisher("reservations")
    world.serve(host, "/robots.txt", "User-agent: GPTBot\nDisallow: /ki\n\nUser-agent: *\nDisallow:\n")
    rule = '[{"location": "/datei", "tdm-reservation": 1, "tdm-policy": "https://www.example.org/tdm"}]'
    world.serve(host, "/.well-known/tdmrep.json", rule)
    world.serve(host, "/frei/a.html", article("Frei", DAY))
    world.serve(host, "/datei/b.html", article("Datei", DAY))
    world.serve(host, "/ki/c.html", article("Robots", DAY))
    world.serve(host, "/d.html", Answer(article("Kopfzeile", DAY), headers={"TDM-Reservation": "1"}))
    meta = '<meta name="tdm-reservation" content="1">'
    world.serve(host, "/e.html", article("Meta", DAY, head=meta))
    world.list_all(host)


def empty_source(world: World) -> None:
    """A news sitemap without an article."""
    world.list_all(world.publisher("empty-source"))


def html_source(world: World) -> None:
    """A web page where the sitemap was."""
    host = world.publisher("html-source")
    world.serve(host, "/news.xml", article("Seite nicht gefunden", DAY))


def thin(world: World) -> None:
    """Articles without a date, which their publisher always has."""
    host = world.publisher("thin", coverage={"published_at": 1.0}, kind="feed")
    text = "Ein Absatz, der allein auf der Seite steht und von der Ernte am Bodensee berichtet."
    for number in range(6):
        page = f'<html lang="de"><title>Ohne {number}</title><h1>Ohne {number}</h1><article>'
        world.serve(host, f"/{number}.html", page + f"<p>{text} {number}</p>" * 4 + "</article></html>")
    world.list_all(host, as_feed=True)


def foreign(world: World) -> None:
    """A sitemap that names somebody else's articles."""
    host = world.publisher("foreign")
    world.hosts["www.stranger.example"] = "127.0.0.1"
    world.serve("www.stranger.example", "/x.html", article("Fremd", DAY))
    world.serve(host, "/a.html", article("Eigen", DAY))
    world.list_all(host)
    source = world.simulator.routes[host]["/news.xml"]
    assert isinstance(source, Answer)
    own, other = world.simulator.url(host, "/a.html"), world.simulator.url("www.stranger.example", "/x.html")
    source.body = str(source.body).replace("</urlset>", f"<url><loc>{other}</loc></url></urlset>")
    assert own in source.body


def archive(world: World) -> None:
    """A sitemap index, packed, with old and new parts and one that lies elsewhere."""
    host = world.publisher("archive", kind="sitemap")
    index = "".join(
        f"<sitemap><loc>{world.simulator.url(where, path)}</loc><lastmod>{date}</lastmod></sitemap>"
        for where, path, date in (
            (host, "/alt.xml", ago(days=90)),
            (host, "/neu.xml.gz", ago(hours=1)),
            ("www.stranger.example", "/neu.xml", ago(hours=1)),
        )
    )
    world.serve(host, "/news.xml", Answer(f"<sitemapindex>{index}</sitemapindex>"))
    page = world.serve(host, "/neu.html", article("Aus dem Archiv", DAY))
    part = f"<urlset><url><loc>{page}</loc><lastmod>{DAY}</lastmod></url></urlset>"
    world.serve(host, "/neu.xml.gz", Answer(gzip.compress(part.encode())))


def test_redirects_lead_only_where_the_publisher_is(night: tuple[World, Run]) -> None:
    world, run = night
    report = run.reports["hops"]
    assert sorted(map(str, run.titles("hops"))) == ["Am Ziel", "Am zweiten Ziel"]
    assert report["errors"].pop("redirect_loop") == 1
    assert report["blocked"] == {"address": 1, "host": 2, "robots": 2}
    assert report["errors"] == {"http_302": 1}
    assert "/geheim" not in run.asked
    assert not world.simulator.paths("127.0.0.1")


def test_walls_are_counted_by_kind_and_are_no_records(night: tuple[World, Run]) -> None:
    _, run = night
    report = run.reports["walls"]
    assert run.titles("walls") == ["Frei zu lesen"]
    assert report["blocked"] == {"http_202": 1, "http_401": 1, "http_403": 1, "http_429": 1}
    assert report["walls"] == {"empty": 1, "not_article": 1, "soft_404": 1}
    assert report["gone"] == 2
    assert report["errors"] == {"http_500": 1}


def test_bad_connections_are_errors_and_are_tried_again(night: tuple[World, Run]) -> None:
    _, run = night
    assert sorted(map(str, run.titles("lines"))) == ["Beim zweiten Mal ganz", "Die Leitung steht"]
    assert run.reports["lines"]["errors"] == {"ResponseDataLossError": 1, "timeout": 1}


def test_bombs_do_not_go_off(night: tuple[World, Run]) -> None:
    _, run = night
    assert run.titles("bombs") == ["Klein und fein"]
    assert run.reports["bombs"]["errors"] == {"too_large": 4}


def test_robots_rules_and_delay_are_kept(night: tuple[World, Run]) -> None:
    world, run = night
    assert sorted(map(str, run.titles("paces"))) == ["Erlaubt 0", "Erlaubt 1", "Erlaubt 2"]
    assert run.reports["paces"]["blocked"] == {"robots": 1}
    times = [asked.at for asked in world.simulator.asked if asked.host.startswith("www.paces")][1:]
    # The mean, because on a busy machine a request may be noticed late, and the pause after it looks short.
    assert (times[-1] - times[0]) / (len(times) - 1) >= 0.3


def test_retry_after_is_waited_for(night: tuple[World, Run]) -> None:
    world, run = night
    assert sorted(map(str, run.titles("asks-later"))) == ["Endlich a", "Endlich b"]
    log = [asked for asked in world.simulator.asked if asked.host.startswith("www.asks-later")]
    for path in ("/a.html", "/b.html"):
        first, second = (asked.at for asked in log if asked.path == path)
        assert second - first >= 0.9


def test_a_site_that_asks_for_a_day_is_left_alone(night: tuple[World, Run]) -> None:
    world, run = night
    # One more may have been on its way when the answer came.
    assert len([p for p in world.simulator.paths("www.asks-much.example") if p.endswith(".html")]) <= 2
    assert any("left alone" in problem for problem in run.reports["asks-much"]["problems"])


def test_without_robots_txt_nothing_is_fetched(night: tuple[World, Run]) -> None:
    world, run = night
    assert set(world.simulator.paths("www.robots-gone.example")) == {"/robots.txt"}
    assert run.reports["robots-gone"]["problems"]


def test_reservations_are_recorded(night: tuple[World, Run]) -> None:
    _, run = night
    rights = {str(r.title): r.rights for r in run.records if r.publisher == "reservations"}
    assert rights["Frei"] == {}
    assert rights["Datei"] == {"tdm-reservation": "1", "tdm-policy": "https://www.example.org/tdm"}
    assert rights["Robots"] == {"robots-txt-ai": "GPTBot"}
    assert rights["Kopfzeile"]["tdm-reservation"] == rights["Meta"]["tdm-reservation"] == "1"


@pytest.mark.parametrize("slug", ["empty-source", "html-source"])
def test_a_source_without_articles_fails_the_run(night: tuple[World, Run], slug: str) -> None:
    _, run = night
    assert any("lists no article" in problem for problem in run.reports[slug]["problems"])
    assert run.code == 1


def test_a_field_gone_missing_fails_the_run_and_names_the_layout(night: tuple[World, Run]) -> None:
    _, run = night
    report = run.reports["thin"]
    assert report["records"] == 6
    assert report["coverage"]["published_at"] == 0
    assert any("published_at" in p and "layout" in p and "thin.toml" in p for p in report["problems"])


def test_foreign_articles_and_sitemaps_are_left_alone(night: tuple[World, Run]) -> None:
    world, run = night
    assert run.titles("foreign") == ["Eigen"]
    assert not world.simulator.paths("www.stranger.example")


def test_an_archive_is_read_as_far_as_it_may_hold_what_is_asked_for(night: tuple[World, Run]) -> None:
    world, run = night
    assert run.titles("archive") == ["Aus dem Archiv"]
    assert "/alt.xml" not in world.simulator.paths("www.archive.example")


def test_publishers_without_trouble_have_no_problems(night: tuple[World, Run]) -> None:
    _, run = night
    for slug in ("hops", "walls", "lines", "bombs", "paces", "reservations", "foreign", "archive"):
        assert run.reports[slug]["problems"] == [], slug


def test_nobody_got_a_cookie_or_a_false_name(night: tuple[World, Run]) -> None:
    world, _ = night
    for asked in world.simulator.asked:
        assert asked.headers["user-agent"].startswith("newsscraper/")
        assert "(+test@example.org)" in asked.headers["user-agent"]
        assert not {"cookie", "referer"} & set(asked.headers)
