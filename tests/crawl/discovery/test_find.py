"""robots.txt and unknown sites."""

import pytest

from newsscraper.crawl.discovery import Nested, Robots, Selection, links_on, publisher_for_site, usual_places
from newsscraper.errors import ConfigError

HOME = "https://www.beispiel-zeitung.example/"
ROBOTS = b"""\xef\xbb\xbfUser-agent: *
Disallow: /suche
Disallow: /*.pdf$
Crawl-delay: 2.5

User-agent: newsscraper
Disallow: /intern/
Crawl-delay: 7

Sitemap: https://www.beispiel-zeitung.example/sitemap.xml
sitemap: /news-sitemap.xml
Sitemap: https://www.beispiel-zeitung.example/sitemap.xml
Sitemap: https://www.beispiel-zeitung.example/sitemap-videos.xml
Sitemap: kaputt://x
"""


def test_robots() -> None:
    robots = Robots(ROBOTS, HOME + "robots.txt")
    assert [(source.kind, source.url) for source in robots.sources()] == [
        ("sitemap", HOME + "sitemap.xml"),
        ("news-sitemap", HOME + "news-sitemap.xml"),
    ]
    assert (robots.allows(HOME + "intern/a"), robots.allows(HOME + "suche")) == (False, True)
    assert robots.allows(HOME + "suche", agent="anderer") is False
    assert (robots.crawl_delay(), robots.crawl_delay("anderer")) == (7, 2.5)


@pytest.mark.parametrize(
    "body", [b"", b"<!doctype html><html><body>404</body></html>", b"\xff\xfe\x00", b"Disallow"]
)
def test_robots_without_rules(body: bytes) -> None:
    robots = Robots(body, HOME + "robots.txt")
    assert robots.allows(HOME)
    assert (robots.sources(), robots.crawl_delay()) == ([], None)


def test_links_on_a_front_page() -> None:
    page = """<html><head><base href="https://www.beispiel-zeitung.example/de/">
      <link rel="alternate" type="application/rss+xml" title="Alles" href="/rss">
      <link rel="ALTERNATE nofollow" type="application/atom+xml; charset=utf-8" href="atom.xml">
      <link rel="alternate" type="application/rss+xml" title="Kommentare" href="/comments/feed/">
      <link rel="alternate" type="application/rss+xml" href="/rss">
      <link rel="alternate" hreflang="en" href="/en/">
      <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
      <link rel="stylesheet" type="text/css" href="/a.css">
      <link rel="sitemap" type="application/xml" href="/sitemap-news.xml">
      </head><body><p>Guten Tag</p></body></html>"""
    assert [(source.kind, source.url) for source in links_on(page.encode(), HOME)] == [
        ("feed", HOME + "rss"),
        ("feed", HOME + "de/atom.xml"),
        ("news-sitemap", HOME + "sitemap-news.xml"),
    ]
    assert links_on(b'{"a": 1}', HOME) == []


@pytest.mark.parametrize(
    ("name", "articles"),
    [
        ("post-sitemap.xml", True),
        ("post-sitemap12.xml", True),
        ("page-sitemap.xml", False),
        ("post_tag-sitemap2.xml", False),
        ("category-sitemap.xml", False),
        ("author-sitemap.xml", False),
        ("sitemap-images-1.xml.gz", False),
        ("sitemap_kategorien.xml", False),
        ("sitemap-videospiele.xml", True),
        ("sitemap-tag-2026-11-22.xml", True),
        ("homepage-news.xml", True),
    ],
)
def test_sitemaps_of_other_things_are_left_out(name: str, articles: bool) -> None:
    source = Robots("Sitemap: /sitemap_index.xml", HOME + "robots.txt").sources()[0]
    assert Selection().follows(Nested(HOME + name, source.url), source) is articles


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("news.xml", "news-sitemap"),
        ("gsitemap_News-1.xml", "news-sitemap"),
        ("newsletter-sitemap.xml", "sitemap"),
    ],
)
def test_news_sitemaps_are_known_by_name(name: str, kind: str) -> None:
    assert Robots(f"Sitemap: /{name}", HOME + "robots.txt").sources()[0].kind == kind


def test_usual_places_are_on_the_site() -> None:
    places = usual_places(HOME + "politik/a.html")
    assert all(source.url.startswith(HOME) and "politik" not in source.url for source in places)
    assert {source.kind for source in places} == {"news-sitemap", "feed", "sitemap"}


@pytest.mark.parametrize(
    ("url", "slug", "host", "zone"),
    [
        (HOME, "beispiel-zeitung-example", "www.beispiel-zeitung.example", "Europe/Berlin"),
        ("dorfblatt.at/a?b=c", "dorfblatt-at", "dorfblatt.at", "Europe/Vienna"),
        ("https://Bote.CH:443/", "bote-ch", "bote.ch", "Europe/Zurich"),
    ],
)
def test_publisher_for_a_site(url: str, slug: str, host: str, zone: str) -> None:
    publisher = publisher_for_site(url)
    assert (publisher.slug, publisher.hosts, publisher.timezone) == (slug, (host,), zone)
    assert not publisher.verified


@pytest.mark.parametrize(
    "url", ["", "ftp://a.example/", "https://", "https://user:pw@a.example/", "http://[::1"]
)
def test_no_site(url: str) -> None:
    with pytest.raises(ConfigError, match="no web address"):
        publisher_for_site(url)
