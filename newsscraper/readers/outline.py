"""The page as a flat outline: pieces of text, sections and figures, in document order.

A section is a box of the page; the pieces under it are a run `pieces[start:end]`. Everything that is decided
later (where the article is, what does not belong to it) is decided on this outline, not on the tree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

import msgspec
from lxml import etree

from newsscraper.article import BlockKind
from newsscraper.readers.markup import Meaning

CODE = frozenset({"script", "style"})
"""Elements whose text is none."""

PLACES = frozenset({"root", "body"})
"""Roles of sections that say where the article stands."""

_texts = etree.XPath(
    "descendant::text()[normalize-space()][not(parent::script or parent::style)]", smart_strings=False
)
_INVISIBLE = re.compile("[\xad\u200b\u2060\ufeff\u200e\u200f]")


class Figure(msgspec.Struct, eq=False):
    """A picture with what stands about it."""

    index: int
    section: int
    images: list[etree._Element] = []
    fallback: list[etree._Element] = []


class Piece(msgspec.Struct, eq=False):
    """A line of text as a browser would set it."""

    text: str
    kind: BlockKind
    section: int
    level: int = 0
    """1 to 6 for a heading."""
    line: int = 0
    """Which line of its heading it is, from 0: a kicker may stand in the same element as the headline."""
    links: float = 0.0
    bold: float = 0.0
    times: float = 0.0
    """Share of the letters inside links, bold type, `<time>`."""
    time: str | None = None
    """`datetime` of the first `<time>` in it."""
    figure: Figure | None = None
    loose: bool = False
    """Whether the text stands directly in a box, not in a paragraph or heading."""
    box: etree._Element | None = None
    """The box that was left unwalked, of which this is all the text, once `Outline.read` has read it."""


class Section(msgspec.Struct, eq=False):
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
    forms: list[int] = field(default_factory=list)
    """Sections that ask for an e-mail address."""

    def read(self, index: int) -> Piece:
        """The piece with its text. Few of the boxes that were left unwalked are ever asked for it."""
        piece = self.pieces[index]
        if piece.box is not None and not piece.text:
            piece.text = words_in(piece.box)
        return piece

    def ancestors(self, section: int) -> Iterator[int]:
        """The section and all around it, innermost first."""
        while section >= 0:
            yield section
            section = self.sections[section].parent


def words_in(element: etree._Element) -> str:
    """All text in an element, the texts of elements in it parted by spaces; without scripts."""
    return tidy(" ".join(cast("list[str]", _texts(element))))


def tidy(text: str) -> str:
    """Single spaces, NFC, no soft hyphens and other invisible characters."""
    text = " ".join(text.split())
    if text.isascii():
        return text
    if not text.isprintable():
        text = " ".join(_INVISIBLE.sub("", text).split())
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
