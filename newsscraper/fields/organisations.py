"""Outlets, desks and other bodies that sign articles, and the picture agencies that sign images."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache

from newsscraper.fields.names import is_given_name
from newsscraper.fields.vocabulary import Endings, fold, plain
from newsscraper.rules import load_words

_DOMAIN = re.compile(
    r"(?:[\w-]+\.)+(?:de|at|ch|li|lu|it|com|net|org|info|tv|eu|news|online|media|berlin|es)(?:/\S*)?", re.I
)
_LONGEST = 7
"""Words; what is longer is a sentence."""
_ARTICLES = ("der ", "die ", "das ", "the ")
_WORD = re.compile(r"[\w.+&-]+")


def is_organisation(text: str, outlets: Collection[str] = ()) -> bool:
    """Whether a text names an outlet, a desk or another body rather than a person.

    `outlets`: names that the caller knows besides those in `rules/outlets.toml`.

    >>> is_organisation("DER STANDARD"), is_organisation("MDR SACHSEN-ANHALT"), is_organisation("Klaus Stern")
    (True, True, False)
    """
    text = plain(text)
    if text.count(" ") >= _LONGEST:
        return False
    folded = fold(text)
    bare = folded[4:] if folded.startswith(_ARTICLES) else folded
    lists = _lists()
    if bare in lists["names"] or (outlets and folded in _folded(tuple(outlets))):
        return True
    if "." in text and _DOMAIN.fullmatch(text):
        return True
    if bare in lists["short"]:
        return text.isupper() or len(bare) > 2
    words = _WORD.findall(text)
    if len(words) > 1:
        first = fold(words[0])
        if first in lists["short"] and not words[0].islower():
            return True
        if first in lists["names"] and words[0].isupper() and not words[1].isupper():
            return True
        if len(words) == 2 and fold(words[1]) in lists["papers"] and first.endswith(_of_a_place()):
            return not is_given_name(words[0])
    return any(map(_is_body, words))


def is_picture_agency(text: str) -> bool:
    """Whether a text names an agency or library of pictures: `Getty Images`, `imago`."""
    return fold(plain(text)).strip(" .") in _lists()["pictures"]


def is_desk(text: str) -> bool:
    """Whether a text is the bare name of a desk: `Politik`."""
    return fold(text) in _lists()["desks"]


def _is_body(word: str) -> bool:
    """Whether a word makes an organisation of whatever it stands in."""
    lists = _lists()
    folded = fold(word).strip(".")
    if folded in lists["words"]:
        return True
    if "-" in folded and not lists["words"].isdisjoint(folded.split("-")[1:]):
        return True
    return _endings().end(folded) and folded not in lists["endings"]


@lru_cache(maxsize=256)
def _folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, names))


@cache
def _of_a_place() -> tuple[str, ...]:
    return tuple(load_words("outlets")["place_endings"])


@cache
def _endings() -> Endings:
    return Endings(_lists()["endings"])


@cache
def _lists() -> dict[str, frozenset[str]]:
    rules = load_words("outlets")
    folded = ("names", "short", "pictures", "desks", "endings", "papers")
    lists = {name: frozenset(map(fold, rules[name])) for name in folded}
    return lists | {"words": frozenset(fold(word).strip(".") for word in rules["words"])}
