"""Which pieces the page's own data repeats: JSON-LD's `articleBody` as a check on what the markup says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsscraper.readers.outline import Outline, tidy

LONGEST = 200_000
"""Characters of a body that are looked at; a newspaper's longest articles have a tenth of it."""
MOST_PIECES = 2_000
"""Pieces of a page that are looked for."""
SHORTEST = 60
"""Shorter lines may stand in the article and beside it."""

_TAG = re.compile(r"<[^<>]*>")


def find_support(outline: Outline, bodies: Sequence[str]) -> frozenset[int]:
    """Indices of the pieces that the given bodies (plain text or HTML) contain, but for white space."""
    whole = " | ".join(body[:LONGEST] for body in bodies[:3])
    if len(whole) < SHORTEST:
        return frozenset()
    stated = _letters(tidy(_TAG.sub(" ", whole) if "<" in whole else whole))
    return frozenset(
        index
        for index, piece in enumerate(outline.pieces[:MOST_PIECES])
        if len(piece.text) >= SHORTEST and _letters(piece.text) in stated
    )


def _letters(text: str) -> str:
    """A text without its white space; HTML without its tags."""
    return "".join(text.split())
