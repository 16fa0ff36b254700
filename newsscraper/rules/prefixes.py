"""Regular expressions for one of many words, built so that a look at a text costs little."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_END = ""


def one_of(words: Iterable[str], *, solid: int | None = None) -> str:
    """A pattern that any of the words fits, the longest first, their common beginnings looked at once.

    `solid`: so many first letters of a word stand together; behind them, spaces may part the others.

    >>> one_of(["foto", "fotograf", "bild", "für"])
    '(?:bild|f(?:oto(?:graf)?|ür))'
    >>> one_of(["daten", "datum"], solid=3)
    'dat(?: *e *n| *u *m)'
    """
    tree: dict[str, Any] = {}
    for word in words:
        branch = tree
        for letter in word:
            branch = branch.setdefault(letter, {})
        branch[_END] = {}
    return _pattern(tree, solid)


def _pattern(tree: dict[str, Any], solid: int | None) -> str:
    gap = " *" if solid == 0 else ""
    left = solid - 1 if solid else solid
    rests = [
        gap + re.escape(letter) + _pattern(rest, left)
        for letter, rest in sorted(tree.items())
        if letter != _END
    ]
    if not rests:
        return ""
    if _END in tree:
        return f"(?:{'|'.join(rests)})?"
    return rests[0] if len(rests) == 1 else f"(?:{'|'.join(rests)})"
