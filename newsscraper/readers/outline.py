"""The page as a flat outline: pieces of text, sections and figures, from one walk in document order.

A section is a box of the page; the pieces under it are a run `pieces[start:end]`. Everything that is decided
later (where the article is, what does not belong to it) is decided on this outline, not on the tree.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from newsscraper.article import BlockKind
from newsscraper.readers.markup import Meaning, vocabulary

SKIPPED = frozenset(
    "script style template svg iframe object embed canvas head select textarea input math map noscript "
    "link meta datalist progress meter applet param track video audio".split()
)
"""Elements whose text is never the article's."""

BLOCKS = frozenset(
    "html body address article aside blockquote center caption dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre search section "
    "summary table tbody td tfoot th thead tr ul button legend optgroup option".split()
)
"""Elements that start a new line; every other one is part of its line, as in a browser."""

KINDS: dict[str, BlockKind] = {
    "li": "list_item", "dd": "list_item", "dt": "list_item", "blockquote": "quote", "pre": "code",
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
}  # fmt: skip

BY_TAG = {"nav": "navigation", "footer": "navigation", "aside": "aside", "button": "hidden", "dialog": "aside",
          "form": "navigation", "search": "navigation", "figcaption": "caption", "address": "byline"}  # fmt: skip
BY_ROLE = {"navigation": "navigation", "banner": "navigation", "contentinfo": "navigation", "search": "navigation",
           "dialog": "aside", "alertdialog": "aside", "complementary": "aside", "button": "hidden"}  # fmt: skip
BY_ITEMPROP = {"articlebody": "body", "author": "byline", "datepublished": "date", "datemodified": "date",
               "caption": "caption", "copyrightholder": "credit", "comment": "comment",
               "creditText": "credit"}  # fmt: skip
CUTTING = frozenset({"hidden", "share", "ad", "credit", "kicker", "consent"})
"""Meanings that cut even an inline element out of its line."""

LEAVES = frozenset("p h1 h2 h3 h4 h5 h6 dt summary".split())

_INVISIBLE = dict.fromkeys(map(ord, "\xad\u200b\u2060\ufeff\u200e\u200f\x00"))


@dataclass(slots=True)
class Figure:
    """A picture with what stands about it."""

    index: int
    section: int
    images: list[HtmlElement] = field(default_factory=list)
    fallback: list[HtmlElement] = field(default_factory=list)


@dataclass(slots=True)
class Piece:
    """A line of text as a browser would set it."""

    text: str
    kind: BlockKind
    section: int
    level: int = 0
    """1 to 6 for a heading."""
    links: float = 0.0
    bold: float = 0.0
    times: float = 0.0
    """Share of the letters inside links, bold type, `<time>`."""
    time: str | None = None
    """`datetime` of the first `<time>` in it."""
    figure: Figure | None = None


@dataclass(slots=True)
class Section:
    """A box of the page."""

    parent: int
    tag: str
    names: str
    meaning: Meaning | None
    start: int
    end: int = 0
    role: str | None = None
    """What a publisher's layout says it is: `body`, `drop`, `lead`, `kicker`, `root`."""
    declared: bool = False
    """Whether the page marks it as the article's text by `itemprop`."""


@dataclass(slots=True)
class Outline:
    """The page, flat."""

    pieces: list[Piece] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    skipped: list[tuple[int, HtmlElement]] = field(default_factory=list)
    """Elements that were not walked, with the index of the piece they stood before."""

    def ancestors(self, section: int) -> Iterator[int]:
        """The section and all around it, innermost first."""
        while section >= 0:
            yield section
            section = self.sections[section].parent


def tidy(text: str) -> str:
    """Single spaces, NFC, no soft hyphens and other invisible characters."""
    if not text.isascii():
        text = text.translate(_INVISIBLE)
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


@dataclass(slots=True)
class _Frame:
    element: HtmlElement
    children: Iterator[HtmlElement]
    inline: bool
    section: int
    kind: BlockKind
    level: int
    figure: Figure | None
    first: int


def outline(root: HtmlElement, roles: Mapping[HtmlElement, str] | None = None) -> Outline:
    """Walk the page once. `roles`: what a publisher's layout says about single elements."""
    return _Walker(roles or {}).walk(root)


