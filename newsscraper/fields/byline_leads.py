"""What stands in front of names in a byline and says what they did: `Ein Interview von`, `Fotos:`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from newsscraper.fields.vocabulary import fold
from newsscraper.rules import load_words

SHORTEST = 3
"""Letters of the first part of a compound: `Filmkritik`, but not `Kontext`."""

_word = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands in front of names."""

    role: str | None = None
    """Role of the names behind it."""
    skip: bool = False
    """Whether these people did something else than writing."""
    lone: Literal["person", "organisation"] | None = None
    """What a lone unknown word behind it is; None without a lead."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a byline and what stands in front of it."""

    text: str
    lead: Lead


def split_sections(text: str) -> list[Section]:
    """Cut a byline where a lead begins. What stands before the first lead is a section of its own."""
    pattern, leads = _leads()
    sections: list[Section] = []
    start, lead = 0, Lead()
    for match in pattern.finditer(text):
        if text[start : match.start()].strip():
            sections.append(Section(text[start : match.start()], lead))
        start = match.end()
        lead = leads.get(match.lastgroup or "", Lead(lone="person"))
        if match["genre"]:
            lead = Lead(_genre_role(match["genre"]), lone="person")
    sections.append(Section(text[start:], lead))
    return sections


def role_of_genre(text: str) -> str | None:
    """The role that a lone word in brackets gives: `A (Text) und B (Fotos)`; None for other words."""
    folded = text.casefold()
    if folded in _genre_names():
        return text
    head, _, last = folded.rpartition("-")
    if last in _genre_names():
        return text if _word.fullmatch(head) else None
    compound = any(folded.endswith(name) for name in _long_genres() if len(folded) >= len(name) + SHORTEST)
    return text if compound and _word.fullmatch(folded) else None


def is_plain_genre(text: str) -> bool:
    """Whether a word names a kind of text without saying more than that it was written: `Text`."""
    return fold(text) in _plain_genres()


def _genre_role(genre: str) -> str | None:
    """What a kind of text says more than that it was written; who did `Text und Fotos` did both."""
    words = [word for word in re.split(r"\s*(?:,|/|&|\+|\bund\b|\bsowie\b)\s*", genre) if word]
    return None if all(map(is_plain_genre, words)) else " und ".join(words)


@cache
def _leads() -> tuple[re.Pattern[str], dict[str, Lead]]:
    """One pattern for all leads, and what each of its groups means."""
    patterns: list[str] = []
    leads: dict[str, Lead] = {}
    for number, rule in enumerate(load_words("bylines")["leads"]):
        patterns.append(rf"(?P<lead{number}>{rule['pattern']})")
        leads[f"lead{number}"] = Lead(rule.get("role"), rule.get("skip", False), rule.get("lone", "person"))
    # One genre, or several with a joint behind each but the last; written once, because it is long.
    joint = r"(?<=\w)\s*(?:,|/|&|\+|\bund\b|\bsowie\b)\s*"
    several = rf"(?:(?:{joint}|(?<!\w)){_genre_pattern()}){{1,5}}"
    patterns.append(
        rf"(?:(?:Ein|Eine|Einer|Das|Der|Die|Unser|Unsere) )?(?:[\w-]+(?:e|er|es) )?(?P<genre>{several})"
        r"(?: (?:aus|über|zu|mit) [\w -]{2,40}?)?(?: ?: ?(?:von )?| (?:von|by) )"
    )
    patterns.append(r"(?P<von>^[ (\[|]*(?:Von|By)\b(?! der Leyen)|(?<=[|/;,.–-] )Von(?= (?-i:[A-ZÄÖÜ])))")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})\s*", re.IGNORECASE), leads


def _genre_pattern() -> str:
    """A kind of text, alone or at the end of a compound: Filmkritik, but not Kontext."""
    names = sorted(_genre_names(), key=len, reverse=True)
    return rf"(?:\w{{{SHORTEST},}}(?:{'|'.join(_long_genres())})|(?:\w+-)?(?:{'|'.join(names)}))"


@cache
def _genre_names() -> frozenset[str]:
    rules = load_words("bylines")
    return frozenset(map(str.casefold, rules["genres"] + rules["plain_genres"]))


@cache
def _long_genres() -> tuple[str, ...]:
    """Those that a compound may end with, the longest first."""
    return tuple(sorted((name for name in _genre_names() if len(name) > 5), key=len, reverse=True))


@cache
def _plain_genres() -> frozenset[str]:
    return frozenset(map(fold, load_words("bylines")["plain_genres"]))
