"""Metadata candidates with where each stood, in the order of `rules/metadata.toml`, best first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from newsscraper.draft import Draft
from newsscraper.readers.access import read_access, read_rights
from newsscraper.readers.header import Header, read_header
from newsscraper.readers.index import Index, build_index, meta_key
from newsscraper.readers.jsonld import Linked, node_types, plain, read_json_ld
from newsscraper.readers.parse import Page
from newsscraper.rules import load_words

Found = tuple[str, str]
"""A value and a note on what kind of thing it is, or an empty note."""

_URL_DATE = re.compile(r"[/-]((?:19|20)\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?=[/_.-]|$)")
_ORGANISATION = re.compile(r"Organi[sz]ation|Corporation")
MAX_VALUES = 200
"""Candidates kept from one source; keywords may be many, authors never are."""


def read_metadata(
    page: Page, draft: Draft, headers: Mapping[str, str], evidence: Mapping[str, tuple[str, str]]
) -> Index:
    """Fill `draft.evidence`, `draft.access_flags` and `draft.rights` from the page and its response headers.

    `evidence` (field -> value and source) comes from outside the page and ranks after its own.
    """
    index = build_index(page.tree)
    canonical = next(iter(index.links.get("canonical", ())), "")
    urls = [urljoin(page.url or "", url) for url in (page.url, canonical, index.meta("og:url")) if url]
    titles = [text for text in (index.meta("og:title"), index.title) if text]
    linked = read_json_ld(index.scripts, urls, titles[0] if titles else None)
    headline = next((text for value in linked.values("headline") if (text := plain(value))), None)
    header = read_header(page.tree, index, [headline, *titles] if headline else titles)
    sources = _Sources(page, index, linked, header)
    for field, names in load_words("metadata")["order"].items():
        for name in names:
            for value, note in sources.find(name):
                draft.add_evidence(field, value, f"{name}[{note}]" if note else name)
    for field, (value, source) in evidence.items():
        draft.add_evidence(field, value, source)
    read_access(page.source, index, linked, draft)
    read_rights(index, headers, draft)
    return index


@dataclass(frozen=True, slots=True)
class _Sources:
    """The sources that `rules/metadata.toml` may name."""

    page: Page
    index: Index
    linked: Linked
    header: Header

    def find(self, source: str) -> Iterable[Found]:
        """The values of a source, in page order, each with a note."""
        kind, _, name = source.partition(":")
        match kind:
            case "meta":
                return [(value, "") for value in dict.fromkeys(self.index.metas.get(name, ())) if value][
                    :MAX_VALUES
                ]
            case "link":
                return [(value, "") for value in self.index.links.get(name, ()) if value][:1]
            case "json-ld":
                return list(self.from_json_ld(name))[:MAX_VALUES]
            case "microdata":
                return [(value, "") for value in self.header.microdata.get(name, ()) if value]
            case _:
                return [(value, "") for value in self.shown(source) if value]

    def from_json_ld(self, key: str) -> Iterator[Found]:
        """The values of a property of the first object that has it."""
        for value in self.linked.values(key):
            items = value if isinstance(value, list) else [value]
            found = [pair for item in items[:MAX_VALUES] if (pair := self.describe(key, item))]
            if found:
                yield from found
                return

    def describe(self, key: str, item: Any) -> Found | None:
        """One value as text; people and organisations are told apart."""
        item = self.linked.resolve(item)
        if key in ("author", "creator") and isinstance(item, dict):
            name = plain(item.get("name")) or " ".join(
                filter(None, (plain(item.get("givenName")), plain(item.get("familyName"))))
            )
            note = "Organization" if any(map(_ORGANISATION.search, node_types(item))) else ""
            return (name, note) if name else None
        if key == "image" and isinstance(item, dict):
            item = item.get("url") or item.get("contentUrl")
        if key in ("mainEntityOfPage", "url") and isinstance(item, dict):
            item = item.get("@id") or item.get("url")
        text = plain(item)
        return (text, "") if text else None

    def shown(self, source: str) -> list[str]:
        """What the page shows, and what its address says."""
        header = self.header
        readers: dict[str, Callable[[], list[str]]] = {
            "html:h1": lambda: [header.title or ""],
            "html:kicker": lambda: [header.kicker or ""],
            "html:byline": lambda: header.bylines,
            "html:date": lambda: header.dates,
            "html:modified": lambda: header.modified,
            "html:title": lambda: [self.index.title or ""],
            "html:lang": lambda: [self.page.tree.get("lang") or ""],
            "url:date": self.date_of_url,
        }
        return readers[source]()

    def date_of_url(self) -> list[str]:
        """A full date in the path of the page's address."""
        found = _URL_DATE.search(self.page.url or "")
        return ["-".join(found.groups())] if found else []
