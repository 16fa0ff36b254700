"""Take out pull quotes: boxes that say again, larger, what somebody says in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from newsscraper.draft import Draft, DraftBlock
from newsscraper.fields.names import is_person
from newsscraper.rules.matcher import QUOTES, ends_sentence

SHORTEST, LONGEST = 40, 300
"""A quote in a box has so many characters."""
LONGEST_NAME = 100
"""Who said it, with their office."""
MOST = 20
"""No text has more such boxes; each is looked for in the whole text."""

_named = re.compile(r"[^\W\d_a-zäöüß][^\s,]+(?: [^\s,]+){1,5}, \w")


def quotes(draft: Draft) -> None:
    """A quote over the name of who said it goes, with the name, if another block of the text says it, too."""
    if draft.medium != "text":
        return
    gone: list[DraftBlock] = []
    for quote, name in islice(_boxes(draft.blocks), MOST):
        said = quote.text.strip(QUOTES + ".!?… ")
        if any(said in block.text for block in draft.blocks if block is not quote):
            gone += quote, name
    draft.remove(gone, "repeat", "repeat.quote")


def _boxes(blocks: Sequence[DraftBlock]) -> Iterator[tuple[DraftBlock, DraftBlock]]:
    """Short texts, not the first, each with the line of a name and an office (`Ida Roth, Werft`) under it."""
    short = [n for n, block in enumerate(blocks) if len(block.text) <= LONGEST_NAME and n > 1]
    for index in short:
        name, before = blocks[index].text, blocks[index - 1]
        if (
            SHORTEST <= len(before.text) <= LONGEST
            and _named.match(name)
            and not ends_sentence(name)
            and is_person(name.partition(", ")[0])
        ):
            yield before, blocks[index]
