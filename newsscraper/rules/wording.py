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

_tokens = re.compile(r"(?:[^\W_*?|]+\*?(?:\|[^\W_*?|]+\*?)*\??|…)")

MOST_VARIANTS = 256
"""A wording without `*` and `…` is spelt out into this many fixed lines at most."""


def tokens(wording: str) -> list[str]:
    """The words of a wording; raises ValueError that names what is not understood.

    >>> tokens("lesen|lest sie? auch …")
    ['lesen|lest', 'sie?', 'auch', '…']
    """
    words = wording.split()
    for word in words:
        if not _tokens.fullmatch(word):
            raise ValueError(
                f"{word!r} in {wording!r} is not a word, a|b, word?, word* or … (words have no punctuation)"
            )
    if all(word == "…" or word.endswith("?") for word in words):
        raise ValueError(f"{wording!r} has no word that is always there")
    return [word.casefold() for word in words]


def variants(wording: str) -> list[str] | None:
    """All folded lines a wording stands for, or None where it has `*` or `…` or stands for too many."""
    choices: list[list[str]] = []
    count = 1
    for word in tokens(wording):
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
    for word in tokens(wording):
        out += ["*"] if word == "…" else word.rstrip("?").split("|")
        if not word.endswith("?"):
            break
    return out


def needle(wording: str) -> str:
    """The longest word that stands in every fitting text, or nothing where all words have alternatives.

    >>> needle("… mit werbung|reklame und cookies? nutzen")
    'nutzen'
    """
    fixed = [word for word in tokens(wording) if word.isalpha()]
    return max(fixed, key=len, default="")


def pattern(wording: str) -> str:
    """The wording as a regular expression over a folded text followed by one space."""
    out = []
    for word in tokens(wording):
        if word == "…":
            out.append(r"(?:\S+ )*")
            continue
        options = "|".join(
            re.escape(option.rstrip("*")) + (r"\S*" if option.endswith("*") else "")
            for option in word.rstrip("?").split("|")
        )
        out.append(f"(?:(?:{options}) )" + ("?" if word.endswith("?") else ""))
    return "".join(out)
