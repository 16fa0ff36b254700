"""Sitemaps and sitemap indexes, with Google's news extension (sitemaps.org 0.9, sitemap-news 0.9)."""

from __future__ import annotations

from datetime import tzinfo

from newsscraper.crawl.discovery.addresses import absolute
from newsscraper.crawl.discovery.entries import Entry, EntryReader
from newsscraper.crawl.discovery.found import Found, Nested
from newsscraper.crawl.discovery.stamps import parse_stamp

ROOTS = {"urlset": "url", "sitemapindex": "sitemap"}
"""Root element -> element of one entry."""


class SitemapReader(EntryReader):
    """Takes the elements of a `urlset` or `sitemapindex`."""

    def __init__(self, root: str, source: str, zone: tzinfo) -> None:
        super().__init__(source, zone)
        self._entry_name = ROOTS[root]

    def opens_entry(self, path: tuple[str, ...]) -> bool:
        """An entry stands right under the root."""
        return len(path) == 2 and path[1] == self._entry_name

    def finish(self, entry: Entry) -> None:
        """An article, or a further sitemap."""
        raw = entry.first("loc")
        url = absolute(raw, self.source) if raw else None
        if url is None:
            self.bad.append(raw or "an entry without <loc>")
            return
        lastmod = entry.first("lastmod")
        changed = parse_stamp(lastmod, self.zone)
        if self._entry_name == "sitemap":
            self.ready.append(Nested(url, self.source, changed))
            return
        news = any(name.startswith("news/") for name in entry.values)
        published = entry.first("news/publication_date")
        keywords = entry.first("news/keywords") or ""
        self.ready.append(
            Found(
                url=url,
                source=self.source,
                medium="news-sitemap" if news else "sitemap",
                dated=parse_stamp(published, self.zone) or changed,
                published=published,
                lastmod=lastmod,
                title=entry.first("news/title"),
                keywords=tuple(dict.fromkeys(word.strip() for word in keywords.split(",") if word.strip())),
                language=entry.first("news/publication/language"),
            )
        )
