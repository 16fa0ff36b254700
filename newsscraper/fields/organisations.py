"""Outlets, desks and other bodies that sign articles, and the picture agencies that sign images."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from newsscraper.fields.vocabulary import fold, plain
from newsscraper.rules import load_words

_DOMAIN = re.compile(
    r"(?:[\w-]+\.)+(?:de|at|ch|li|lu|it|com|net|org|info|tv|eu|news|online|media|berlin|es)(?:/\S*)?", re.I
)
_LONGEST = 7
"""Words; what is longer is a sentence."""
_ARTICLE = re.compile(r"^(?:der|die|das|the) ")


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
    bare = _ARTICLE.sub("", folded, count=1)
    lists = _lists()
    if bare in lists["names"] or folded in map(fold, outlets) or _DOMAIN.fullmatch(text):
        return True
    if bare in lists["short"]:
        return text.isupper() or len(bare) > 2
    words = re.findall(r"[\w.+&-]+", text)
    if len(words) > 1 and not words[0].islower() and fold(words[0]) in lists["short"]:
        return True
    if len(words) > 1 and fold(words[0]) in lists["names"] and words[0].isupper() and not words[1].isupper():
        return True
    return any(_is_body(word) for word in words)


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
    if any(part in lists["words"] for part in folded.split("-")[1:]):
        return True
    return folded.endswith(_endings()) and folded not in _endings()


@cache
def _endings() -> tuple[str, ...]:
    return tuple(map(fold, load_words("outlets")["endings"]))


@cache
def _lists() -> dict[str, frozenset[str]]:
    rules = load_words("outlets")
    lists = {name: frozenset(map(fold, rules[name])) for name in ("names", "short", "pictures", "desks")}
    return lists | {"words": frozenset(fold(word).strip(".") for word in rules["words"])}
