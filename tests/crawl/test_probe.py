"""`newsscraper probe`, replayed from cassettes of an invented site."""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from newsscraper.cli import main
from newsscraper.crawl.cassettes_yaml import Exchange, write_cassette
from newsscraper.publishers import Publisher, catalogue, parse_publisher

pytest.importorskip("vcr")

HOME = "https://www.dorfblatt.example/"
ROBOTS = """# Text und Data Mining (§ 44b UrhG) ist vorbehalten.
User-agent: *
Crawl-delay: 3
User-agent: GPTBot
Disallow: /
Sitemap: https://www.dorfblatt.example/sitemap.xml
"""
FRONT = """<!doctype html><html lang="de"><head><title>Dorfblatt</title>
<meta property="og:site_name" content="Das &quot;Dorfblatt&quot;">
<link rel="alternate" type="application/rss+xml" href="/rss">
<link rel="alternate" type="application/rss+xml" href="https://feeds.anderswo.example/dorf">
</head><body><p>Willkommen</p></body></html>"""
INDEX = """<sitemapindex><sitemap><loc>https://www.dorfblatt.example/s-2025.xml</loc></sitemap>
<sitemap><loc>https://www.dorfblatt.example/s-2026.xml</loc></sitemap></sitemapindex>"""
YEAR = """<urlset><url><loc>https://www.dorfblatt.example/a-1.html</loc><lastmod>2026-11-01</lastmod></url>
<url><loc>https://www.dorfblatt.example/a-2.html</loc><lastmod>2026-11-20</lastmod></url></urlset>"""
FEED = """<rss><channel><item><title>Die Mühle dreht sich wieder</title>
<link>https://www.dorfblatt.example/a-3.html</link><pubDate>Fri, 20 Nov 2026 18:00:00 +0100</pubDate></item>
</channel></rss>"""
ARTICLE = (
    """<!doctype html><html lang="de"><head><title>Die Mühle dreht sich wieder</title>
<meta property="article:published_time" content="2026-11-20T18:00:00+01:00"></head><body><article>
<h1>Die Mühle dreht sich wieder</h1>"""
    + "<p>Nach zwei Jahren Bauzeit mahlt die alte Mühle am Bach seit Freitag wieder Mehl für das Dorf.</p>"
    * 6
    + "</article></body></html>"
)
XML, HTML = "application/xml", "text/html; charset=utf-8"


def page(path: str, text: str, kind: str = HTML, status: int = 200) -> Exchange:
    return Exchange("GET", HOME + path, text.encode(), status=status, headers={"Content-Type": [kind]})


SITE = {
    "robots.txt": page("robots.txt", ROBOTS, "text/plain"),
    "": page("", FRONT),
    "sitemap.xml": page("sitemap.xml", INDEX, XML),
    "s-2026.xml": page("s-2026.xml", YEAR, XML),
    "rss": page("rss", FEED, XML),
    "tdm": page(".well-known/tdmrep.json", '[{"location": "/", "tdm-reservation": 1}]', "application/json"),
    "a-3.html": page("a-3.html", ARTICLE),
}


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(import_module("newsscraper.publishers.catalogue"), "_extra_folders", [])
    catalogue.cache_clear()
    yield
    catalogue.cache_clear()


@pytest.fixture
def cassette(tmp_path: Path) -> Path:
    return record(tmp_path)


def record(folder: Path, **changed: Exchange | None) -> Path:
    """A cassette of the site, with some answers changed or taken away."""
    path = folder / "dorfblatt.yaml"
    exchanges = [answer for answer in {**SITE, **changed}.values() if answer]
    write_cassette(path, exchanges, {"recorded_on": "2026-11-21"})
    return path


def probe(capsys: pytest.CaptureFixture[str], cassette: Path, *more: str, url: str = HOME) -> tuple[int, str]:
    code = main(["probe", url, "--replay", str(cassette), *more])
    return code, capsys.readouterr().out


def read(text: str, folder: Path) -> Publisher:
    path = folder / "dorfblatt.toml"
    path.write_text(text, encoding="utf-8")
    return parse_publisher(path)


