"""What a row of blocks looks like: where the article's own paragraphs are, and what stands around them."""

from __future__ import annotations

import re

from newsscraper.draft import Draft, DraftBlock
from newsscraper.rules.matcher import QUOTES, ends_sentence

PROSE = 90
"""A block of so many characters that ends like a sentence is prose; of twice as many, if it holds one."""
LONGEST_MENU = 3000
"""A block of more characters is no menu in one line."""
SMALL_WORDS = 0.25
"""Share of words in lower case that German prose has at least; menus in one line have fewer."""
SURE = 260
"""A paragraph of so many characters is the article's own; a teaser's text is shorter."""

LABEL = 45
"""A block of at most this many characters that does not end like a sentence is a label, as in a menu."""

_SMALL = tuple(f" {letter}" for letter in "deisuavwzgnmbhf")
"""How words in lower case begin, the most common first."""
_stop = re.compile(r"[a-zäöüß]{2}\.['\"“«»”’)]* ['\"„“«»‚(]*[A-ZÄÖÜ]")
_sentence = re.compile(r"[a-zäöüß]{2}[.!?]['\"“«»”’)]* ['\"„“»«‚(]*[A-ZÄÖÜ]")


def is_prose(block: DraftBlock) -> bool:
    """Whether a block reads like a paragraph of an article or a teaser's text; it is looked at once."""
    if block.prose is None:
        block.prose = len(block.text) >= PROSE and _is_prose(block.text)
    return block.prose


def _is_prose(text: str) -> bool:
    if not ends_sentence(text) and (len(text) < 2 * PROSE or not _sentence.search(text)):
        return False
    return len(text) > LONGEST_MENU or _has_small_words(text)


def _has_small_words(text: str) -> bool:
    """Whether enough words are in lower case; the first few letters mostly tell."""
    missing = SMALL_WORDS * text.count(" ")
    for opening in _SMALL:
        missing -= text.count(opening)
        if missing <= 0:
            return True
    return False


def has_sentence(text: str) -> bool:
    """Whether a sentence ends with a full stop inside a text and another begins."""
    return _stop.search(text) is not None


def is_label(text: str) -> bool:
    """Whether a block could be a menu's entry, a name or a tag."""
    return len(text) <= LABEL and not ends_sentence(text) and text[0] not in QUOTES


def is_wrapped(draft: Draft) -> bool:
    """Whether lines are cut to a width, amid sentences: then a line tells nothing by its length."""
    return draft.view(_is_wrapped)


def _is_wrapped(draft: Draft) -> bool:
    blocks = draft.blocks
    small = [index for index, block in enumerate(blocks) if index and block.text[0].islower()]
    before = [blocks[index - 1].text for index in small]
    broken = sum(len(text) >= 40 and text[-1].isalpha() for text in before)
    return broken >= 4 and broken > 0.15 * len(blocks)


def prose(draft: Draft) -> list[int]:
    """Indexes of the blocks that read like paragraphs."""
    return draft.view(_prose)


def _prose(draft: Draft) -> list[int]:
    for block in draft.blocks:
        if block.prose is None:
            is_prose(block)
    return [index for index, block in enumerate(draft.blocks) if block.prose]


def top_end(draft: Draft) -> int:
    """Index of the third prose block: before it stands what belongs to the head of an article."""
    places = prose(draft)
    return places[2] if len(places) > 2 else len(draft.blocks)


def head_end(draft: Draft) -> int:
    """Index of the block that is surely the article's text: a long paragraph, or the second of two."""
    for number, index in enumerate(prose(draft)):
        if number == 1 or len(draft.blocks[index].text) >= SURE:
            return index
    return len(draft.blocks)


def last_prose(draft: Draft) -> int:
    """Index of the last prose block, or -1."""
    places = prose(draft)
    return places[-1] if places else -1


def last_sure(draft: Draft) -> int:
    """Index of the last long paragraph, or of the last prose where there is none, or -1."""
    for index in reversed(prose(draft)):
        if len(draft.blocks[index].text) >= SURE:
            return index
    return last_prose(draft)
