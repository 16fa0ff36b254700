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
ENDS = ".!?… "
CLOSED = frozenset(ENDS + QUOTES + ":;,")
"""What no name ends with."""

_with_name = re.compile(
    rf"[{QUOTES}](?P<said>[^{QUOTES}]{{{SHORTEST},{LONGEST}}})[{QUOTES}]\s?(?P<name>.{{5,{LONGEST_NAME}}})"
)
_named = re.compile(r"[^\W\d_a-zäöüß][^\s,]+(?: [^\s,]+){1,5}, \w")


def quotes(draft: Draft) -> None:
    """A quote over or before the name of who said it goes, if another block of the text says it, too."""
    if draft.medium != "text":
        return
    gone: list[DraftBlock] = []
    for said, box in islice(_boxes(draft.blocks), MOST):
        if any(said in block.text for block in draft.blocks if block is not box[0]):
            gone += box
    draft.remove(gone, "repeat", "repeat.quote")


def _boxes(blocks: Sequence[DraftBlock]) -> Iterator[tuple[str, Sequence[DraftBlock]]]:
    """What may be quoted in a box, and its blocks: the words, and the line of a name (`Ida Roth, Werft`)."""
    for index in range(2, len(blocks)):
        name, before = blocks[index].text, blocks[index - 1]
        if name[-1] in CLOSED or len(name) > LONGEST + LONGEST_NAME:
            continue
        if name[0] in QUOTES:
            if (match := _with_name.fullmatch(name)) and _is_name(match["name"]):
                yield match["said"].rstrip(ENDS), blocks[index : index + 1]
        elif len(name) <= LONGEST_NAME and SHORTEST <= len(before.text) <= LONGEST and _is_name(name):
            yield before.text.strip(QUOTES + ENDS), blocks[index - 1 : index + 1]


def _is_name(text: str) -> bool:
    """Whether a text is a name with an office and no sentence."""
    return bool(_named.match(text)) and not ends_sentence(text) and is_person(text.partition(", ")[0])
