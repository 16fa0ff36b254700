"""What a single element says about itself: by its tag, its attributes and its names."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from newsscraper.readers.markup import Meaning, vocabulary

BY_TAG = {
    "address": "byline",
    "aside": "aside",
    "button": "hidden",
    "dialog": "aside",
    "figcaption": "caption",
    "footer": "navigation",
    "form": "navigation",
    "nav": "navigation",
    "search": "navigation",
}

BY_ROLE = {
    "alertdialog": "aside",
    "banner": "navigation",
    "button": "hidden",
    "complementary": "aside",
    "contentinfo": "navigation",
    "dialog": "aside",
    "navigation": "navigation",
    "search": "navigation",
}

BY_ITEMPROP = {
    "articlebody": "body",
    "author": "byline",
    "caption": "caption",
    "comment": "comment",
    "copyrightholder": "credit",
    "credittext": "credit",
    "datemodified": "date",
    "datepublished": "date",
}

LEAVES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"})
"""Blocks of running text."""

WHOLE_PAGE = frozenset({"html", "body"})
"""Elements whose names speak of the page, not of a part of it: `comments-open`."""

HIDING = frozenset({"hidden", "aria-hidden", "style"})
"""Attributes that may say that an element is not shown."""

CREDIT_TAGS = frozenset({"footer", "small", "cite"})
"""Elements that hold the credit, inside a figure."""

CUTTING = frozenset({"hidden", "share", "ad", "credit", "caption", "kicker", "consent"})
"""Meanings that cut even an element within a line out of it."""


class Hints:
    """Meanings of elements; `names` are the class and id of an element, joined by a space."""

    __slots__ = ("_meaning_of", "_meanings")

    def __init__(self) -> None:
        known = vocabulary()
        self._meaning_of = known.meaning_of
        self._meanings = known.meanings

    def of_block(self, element: etree._Element, tag: str, in_figure: bool) -> tuple[Meaning | None, str]:
        """The meaning of a block, if it has one, and its names."""
        meanings = self._meanings
        if in_figure and tag in CREDIT_TAGS:
            return meanings["credit"], ""
        by_tag = BY_TAG.get(tag)
        attributes = attributes_of(element)
        if "-" in tag:  # a custom element is named by its tag as well: `nz-teaser`
            attributes["class"] = f"{attributes.get('class', '')} {tag}"
        if not attributes:
            return (meanings[by_tag] if by_tag else None), ""
        if tag in WHOLE_PAGE:
            return None, ""
        names = attributes.get("class", "")
        # The id of a heading or paragraph is a target of links, made of its text.
        if tag not in LEAVES and (identity := attributes.get("id")):
            names = f"{names} {identity}"
        if "itemprop" in attributes and (named := BY_ITEMPROP.get(attributes["itemprop"].lower())):
            return meanings[named], names
        if not HIDING.isdisjoint(attributes) and is_hidden(attributes):
            return meanings["hidden"], names
        if by_tag is None and "role" in attributes:
            by_tag = BY_ROLE.get(attributes["role"])
        elif tag == "table" and floats(element, attributes):
            by_tag = "aside"
        if by_tag:
            return meanings[by_tag], names
        return (self._meaning_of(names) if names else None), names

    def of_inline(self, element: etree._Element) -> Meaning | None:
        """The meaning of an element within a line, if it cuts it out of the line."""
        attributes = attributes_of(element)
        if not attributes:
            return None
        if not HIDING.isdisjoint(attributes) and is_hidden(attributes):
            return self._meanings["hidden"]
        names = attributes.get("class")
        meaning = self._meaning_of(names) if names else None
        return meaning if meaning is not None and meaning.name in CUTTING else None


def attributes_of(element: etree._Element) -> dict[str, str]:
    """The element's attributes, in one call instead of one for each."""
    attributes: dict[str, str] = dict(element.items())  # type: ignore[arg-type]  # the stubs allow bytes
    return attributes


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether a browser, or a screen reader, is told not to show the element."""
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    return "display:none" in attributes.get("style", "").replace(" ", "").lower()


def floats(table: etree._Element, attributes: Mapping[str, str]) -> bool:
    """Whether text flows around a table, as around a box; one with a picture only holds its caption."""
    return attributes.get("align", "").lower() == "right" and next(table.iter("img"), None) is None
