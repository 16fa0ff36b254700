"""RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, as publishers write them."""

from datetime import datetime

import pytest

from newsscraper.crawl.discovery import Found, Problem, read_source

URL = "https://www.beispiel-zeitung.example/rss"
HOST = "https://www.beispiel-zeitung.example"

RSS2 = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
     xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
  <title>Beispiel-Zeitung</title><link>https://www.beispiel-zeitung.example/</link>
  <atom:link href="https://www.beispiel-zeitung.example/rss" rel="self" type="application/rss+xml"/>
  <image><title>Logo</title><link>https://www.beispiel-zeitung.example/logo</link></image>
  <item>
    <title>Neuer Markt &amp;amp; altes Rathaus</title>
    <link>https://www.beispiel-zeitung.example/stadt/markt-1.html?id=1&b=2</link>
    <guid isPermaLink="false">markt-1</guid>
    <pubDate>Fri, 20 Nov 2026 08:15:00 +0100</pubDate>
    <dc:creator>Erika Beispiel</dc:creator><dc:creator>Max Muster</dc:creator>
    <category>Stadt</category><category domain="x"><![CDATA[Bauen & Wohnen]]></category>
    <media:content url="https://bilder.example/1.jpg"><media:title>Bild</media:title></media:content>
    <description><![CDATA[<p>Der <a href="https://boese.example/">Markt</a></p>]]></description>
  </item>
</channel></rss>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://www.beispiel-zeitung.example/"><title>Beispiel</title>
<items><rdf:Seq><rdf:li resource="https://www.beispiel-zeitung.example/a"/></rdf:Seq></items></channel>
<item rdf:about="https://www.beispiel-zeitung.example/a"><title>A</title>
<dc:date>2026-11-20T08:15:00+01:00</dc:date><dc:subject>Kultur</dc:subject></item></rdf:RDF>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Beispiel</title>
<link href="https://www.beispiel-zeitung.example/"/><author><name>Redaktion</name></author>
<entry><title>A</title><id>tag:beispiel,2026:1</id>
<link rel="self" href="/api/a"/><link rel="alternate" type="text/html" href="/a"/>
<link rel="enclosure" href="/a.mp3"/><author><name>Erika Beispiel</name></author>
<updated>2026-11-21T08:15:00Z</updated><published>2026-11-20T08:15:00Z</published>
<category term="kultur" label="Kultur"/></entry>
<entry><title>B</title><link href="/b"/><updated>2026-11-22T00:00:00Z</updated></entry></feed>"""


def read(body: str) -> list[Found]:
    return [entry for entry in read_source(body.encode(), URL) if isinstance(entry, Found)]


def item(inner: str, root: str = '<rss version="2.0">') -> str:
    return f"{root}<channel><item>{inner}</item></channel></rss>"


def test_rss_2() -> None:
    assert read(RSS2) == [
        Found(
            url=HOST + "/stadt/markt-1.html?id=1&b=2",
            source=URL,
            medium="feed",
            dated=datetime.fromisoformat("2026-11-20T08:15:00+01:00"),
            published="Fri, 20 Nov 2026 08:15:00 +0100",
            title="Neuer Markt & altes Rathaus",
            sections=("Stadt", "Bauen & Wohnen"),
            authors=("Erika Beispiel", "Max Muster"),
        )
    ]
    assert read(RSS2)[0].evidence["section"] == ("Stadt", "feed:category")


def test_rss_1() -> None:
    (found,) = read(RDF)
    assert (found.url, found.title, found.sections) == (HOST + "/a", "A", ("Kultur",))
    assert found.published == "2026-11-20T08:15:00+01:00"


def test_atom() -> None:
    newer, older = read(ATOM)
    assert (newer.url, newer.published, newer.lastmod) == (HOST + "/b", None, "2026-11-22T00:00:00Z")
    assert (older.url, older.title) == (HOST + "/a", "A")
    assert (older.published, older.lastmod) == ("2026-11-20T08:15:00Z", "2026-11-21T08:15:00Z")
    assert (older.authors, older.sections) == (("Erika Beispiel",), ("Kultur",))


def test_rss_09() -> None:
    body = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://my.netscape.com/rdf/simple/0.9/"><item><title>A</title><link>/a</link></item></rdf:RDF>"""
    assert [found.url for found in read(body)] == [HOST + "/a"]
    assert [found.url for found in read(item("<link>/a</link>", '<rss version="0.91">'))] == [HOST + "/a"]


