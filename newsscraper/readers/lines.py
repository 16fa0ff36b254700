"""Single elements read as lines: their text, what their names mean, what their properties say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from newsscraper.readers.hints import attributes_of
from newsscraper.readers.index import squeeze, text_of
from newsscraper.readers.markup import vocabulary
from newsscraper.rules import load_words

LONGEST_LINE = 160
"""A byline or a date line has at most this many characters; longer texts are boxes that hold such lines."""

OUTSIDE = frozenset({
    "figure", "figcaption", "nav", "footer", "form", "button", "script", "style", "template", "noscript",
    "svg", "select", "iframe", "picture", "video", "audio", "dialog", "blockquote",
})  # fmt: skip
"""Elements whose text is none of the article's lines."""

LONGEST_BOX = 600
"""A box of teasers beside the text has at most this many characters."""

PROPERTIES = frozenset({"itemprop", "property"})
"""Attributes that name what an element says."""

_NAMES = ("class", "id", "data-testid", "data-qa")
_PROPERTIES = {
    "author": "author", "creator": "author", "dc:creator": "author", "schema:author": "author",
    "datepublished": "datePublished", "schema:datepublished": "datePublished", "dc:date": "datePublished",
    "dc:created": "datePublished", "dc:issued": "datePublished", "dcterms:created": "datePublished",
    "dcterms:issued": "datePublished", "datemodified": "dateModified", "schema:datemodified": "dateModified",
    "dcterms:modified": "dateModified", "dc:modified": "dateModified",
}  # fmt: skip
_ITEMS = frozenset({"a", "br", "div", "dd", "dt", "li", "p", "td", "address", "h3", "h4", "h5", "h6"})


def any_of(key: str) -> str:
    """A pattern for the words under a key of `rules/header.toml`, the longest first."""
    words = sorted(load_words("header")[key], key=len, reverse=True)
    return rf"(?:{'|'.join(map(re.escape, words))})"


MODIFIED = re.compile(rf"\b{any_of('modified')}\b", re.IGNORECASE)
"""What says of a date that it is of the last change."""
_QUOTE = re.compile(rf"(?<![a-z]){any_of('quotes')}(?![a-z])", re.IGNORECASE)
_TEASERS = re.compile(any_of("teasers"), re.IGNORECASE)
_GAP = re.compile(r"(?<=[a-zäöüß\d])\x01+(?=[A-ZÄÖÜ\d])")
_JOINT_END = re.compile(rf"(?:\b{any_of('joints')}|[:,;/|&(•·–-])$", re.IGNORECASE)
_PROFILE = re.compile(rf"/{any_of('profiles')}/", re.IGNORECASE)
_PROFILE_HINT = re.compile(rf"\b{any_of('profile_hints')} ", re.IGNORECASE)
_LONGEST_JOINT = max(map(len, load_words("header")["joints"]))
_JOINT_START = re.compile(rf"(?:{any_of('joints')}\b|[,.;:/|&)(•·–-])", re.IGNORECASE)


def line_of(element: etree._Element) -> str:
    """The element's text as one line; neighbours without anything between them (links, lines) get a comma."""
    if not len(element):
        return squeeze(element.text or "")
    # Name, date and time in elements side by side have a gap between them, by style alone.
    text = _GAP.sub(" ", "".join(_parts(element))).replace("\1", "")
    if "\0" not in text:
        return squeeze(text)
    line = ""
    for item in filter(None, map(squeeze, text.split("\0"))):
        # Looked for near the end only: a search through a long line takes longer than all else here.
        end = max(0, len(line) - _LONGEST_JOINT)
        joined = not line or _JOINT_END.search(line, end) or _JOINT_START.match(item)
        line += item if not line else f" {item}" if joined else f", {item}"
    return line


def heading_of(element: etree._Element) -> str:
    """The element's text as one line, with a space where two lines meet, or a small letter a capital."""
    if not len(element):
        return squeeze(element.text or "")
    return squeeze(_GAP.sub(" ", "".join(_parts(element))).replace("\1", "").replace("\0", " "))


