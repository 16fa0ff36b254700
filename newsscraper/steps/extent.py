"""Where the article begins and ends: what stands around it in a text taken from a whole page goes.

Below the last sure paragraph of the article, short lines and single short paragraphs are teasers, tags and
footers, but only where residue that other steps have found stands among them: the last line of an article looks
like a teaser. What a second cleaning sees has less residue, so it never cuts more.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from newsscraper.draft import Draft, DraftBlock
from newsscraper.steps.shape import is_label, is_prose

AGAINST: dict[str, int] = {
    "related": 3, "comment": 3, "navigation": 2, "promo": 2, "share": 1, "player": 1, "disclaimer": 1, "byline": 1, "repeat": 1,
}  # fmt: skip
"""What a removed line of a kind says against the text around it; a caption or a banner says nothing."""

OWN_RULES = ("navigation.above", "navigation.below")
"""What this step took is no evidence for taking more."""

SURE = 260
"""A paragraph of so many characters is the article's own; a teaser's text is shorter."""
ENOUGH = 3
"""So much residue, or as many labels as in a menu, makes what follows the article no part of it."""
LABELS_IN_A_ROW = 5
"""So many labels in a row above the text are a menu; below it, twice as many."""
MOST_OF_IT = 0.5
"""What follows the comments' heading is comments if this share of the text stands before it."""


def extent(draft: Draft) -> None:
    """Cut menus above the text and teasers, tags and footers below it."""
    if draft.medium != "text" or len(draft.blocks) < 3:
        return
    residue = _residue(draft)
    end = _end(draft.blocks, residue)
    begin = _begin(draft.blocks[:end])
    draft.remove_each(
        [
            *((block, "navigation", "navigation.above") for block in draft.blocks[:begin]),
            *((block, "navigation", "navigation.below") for block in draft.blocks[end:]),
        ]
    )


def _residue(draft: Draft) -> dict[int, int]:
    """Position -> what was removed there weighs against the article."""
    weights: dict[int, int] = {}
    for removal in draft.removed:
        weight = 0 if removal.rule in OWN_RULES else AGAINST.get(removal.kind, 0)
        if weight > weights.get(removal.position, 0):
            weights[removal.position] = weight
    return weights


def _end(blocks: Sequence[DraftBlock], residue: dict[int, int]) -> int:
    """Index after the last block of the article."""
    between = _between(blocks, residue)
    end = against = 0
    beside = False
    for index, block in enumerate(blocks):
        against += between[index]
        if is_prose(block.text) and (
            len(block.text) >= SURE or beside or (index <= end + 2 and not against) or not end
        ):
            end = index + 1
            against = 0
        beside = is_prose(block.text)
    tail = blocks[end:]
    if not end or not tail:
        return len(blocks)
    labels = sum(is_label(block.text) for block in tail)
    if sum(between[end:]) >= ENOUGH or labels >= 2 * LABELS_IN_A_ROW:
        return end
    return len(blocks)


def _between(blocks: Sequence[DraftBlock], residue: dict[int, int]) -> list[int]:
    """How much residue was removed before each block, since the one before; last, what was removed after all."""
    found = [0] * (len(blocks) + 1)
    places = [block.position for block in blocks]
    for position, weight in residue.items():
        found[bisect_left(places, position)] += weight
    return found


def _begin(blocks: Sequence[DraftBlock]) -> int:
    """Index of the first block that is not a menu's."""
    run = begin = paragraphs = 0
    for index, block in enumerate(blocks):
        if is_label(block.text):
            run += 1
            continue
        prose = is_prose(block.text)
        if run >= LABELS_IN_A_ROW:
            # The last label may be the kicker; right above a paragraph it is the title, with a kicker before it.
            begin = index - (2 if prose else 1)
        paragraphs += prose
        if paragraphs == 2 or (prose and len(block.text) >= SURE):
            break
        run = 0
    return begin
