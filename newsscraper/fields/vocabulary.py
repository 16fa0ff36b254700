"""Words without the accidents of print: case, umlauts spelt out, decomposed letters, invisible characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_WITHOUT_INVISIBLE = dict.fromkeys(map(ord, _INVISIBLE))


class Endings:
    """Folded words that longer ones may end with; the last letters tell which word to hold against them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(words)
        self._shortest = min(map(len, self._words))
        self._last = frozenset(word[-self._shortest :] for word in self._words)

    def end(self, folded: str) -> bool:
        """Whether a folded word is one of them or ends with one."""
        return folded[-self._shortest :] in self._last and folded.endswith(self._words)


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """A word as a key: lower case, umlauts spelt out (`März`, `MAERZ` -> `maerz`)."""
    folded = word.casefold()
    return folded if folded.isascii() else folded.translate(_SPELT_OUT)


def lower(text: str) -> str:
    """A text in small letters, each in its place: `str.lower` turns İ into i and a combining dot."""
    return text.replace("İ", "i").lower()


def plain(text: str) -> str:
    """A text with single spaces, composed letters (NFC) and no invisible characters.

    >>> plain(" 3.\\u00a0Ma\\u0308rz\\u200b  2024 ")
    '3. März 2024'
    """
    if not text.isascii():
        if not _INVISIBLE.isdisjoint(text):
            text = text.translate(_WITHOUT_INVISIBLE)
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())
