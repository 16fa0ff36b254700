"""Sitemaps and sitemap indexes, with Google's news extension (sitemaps.org 0.9, sitemap-news 0.9)."""

from __future__ import annotations

from collections import deque
from datetime import tzinfo

from newsscraper.crawl.discovery.addresses import absolute
from newsscraper.crawl.discovery.entries import Entry
from newsscraper.crawl.discovery.found import Found, Nested
from newsscraper.crawl.discovery.stamps import parse_stamp

ROOTS = {"urlset": "url", "sitemapindex": "sitemap"}
"""Root element -> element of one entry."""


class SitemapReader:
    """Takes the elements of a `urlset` or `sitemapindex`; `ready` holds what it found."""

    def __init__(self, root: str, source: str, zone: tzinfo) -> None:
        self._entry_name = ROOTS[root]
        self._source = source
        self._zone = zone
        self._entry: Entry | None = None
        self.ready: deque[Found | Nested] = deque()
        self.bad: list[str] = []

    def start(self, path: tuple[str, ...], attributes: dict[str, str]) -> None:
        """An element opens."""
        if len(path) == 2 and path[1] == self._entry_name:
            self._entry = Entry()
        elif self._entry is not None:
            self._entry.clear_text()

    def text(self, text: str) -> None:
        """A piece of text."""
        if self._entry is not None:
            self._entry.add_text(text)

    def end(self, path: tuple[str, ...]) -> None:
        """An element closes; with the entry's own, the entry is complete."""
        if self._entry is None:
            return
        if len(path) == 2:
            self._finish(self._entry)
            self._entry = None
        else:
            self._entry.close("/".join(path[2:]))

    def _finish(self, entry: Entry) -> None:
        raw = entry.first("loc")
        url = absolute(raw, self._source) if raw else None
        if url is None:
            self.bad.append(raw or "an entry without <loc>")
            return
        lastmod = entry.first("lastmod")
        changed = parse_stamp(lastmod, self._zone)
        if self._entry_name == "sitemap":
            self.ready.append(Nested(url, self._source, changed))
            return
        news = any(name.startswith("news/") for name in entry.values)
        published = entry.first("news/publication_date")
        keywords = entry.first("news/keywords") or ""
        self.ready.append(
            Found(
                url=url,
                source=self._source,
                medium="news-sitemap" if news else "sitemap",
                dated=parse_stamp(published, self._zone) or changed,
                published=published,
                lastmod=lastmod,
                title=entry.first("news/title"),
                keywords=tuple(dict.fromkeys(word.strip() for word in keywords.split(",") if word.strip())),
                language=entry.first("news/publication/language"),
            )
        )
