"""How much a text says the same as a page's titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_MARKS = " -–—|:•·»›,"
"""What stands between the parts of a title."""

_WORD = re.compile(r"\w+")


def words_of(text: str) -> set[str]:
    """The words of a text, in lower case."""
    return set(_WORD.findall(text.casefold()))


def words_of_all(titles: Iterable[str]) -> list[set[str]]:
    """The words of each title that has any."""
    return [words for words in map(words_of, titles) if words]


def nearness(words: set[str], wanted: Sequence[set[str]]) -> float:
    """How much words are those of one of the titles, 0 to 1."""
    return max((len(words & title) / len(words | title) for title in wanted), default=0.0) if words else 0.0


def site_names(titles: Sequence[str], headline: str) -> set[str]:
    """What the page's titles say behind the headline, in lower case: a masthead may be an `h1`, too."""
    headline = headline.casefold()
    folded = (title.casefold() for title in titles)
    return {title[len(headline) :].strip(_MARKS) for title in folded if title.startswith(headline)} - {""}
