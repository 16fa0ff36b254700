"""The walk: one pass over the tree, in document order and without recursion, that makes the outline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, islice

from lxml import etree

from newsscraper.article import BlockKind
from newsscraper.readers.breaks import SHORT_LINE, parts_signature
from newsscraper.readers.hints import LEAVES, Hints
from newsscraper.readers.index import Index
from newsscraper.readers.markup import PARTS, Meaning, vocabulary
from newsscraper.readers.outline import CODE, Figure, Outline, Piece, Section, tidy
from newsscraper.readers.tags import BLOCKS, KINDS, PICTURES, PLAIN, SPECIAL, STEPS, UNREAD

PICTURED = frozenset({"player", "aside"})
"""Meanings of boxes whose pictures are the article's all the same."""

ENOUGH = 0.6
"""Share of the page's paragraphs that stand in the article's own element, where there is one."""
MOST = 0.25
"""A box with this share of the page's paragraphs may be the article, whatever its name."""
MOST_GLANCES = 100_000
"""Elements looked at to find out whether boxes may stay unwalked; boxes nested a thousandfold are walked."""
LITTLE = 250
"""Share of a page's letters in paragraphs under which the page does not use paragraphs, and all is walked."""

_State = tuple[int, BlockKind, int, "Figure | None", bool, int]
BREAK = "\r\n"
"""A single break in a line; two in a row end the line."""
INLINE: _State = (0, "paragraph", 0, None, False, 0)
"""Marks an element within a line: nothing is to be restored behind it."""


def outline(root: etree._Element, index: Index, roles: Mapping[etree._Element, str] | None = None) -> Outline:
    """Walk the page once. `roles`: what a publisher's layout says about single elements."""
    return _Walker(MOST * index.letters, roles or {}).walk(root if roles else article_in(root, index))


def article_in(root: etree._Element, index: Index) -> etree._Element:
    """The box that holds the headline and most of the page's paragraphs; the page where that is not clear.

    That is `main`, or what is around an `article`: its picture and head may stand beside it.
    """
    for tag, steps_up in (("main", 0), ("article", 2)):
        for element in index.boxes[tag]:
            if index.headings and all(element in heading.iterancestors(tag) for heading in index.headings):
                around = next(islice(chain([element], element.iterancestors()), steps_up, None))
                return around if letters(element) > ENOUGH * index.letters else root
    return root


def letters(element: etree._Element) -> int:
    """Letters that open the paragraphs in an element."""
    return sum(len(paragraph.text or "") for paragraph in element.iter("p"))


