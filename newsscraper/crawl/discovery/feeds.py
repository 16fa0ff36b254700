"""Feeds: RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0."""

from __future__ import annotations

from collections.abc import Mapping
from html import unescape

from newsscraper.crawl.discovery.addresses import absolute
from newsscraper.crawl.discovery.entries import Entry, EntryReader
from newsscraper.crawl.discovery.found import Found
from newsscraper.crawl.discovery.stamps import parse_stamp

ROOTS = ("rss", "rdf:RDF", "RDF", "feed")


class FeedReader(EntryReader):
    """Takes the elements of a feed."""

    def opens_entry(self, path: tuple[str, ...]) -> bool:
        """An entry stands under the root, or under its channel."""
        return path[-1] in ("item", "entry") and len(path) in (2, 3)

    def take_attributes(self, entry: Entry, below: tuple[str, ...], attributes: Mapping[str, str]) -> None:
        """An Atom link and an RDF entry carry their address in an attribute, a category its name."""
        match below:
            case ():
                entry.add("rdf:about", attributes.get("rdf:about", ""))
            case ("link",) if attributes.get("rel", "alternate") == "alternate":
                entry.add("href", attributes.get("href", ""))
            case ("category",):
                entry.add("term", attributes.get("label") or attributes.get("term") or "")
            case ("guid",) if attributes.get("isPermaLink", "true").lower() == "true":
                entry.add("permalink", "yes")

    def finish(self, entry: Entry) -> None:
        """An article."""
        raw = entry.first("feedburner:origLink", "href", "link", "rdf:about")
        guid = entry.first("guid", "id") or ""
        if raw is None and (entry.first("permalink") or guid.startswith(("http://", "https://"))):
            raw = guid
        url = absolute(raw, self.source) if raw else None
        if url is None:
            self.bad.append(raw or "an entry without a link")
            return
        published = entry.first("pubDate", "dc:date", "published", "issued", "created", "dcterms:created")
        changed = entry.first("updated", "modified", "dcterms:modified", "other:updated")
        sections = entry.all("category", "term", "dc:subject")
        self.ready.append(
            Found(
                url=url,
                source=self.source,
                medium="feed",
                dated=parse_stamp(published, self.zone) or parse_stamp(changed, self.zone),
                published=published,
                lastmod=changed,
                # Titles are HTML in most feeds, whatever their type says: &amp;quot; means a quotation mark.
                title=unescape(entry.first("title") or "") or None,
                sections=sections,
                authors=entry.all("dc:creator", "author/name", "author"),
            )
        )
