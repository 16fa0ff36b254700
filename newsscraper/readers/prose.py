"""What of a page is running text."""

from __future__ import annotations

import re

from newsscraper.readers.outline import Piece

_SENTENCE = re.compile(r"(?<!\d)[.!?…][\"“”»«'’)\]]*(?:\s|$)|:$")


def prose(piece: Piece) -> float:
    """How many letters of running text a piece holds; 0 for labels, menus and link lists."""
    size = len(piece.text)
    if piece.level or piece.links > 0.5 or size < 40:
        return 0.0
    if size < 120 and (" | " in piece.text or not has_sentence(piece.text)):
        return 0.0
    return size * (1.0 - piece.links)


def has_sentence(text: str) -> bool:
    """Whether a sentence ends in a text; the stop behind a number ends none."""
    return _SENTENCE.search(text) is not None
