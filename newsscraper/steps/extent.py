"""Where the article begins and ends: what stands around it in a text taken from a whole page goes.

Below the last sure paragraph of the article, short lines and single short paragraphs are teasers, tags and
footers, but only where residue that other steps have found stands among them: the last line of an article
looks like a teaser. What a second cleaning sees has less residue, so it never cuts more.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from newsscraper.draft import Draft, DraftBlock
from newsscraper.steps.shape import SURE, head_end, is_label, is_prose, is_wrapped
from newsscraper.steps.slug import find_slug, slug_words

AGAINST = {"related": 3, "comment": 3, "navigation": 2, "promo": 2, "byline": 2} | dict.fromkeys(
    ("share", "player", "disclaimer", "repeat", "ad"), 1
)
"""What a removed line of a kind says against the text around it; a caption or a banner says nothing."""

OWN_RULES = ("navigation.above", "navigation.below")
"""What this step took is no evidence for taking more."""

COMMENT_RULES = ("share.comments", "promo.comment_line")
"""What stands above the readers' comments."""

ENOUGH = 3
"""So much residue, or as many labels as in a menu, makes what follows the article no part of it."""
MENU = 30
"""The labels of a menu below the text are no longer; those of a list may be."""
LABELS_IN_A_ROW = 5
"""So many labels in a row above the text are a menu; below it, twice as many."""
MOST_OF_IT = 0.5
"""What follows the comments' heading is comments only if this share of the text stands before it …"""
SIGNED = frozenset({"byline", "comment", "date", "share"})
"""… and if as many blocks follow as the heading counts comments, or some that say who wrote them and when:
the number of comments also stands in a bar of buttons, with half of the article still to come."""

_NUMBER = re.compile(r"\d+")


def extent(draft: Draft) -> None:
    """Cut menus above the text and teasers, tags and footers below it."""
    if draft.medium != "text" or len(draft.blocks) < 3 or is_wrapped(draft):
        return
    residue = _residue(draft)
    end = min(_comments(draft), _end(draft.blocks, residue))
    blocks, head = draft.blocks[:end], min(head_end(draft), end)
    begin = max(_begin(blocks, head), _headline(blocks, head, draft.url))
    draft.remove_each(
        [
            *((block, "navigation", "navigation.above") for block in draft.blocks[:begin]),
            *((block, "navigation", "navigation.below") for block in draft.blocks[end:]),
        ]
    )


def _comments(draft: Draft) -> int:
    """Index of the first block below the heading of the comments, if they are comments."""
    headings = [removal for removal in draft.removed if removal.rule in COMMENT_RULES]
    if not headings:
        return len(draft.blocks)
    signed = max((removal.position for removal in draft.removed if removal.kind in SIGNED), default=0)
    places = [block.position for block in draft.blocks]
    above = [0, *accumulate(len(block.text) * is_prose(block) for block in draft.blocks)]
    found = len(places)
    for heading in headings:
        index = bisect_left(places, heading.position)
        number = _NUMBER.match(heading.text)
        counted = number is not None and 0 < int(number[0]) <= len(places) - index
        if above[index] > MOST_OF_IT * above[-1] and (counted or heading.position < signed):
            found = min(found, index)
    return found


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
    starts = _between(blocks, {place: weight for place, weight in residue.items() if weight > 1})
    end = against = 0
    beside = False
    for index, block in enumerate(blocks):
        against += between[index]
        reads_so = is_prose(block)
        if reads_so and (len(block.text) >= SURE or beside or (index <= end + 2 and against <= 1) or not end):
            end = index + 1
            against = 0
        beside = reads_so
    lone = [index for index in range(end, len(blocks)) if is_prose(blocks[index])]
    if len(lone) == 1:  # teasers come in numbers: a single paragraph is the article's last
        end = lone[0] + 1
    run = 0
    for index in range(end, len(blocks)):
        run = run + 1 if is_label(blocks[index].text) and len(blocks[index].text) <= MENU else 0
        if run == 2 * LABELS_IN_A_ROW:
            return index + 1 - run
        if starts[index] and sum(between[index:]) >= ENOUGH:
            return index
    return len(blocks)


def _between(blocks: Sequence[DraftBlock], residue: dict[int, int]) -> list[int]:
    """How much residue was removed right before each block; the last number is what was removed after all."""
    found = [0] * (len(blocks) + 1)
    places = [block.position for block in blocks]
    for position, weight in residue.items():
        found[bisect_left(places, position)] += weight
    return found


def _headline(blocks: Sequence[DraftBlock], head: int, url: str | None) -> int:
    """Index of the block that says what the address says, or of the kicker above it; 0 if none does."""
    found = find_slug(blocks, slug_words(url), head)
    if not found or found == 1:  # a single line above is the kicker, or says the headline in other words
        return 0
    above = blocks[found - 1]
    kicker = is_label(above.text) and above.position == blocks[found].position - 1
    menu = found > 2 and is_label(blocks[found - 2].text) and is_label(blocks[found - 3].text)
    return found - 1 if kicker and not menu else found


def _begin(blocks: Sequence[DraftBlock], head: int) -> int:
    """Index of the first block that is not a menu's."""
    run = begin = 0
    for index, block in enumerate(blocks[: head + 1]):
        if is_label(block.text):
            run += 1
            continue
        if run >= LABELS_IN_A_ROW:
            # The last label may be the kicker; right above a paragraph it is the title, under a kicker.
            begin = index - (2 if is_prose(block) else 1)
        run = 0
    return begin
