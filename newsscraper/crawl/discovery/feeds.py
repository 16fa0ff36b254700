"""Feeds: RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0."""

from __future__ import annotations

from collections import deque
from datetime import tzinfo
from html import unescape

from newsscraper.crawl.discovery.addresses import absolute
from newsscraper.crawl.discovery.entries import Entry
from newsscraper.crawl.discovery.found import Found, Nested
from newsscraper.crawl.discovery.stamps import parse_stamp

ROOTS = ("rss", "rdf:RDF", "RDF", "feed")


class FeedReader:
    """Takes the elements of a feed; `ready` holds what it found."""

    def __init__(self, source: str, zone: tzinfo) -> None:
        self._base = source
        self._source = source
        self._zone = zone
        self._entry: Entry | None = None
        self._depth = 0
        self.ready: deque[Found | Nested] = deque()
        self.bad: list[str] = []

    def start(self, path: tuple[str, ...], attributes: dict[str, str]) -> None:
        """An element opens. An Atom link and an RDF entry carry their address in an attribute."""
        name = path[-1]
        if self._entry is None:
            if name in ("item", "entry") and len(path) in (2, 3):
                self._entry, self._depth = Entry(), len(path)
                self._entry.add("rdf:about", attributes.get("rdf:about", ""))
            return
        self._entry.clear_text()
        if len(path) != self._depth + 1:
            return
        if name == "link" and attributes.get("rel", "alternate") == "alternate":
            self._entry.add("href", attributes.get("href", ""))
        elif name == "category":
            self._entry.add("term", attributes.get("label") or attributes.get("term") or "")
        elif name == "guid" and attributes.get("isPermaLink", "true").lower() == "true":
            self._entry.add("permalink", "yes")

    def text(self, text: str) -> None:
        """A piece of text."""
        if self._entry is not None:
            self._entry.add_text(text)

    def end(self, path: tuple[str, ...]) -> None:
        """An element closes; with the entry's own, the entry is complete."""
        if self._entry is None:
            return
        if len(path) == self._depth:
            self._finish(self._entry)
            self._entry = None
        else:
            self._entry.close("/".join(path[self._depth :]))

    def _finish(self, entry: Entry) -> None:
        raw = entry.first("feedburner:origLink", "href", "link", "rdf:about")
        guid = entry.first("guid", "id") or ""
        if raw is None and (entry.first("permalink") or guid.startswith(("http://", "https://"))):
            raw = guid
        url = absolute(raw, self._base) if raw else None
        if url is None:
            self.bad.append(raw or "an entry without a link")
            return
        published = entry.first("pubDate", "dc:date", "published", "issued", "created", "dcterms:created")
        changed = entry.first("updated", "modified", "dcterms:modified", "other:updated")
        sections = entry.all("category", "term", "dc:subject")
        self.ready.append(
            Found(
                url=url,
                source=self._source,
                medium="feed",
                dated=parse_stamp(published, self._zone) or parse_stamp(changed, self._zone),
                published=published,
                lastmod=changed,
                # Titles are HTML in most feeds, whatever their type says: &amp;quot; means a quotation mark.
                title=unescape(entry.first("title") or "") or None,
                sections=sections,
                authors=entry.all("dc:creator", "author/name", "author"),
            )
        )
