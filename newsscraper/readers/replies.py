"""Readers' comments whose boxes no name gives away: told by the line above them and by who signs below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from newsscraper.readers.outline import Outline
from newsscraper.rules import load_words

LONGEST_HEADING = 110
LONGEST_SIGNATURE = 120
NEXT = 6
"""Among so many lines below the heading somebody signs."""
LINKED = 0.5
LEAST_ARTICLE = 300
"""Letters of running text above the heading: a bar of buttons may count the comments above the text, too."""


def find_replies(
    outline: Outline, headline: int | None, prose: Sequence[float], support: frozenset[int]
) -> range:
    """The pieces from the comments' heading to the end of the box that holds them; an empty range without.

    `prose`: letters of running text in each piece; `support`: pieces that are surely the article's.
    """
    pieces = outline.pieces
    above = 0.0
    for index in range((headline or 0) + 1, len(pieces)):
        piece = pieces[index]
        if (
            above >= LEAST_ARTICLE
            and opens_replies(piece.text)
            # A link counts the comments and leads to them, wherever they are.
            and (piece.level or piece.links < LINKED)
            and any(_signs(piece.text) for piece in pieces[index + 1 : index + 1 + NEXT])
        ):
            end = _end_of_box(outline, index, prose)
            if support.isdisjoint(range(index, end)):
                return range(index, end)
        above += prose[index]
    return range(0)


def opens_replies(text: str) -> bool:
    """Whether a line stands above readers' comments: `14 Kommentare`."""
    return len(text) <= LONGEST_HEADING and _headings().fullmatch(text) is not None


def _end_of_box(outline: Outline, index: int, prose: Sequence[float]) -> int:
    """The end of the innermost box that has running text behind the piece."""
    end = index + 1
    for section in outline.ancestors(outline.pieces[index].section):
        end = outline.sections[section].end
        if any(prose[index + 1 : end]):
            break
    return end


def _signs(text: str) -> bool:
    return len(text) <= LONGEST_SIGNATURE and _signatures().search(text) is not None


@cache
def _headings() -> re.Pattern[str]:
    return re.compile("|".join(load_words("comments")["headings"]), re.IGNORECASE)


@cache
def _signatures() -> re.Pattern[str]:
    return re.compile("|".join(load_words("comments")["signatures"]), re.IGNORECASE)
