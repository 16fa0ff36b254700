"""Boxes of teasers between the article's paragraphs, whose short texts no link gives away."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsscraper.readers.choice import Choice
from newsscraper.readers.lines import any_of
from newsscraper.readers.outline import Outline
from newsscraper.readers.region import Region

LINKED_HEADING = "markup.linked_heading"
MOST_PIECES = 12
MOST_OF_TEXT = 0.25
"""Share of the region's running text that such a box may hold,"""
LEAST_TEXT = 150
"""and so many letters of it in any case."""

_LABEL = re.compile(rf"{any_of('teasers')}:?", re.IGNORECASE)


def drop_teasers(choices: Sequence[Choice], outline: Outline, region: Region) -> None:
    """Take out what stands in a box that opens with a label (`Lesen Sie auch`) over linked headlines."""
    for place, choice in enumerate(choices):
        if choice.piece.links or not _LABEL.fullmatch(choice.piece.text):
            continue
        end = _box_end(choice.index, choice.piece.section, outline, region)
        box = [other for other in choices[place + 1 : place + MOST_PIECES] if other.index < end]
        if any(other.rule == LINKED_HEADING for other in box):
            for other in box:
                if other.removal is None and other.part == "body":
                    other.drop("related", "teaser_box")


def _box_end(first: int, section: int, outline: Outline, region: Region) -> int:
    """Where the widest box ends that opens with a piece and is no part of the text's own element."""
    sums, end = region.sums, first
    most = max(LEAST_TEXT, MOST_OF_TEXT * (sums[region.end] - sums[region.start]))
    for index in outline.ancestors(section):
        box = outline.sections[index]
        if box.start != first or box.end - first > MOST_PIECES or sums[box.end] - sums[first] > most:
            break
        end = box.end
    return end
