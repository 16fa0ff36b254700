"""Invented words of the same shape: letters for letters, umlauts for umlauts, capitals for capitals."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator

from newsscraper.fields.names import is_given_name
from newsscraper.rules import load_words

WORD = re.compile(r"[^\W\d_]+(?:\u00ad[^\W\d_]+)*")
"""A run of letters, soft hyphens between them."""

_CLASSES = ("aeiou", "bcdfghjklmnpqrstvwxyz", "äöü")
_LETTERS = {letter: letters for letters in _CLASSES for letter in letters}


class Words:
    """Gives every word an invented one of the same shape, always the same one; case aside.

    `key` decides which; without it, nobody can try a dictionary to get the words back. Words in `known`
    (small letters) are never invented, so that no rule finds by chance what it is for.
    """

    def __init__(self, key: bytes, known: Collection[str] = ()) -> None:
        self._key = key[:64]
        self._known = known
        self._given = _by_length(load_words("names")["given"])
        self._made: dict[str, str] = {}

    def replace(self, word: str) -> str:
        """The word's substitute; a given name becomes another one. Letters other than German ones stay."""
        _, hyphen, _ = word.partition("\u00ad")
        if hyphen:
            new = self.replace(word.replace(hyphen, ""))
            return "".join(letter if letter == hyphen else new[i] for i, letter in _numbered(word, hyphen))
        small = word.lower()
        if len(small) != len(word):
            return word
        if small not in self._made:
            self._made[small] = self._name(small) if is_given_name(small) else self._invent(small)
        made = self._made[small]
        return "".join(new.upper() if old.isupper() else new for old, new in zip(word, made, strict=True))

    def in_text(self, text: str) -> str:
        """A text with all its words replaced."""
        return WORD.sub(lambda match: self.replace(match[0]), text)

    def _invent(self, word: str) -> str:
        for attempt in range(50):
            dice = self._dice(f"{word}/{attempt}")
            made = "".join(_other(letter, dice[i % len(dice)]) for i, letter in enumerate(word))
            if made != word and made not in self._known:
                return made
        return word

    def _name(self, name: str) -> str:
        others = [other for other in self._given.get(len(name), ()) if other != name]
        return others[self._dice(name)[0] % len(others)] if others else self._invent(name)

    def _dice(self, word: str) -> bytes:
        return hashlib.blake2b(word.encode("utf-8", "surrogatepass"), key=self._key).digest()


def _numbered(word: str, hyphen: str) -> Iterator[tuple[int, str]]:
    """The word's characters, each with the number of letters in front of it."""
    letters = 0
    for letter in word:
        yield letters, letter
        letters += letter != hyphen


def _other(letter: str, dice: int) -> str:
    letters = _LETTERS.get(letter)
    return letters[dice % len(letters)] if letters else letter


def _by_length(names: Collection[str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for name in sorted({name.lower() for name in names}):
        found.setdefault(len(name), []).append(name)
    return found
