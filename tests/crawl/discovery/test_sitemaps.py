"""Sitemaps, sitemap indexes, news sitemaps, lists of addresses."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from newsscraper.crawl.discovery import Found, Nested, Problem, form_of, read_source

URL = "https://www.beispiel-zeitung.example/sitemaps/news.xml"
HOST = "https://www.beispiel-zeitung.example"
SITEMAP = '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <url>
    <loc>
      https://www.beispiel-zeitung.example/politik/rathaus-1.html
    </loc>
    <lastmod>2026-11-20T10:30:00+01:00</lastmod>
    <news:news>
      <news:publication><news:name>Beispiel-Zeitung</news:name><news:language>de</news:language></news:publication>
      <news:publication_date>2026-11-20T08:15:00+01:00</news:publication_date>
      <news:title><![CDATA[Rathaus & Markt: „Es wird gebaut“]]></news:title>
      <news:keywords>Rathaus, Bau,, Rathaus</news:keywords>
    </news:news>
    <image:image>
      <image:loc>https://bilder.example/1.jpg</image:loc><image:title>Der Markt</image:title>
    </image:image>
  </url>
</urlset>"""


def read(body: str | bytes, url: str = URL) -> tuple[list[Found | Nested], dict[str, int]]:
    """Entries, and problems by kind."""
    entries = list(read_source(body.encode() if isinstance(body, str) else body, url))
    problems = {entry.kind: entry.count for entry in entries if isinstance(entry, Problem)}
    return [entry for entry in entries if not isinstance(entry, Problem)], problems


def urls(entries: list[Found | Nested]) -> list[str]:
    return [entry.url.removeprefix(HOST) for entry in entries]


def sitemap(*entries: str) -> str:
    return SITEMAP + "".join(f"<url>{entry}</url>" for entry in entries) + "</urlset>"


def test_news_sitemap() -> None:
    (found,), problems = read(NEWS)
    assert found == Found(
        url=HOST + "/politik/rathaus-1.html",
        source=URL,
        medium="news-sitemap",
        dated=datetime.fromisoformat("2026-11-20T08:15:00+01:00"),
        published="2026-11-20T08:15:00+01:00",
        lastmod="2026-11-20T10:30:00+01:00",
        title="Rathaus & Markt: „Es wird gebaut“",
        keywords=("Rathaus", "Bau"),
        language="de",
    )
    assert problems == {}


def test_what_it_says_is_evidence_for_the_reader() -> None:
    (found,), _ = read(NEWS)
    assert isinstance(found, Found)
    assert found.evidence == {
        "title": ("Rathaus & Markt: „Es wird gebaut“", "news-sitemap:title"),
        "published_at": ("2026-11-20T08:15:00+01:00", "news-sitemap:published"),
        "modified_at": ("2026-11-20T10:30:00+01:00", "news-sitemap:lastmod"),
        "keywords": ("Rathaus, Bau", "news-sitemap:keywords"),
        "language": ("de", "news-sitemap:language"),
    }


