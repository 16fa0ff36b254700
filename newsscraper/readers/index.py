"""One pass over the tree for what is looked for all over the page: metadata, headlines, the article's box."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from newsscraper.readers.hints import attributes_of
from newsscraper.rules import load_words

_NAMES = ("property", "name", "itemprop", "http-equiv")
_OTHER_CONTENTS = ("value", "datetime")
_LOOKED_FOR = ("p", "meta", "link", "script", "title", "h1", "h2", "h3", "h4", "main", "article")
_RELATIONS = frozenset({"canonical", "image_src"})
"""What a `link` may be to the page, of that which says something about it."""


@dataclass(slots=True)
class Index:
    """What a page has of some elements, in document order."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    """Contents of `meta` elements by `meta_key` of their name, whichever attribute names them."""
    links: dict[str, list[str]] = field(default_factory=dict)
    """Addresses of `link` elements by lower-case `rel`, one of `_RELATIONS`."""
    scripts: list[str] = field(default_factory=list)
    """JSON-LD scripts as they stand."""
    code: list[etree._Element] = field(default_factory=list)
    """The other scripts."""
    title: str | None = None
    """Text of the `title` element."""
    headings: list[etree._Element] = field(default_factory=list)
    """The `h1` elements."""
    subheadings: list[etree._Element] = field(default_factory=list)
    """The `h2`, `h3` and `h4` elements."""
    boxes: dict[str, list[etree._Element]] = field(default_factory=dict)
    """The `main` and `article` elements by tag."""
    letters: int = 0
    """Letters that open the page's paragraphs: a measure of its text that costs little."""

    def meta(self, name: str) -> str | None:
        """The first content of a `meta` element of this name that is not empty."""
        return next(filter(None, self.metas.get(meta_key(name), ())), None)


_SEPARATORS = str.maketrans("._- ", "::::")


@lru_cache(maxsize=5_000)
def meta_key(name: str) -> str:
    """A `meta` name in the one form it is looked up by: case and separators differ from page to page.

    >>> meta_key("article.published_time"), meta_key("Article:Published:Time")
    ('article:published:time', 'article:published:time')
    """
    return name.strip().lower().translate(_SEPARATORS)


def build_index(tree: etree._Element) -> Index:
    """Look through the page once."""
    index = Index(boxes={"main": [], "article": []})
    for element in tree.iter(*_LOOKED_FOR):
        match element.tag:
            case "p":
                index.letters += len(element.text or "")
            case "meta":
                _add_meta(index, element)
            case "link":
                if (rel := (element.get("rel") or "").lower()) in _RELATIONS:
                    index.links.setdefault(rel, []).append(element.get("href") or "")
            case "script":
                if "ld+json" not in (element.get("type") or "").lower():
                    index.code.append(element)
                elif text := element.text:
                    index.scripts.append(text)
            case "title":
                # An inline SVG has titles too; the page's is the first.
                index.title = index.title or text_of(element) or None
            case "h1":
                index.headings.append(element)
            case "h2" | "h3" | "h4":
                index.subheadings.append(element)
            case box:
                index.boxes[str(box)].append(element)
    _add_card_author(index)
    return index


def _add_card_author(index: Index) -> None:
    """Note the author in a card for X, whose fields are numbered: `twitter:label1`, `twitter:data1`."""
    for number in ("1", "2"):
        label = index.meta(f"twitter:label{number}")
        if label and label.casefold().rstrip(":") in load_words("header")["card_labels"]:
            index.metas.setdefault("twitter:author", []).append(index.meta(f"twitter:data{number}") or "")


def _add_meta(index: Index, element: etree._Element) -> None:
    attributes = attributes_of(element)
    content = attributes.get("content")
    if content is None:
        content = next(filter(None, map(attributes.get, _OTHER_CONTENTS)), None)
        if content is None:
            return
    content = squeeze(content)
    for attribute in _NAMES:
        if name := attributes.get(attribute):
            index.metas.setdefault(meta_key(name), []).append(content)


def squeeze(text: str) -> str:
    """The text with single spaces and none at its ends."""
    return " ".join(text.split())


def text_of(element: etree._Element) -> str:
    """The element's text, elements inside it parted by spaces only where the page has them."""
    return squeeze("".join(map(str, element.itertext())) if len(element) else element.text or "")
