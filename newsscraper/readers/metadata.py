"""Metadata candidates with where each stood, in the order of `rules/metadata.toml`, best first."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from newsscraper.draft import Draft, Evidence
from newsscraper.fields.addresses import absolute_url
from newsscraper.fields.bylines import parse_byline
from newsscraper.publishers.model import Layout
from newsscraper.readers.access import read_access, read_rights
from newsscraper.readers.colophon import read_colophon, read_lone
from newsscraper.readers.header import Header, read_header
from newsscraper.readers.index import Index, build_index, meta_key
from newsscraper.readers.jsonld import Linked, node_types, plain, read_json_ld
from newsscraper.readers.lines import line_of
from newsscraper.readers.parse import Page
from newsscraper.readers.selectors import select
from newsscraper.rules import load_words

MAX_LENGTH = 1_000
"""Longer values are neither names nor dates nor titles; the fields that may be longer are `_LONG_FIELDS`."""

MAX_VALUES = 200
"""Candidates kept from one source; a page may have many keywords, and never so many authors."""

_LAYOUT_FIELDS = (
    ("title", "title"),
    ("kicker", "kicker"),
    ("authors", "byline"),
    ("published_at", "published"),
)
_LONG_FIELDS = frozenset({"body", "description", "keywords"})
_URL_DATE = re.compile(r"[/-]((?:19|20)\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?=[/_.-]|$)")
_TITLE_DATE = re.compile(
    r"(?:^|.* )[|•·–—-] (?:vom )?(\d{1,2}\. ?\d{1,2}\. ?\d{4})$|.*, (\d{1,2}\.\d{1,2}\.\d{4})$"
)
_ORGANISATION = re.compile(r"Organi[sz]ation|Corporation")


def read_metadata(
    page: Page, draft: Draft, headers: Mapping[str, str], evidence: Mapping[str, tuple[str, str]]
) -> Index:
    """Fill `draft.evidence`, `draft.access_flags` and `draft.rights` from the page and its response headers.

    `evidence` (field -> value and source) comes from outside the page and ranks after its own.
    """
    index = build_index(page.tree)
    canonical = next(iter(index.links.get("canonical", ())), None)
    named = (page.url, canonical, index.meta("og:url"))
    urls = [address for url in named if url and (address := absolute_url(url, page.url))]
    titles = [text for text in (index.meta("og:title"), index.title) if text]
    linked = read_json_ld(index.scripts, urls, titles[0] if titles else None)
    headline = next((text for value in linked.values("headline") if (text := plain(value))), None)
    sources = _Sources(
        page, index, linked, read_header(page.tree, index, [headline, *titles] if headline else titles)
    )
    if layout := draft.publisher and draft.publisher.layout_at(draft.fetched_at):
        _add_selected(page, draft, layout)
    here = sources.names()
    for field, order in _order():
        for source, kind, name, key in order:
            if kind in here and key not in here[kind]:
                continue  # most of them are not on a page
            if kind != "colophon" or not any(map(_settles, draft.candidates(field))):
                for value, note in sources.find(kind, name):
                    if len(value) > MAX_LENGTH and field not in _LONG_FIELDS:
                        continue
                    draft.add_evidence(field, value, f"{source}[{note}]" if note else source)
    for field, (value, source) in evidence.items():
        draft.add_evidence(field, value, source)
    read_access(index, linked, draft)
    read_rights(index, headers, draft)
    return index


def _add_selected(page: Page, draft: Draft, layout: Layout) -> None:
    """Note what the publisher's layout names as title, kicker, byline and date, before everything else."""
    for field, key in _LAYOUT_FIELDS:
        for css in getattr(layout, key):
            for element in select(page.tree, css):
                value = element.get("content") or element.get("datetime") or line_of(element)
                draft.add_evidence(field, value, f"layout:{key}")


@cache
def _order() -> list[tuple[str, list[tuple[str, str, str, str]]]]:
    """Field -> its sources, each with its kind, its name, and the name in the form it is looked up by."""
    forms: dict[str, Callable[[str], str]] = {"meta": meta_key, "json-ld": str.lower}
    order = []
    for field, sources in load_words("metadata")["order"].items():
        parts = [(source, *source.split(":", 1)) for source in sources]
        order.append((field, [(s, kind, name, forms.get(kind, str)(name)) for s, kind, name in parts]))
    return order


