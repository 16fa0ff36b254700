"""Take out pull quotes: boxes that say again, larger, what somebody says in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from newsscraper.draft import Draft, DraftBlock
from newsscraper.fields.names import is_given_name, is_person
from newsscraper.rules.matcher import QUOTES, ends_sentence

SHORTEST, LONGEST = 40, 300
"""A quote in a box has so many characters."""
LONGEST_NAME = 100
"""Who said it, with their office."""
MOST = 20
"""No text has more such boxes; each is looked for in the whole text."""
ENDS = ".!?… "
STOPS = (". ", "! ", "? ", "… ")
OPEN = frozenset(ENDS + ":;,")
"""What no name ends with."""

_quoted = rf"[{QUOTES}](?P<said>[^{QUOTES}]{{{SHORTEST},{LONGEST}}})[{QUOTES}]"
_stopped = rf"(?P<sentences>.{{{SHORTEST},{LONGEST}}}[.!?…]) "
_in_one = re.compile(rf"(?:{_quoted}\s?|{_stopped})(?P<name>[^.!?…]{{5,{LONGEST_NAME}}})")
_office = re.compile(r"[^\W\d_a-zäöüß][^\s,]+(?: [^\s,]+){1,5}, \w")
_sentence_end = re.compile(r"[.!?…] (?=[A-ZÄÖÜ])")


def quotes(draft: Draft) -> None:
    """A quote over or before the name of who said it goes, if another block of the text says it, too."""
    if draft.medium != "text":
        return
    gone: list[DraftBlock] = []
    for said, box in islice(_boxes(draft.blocks), MOST):
        sentences = [sentence.strip(ENDS) for sentence in _sentence_end.split(said)]
        if any(
            all(sentence in block.text for sentence in sentences)
            for block in draft.blocks
            if block is not box[0]
        ):
            gone += box
    draft.remove(gone, "repeat", "repeat.quote")


def _boxes(blocks: Sequence[DraftBlock]) -> Iterator[tuple[str, Sequence[DraftBlock]]]:
    """What may be quoted in a box, and its blocks: the words, and the line of a name (`Ida Roth, Werft`)."""
    for index in range(2, len(blocks)):
        text = blocks[index].text
        if text[-1] in OPEN or len(text) > LONGEST + LONGEST_NAME:
            continue
        before = blocks[index - 1].text
        in_one = len(text) > SHORTEST and (text[0] in QUOTES or any(map(text.__contains__, STOPS)))
        if in_one and (match := _in_one.fullmatch(text)):
            if _is_name(match["name"]) or (match["sentences"] and _begins_with_name(match["name"])):
                yield match["said"] or match["sentences"], blocks[index : index + 1]
        elif len(text) <= LONGEST_NAME and SHORTEST <= len(before) <= LONGEST and _is_name(text):
            end = index + 1
            while end < len(blocks) and blocks[end].text == text:
                end += 1
            yield before.strip(QUOTES), blocks[index - 1 : end]


def _is_name(text: str) -> bool:
    """Whether a text is a person's name, with an office behind it or a common given name, and no sentence."""
    name, comma, _ = text.partition(", ")
    likely = _office.match(text) is not None if comma else _is_given(name)
    return likely and is_person(name) and not ends_sentence(text)


def _begins_with_name(text: str) -> bool:
    """Whether a text begins with a person's name: `Ida Roth Leiterin der Werft`."""
    name = " ".join(text.split(" ", 2)[:2])
    return _is_given(name) and is_person(name)


def _is_given(name: str) -> bool:
    return is_given_name(name.partition(" ")[0])
