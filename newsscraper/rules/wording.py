"""The little language wordings are written in, and the folded form of a text that they are held against.

A wording is a row of words; case, punctuation and spacing of the text do not matter:

- `sie|ihr|du`   one of these words
- `bitte?`       a word that may be missing
- `podcast*`     a word that begins so
- `…`            any words, or none
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

_token = re.compile(r"(?:[^\W_*?|]+\*?(?:\|[^\W_*?|]+\*?)*\??|…)")

MOST_VARIANTS = 256
"""A wording without `*` and `…` is spelt out into this many fixed lines at most."""


def check(wording: str) -> str | None:
    """What is wrong with a wording, if anything is.

    >>> check("lesen|lest sie? auch …"), check("… sie?")
    (None, "'… sie?' has no word that is always there")
    """
    words = wording.split()
    for word in words:
        if not _token.fullmatch(word):
            return (
                f"{word!r} in {wording!r} is not a word, a|b, word?, word* or … (words have no punctuation)"
            )
    if all(word == "…" or word.endswith("?") for word in words):
        return f"{wording!r} has no word that is always there"
    return None


def variants(wording: str) -> list[str] | None:
    """All folded lines a wording stands for, or None where it has `*` or `…` or stands for too many."""
    choices: list[list[str]] = []
    count = 1
    for word in wording.casefold().split():
        if "…" in word or "*" in word:
            return None
        options = word.rstrip("?").split("|") + ([""] if word.endswith("?") else [])
        choices.append(options)
        count *= len(options)
    if count > MOST_VARIANTS:
        return None
    return [" ".join(filter(None, words)) for words in product(*choices)]


def openings(wording: str) -> list[str]:
    """The words a fitting text may begin with; `*` marks a stem, and a bare `*` any word.

    >>> openings("bitte? hier|da …")
    ['bitte', 'hier', 'da']
    """
    out: list[str] = []
    for word in wording.casefold().split():
        out += ["*"] if word == "…" else word.rstrip("?").split("|")
        if not word.endswith("?"):
            break
    return out


def needles(wording: str) -> list[str]:
    """Beginnings of words of which one stands in every fitting text: of the word that tells most.

    >>> needles("… mit werbung|reklame* und cookies? nutzen")
    ['werbung', 'reklame']
    """
    return max(
        (
            [option.rstrip("*") for option in word.split("|")]
            for word in wording.casefold().split()
            if word != "…" and not word.endswith("?")
        ),
        key=lambda options: min(map(len, options)),
    )


class Wording:
    """A wording that is held against the words of folded texts."""

    def __init__(self, wording: str) -> None:
        self._words = wording.casefold().split()
        self._options = [_options(word) for word in self._words]

    def fits(self, words: Sequence[str], *, whole: bool) -> bool:
        """Whether a row of words begins with the wording, or is all of it.

        >>> wording = Wording("lesen|lest sie? auch")
        >>> [wording.fits(["lest", "auch", "dies"], whole=whole) for whole in (True, False)]
        [False, True]
        """
        end = len(self._words)
        places = self._onward({0})
        for word in words:
            if end in places and not whole:
                return True
            places = self._onward({behind for place in places for behind in self._behind(place, word)})
            if not places:
                return False
        return end in places

    def _behind(self, place: int, word: str) -> tuple[int, ...]:
        """Where in the wording one may stand behind a word of the text, having stood at `place`."""
        if place == len(self._words):
            return ()
        if self._words[place] == "…":
            return (place,)
        exact, stems = self._options[place]
        return (place + 1,) if word in exact or word.startswith(stems) else ()

    def _onward(self, places: set[int]) -> set[int]:
        """These places, and those behind words that may be missing."""
        for place, word in enumerate(self._words):
            if place in places and (word == "…" or word.endswith("?")):
                places.add(place + 1)
        return places


def _options(word: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """What may stand in one place of a wording: words, and beginnings of words."""
    options = word.rstrip("?").split("|")
    exact = frozenset(option for option in options if not option.endswith("*"))
    return exact, tuple(option[:-1] for option in options if option.endswith("*"))