def test_index_is_read_newest_first() -> None:
    body = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
        <sitemap><loc>/s/undatiert.xml</loc></sitemap>
        <sitemap><loc>/s/2025-11.xml</loc><lastmod>2026-11-22</lastmod></sitemap>
        <sitemap><loc>/s/aktuell.xml</loc><lastmod>2026-11-21T09:00:00Z</lastmod></sitemap>
        <sitemap><loc>/s/2026-10.xml</loc><lastmod>2026-11-22</lastmod></sitemap></sitemapindex>"""
    entries, problems = read(body)
    assert urls(entries) == ["/s/aktuell.xml", "/s/2026-10.xml", "/s/2025-11.xml", "/s/undatiert.xml"]
    assert all(isinstance(entry, Nested) and entry.source == URL for entry in entries)
    assert problems == {}


def test_articles_are_read_newest_first() -> None:
    dates = ["2026-11-01", "2026-11-20T23:00:00+01:00", "", "2026-11-20T23:30:00+02:00", "2026"]
    body = sitemap(*(f"<loc>/{n}</loc><lastmod>{date}</lastmod>" for n, date in enumerate(dates)))
    entries, _ = read(body)
    assert urls(entries) == ["/1", "/3", "/0", "/4", "/2"]


def test_date_without_offset_is_local() -> None:
    (found,), _ = read(sitemap("<loc>/a</loc><lastmod>2026-07-01T12:00:00</lastmod>"))
    assert isinstance(found, Found)
    assert found.dated == datetime(2026, 7, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "pack",
    [gzip.compress, lambda body: gzip.compress(body[:300]) + gzip.compress(body[300:])],
    ids=["gzip", "gzip in two members"],
)
def test_gzip_is_known_by_its_first_bytes(pack: Callable[[bytes], bytes]) -> None:
    entries, problems = read(pack(NEWS.encode()))
    assert urls(entries) == ["/politik/rathaus-1.html"]
    assert problems == {}


@pytest.mark.parametrize(
    ("loc", "url"),
    [
        ("https://www.beispiel-zeitung.example/a?x=1&amp;y=2", "/a?x=1&y=2"),
        ("https://www.beispiel-zeitung.example/a?x=1&y=2&copy=3", "/a?x=1&y=2&copy=3"),
        ("<![CDATA[https://www.beispiel-zeitung.example/a?x=1&y=2]]>", "/a?x=1&y=2"),
        ("//www.beispiel-zeitung.example/a", "/a"),
        ("/a b", "/a b"),
        ("https://www.beispiel-zeitung.example/\n  a", "/ a"),
        ("https://www.beispiel-zeitung.example/m%C3%BCnster", "/m%C3%BCnster"),
        ("https://www.beispiel-zeitung.example/münster", "/münster"),
    ],
)
def test_addresses_survive_sloppy_writing(loc: str, url: str) -> None:
    entries, _ = read(sitemap(f"<loc>{loc}</loc>"))
    assert urls(entries) == [url]


@pytest.mark.parametrize("cut", range(60, 130, 3))
def test_ampersands_survive_any_chunk_border(cut: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsscraper.crawl.discovery.unpack.CHUNK", cut)
    entries, problems = read(
        sitemap(
            "<loc>/a?x=1&y=2&amp;z=3</loc>",
            "<loc><![CDATA[/b?x=1&y=2&amp=3]]></loc>",
            "<loc>/c?t=gr&ouml;&szlig;er&unknown;</loc>",
        )
    )
    assert urls(entries) == ["/a?x=1&y=2&z=3", "/b?x=1&y=2&amp=3", "/c?t=größer&unknown;"]
    assert problems == {}


@pytest.mark.parametrize(
    "declaration",
    [
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        '<urlset xmlns="https://www.sitemaps.org/schemas/sitemap/0.9">',
        '<urlset xmlns="http://www.google.com/schemas/sitemap/0.84">',
        "<urlset>",
        '<sm:urlset xmlns:sm="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns="x">',
        '\n\n  <?xml version="1.0"?><!-- Sitemap --><?xml-stylesheet href="s.xsl"?><urlset>',
        "\ufeff<urlset>",
    ],
)
def test_namespaces_and_prologues(declaration: str) -> None:
    tag = "sm:" if "sm:" in declaration else ""
    body = f"{declaration}<{tag}url><{tag}loc>/a</{tag}loc></{tag}url></{tag}urlset>"
    entries, _ = read(body)
    assert urls(entries) == ["/a"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings(encoding: str) -> None:
    body = f'<?xml version="1.0" encoding="{encoding}"?><urlset><url><loc>/größe</loc></url></urlset>'
    entries, problems = read(body.encode(encoding))
    assert urls(entries) == ["/größe"]
    assert problems == {}


def test_list_of_addresses() -> None:
    entries, problems = read(f"\ufeff{HOST}/a\r\n{HOST}/b\n\n/c\nkein Verweis\n")
    assert urls(entries) == ["/a", "/b"]
    assert all(isinstance(entry, Found) and entry.medium == "list" for entry in entries)
    assert problems == {"bad-address": 2}


def test_other_hosts_are_dropped_and_counted() -> None:
    locs = (
        "https://boese.example/a",
        f"{HOST}/a",
        "https://beispiel-zeitung.example/b",
        "https://boese.example/b",
    )
    entries, problems = read(sitemap(*(f"<loc>{loc}</loc>" for loc in locs)))
    assert [entry.url for entry in entries] == [f"{HOST}/a", "https://beispiel-zeitung.example/b"]
    assert problems == {"foreign-host": 2}


def test_who_serves_what_is_the_callers_to_say() -> None:
    index = f"<sitemapindex><sitemap><loc>{HOST}/s.xml</loc></sitemap></sitemapindex>".encode()
    refused = list(read_source(index, URL, serves=lambda _: True, serves_sources=lambda _: False))
    assert [entry.kind for entry in refused if isinstance(entry, Problem)] == ["foreign-host"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (
            b"<!doctype html><html><head><title>Fehler 404</title></head><body>Nichts gefunden</body></html>",
            "html",
        ),
        (b"<HTML><BODY>Wartung</BODY></HTML>", "html"),
        (b"Warnung: <br/><html><body>x</body></html>", "html"),
        (b'{"fehler": 404}', "unknown-format"),
        (b"<opml><body/></opml>", "unknown-format"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "unknown-format"),
        (b"\x1f\x8b\x08kaputt", "broken-gzip"),
    ],
)
def test_what_is_no_source_is_named(body: bytes, kind: str) -> None:
    entries, problems = read(body)
    assert entries == []
    assert problems == {kind: 1}
    assert form_of(body) is None


def test_entries_without_an_address_are_counted() -> None:
    locs = ("", "<loc></loc>", "<loc>mailto:a@b.example</loc>", "<loc>http://[kaputt/</loc>", "<loc>/a</loc>")
    entries, problems = read(sitemap(*locs))
    assert urls(entries) == ["/a"]
    assert problems == {"bad-address": 4}


def test_damage_costs_only_what_is_damaged() -> None:
    body = sitemap("<loc>/a</loc>", "<loc>/b\x08</loc><lastmod>2026<lastmod>", "<loc>/c</loc>")
    entries, problems = read(body)
    assert "/a" in urls(entries)
    assert problems["broken-xml"] == 1


def test_undeclared_namespaces_cost_nothing() -> None:
    entry = "<loc>/a</loc><news:news><news:title>T</news:title><image:title>B</image:title></news:news>"
    entries, problems = read(f"<urlset>{f'<url>{entry}</url>' * 1000}</urlset>")
    assert len(entries) == 1000
    assert {entry.title for entry in entries if isinstance(entry, Found)} == {"T"}
    assert problems == {"broken-xml": 1}


def test_cut_off_gives_what_came_before() -> None:
    entries, problems = read(sitemap("<loc>/a</loc>", "<loc>/b</loc>", "<loc>/c</loc>")[:-25])
    assert urls(entries) == ["/a", "/b"]
    assert problems == {"broken-xml": 1}
    packed = gzip.compress(sitemap(*(f"<loc>/{n}</loc>" for n in range(1000))).encode())
    entries, problems = read(packed[: len(packed) // 2])
    assert urls(entries)[:3] == ["/0", "/1", "/2"]
    assert "broken-gzip" in problems


@pytest.mark.parametrize(
    ("body", "form"),
    [
        (NEWS, "sitemap"),
        ("<sitemapindex/>", "index"),
        ("<rss><channel/></rss>", "feed"),
        (f"{HOST}/a", "list"),
        ("Guten Tag", None),
    ],
)
def test_form_is_what_the_document_says(body: str, form: str | None) -> None:
    assert form_of(body.encode()) == form