class _Walker:
    def __init__(self, roles: Mapping[HtmlElement, str]) -> None:
        self.out = Outline()
        self.roles = roles
        self.meaning_of = vocabulary().meaning_of
        self.meanings = vocabulary().meanings
        self.section = -1
        self.kind: BlockKind = "paragraph"
        self.level = 0
        self.figure: Figure | None = None
        self.parts: list[str] = []
        self.marks = [0, 0, 0]
        self.depths = [0, 0, 0]
        self.time: str | None = None

    def walk(self, root: HtmlElement) -> Outline:
        stack: list[_Frame] = []
        self.enter(root, stack)
        while stack:
            frame = stack[-1]
            for child in frame.children:
                if self.enter(child, stack):
                    break
            else:
                stack.pop()
                self.leave(frame)
        self.flush()
        return self.out

    def add(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            if self.depths != [0, 0, 0]:
                size = len(text.strip())
                for i, depth in enumerate(self.depths):
                    if depth:
                        self.marks[i] += size

    def flush(self) -> None:
        if not self.parts:
            return
        text = tidy("".join(self.parts))
        if text:
            size = len(text)
            links, bold, times = (min(1.0, mark / size) for mark in self.marks)
            self.out.pieces.append(
                Piece(text, self.kind, self.section, self.level, links, bold, times, self.time, self.figure)
            )
        self.parts = []
        self.marks = [0, 0, 0]
        self.time = None

    def enter(self, element: HtmlElement, stack: list[_Frame]) -> bool:
        """Take up an element; False if there is nothing in it to walk."""
        tag = element.tag
        if not isinstance(tag, str):
            self.add(element.tail)
            return False
        if tag in SKIPPED:
            self.skip(element, tag)
            self.add(element.tail)
            return False
        if tag == "br":
            if self.parts and self.parts[-1] == "\n":
                self.flush()
            elif self.parts:
                self.parts.append("\n")
            if element.tail and element.tail.strip():
                self.add(element.tail)
            return False
        if tag in ("img", "amp-img", "source"):
            self.picture(element, tag)
            self.add(element.tail)
            return False
        if tag == "wbr":
            self.add(element.tail)
            return False
        meaning, names = self.judge(element, tag)
        role = self.roles.get(element)
        inline = tag not in BLOCKS and role is None and not (meaning and meaning.name in CUTTING)
        frame = _Frame(
            element,
            iter(element),
            inline,
            self.section,
            self.kind,
            self.level,
            self.figure,
            len(self.out.pieces),
        )
        if inline:
            index = 0 if tag == "a" else 1 if tag in ("b", "strong") else 2 if tag == "time" else -1
            if index >= 0:
                self.depths[index] += 1
                if index == 2 and self.time is None:
                    self.time = element.get("datetime")
        else:
            self.flush()
            if tag not in LEAVES or meaning or role:
                sections = self.out.sections
                declared = (
                    meaning is not None and element.get("itemprop") is not None and meaning.name == "body"
                )
                sections.append(
                    Section(self.section, tag, names, meaning, len(self.out.pieces), 0, role, declared)
                )
                self.section = len(sections) - 1
            if tag in KINDS and (self.kind == "paragraph" or KINDS[tag] == "heading"):
                self.kind = KINDS[tag]
                self.level = int(tag[1]) if self.kind == "heading" else 0
            if tag == "figure":
                self.figure = Figure(len(self.out.pieces), self.section)
                self.out.figures.append(self.figure)
        stack.append(frame)
        self.add(element.text)
        return True

    def leave(self, frame: _Frame) -> None:
        element = frame.element
        tag = element.tag
        if frame.inline:
            index = 0 if tag == "a" else 1 if tag in ("b", "strong") else 2 if tag == "time" else -1
            if index >= 0:
                self.depths[index] -= 1
        else:
            self.flush()
            if self.section != frame.section:
                self.out.sections[self.section].end = len(self.out.pieces)
            self.section, self.kind, self.level, self.figure = (
                frame.section,
                frame.kind,
                frame.level,
                frame.figure,
            )
            if tag == "tr":
                self.join_cells(frame.first)
        self.add(element.tail)

    def join_cells(self, first: int) -> None:
        """Make one line of a row of a data table; the cells of a layout table hold prose and stay apart."""
        cells = self.out.pieces[first:]
        if len(cells) > 1 and all(len(cell.text) < 100 and cell.kind == "paragraph" for cell in cells):
            row = cells[0]
            size = sum(len(cell.text) for cell in cells)
            row.links = sum(cell.links * len(cell.text) for cell in cells) / size
            row.text = " | ".join(cell.text for cell in cells)
            row.kind = "table_row"
            row.section = self.section
            del self.out.pieces[first + 1 :]
            for section in reversed(self.out.sections):
                if section.start < first:
                    break
                section.start = min(section.start, first + 1)
                section.end = min(section.end, first + 1)

    def judge(self, element: HtmlElement, tag: str) -> tuple[Meaning | None, str]:
        """What the element's tag, names and attributes say about it, and its names."""
        if self.figure is not None and tag in ("footer", "small", "cite"):
            return self.meanings["credit"], ""
        if not element.attrib:
            by_tag = BY_TAG.get(tag)
            return (self.meanings[by_tag] if by_tag else None), ""
        get = element.get
        names = get("class") or ""
        if identity := get("id"):
            names = f"{names} {identity}"
        itemprop = get("itemprop")
        if itemprop and itemprop.lower() in BY_ITEMPROP:
            return self.meanings[BY_ITEMPROP[itemprop.lower()]], names
        style = get("style")
        if get("hidden") is not None or get("aria-hidden") == "true":
            return self.meanings["hidden"], names
        if style and "none" in style and "display:none" in style.replace(" ", "").lower():
            return self.meanings["hidden"], names
        by_tag = BY_TAG.get(tag) or BY_ROLE.get(get("role") or "")
        if by_tag:
            return self.meanings[by_tag], names
        return (self.meaning_of(names) if names else None), names

    def skip(self, element: HtmlElement, tag: str) -> None:
        if tag == "noscript":
            if self.figure is not None:
                self.figure.fallback.extend(element.iter("img"))
        elif tag not in ("script", "style", "link", "meta", "input"):
            self.out.skipped.append((len(self.out.pieces), element))

    def picture(self, element: HtmlElement, tag: str) -> None:
        if self.figure is not None:
            self.figure.images.append(element)
        elif tag != "source":
            self.out.figures.append(Figure(len(self.out.pieces), self.section, [element]))