def test_prints_a_publisher_file(cassette: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = probe(capsys, cassette)
    publisher = read(out, tmp_path)
    assert code == 0
    assert publisher.name == 'Das "Dorfblatt"'
    assert publisher.hosts == ("www.dorfblatt.example",)
    assert publisher.verified
    assert [(source.kind, source.url) for source in publisher.sources] == [
        ("sitemap", HOME + "sitemap.xml"),
        ("feed", HOME + "rss"),
    ]


def test_writes_the_file_where_it_is_told(
    cassette: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "new" / "dorfblatt.toml"
    assert probe(capsys, cassette, "-o", str(target)) == (0, "")
    assert parse_publisher(target).hosts == ("www.dorfblatt.example",)
    assert main(["probe", HOME, "--replay", str(cassette), "-o", str(target / "below.toml")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_says_what_it_found(cassette: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = " ".join(probe(capsys, cassette)[1].replace("\n#    ", "").split())
    for said in (
        "robots.txt: read, allows the front page",
        "Crawl-delay: 3 s",
        "rights: tdm-reservation: 1",
        "rights: robots-txt-ai: GPTBot",
        "rights: urhg-44b: Text und Data Mining (§ 44b UrhG) ist vorbehalten.",
        "index (sitemaps: 2, articles in the newest: 2, newest: 2026-11-20T00:00+01:00), from robots.txt",
        "feed (articles: 1, newest: 2026-11-20T18:00+01:00), from front page",
        "feeds.anderswo.example/dorf: on another host; name it in source_hosts if it is right",
        "a-3.html: HTTP 200, ok",
    ):
        assert said in out


def test_as_json(cassette: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = probe(capsys, cassette, "--json")
    report = json.loads(out)
    assert code == 0
    assert report["usable"] is True
    assert report["crawl_delay"] == 3
    assert report["rights"]["tdm-reservation"] == "1"
    assert [look["articles"] for look in report["sources"]] == [2, 1, 0]
    assert tomllib.loads(report["publisher_file"])["hosts"] == ["www.dorfblatt.example"]


def test_a_wall_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refused = record(tmp_path, **{"a-3.html": page("a-3.html", "Bitte warten", status=403)})
    assert "sample: " + HOME + "a-3.html: blocked/http_403" in probe(capsys, refused)[1]


def test_robots_that_keep_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cassette = record(
        tmp_path, **{"robots.txt": page("robots.txt", "User-agent: *\nDisallow: /", "text/plain")}
    )
    code, out = probe(capsys, cassette)
    assert code == 1
    assert "robots.txt: read, keeps us out" in out
    assert read(out, tmp_path).sources == ()


def test_usual_places_are_tried_where_nothing_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = {"robots.txt": page("robots.txt", "", status=404), "": page("", "<html><body>Hallo</body></html>")}
    places = import_module("newsscraper.crawl.discovery").usual_places(HOME)
    missing = {
        source.url: page(source.url.removeprefix(HOME), "<html>404</html>", status=404) for source in places
    }
    del missing[HOME + "rss"]
    del missing[HOME + "sitemap.xml"]
    code, out = probe(capsys, record(tmp_path, **bare, **missing))
    assert code == 0
    assert {source.url for source in read(out, tmp_path).sources} == {HOME + "rss", HOME + "sitemap.xml"}


def test_own_file_is_looked_at(cassette: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "dorfblatt.toml").write_text(
        'name = "Dorf"\nhosts = ["www.dorfblatt.example"]\nverified = false\nskip_urls = ["/video/"]\n'
        'sources = [{ kind = "feed", url = "https://www.dorfblatt.example/alt.rss" }]',
        encoding="utf-8",
    )
    _, out = probe(capsys, cassette, "--publishers", str(own), url=HOME + "politik/a.html")
    publisher = read(out, tmp_path)
    assert "known as dorfblatt" in out
    assert (publisher.name, publisher.skip_urls) == ("Dorf", ("/video/",))
    assert HOME + "alt.rss" not in {source.url for source in publisher.sources}


def test_a_live_look_needs_a_contact() -> None:
    bare = {name: value for name, value in os.environ.items() if name != "NEWSSCRAPER_CONTACT"}
    command = [sys.executable, "-m", "newsscraper", "probe", "https://www.dorfblatt.invalid"]
    done = subprocess.run(command, capture_output=True, text=True, env=bare, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--contact" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("url", ["", "ftp://www.dorfblatt.example/", "https://"])
def test_no_address(url: str, cassette: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["probe", url, "--replay", str(cassette)]) == 2
    assert "no web address" in capsys.readouterr().err
