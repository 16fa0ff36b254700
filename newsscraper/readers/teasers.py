"""Boxes of teasers between the article's paragraphs, whose short texts no link gives away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsscraper.readers.choice import Choice
from newsscraper.readers.lines import any_of
from newsscraper.readers.outline import Figure, Outline
from newsscraper.readers.region import Region

LINKED_HEADING = "markup.linked_heading"
MOST_PIECES = 12
MOST_OF_TEXT = 0.25
"""Share of the region's running text that a box with a label may hold,"""
LEAST_TEXT = 150
"""and so many letters of it in any case."""
CARD_PIECES = 5
CARD_TEXT = 200
"""A card, which has no label, has no more pieces and letters of running text,"""
CARDS_OF_TEXT = 0.15
"""and all cards together no more of the region's: else they are the article, as in a list of products."""

_LABEL = re.compile(rf"{any_of('teasers')}:?", re.IGNORECASE)


def drop_teasers(choices: Sequence[Choice], outline: Outline, region: Region) -> None:
    """Take out what stands in boxes of linked headlines: under a label (`Lesen Sie auch`), or in cards."""
    for place, choice in enumerate(choices):
        if not choice.piece.links and _LABEL.fullmatch(choice.piece.text):
            end = _box_end(choice.index, choice.piece.section, outline, region)
            box = [other for other in choices[place + 1 : place + MOST_PIECES] if other.index < end]
            if any(other.rule == LINKED_HEADING for other in box):
                _drop(box)
    cards = list(_cards(choices, outline, region))
    letters = sum(region.sums[card.stop] - region.sums[card.start] for card in cards)
    if cards and letters <= CARDS_OF_TEXT * (region.sums[region.end] - region.sums[region.start]):
        _drop([choice for choice in choices if any(choice.index in card for card in cards)])


def _drop(box: Sequence[Choice]) -> None:
    for choice in box:
        if choice.removal is None and choice.part == "body":
            choice.drop("related", "teaser_box")


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


def _cards(choices: Sequence[Choice], outline: Outline, region: Region) -> Iterator[range]:
    """The pieces of boxes that open with a picture and have a headline, both links, and a few lines."""
    opening = {figure.index for figure in outline.figures if _is_link(figure)}
    for choice in choices:
        if choice.rule != LINKED_HEADING or not region.start <= choice.index < region.end:
            continue
        card = range(0)
        for index in outline.ancestors(choice.piece.section):
            box = outline.sections[index]
            size = region.sums[box.end] - region.sums[box.start]
            if box.end - box.start > CARD_PIECES or size > CARD_TEXT:
                break
            if box.start in opening:
                card = range(box.start, box.end)
        if card:
            yield card


def _is_link(figure: Figure) -> bool:
    """Whether a picture is a link."""
    return any(next(image.iterancestors("a"), None) is not None for image in figure.images)
