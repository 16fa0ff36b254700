"""What stands in front of names in a byline and says what they did: `Ein Interview von`, `Fotos:`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

from msgspec import Struct

from newsscraper.fields.vocabulary import fold, lower
from newsscraper.rules import load_words
from newsscraper.rules.prefixes import one_of

SHORTEST = 3
"""Letters of the first part of a compound: `Filmkritik`, but not `Kontext`."""

_word = re.compile(r"\w+")
_joint = re.compile(r"\s*(?:,|/|&|\+|\bund\b|\bsowie\b)\s*")


class Lead(Struct, frozen=True):
    """What stands in front of names."""

    role: str | None = None
    """Role of the names behind it."""
    skip: bool = False
    """Whether these people did something else than writing."""
    lone: Literal["person", "organisation"] | None = None
    """What a lone unknown word behind it is; None without a lead."""


class Section(Struct, frozen=True):
    """A stretch of a byline and what stands in front of it."""

    text: str
    lead: Lead


def split_sections(text: str) -> list[Section]:
    """Cut a byline where a lead begins. What stands before the first lead is a section of its own."""
    sections: list[Section] = []
    start, lead = 0, Lead()
    for match, opened in _find_leads(text):
        if text[start : match.start()].strip():
            sections.append(Section(text[start : match.start()], lead))
        start, lead = match.end(), opened
    sections.append(Section(text[start:], lead))
    return sections


def _find_leads(text: str) -> Iterator[tuple[re.Match[str], Lead]]:
    """The leads of a byline from left to right; where two kinds fit at one place, the first kind has it."""
    small = lower(text)
    kinds = [kind for kind in _kinds() if any(map(small.__contains__, kind.signs))]
    found = [(match, kind) for kind in kinds if (match := kind.search(text, small, 0))]
    while found:
        first, kind = min(found, key=lambda pair: pair[0].start())
        yield first, kind.read(first, text)
        found = [
            (match, kind)
            for old, kind in found
            if (match := old if old.start() >= first.end() else kind.search(text, small, first.end()))
        ]


def role_of_genre(text: str) -> str | None:
    """The role that a lone word in brackets gives: `A (Text) und B (Fotos)`; None for other words."""
    folded = lower(text)
    if folded in _genre_names():
        return text
    head, _, last = folded.rpartition("-")
    if last in _genre_names():
        return text if _word.fullmatch(head) else None
    if not folded.endswith(_long_genres()):
        return None
    compound = any(folded.endswith(name) for name in _long_genres() if len(folded) >= len(name) + SHORTEST)
    return text if compound and _word.fullmatch(folded) else None


def is_plain_genre(text: str) -> bool:
    """Whether a word names a kind of text without saying more than that it was written: `Text`."""
    return fold(text) in _plain_genres()


def _genre_role(genre: str) -> str | None:
    """What a kind of text says more than that it was written; who did `Text und Fotos` did both."""
    words = [word for word in _joint.split(genre) if word]
    return None if all(map(is_plain_genre, words)) else " und ".join(words)


class _Kind(Struct, frozen=True):
    """Leads that are looked for together."""

    pattern: re.Pattern[str]
    """In small letters: so it is quicker to compile and to find than with case ignored."""
    signs: Sequence[str]
    """A byline, in small letters, without any of these has no such lead; most have none of most."""
    leads: Mapping[str, Lead]
    """What a lead says, by its group of the pattern; that of a genre says itself."""
    before_capitals: Collection[str] = ()
    """Groups behind which a capital letter must stand."""

    def search(self, text: str, small: str, start: int) -> re.Match[str] | None:
        """The first such lead from `start` on in a text, given as printed and in small letters."""
        match = self.pattern.search(small, start)
        while match and match.lastgroup in self.before_capitals and not text[match.end() :][:1].isupper():
            match = self.pattern.search(small, match.start() + 1)
        return match

    def read(self, match: re.Match[str], text: str) -> Lead:
        """What a match in a text, given as printed, says."""
        group = match.lastgroup or ""
        return self.leads.get(group) or Lead(_genre_role(text[slice(*match.span(group))]), lone="person")


@cache
def _kinds() -> tuple[_Kind, ...]:
    """Those with a wording of their own, a genre with a colon or `von` behind it, and the mere `Von`."""
    words = load_words("bylines")
    rules = {f"lead{number}": rule for number, rule in enumerate(words["leads"])}
    wordings = "|".join(rf"(?P<{name}>{rule['pattern']})" for name, rule in rules.items())
    # One genre, or several with a joint behind each but the last; written once, because it is long.
    genres = (
        r"(?:(?:eine?r?|das|der|die|unsere?) )?(?:[\w-]+(?:e|er|es) )?"
        rf"(?P<genre>(?:(?:(?<=\w){_joint.pattern}|(?<!\w)){_genre_pattern()}){{1,5}})"
        r"(?: (?:aus|über|zu|mit) [\w -]{2,40}?)?(?: ?: ?(?:von )?| (?:von|by) )"
    )
    mere = r"(?P<first>^[ (\[|]*(?:von|by|par)\b(?! der leyen))|(?P<inner>(?<=[|/;,.–-] )von(?= ))"
    writer = Lead(lone="person")
    return (
        _Kind(
            _compile(wordings),
            words["lead_signs"],
            {
                name: Lead(rule.get("role"), rule.get("skip", False), rule.get("lone", "person"))
                for name, rule in rules.items()
            },
            {name for name, rule in rules.items() if rule.get("capital")},
        ),
        _Kind(_compile(genres), (":", " von ", " by "), {}),
        _Kind(_compile(mere), ("von", "by", "par"), {"first": writer, "inner": writer}, {"inner"}),
    )


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})\s*")


def _genre_pattern() -> str:
    """A kind of text, alone or at the end of a compound: Filmkritik, but not Kontext."""
    return rf"(?:\w{{{SHORTEST},}}{one_of(_long_genres())}|(?:\w+-)?{one_of(_genre_names())})"


@cache
def _genre_names() -> frozenset[str]:
    rules = load_words("bylines")
    return frozenset(map(lower, rules["genres"] + rules["plain_genres"]))


@cache
def _long_genres() -> tuple[str, ...]:
    """Those that a compound may end with, the longest first."""
    return tuple(sorted((name for name in _genre_names() if len(name) > 5), key=len, reverse=True))


@cache
def _plain_genres() -> frozenset[str]:
    return frozenset(map(fold, load_words("bylines")["plain_genres"]))