@pytest.mark.parametrize(
    ("inner", "url"),
    [
        ("<link>/a.html</link>", "/a.html"),
        ("<link>\n  /a.html\n</link>", "/a.html"),
        ("<link><![CDATA[ /a.html?x=1&y=2 ]]></link>", "/a.html?x=1&y=2"),
        ("<guid>https://www.beispiel-zeitung.example/a</guid>", "/a"),
        ('<guid isPermaLink="true">/a</guid>', "/a"),
        ("<link></link><guid>https://www.beispiel-zeitung.example/a</guid>", "/a"),
        ("<link>https://google.com/url?url=https%3A%2F%2Fwww.beispiel-zeitung.example%2Fa</link>", "/a"),
        ("<link>https://bz.cdn.ampproject.org/c/s/www.beispiel-zeitung.example/a</link>", "/a"),
        ("<link>https://www.google.de/amp/s/www.beispiel-zeitung.example/a</link>", "/a"),
        (
            "<link>https://feedproxy.google.com/~r/bz/~3/x/</link><feedburner:origLink "
            'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">/a</feedburner:origLink>',
            "/a",
        ),
        ("<media:title>x</media:title><media:link>/falsch</media:link><link>/a</link>", "/falsch"),
        ('<x:link xmlns:x="urn:x">/falsch</x:link><link>/a</link>', "/a"),
    ],
)  # fmt: skip
def test_links(inner: str, url: str) -> None:
    assert [found.url for found in read(item(inner))] == [HOST + url]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Fri, 20 Nov 2026 08:15:00 GMT", "2026-11-20T08:15:00+00:00"),
        ("Fri, 20 Nov 2026 08:15:00 -0000", "2026-11-20T08:15:00+00:00"),
        ("20 Nov 2026 08:15 +0100", "2026-11-20T08:15:00+01:00"),
        ("2026-11-20T08:15:00Z", "2026-11-20T08:15:00+00:00"),
        ("2026-11-20 08:15:00", "2026-11-20T08:15:00+01:00"),
        ("2026-07-20", "2026-07-20T00:00:00+02:00"),
        ("2026-11", "2026-11-01T00:00:00+01:00"),
        ("gestern", None),
        ("Fri, 32 Nov 2026 08:15:00 GMT", None),
        ("0001-01-01T00:00:00Z", None),
        ("", None),
    ],
)
def test_dates(text: str, moment: str | None) -> None:
    (found,) = read(item(f"<link>/a</link><pubDate>{text}</pubDate>"))
    assert (found.dated.isoformat() if found.dated else None) == moment
    assert found.published == (text or None)


def test_items_without_a_link_are_counted() -> None:
    entries = list(read_source(item("<title>A</title><guid isPermaLink='false'>7</guid>").encode(), URL))
    assert [(entry.kind, entry.count) for entry in entries if isinstance(entry, Problem)] == [
        ("bad-address", 1)
    ]


def test_html_entities_are_no_damage() -> None:
    (found,) = read(item("<link>/a</link><title>Gr&uuml;&szlig;e aus K&ouml;ln &ndash; hei&szlig;</title>"))
    assert found.title == "Grüße aus Köln – heiß"


def test_damage_in_one_item_leaves_the_others() -> None:
    body = item("<title>A < B</title><link>/a</link></item><item><link>/b</link>")
    assert HOST + "/b" in [found.url for found in read(body)]
