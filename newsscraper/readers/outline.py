"""The page as a flat outline: pieces of text, sections and figures, from one walk in document order.

A section is a box of the page; the pieces under it are a run `pieces[start:end]`. Everything that is decided
later (where the article is, what does not belong to it) is decided on this outline, not on the tree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from newsscraper.article import BlockKind
from newsscraper.readers.markup import PARTS, Meaning, vocabulary

MUTE = frozenset(
    "script style svg head link meta input canvas map datalist progress meter param track".split()
)
"""Elements without text."""

UNREAD = frozenset("template iframe object embed select textarea noscript applet video audio".split())
"""Elements whose text is shown by no browser that runs scripts, or not as text."""

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

PICTURES = frozenset({"img", "amp-img", "source"})
SPECIAL = frozenset({"br", "wbr"}) | PICTURES | MUTE | UNREAD
STEPS = {"a": 0, "b": 1, "strong": 1, "time": 2}
PICTURED = frozenset({"player", "aside"})
"""Meanings of boxes whose pictures are the article's all the same."""

MOST = 0.4
"""A box with this share of the page's paragraphs may be the article, whatever its name."""
LITTLE = 250
"""Share of a page's letters in paragraphs under which the page does not use paragraphs, and all is walked."""

_State = tuple[int, BlockKind, int, "Figure | None", int]
BREAK = "\r\n"
"""A single break in a line; two in a row end the line."""
INLINE: _State = (0, "paragraph", 0, None, 0)
"""Marks an element within a line: nothing is to be restored behind it."""

_INVISIBLE = re.compile("[\xad\u200b\u2060\ufeff\u200e\u200f]")


@dataclass(slots=True)
class Figure:
    """A picture with what stands about it."""

    index: int
    section: int
    images: list[etree._Element] = field(default_factory=list)
    fallback: list[etree._Element] = field(default_factory=list)


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

    def ancestors(self, section: int) -> Iterator[int]:
        """The section and all around it, innermost first."""
        while section >= 0:
            yield section
            section = self.sections[section].parent


def tidy(text: str) -> str:
    """Single spaces, NFC, no soft hyphens and other invisible characters."""
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def outline(root: etree._Element, roles: Mapping[etree._Element, str] | None = None) -> Outline:
    """Walk the page once. `roles`: what a publisher's layout says about single elements."""
    return _Walker(root, roles or {}).walk(root)


