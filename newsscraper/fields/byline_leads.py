"""What stands in front of names in a byline and says what they did: `Ein Interview von`, `Fotos:`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from newsscraper.fields.vocabulary import fold
from newsscraper.rules import load_words


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a byline whose names share a role."""

    text: str
    role: str | None = None
    skip: bool = False
    """Whether these people did something else than writing."""
    lead: bool = False
    """Whether something stood in front that announces a name: `Von`, `Autor:`."""


def split_sections(text: str) -> list[Section]:
    """Cut a byline where a lead begins. What stands before the first lead is a section without a role."""
    pattern, roles = _leads()
    sections: list[Section] = []
    start = 0
    role: str | None = None
    skip = lead = False
    for match in pattern.finditer(text):
        before = text[start : match.start()]
        if before.strip() or lead:
            sections.append(Section(before, role, skip, lead))
        role, skip = roles.get(match.lastgroup or "", (None, False))
        if match["genre"]:
            role = _genre_role(match["genre"])
        start, lead = match.end(), True
    sections.append(Section(text[start:], role, skip, lead))
    return sections


def role_of_genre(text: str) -> str | None:
    """The role that a lone word in brackets gives: `A (Text) und B (Fotos)`; None for other words."""
    return text if _genres().fullmatch(text) else None


def is_plain_genre(text: str) -> bool:
    """Whether a word names a kind of text without saying more than that it was written: `Text`."""
    return fold(text) in _plain_genres()


def _genre_role(genre: str) -> str | None:
    """The part of `Text und Fotos` that says more than that it was written."""
    words = [word for word in re.split(r"\s*(?:,|/|&|\+|\bund\b|\bsowie\b)\s*", genre) if word]
    telling = [word for word in words if not is_plain_genre(word)]
    return " und ".join(telling) or None


@cache
def _leads() -> tuple[re.Pattern[str], dict[str, tuple[str | None, bool]]]:
    rules = load_words("bylines")
    patterns: list[str] = []
    roles: dict[str, tuple[str | None, bool]] = {}
    for number, lead in enumerate(rules["leads"]):
        patterns.append(rf"(?P<lead{number}>{lead['pattern']})")
        roles[f"lead{number}"] = lead.get("role"), lead.get("skip", False)
    genre = _genre_pattern()
    several = rf"{genre}(?:\s*(?:,|/|&|\+|\bund\b|\bsowie\b)\s*{genre})*"
    patterns.append(
        rf"(?:(?:Ein|Eine|Einer|Das|Der|Die|Unser|Unsere) )?(?:[\w-]+(?:e|er|es) )?(?P<genre>{several})"
        r"(?: (?:aus|über|zu|mit) [\w -]{2,40}?)?(?: ?: ?(?:von )?| (?:von|by) )"
    )
    patterns.append(r"(?P<von>^[ (\[|]*(?:Von|By)\b(?! der Leyen)|(?<=[|/;,.–-] )Von(?= (?-i:[A-ZÄÖÜ])))")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})\s*", re.IGNORECASE), roles


def _genre_pattern() -> str:
    """A kind of text, alone or at the end of a compound: Filmkritik, but not Kontext."""
    rules = load_words("bylines")
    names = sorted(rules["genres"] + rules["plain_genres"], key=len, reverse=True)
    long = "|".join(name for name in names if len(name) > 5)
    return rf"(?:\w{{3,}}(?:{long})|(?:\w+-)?(?:{'|'.join(names)}))"


@cache
def _genres() -> re.Pattern[str]:
    return re.compile(_genre_pattern(), re.IGNORECASE)


@cache
def _plain_genres() -> frozenset[str]:
    return frozenset(map(fold, load_words("bylines")["plain_genres"]))
