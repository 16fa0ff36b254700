"""Documents made to hurt: nothing raises, nothing grows, everything is named."""

import gzip
import tracemalloc
from collections import Counter

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from newsscraper.crawl.discovery import Found, Problem, Robots, form_of, links_on, read_source

URL = "https://www.beispiel-zeitung.example/sitemap.xml"
ENTRY = b"<url><loc>https://www.beispiel-zeitung.example/politik/artikel-%07d.html</loc></url>"


def problems(body: bytes) -> dict[str, int]:
    return {entry.kind: entry.count for entry in read_source(body, URL) if isinstance(entry, Problem)}


def counted(body: bytes) -> tuple[Counter[str], int]:
    """Entries by type or kind of problem, and the most memory that reading took, in bytes."""
    tracemalloc.start()
    kinds = Counter(
        entry.kind if isinstance(entry, Problem) else type(entry).__name__ for entry in read_source(body, URL)
    )
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return kinds, peak


BOMB = b"""<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaaaaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<urlset><url><loc>https://www.beispiel-zeitung.example/&c;</loc></url></urlset>"""


@pytest.mark.parametrize(
    "body",
    [
        BOMB,
        BOMB.decode().encode("utf-16"),
        BOMB.replace(b"<!DOCTYPE", b"<!--" + b"x" * 70_000 + b"--><!DOCTYPE"),
        BOMB.replace(b'<!ENTITY a "', b'<!ENTITY % a SYSTEM "http://boese.example/'),
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><link>&x;</link></item></channel></rss>',
        gzip.compress(BOMB),
    ],
    ids=["lol", "utf-16", "behind a comment", "parameter entity", "file", "gzip"],
)
def test_entities_are_refused(body: bytes) -> None:
    assert problems(body) == {"entities": 1}


def test_entities_behind_any_chunk_border(monkeypatch: pytest.MonkeyPatch) -> None:
    for size in range(40, 60):
        monkeypatch.setattr("newsscraper.crawl.discovery.unpack.CHUNK", size)
        assert problems(BOMB) == {"entities": 1}


def test_memory_does_not_grow_with_the_sitemap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsscraper.crawl.discovery.order.newest_first.__defaults__", (500,))
    peaks = []
    for count in (1_000, 5_000):
        body = b"<urlset>" + b"".join(ENTRY % n for n in range(count)) + b"</urlset>"
        kinds, peak = counted(body)
        assert kinds == {"Found": count}
        peaks.append(peak)
    assert peaks[1] < peaks[0] + 200_000


def test_gzip_bomb_ends_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsscraper.crawl.discovery.unpack.unpacked.__defaults__", (1_000_000,))
    body = gzip.compress(b"<urlset>" + ENTRY % 1 + b" " * 20_000_000 + ENTRY % 2)
    kinds, peak = counted(body)
    assert kinds == {"Found": 1, "too-large": 1}
    assert peak < 3_000_000


@pytest.mark.parametrize(
    "body",
    [
        b"<urlset><url>" + b"<a>" * 100_000,
        b"<urlset><url><loc>" + b"x" * 2_000_000 + b"</loc></url></urlset>",
        b"<urlset><url " + b" ".join(b'a%d="x"' % n for n in range(50_000)) + b"/></urlset>",
        b"<urlset>" + b"<x/>" * 50_000 + b"</urlset>",
        b"<urlset><url>" + b"<x>y</x>" * 30_000 + b"</url></urlset>",
        b"<urlset>" + b"<url></x></url>" * 20_000 + b"</urlset>",
        b"<rss><channel><item>" + b"<category>x</category>" * 50_000 + b"</item></channel></rss>",
        b"<urlset><url><loc>" + b"&" * 200_000 + b"</loc></url></urlset>",
        b"<![CDATA[" * 100_000,
        b"<urlset><url><loc>https://boese.example/</loc></url>" * 20_000,
    ],
    ids=[
        "deep",
        "long text",
        "attributes",
        "siblings",
        "children",
        "errors",
        "values",
        "&",
        "cdata",
        "roots",
    ],
)
def test_hostile_documents_stay_small(body: bytes) -> None:
    _, peak = counted(body)
    assert peak < 8_000_000 + 2 * len(body)


def test_a_feed_cannot_flood_the_log() -> None:
    body = b"<urlset>" + b"<url><loc>https://boese.example/x</loc></url>" * 5_000 + b"</urlset>"
    entries = list(read_source(body, URL))
    assert len(entries) == 1
    assert isinstance(entries[0], Problem)
    assert entries[0].count == 5_000


MARKUP = b"""<urlset> </urlset> <url> </url> <loc> </loc> /a.html & &amp; <![CDATA[ ]]> <rss> <channel> <item>
</item> <link> <feed> <entry> <link/> <sitemapindex> <sitemap> <lastmod>2026-02-30</lastmod> <!-- -->
<html> ]> <!DOCTYPE <?xml?> <news:title> <pubDate>x</pubDate> https://www.beispiel-zeitung.example/a""".split()
PIECES = st.sampled_from([*MARKUP, b"\x1f\x8b", b"\xff\xfe", b"\x00", b"\n", b"<?xml encoding='utf-7'?>"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.binary(max_size=400), st.lists(PIECES, max_size=25).map(b"".join)))
@example(b"\x1f\x8b\x08\x00")
@example(b"\xff\xfe<\x00")
@example(b"<url")
def test_never_raises(body: bytes) -> None:
    for entry in read_source(body, URL):
        assert isinstance(entry, Problem) or entry.url.startswith(("http://", "https://"))
    assert form_of(body) in (None, "sitemap", "index", "feed", "list")
    links_on(body, URL)
    robots = Robots(body, URL)
    assert robots.allows(URL) in (True, False)
    assert [source.url for source in robots.sources() if not source.url.startswith("http")] == []


@settings(max_examples=100, deadline=None)
@given(st.lists(st.binary(min_size=1, max_size=30), max_size=20))
@example([b"<!ENTITY", b"<"])
@example([b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<url><loc>&b;</loc></url>"])
def test_every_whole_entry_before_damage_is_found(garbage: list[bytes]) -> None:
    body = b"<urlset>" + ENTRY % 1 + ENTRY % 2 + b"".join(garbage)
    found = [entry.url for entry in read_source(body, URL) if isinstance(entry, Found)]
    assert [url[-12:] for url in found[:2]] == ["0000001.html", "0000002.html"]