class _Walker:
    """The walk's state: where it is, and the line it is reading."""

    __slots__ = (
        "bold", "caption", "captioned", "figure", "glances", "headed", "hints", "kind", "known", "level",
        "limit", "linked", "loose", "marks", "out", "parts", "roles", "section", "time", "timed",
    )  # fmt: skip

    def __init__(self, limit: float, roles: Mapping[etree._Element, str]) -> None:
        self.out = Outline()
        self.roles = roles
        self.hints = Hints()
        self.known = vocabulary()
        self.caption = self.known.meanings["caption"]
        self.captioned = False
        self.limit = limit
        self.glances = MOST_GLANCES
        self.section = -1
        self.kind: BlockKind = "paragraph"
        self.level = 0
        self.headed = 0
        self.figure: Figure | None = None
        self.loose = True
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
                if state is None:
                    continue
                if len(element):
                    stack.append((element, children, state))
                    children = iter(element)
                    break
                leave(element, state)
            else:
                if not stack:
                    break
                element, children, state = stack.pop()
                leave(element, state)
        self.flush()
        return self.out

    def add(self, text: str) -> None:
        """Add to the line, which no white space opens."""
        if not self.parts and text.isspace():
            return
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
            piece = Piece(text, self.kind, self.section, self.level)
            piece.figure, piece.loose, piece.time = self.figure, self.loose, self.time
            if self.level:
                piece.line = len(self.out.pieces) - self.headed
            self.time = None
            if any(self.marks):
                size = len(text)
                piece.links, piece.bold, piece.times = [min(1.0, mark / size) for mark in self.marks]
                self.marks = [0, 0, 0]
            self.out.pieces.append(piece)

    def enter(self, element: etree._Element) -> _State | None:
        """Take up an element; None if there is nothing in it to walk."""
        tag = element.tag
        if tag in BLOCKS or (tag not in SPECIAL and self.cuts(element)):
            state = self.enter_block(element, tag)
            if state is not None:
                return state
        elif tag in SPECIAL:
            self.take(element, tag)
        else:
            if tag == "source" and self.figure is not None:
                self.figure.images.append(element)
            step = step_of(element, tag)
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
            if tag == "span" and len(self.parts) == 1 and opens_line(self.parts[0], tail):
                self.parts.append(" ")
            self.add(tail)
        return None

    def cuts(self, element: etree._Element) -> bool:
        """Whether an element that a browser sets in a line stands apart all the same."""
        if not (element.text or len(element)):
            return False
        if self.hints.of_inline(element) is not None or (bool(self.roles) and element in self.roles):
            return True
        # A custom element that is in no paragraph is a box of the page's own making.
        if self.loose and "-" in element.tag:
            return True
        if self.figure is None and not self.captioned:
            return False
        return self.known.is_source(element.get("class") or "")

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
        text = element.text
        if not text and not len(element):
            return None
        out = self.out
        meaning, names = self.hints.of_block(element, tag, self.figure is not None)
        if (self.captioned or self.figure is not None) and names and meaning is None:
            meaning = self.known.meanings["credit"] if self.known.is_source(names) else None
        role = self.roles.get(element) if self.roles else None
        if meaning is not None and meaning.removal and role is None and self.is_chrome(element, meaning):
            self.leave_out(element, meaning, names)
            return None
        state = (self.section, self.kind, self.level, self.figure, self.loose, len(out.pieces))
        if tag in LEAVES:
            self.loose = False
        if meaning or role or tag not in PLAIN:
            declared = meaning is not None and meaning.name == "body" and element.get("itemprop") is not None
            out.sections.append(
                Section(self.section, tag, names, meaning, len(out.pieces), 0, role, declared)
            )
            self.section = len(out.sections) - 1
            self.captioned = meaning is self.caption
        kind = KINDS.get(tag)
        if kind is not None and (self.kind == "paragraph" or kind == "heading"):
            self.kind = kind
            self.level = int(tag[1]) if kind == "heading" else 0
            self.headed = len(out.pieces)
        elif tag == "figure":
            self.figure = Figure(len(out.pieces), self.section)
            out.figures.append(self.figure)
        if text:
            self.add(text)
        return state

    def leave(self, element: etree._Element, state: _State) -> None:
        """End an element and go on with what stands behind it."""
        tag = element.tag
        if state is INLINE:
            step = step_of(element, tag)
            if step is not None:
                self.mark(step, -1)
        else:
            if self.parts:
                self.flush()
            section = self.section
            self.section, self.kind, self.level, self.figure, self.loose, first = state
            if section != self.section:
                sections = self.out.sections
                sections[section].end = len(self.out.pieces)
                self.captioned = self.section >= 0 and sections[self.section].meaning is self.caption
            if tag == "tr" and len(element) > 1:
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
            if parts and not self.loose and parts_signature(element, parts[-1]):
                self.flush()
            if self.loose and self.kind == "paragraph" and 0 < sum(map(len, parts)) < SHORT_LINE:
                self.flush()
            if parts:
                parts.append(BREAK)
        elif tag in PICTURES:
            if self.figure is not None:
                self.figure.images.append(element)
            else:
                self.out.figures.append(Figure(len(self.out.pieces), self.section, [element]))
        elif tag == "input":
            if element.get("type") == "email":
                self.out.forms.append(self.section)
        elif tag in UNREAD:
            if tag == "noscript" and self.figure is not None:
                self.figure.fallback.extend(element.iter("img"))
            if self.parts:
                self.flush()
            self.leave_out(element, self.known.meanings["hidden"], "")

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
        """Whether a box that is named as foreign can stay unwalked: links, no headline, little prose."""
        if meaning.name in PARTS or element.tag == "p" or self.limit < LITTLE or self.glances <= 0:
            return False
        prose = 0
        for inner in element.iter("h1", "p", "img") if meaning.name in PICTURED else element.iter("h1", "p"):
            self.glances -= 1
            if inner.tag != "p" or self.glances <= 0:
                return False
            prose += len(inner.text or "")
        return prose < self.limit and next(element.iter("a"), None) is not None

    def leave_out(self, element: etree._Element, meaning: Meaning, names: str) -> None:
        """Make one piece of all the text in a box that is not walked."""
        if has_words(element):
            pieces, sections = self.out.pieces, self.out.sections
            size = len(pieces)
            sections.append(Section(self.section, str(element.tag), names, meaning, size, size + 1))
            pieces.append(Piece("", "paragraph", len(sections) - 1, links=1.0, box=element))


def opens_line(mark: str, tail: str) -> bool:
    """Whether style alone parts what opens a line from its text: `<span>Kiel</span>Der Hafen`."""
    return tail[0].isupper() and len(mark) > 2 and mark[0].isupper() and mark[-1].islower()


def step_of(element: etree._Element, tag: str) -> int | None:
    """Which of link, bold type and time an element within a line is; a target for links is no link."""
    return None if tag == "a" and element.get("href") is None else STEPS.get(tag)


def has_words(element: etree._Element) -> bool:
    """Whether there is any text in an element, scripts aside; the first few elements mostly tell."""
    for inner in element.iter():
        if (text := inner.text) and inner.tag not in CODE and not text.isspace():
            return True
        if inner is not element and (tail := inner.tail) and not tail.isspace():
            return True
    return False