def _parts(root: etree._Element) -> list[str]:
    """The texts in an element, and marks where those in it begin and end: NUL for what is a line itself."""
    if root.tag in OUTSIDE:
        return []
    parts = [root.text or ""]
    children: Iterator[etree._Element] = iter(root)
    stack: list[tuple[Iterator[etree._Element], str]] = []
    while True:
        for node in children:
            tag = node.tag
            mark = "\0" if tag in _ITEMS else "\1"
            parts.append(mark)
            end = mark + (node.tail or "")
            if tag not in OUTSIDE:
                parts.append(node.text or "")
                if len(node):
                    stack.append((children, end))
                    children = iter(node)
                    break
            parts.append(end)
        else:
            if not stack:
                return parts
            children, end = stack.pop()
            parts.append(end)


def meaning_of(element: etree._Element) -> str | None:
    """What the element's names say it is, or None."""
    return meaning_by(attributes_of(element))


def meaning_by(attributes: Mapping[str, str]) -> str | None:
    """What the names among an element's attributes say it is, or None."""
    names = [attributes[key] for key in _NAMES if key in attributes] if attributes else None
    if not names:
        return None
    meaning = vocabulary().meaning_of(names[0] if len(names) == 1 else " ".join(names))
    return meaning.name if meaning else None


def is_modified(time: etree._Element) -> bool:
    """Whether class or text in front of a `time` element says that it is of the last change."""
    before = time.getprevious()
    parent = time.getparent()
    text = before.tail or before.text if before is not None else parent.text if parent is not None else None
    names = time.get("class") or ""
    # Many templates call a single date `published updated`, or `updated` and mark it as the publication's.
    named = MODIFIED.search(names) and "publish" not in names and time.get("pubdate") is None
    return bool(named or MODIFIED.search(text or ""))


def is_profile(element: etree._Element, attributes: Mapping[str, str]) -> bool:
    """Whether an element leads to its author's page, by its relation, its address or its hint:
    `<a href="/thema/17" title="Alle Inhalte von Ida Roth">Ida Roth</a>`.
    """
    if "rel" in attributes and "author" in attributes["rel"].split():
        return True
    if "href" not in attributes:
        return False
    if _PROFILE.search(attributes["href"]):
        return True
    hint = attributes.get("title")
    return (
        hint is not None and _PROFILE_HINT.search(hint) is not None and f" {line_of(element) or hint}" in hint
    )


def is_foreign(element: etree._Element) -> bool:
    """Whether an element holds nothing about the article: code, figures, teasers, comments."""
    if element.tag in OUTSIDE:
        return element.tag != "footer"
    return element.tag == "aside" or meaning_of(element) in ("related", "comment", "ad", "hidden")


def opens_teasers(heading: etree._Element) -> bool:
    """Whether a heading stands over teasers of other articles, in a box of their own."""
    box = heading.getparent()
    if box is None or not _TEASERS.fullmatch(heading_of(heading).rstrip(":")):
        return False
    return len(text_of(box)) <= LONGEST_BOX


def is_quoted(element: etree._Element) -> bool:
    """Whether an element is named for a quotation, or stands in a box that is: it names who is quoted."""
    node: etree._Element | None = element
    for _ in range(3):
        if node is None or node.tag in ("article", "main", "body"):
            return False
        if _QUOTE.search(node.get("class") or ""):
            return True
        node = node.getparent()
    return False


def take_property(element: etree._Element, found: dict[str, list[str]]) -> bool:
    """Add what an element says by schema.org's or Dublin Core's vocabulary; False if it says nothing."""
    names = " ".join(filter(None, (element.get("itemprop"), element.get("property"))))
    name = next(filter(None, map(_PROPERTIES.get, names.lower().split())), None) if names else None
    if name is None:
        return False
    if name == "author":
        inner = element.find(".//*[@itemprop='name']")
        inner = element if inner is None else inner
        value = inner.get("content") or line_of(inner)
    else:
        attributes = (element.get(key) for key in ("datetime", "content", "title"))
        value = next(filter(None, attributes), None) or line_of(element)
    if value and len(value) <= LONGEST_LINE:
        found.setdefault(name, []).append(value)
    return True
