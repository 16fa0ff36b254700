"""The little language wordings are written in, and the folded form of a text that they are held against.

A wording is a row of words; case, punctuation and spacing of the text do not matter:

- `sie|ihr|du`   one of these words
- `bitte?`       a word that may be missing
- `podcast*`     a word that begins so
- `…`            any words, or none
"""

from __future__ import annotations

import re
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
            return f"{word!r} in {wording!r} is not a word, a|b, word?, word* or … (words have no punctuation)"
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


def pattern(wording: str) -> str:
    """The wording as a regular expression over a folded text followed by one space."""
    out = []
    for word in wording.casefold().split():
        if word == "…":
            out.append(r"(?:\S+ )*")
            continue
        options = "|".join(
            re.escape(option.rstrip("*")) + (r"\S*" if option.endswith("*") else "")
            for option in word.rstrip("?").split("|")
        )
        out.append(f"(?:(?:{options}) )" + ("?" if word.endswith("?") else ""))
    return "".join(out)
