"""Make a recording small: keep some articles, and take the others out of the sources that list them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from urllib.parse import urljoin

from newsscraper.crawl.cassettes_yaml import Exchange

_ENTRY = re.compile(r"<(url|sitemap|item|entry)(?=[\s>]).*?</\1\s*>\s*", re.DOTALL)
_ADDRESS = re.compile(
    r"<(?:loc|link|guid)(?:\s[^>]*)?>\s*(?:<!\[CDATA\[)?\s*(https?://[^\s<\]]+)|<link[^>]+href=\"(https?://[^\"]+)"
    r"|rdf:about=\"(https?://[^\"]+)"
)
_RDF_ITEM = re.compile(r"<rdf:li\s[^>]*resource=\"([^\"]+)\"[^>]*/>\s*")


def trim(
    exchanges: Iterable[Exchange], candidates: Collection[str], chosen: Collection[str]
) -> list[Exchange]:
    """The exchanges of a recording without those of articles that were not chosen.

    `candidates`: addresses of all article pages that were asked for; `chosen`: those to keep. What stands
    between a chosen article and its page (redirects) stays, and sources list nothing that is not recorded.
    """
    recorded = list(exchanges)
    hops = {e.url: urljoin(e.url, e.headers["Location"][0]) for e in recorded if e.headers.get("Location")}
    wanted = _with_hops(chosen, hops)
    gone = _with_hops(set(candidates) - set(chosen), hops) - wanted
    kept = [exchange for exchange in recorded if exchange.url not in gone]
    there = {exchange.url for exchange in kept}
    return [_shortened(exchange, there) for exchange in kept]


def _with_hops(urls: Collection[str], hops: dict[str, str]) -> set[str]:
    found: set[str] = set()
    for url in urls:
        while url and url not in found:
            found.add(url)
            url = hops.get(url, "")
    return found


def _shortened(exchange: Exchange, there: Collection[str]) -> Exchange:
    """A sitemap or feed without the entries that are not on the cassette; anything else as it is."""
    head = exchange.content[:2000]
    if not any(mark in head for mark in (b"<urlset", b"<sitemapindex", b"<rss", b"<feed", b"<rdf:RDF")):
        return exchange
    try:
        text = exchange.content.decode()
    except UnicodeDecodeError:
        return exchange

    def entry(match: re.Match[str]) -> str:
        address = _ADDRESS.search(match[0])
        url = next(filter(None, address.groups()), "") if address else ""
        return match[0] if not url or url.replace("&amp;", "&") in there else ""

    text = _ENTRY.sub(entry, text)
    text = _RDF_ITEM.sub(lambda match: match[0] if match[1] in there else "", text)
    if text.encode() == exchange.content:
        return exchange
    return Exchange(
        exchange.method,
        exchange.url,
        text.encode(),
        exchange.body,
        exchange.request_headers,
        exchange.status,
        exchange.reason,
        exchange.headers,
    )
