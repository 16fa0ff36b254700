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
        return self._fits(0, words, 0, whole)

    def _fits(self, place: int, words: Sequence[str], at: int, whole: bool) -> bool:
        """Whether the words from `at` on begin with the wording from `place` on."""
        while place < len(self._words):
            word = self._words[place]
            place += 1
            if word == "…":
                rest = range(at, len(words) + 1)
                return place == len(self._words) or any(self._fits(place, words, i, whole) for i in rest)
            exact, stems = self._options[place - 1]
            fits = at < len(words) and (words[at] in exact or words[at].startswith(stems))
            if word.endswith("?"):
                if fits and self._fits(place, words, at + 1, whole):
                    return True
            elif not fits:
                return False
            else:
                at += 1
        return not whole or at == len(words)


def _options(word: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """What may stand in one place of a wording: words, and beginnings of words."""
    options = word.rstrip("?").split("|")
    exact = frozenset(option for option in options if not option.endswith("*"))
    return exact, tuple(option[:-1] for option in options if option.endswith("*"))