@dataclass(frozen=True, slots=True)
class _Sources:
    """The sources that `rules/metadata.toml` may name."""

    page: Page
    index: Index
    linked: Linked
    header: Header

    def names(self) -> dict[str, Collection[str]]:
        """Of the kinds that many sources are of, the names that the page has."""
        linked = {name for node in self.linked.folded for name in node}
        return {
            "meta": self.index.metas,
            "json-ld": linked | {"@types"},
            "microdata": self.header.microdata,
            "link": self.index.links,
        }

    def find(self, kind: str, name: str) -> Iterable[tuple[str, str]]:
        """The values of a source, in page order, each with a note on what kind of thing it is, or none."""
        values: Iterable[str | None]
        match kind:
            case "json-ld":
                return self.linked_values(name)
            case "meta":
                values = dict.fromkeys(self.index.metas.get(meta_key(name), ()))
            case "link":
                values = self.index.links.get(name, ())[:1]
            case "microdata":
                values = self.header.microdata.get(name, ())
            case "html":
                values = self.shown(name)
            case "colophon":
                values = self.under(name)
            case "title":
                values = [self.behind_title()]
            case _:
                values = [_date_of(self.page.url)]
        return [(value, "") for value in values if value][:MAX_VALUES]

    def linked_values(self, key: str) -> list[tuple[str, str]]:
        """The values of a property of the first JSON-LD object that has it; `@types`: of all at the top."""
        if key == "@types":
            return [(name, "") for name in sorted(self.linked.types)]
        for value in self.linked.values(key):
            items = value if isinstance(value, list) else [value]
            found = [pair for item in items[:MAX_VALUES] if (pair := self.describe(key, item))]
            if found:
                return found
        return []

    def describe(self, key: str, item: Any) -> tuple[str, str] | None:
        """One value as text; people and organisations are told apart."""
        item = self.linked.resolve(item)
        note = ""
        if isinstance(item, dict):
            match key:
                case "author" | "creator":
                    note = "Organization" if any(map(_ORGANISATION.search, node_types(item))) else ""
                    names = (plain(item.get("givenName")), plain(item.get("familyName")))
                    item = item.get("name") or " ".join(filter(None, names))
                case "image":
                    item = item.get("url") or item.get("contentUrl")
                case "mainEntityOfPage" | "url":
                    item = item.get("@id") or item.get("url")
        text = plain(item)
        return (text, note) if text else None

    def shown(self, name: str) -> Iterable[str | None]:
        """What the page shows around its headline, and what its outermost elements say."""
        match name:
            case "h1":
                return [self.header.title]
            case "kicker":
                return [self.header.kicker]
            case "byline":
                return self.header.bylines
            case "time":
                return self.header.times
            case "date":
                return self.header.dates
            case "stand":
                return self.header.stands
            case "modified":
                return self.header.modified
            case "title":
                return [self.index.title]
            case "lang":
                return [self.page.tree.get("lang")]
            case _:
                raise KeyError(f"rules/metadata.toml: no source html:{name}")

    def behind_title(self) -> str | None:
        """The date that ends the page's title, behind the site's name: `… – DW – 13.06.2023`.

        One that ends the headline as well is that of an event.
        """
        found = _TITLE_DATE.match(self.index.title or "")
        date = found and (found[1] or found[2])
        headlines = (self.header.title, self.index.meta("og:title"))
        return None if date is None or any(line and date in line for line in headlines) else date

    def under(self, name: str) -> Iterable[str]:
        """What stands under the article, or else beside it."""
        heading = self.header.heading
        if heading is None:
            return []
        key = "author" if name == "byline" else "datePublished"
        return read_colophon(heading).get(key) or read_lone(self.page.tree).get(key, [])


def _settles(known: Evidence) -> bool:
    """Whether a source leaves nothing to ask: a line of the head with a date may be a caption, and one that
    is called a byline may name nobody."""
    if known.source == "html:byline":
        return bool(parse_byline(known.value).authors)
    return known.source != "html:date"


def _date_of(url: str | None) -> str | None:
    """A full date in the path of an address: `/2021/02/21/`."""
    found = _URL_DATE.search(url or "")
    return "-".join(found.groups()) if found else None
