"""An unknown site: where its feeds and sitemaps may be, and the publisher that a crawl then assumes."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from lxml import etree

from newsscraper.crawl.discovery.addresses import absolute
from newsscraper.crawl.discovery.robots import sitemap
from newsscraper.errors import ConfigError
from newsscraper.publishers import Publisher, Source
from newsscraper.publishers.model import SourceKind
from newsscraper.readers.parse import parse

FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
)
"""Types of `<link rel="alternate">` that are feeds."""

USUAL: tuple[tuple[SourceKind, str], ...] = (
    ("news-sitemap", "/news-sitemap.xml"),
    ("news-sitemap", "/sitemap-news.xml"),
    ("news-sitemap", "/sitemaps/news.xml"),
    ("news-sitemap", "/news.xml"),
    ("news-sitemap", "/sitemap_news.xml"),
    ("feed", "/rss"),
    ("feed", "/feed"),
    ("feed", "/feed.xml"),
    ("feed", "/rss.xml"),
    ("feed", "/index.rss"),
    ("feed", "/feed.rss"),
    ("feed", "/rssfeed.rdf"),
    ("feed", "/arc/outboundfeeds/rss/"),
    ("sitemap", "/sitemap.xml"),
    ("sitemap", "/sitemap_index.xml"),
    ("sitemap", "/sitemap-index.xml"),
    ("sitemap", "/sitemaps/sitemap.xml"),
)
"""Where German-language papers keep them, commonest first; asked for only where robots.txt and the front page
name none."""

ZONES = {
    "de": "Europe/Berlin",
    "at": "Europe/Vienna",
    "ch": "Europe/Zurich",
    "li": "Europe/Vaduz",
    "lu": "Europe/Luxembourg",
    "it": "Europe/Rome",
}
"""Top-level domain -> zone; any other site is taken to be in Germany."""

_COMMENTS = re.compile(r"comment|kommentar", re.IGNORECASE)


def links_on(body: bytes, url: str, content_type: str | None = None) -> list[Source]:
    """The feeds and sitemaps that a page names in its `<link>` elements, in its order.

    Feeds of comments are left out. Empty for what is no HTML.
    """
    page = parse(body, url, content_type=content_type)
    base = page.tree.find(".//base[@href]")
    root = urljoin(url, base.get("href", "")) if base is not None else url
    found: dict[str, Source] = {}
    for link in page.tree.iter("link"):
        source = _source_of(link, root)
        if source:
            found.setdefault(source.url, source)
    return list(found.values())


def usual_places(url: str) -> list[Source]:
    """Sources at the usual addresses of a site, to be tried one after the other."""
    places = ((kind, urljoin(url, path)) for kind, path in USUAL)
    return [sitemap(place) if kind == "sitemap" else Source(kind=kind, url=place) for kind, place in places]


def publisher_for_site(url: str, sources: tuple[Source, ...] = ()) -> Publisher:
    """A publisher for a site that no file describes; its slug is made of the host,
    its country and zone of the top-level domain.

    Raises `ConfigError` if `url` is no http(s) address.
    """
    home = absolute(url if "://" in url else f"https://{url}", url)
    host = urlsplit(home or "").hostname or ""
    slug = re.sub(r"[^a-z0-9]+", "-", host.removeprefix("www.")).strip("-")
    if not home or not slug:
        raise ConfigError(f"{url!r} is no web address, such as https://www.example.de")
    country = host.rpartition(".")[2]
    return Publisher(
        slug=slug,
        name=host.removeprefix("www."),
        hosts=(host,),
        timezone=ZONES.get(country, ZONES["de"]),
        country=country if country in ZONES else "de",
        sources=sources,
        verified=False,
    )


def _source_of(link: etree._Element, base: str) -> Source | None:
    rel = (link.get("rel") or "").lower().split()
    kind = (link.get("type") or "").lower().partition(";")[0].strip()
    url = absolute(link.get("href") or "", base)
    if url is None:
        return None
    if "sitemap" in rel:
        return sitemap(url)
    if "alternate" in rel and kind in FEED_TYPES and not _COMMENTS.search(f"{url} {link.get('title') or ''}"):
        return Source(kind="feed", url=url)
    return None