class _Walker:
    """The walk's state: where it is, and the line it is reading."""

    __slots__ = ("bold", "figure", "kind", "level", "limit", "linked", "marks", "meaning_of", "meanings", "out",
                 "parts", "roles", "section", "time", "timed")  # fmt: skip

    def __init__(self, root: etree._Element, roles: Mapping[etree._Element, str]) -> None:
        self.out = Outline()
        self.roles = roles
        self.meaning_of = vocabulary().meaning_of
        self.meanings = vocabulary().meanings
        self.limit = MOST * sum(len(element.text or "") for element in root.iter("p"))
        self.section = -1
        self.kind: BlockKind = "paragraph"
        self.level = 0
        self.figure: Figure | None = None
        self.parts: list[str] = []
        self.marks = [0, 0, 0]
        self.linked = self.bold = self.timed = 0
        self.time: str | None = None

    def walk(self, root: etree._Element) -> Outline:
        """Walk without recursion: `stack` holds what is to be restored when an element ends."""
        enter, leave = self.enter, self.leave
        stack: list[tuple[etree._Element, Iterator[etree._Element], _State]] = []
        children: Iterator[etree._Element] = iter((root,))
        while True:
            for element in children:
                state = enter(element)
                if state is not None:
                    stack.append((element, children, state))
                    children = iter(element)
                    break
            else:
                if not stack:
                    break
                element, children, state = stack.pop()
                leave(element, state)
        self.flush()
        return self.out

    def add(self, text: str) -> None:
        """Add to the line."""
        self.parts.append(text)
        if self.linked or self.bold or self.timed:
            size = len(text.strip())
            marks = self.marks
            marks[0] += size if self.linked else 0
            marks[1] += size if self.bold else 0
            marks[2] += size if self.timed else 0

    def flush(self) -> None:
        """End the line."""
        text = tidy("".join(self.parts))
        self.parts.clear()
        if text:
            size = len(text)
            links, bold, times = self.marks
            self.out.pieces.append(
                Piece(
                    text,
                    self.kind,
                    self.section,
                    self.level,
                    min(1.0, links / size),
                    bold / size,
                    times / size,
                    self.time,
                    self.figure,
                )  # fmt: skip
            )
            self.marks = [0, 0, 0]
            self.time = None

    def enter(self, element: etree._Element) -> _State | None:
        """Take up an element; None if there is nothing in it to walk."""
        tag = element.tag
        if tag in BLOCKS:
            state = self.enter_block(element, tag)
            if state is None and (tail := element.tail):
                self.add(tail)
            return state
        if tag in SPECIAL:
            self.take(element, tag)
        else:
            meaning = self.judge_inline(element)
            if meaning is not None or (self.roles and element in self.roles):
                return self.enter_block(element, tag)
            step = STEPS.get(tag)
            if step is not None:
                self.mark(step, 1)
                if tag == "time" and self.time is None:
                    self.time = element.get("datetime")
            if text := element.text:
                self.add(text)
            if len(element):
                return INLINE
            if step is not None:
                self.mark(step, -1)
        if tail := element.tail:
            self.add(tail)
        return None

    def mark(self, step: int, change: int) -> None:
        """Enter or leave a link, bold type or a time."""
        if step == 0:
            self.linked += change
        elif step == 1:
            self.bold += change
        else:
            self.timed += change

    def enter_block(self, element: etree._Element, tag: str) -> _State | None:
        """Begin a new line, and a section where the element is more than a paragraph."""
        if self.parts:
            self.flush()
        out = self.out
        meaning, names = self.judge(element, tag)
        role = self.roles.get(element) if self.roles else None
        if meaning is not None and meaning.removal and role is None and self.is_chrome(element, meaning):
            self.leave_out(element, meaning, names)
            return None
        state = (self.section, self.kind, self.level, self.figure, len(out.pieces))
        if tag not in LEAVES or meaning or role:
            declared = meaning is not None and meaning.name == "body" and element.get("itemprop") is not None
            out.sections.append(
                Section(self.section, tag, names, meaning, len(out.pieces), 0, role, declared)
            )
            self.section = len(out.sections) - 1
        kind = KINDS.get(tag)
        if kind is not None and (self.kind == "paragraph" or kind == "heading"):
            self.kind = kind
            self.level = int(tag[1]) if kind == "heading" else 0
        elif tag == "figure":
            self.figure = Figure(len(out.pieces), self.section)
            out.figures.append(self.figure)
        if text := element.text:
            self.add(text)
        return state

    def leave(self, element: etree._Element, state: _State) -> None:
        """End an element and go on with what stands behind it."""
        tag = element.tag
        if state is INLINE:
            step = STEPS.get(tag)
            if step is not None:
                self.mark(step, -1)
        else:
            if self.parts:
                self.flush()
            section = self.section
            self.section, self.kind, self.level, self.figure, first = state
            if section != self.section:
                self.out.sections[section].end = len(self.out.pieces)
            if tag == "tr":
                self.join_cells(first)
        if tail := element.tail:
            self.add(tail)

    def take(self, element: etree._Element, tag: str) -> None:
        """Breaks, pictures, and elements that are not walked."""
        if tag == "br":
            parts = self.parts
            for part in reversed(parts):
                if part is BREAK:
                    self.flush()
                if not part.isspace():
                    break
            if parts:
                parts.append(BREAK)
        elif tag in PICTURES:
            if self.figure is not None:
                self.figure.images.append(element)
            elif tag != "source":
                self.out.figures.append(Figure(len(self.out.pieces), self.section, [element]))
        elif tag in UNREAD:
            if tag == "noscript" and self.figure is not None:
                self.figure.fallback.extend(element.iter("img"))
            if self.parts:
                self.flush()
            self.leave_out(element, self.meanings["hidden"], "")

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

    def is_chrome(self, element: etree._Element, meaning: Meaning) -> bool:
        """Whether a box that is named as foreign can stay unwalked: links in it, no headline and little prose."""
        if meaning.name in PARTS or self.limit < LITTLE:
            return False
        prose = 0
        for inner in element.iter("h1", "p", "img") if meaning.name in PICTURED else element.iter("h1", "p"):
            if inner.tag != "p":
                return False
            prose += len(inner.text or "")
        return prose < self.limit and next(element.iter("a"), None) is not None

    def leave_out(self, element: etree._Element, meaning: Meaning, names: str) -> None:
        """Make one piece of all the text in a box that is not walked."""
        texts: list[str] = []
        for inner in element.iter():
            if inner.tag not in MUTE and inner.text:
                texts.append(inner.text)
            if inner is not element and inner.tail:
                texts.append(inner.tail)
        text = tidy(" ".join(texts))
        if text:
            pieces, sections = self.out.pieces, self.out.sections
            size = len(pieces)
            sections.append(Section(self.section, str(element.tag), names, meaning, size, size + 1))
            pieces.append(Piece(text, "paragraph", len(sections) - 1, links=1.0))

    def judge(self, element: etree._Element, tag: str) -> tuple[Meaning | None, str]:
        """What a block's tag, names and attributes say about it, and its names."""
        if self.figure is not None and tag in ("footer", "small", "cite"):
            return self.meanings["credit"], ""
        by_tag = BY_TAG.get(tag)
        attributes = dict(element.items())
        if not attributes:
            return (self.meanings[by_tag] if by_tag else None), ""
        get = attributes.get
        names = get("class", "")
        if identity := get("id"):
            names = f"{names} {identity}"
        if itemprop := get("itemprop"):
            named = BY_ITEMPROP.get(itemprop.lower())
            if named:
                return self.meanings[named], names
        if is_hidden(attributes):
            return self.meanings["hidden"], names
        by_tag = by_tag or BY_ROLE.get(get("role", ""))
        if by_tag:
            return self.meanings[by_tag], names
        return (self.meaning_of(names) if names else None), names

    def judge_inline(self, element: etree._Element) -> Meaning | None:
        """The meaning of an element within a line, if it cuts it out of the line."""
        attributes = dict(element.items())
        if not attributes:
            return None
        if is_hidden(attributes):
            return self.meanings["hidden"]
        names = attributes.get("class")
        meaning = self.meaning_of(names) if names else None
        return meaning if meaning is not None and meaning.name in CUTTING else None


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether a browser, or a screen reader, is told not to show the element."""
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style", "")
    return "none" in style and "display:none" in style.replace(" ", "").lower()
