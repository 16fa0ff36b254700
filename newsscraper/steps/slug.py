"""What an article's address says about its headline: `…/wirtschaft/bahn-streik-endet-frueher-123456.html`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from newsscraper.draft import DraftBlock, fold_lines

FEWEST_WORDS = 3
"""An address with fewer words names no headline; a headline shares at least as many with it."""
LONGEST_TITLE = 220

_word = re.compile(r"[a-z]{4,}|\d{2,4}")
_spelt_out = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def slug_words(url: str | None) -> frozenset[str]:
    """The words of the part of an address that has most of them, umlauts spelt out."""
    try:
        path = unquote(urlsplit(url or "").path)
    except ValueError:  # a bracket that belongs to no address
        return frozenset()
    part = max(path.split("/"), key=lambda part: part.count("-") + part.count("_"))
    return _words(part.casefold())


def find_slug(blocks: Sequence[DraftBlock], slug: frozenset[str], end: int) -> int | None:
    """Index of the block before `end` that shares most words with the address; None if none shares enough."""
    if len(slug) < FEWEST_WORDS:
        return None
    shares: dict[int, float] = {}
    short = [index for index, block in enumerate(blocks[:end]) if len(block.text) <= LONGEST_TITLE]
    for index, line in zip(
        short, fold_lines([blocks[index].text for index in short]).split("\n"), strict=False
    ):
        words = _words(line)
        common = len(slug & words)
        if common >= FEWEST_WORDS:
            shares[index] = common / len(slug) + common / (4 * max(len(words), 1))
    best = max(shares.values(), default=0)
    # The first of lines that are nearly as like: the headline may stand twice, in two wordings.
    return next((index for index, share in shares.items() if share > 0.5 and share >= 0.8 * best), None)


def _words(text: str) -> frozenset[str]:
    return frozenset(_word.findall(text.translate(_spelt_out)))
