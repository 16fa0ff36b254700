"""What class names and ids say about an element, read as whole words against `rules/markup.toml`."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import get_args

import msgspec
import tomli

from newsscraper.article import RemovalKind
from newsscraper.errors import ConfigError

RULES = Path(__file__).parent.parent / "rules" / "markup.toml"

LONGEST_NAMES = 2_000
"""Characters of an element's names that are read; no template writes more, and an attack may."""

PARTS = frozenset({"body", "lead", "kicker", "byline", "date", "caption", "credit", "ticker", "image"})
"""Meanings that name a part of an article; every other one says that the text is none of it."""

# A utility class such as `md:hidden` or `text-caption` (a size of type) speaks of looks, `category-werbung`
# of what the article is about.
_LOOKS_OR_TOPIC = re.compile(r"[:\[]|^(?:tag|category|kategorie|ressort|postid|page-id)-|^text-caption$")
_WORD = re.compile(r"[A-Z]?[a-zäöüß]+|[A-Z]+(?![a-z])|\d+")


class Meaning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table of `markup.toml`."""

    name: str
    words: tuple[str, ...]
    removal: RemovalKind | None = None
    """What text under such an element was, where it is no part of the article."""
    whole: bool = False
    """Match only class names that are nothing but the entry."""


class Markup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rule file as a whole; the first meaning that fits wins."""

    switches: tuple[str, ...]
    positions: tuple[str, ...]
    sources: tuple[str, ...]
    meanings: tuple[Meaning, ...]


class Vocabulary:
    """Names of elements -> meaning. Answers are remembered; they depend on nothing but the names."""

    def __init__(self, markup: Markup) -> None:
        self.meanings = {meaning.name: meaning for meaning in markup.meanings}
        self._switches = frozenset(markup.switches)
        self._positions = frozenset(markup.positions)
        self._sources = frozenset(markup.sources)
        self._whole: dict[str, int] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        self._ordered = markup.meanings
        # What a name of the form `block__part` says of a picture's text holds whatever the block is called.
        self._beside_pictures = {
            rank for rank, meaning in enumerate(markup.meanings) if meaning.name in ("caption", "credit")
        }
        for rank, meaning in enumerate(markup.meanings):
            for entry in meaning.words:
                if meaning.whole:
                    self._whole.setdefault(entry, rank)
                else:
                    words = tuple(entry.split("-"))
                    self._phrases.setdefault(words[0], []).append((words, rank))
        self._remembered = functools.lru_cache(maxsize=20_000)(self._read)
        self._rank_of = functools.lru_cache(maxsize=20_000)(self._read_name)

    def meaning_of(self, names: str) -> Meaning | None:
        """The meaning of an element whose class, id and test id, joined by spaces, are `names`."""
        # What is remembered must be short, or a few hostile pages fill the memory.
        return self._remembered(names if len(names) <= LONGEST_NAMES else names[:LONGEST_NAMES])

    def is_source(self, names: str) -> bool:
        """Whether an element in a caption says by its names that it holds the credit."""
        return not self._sources.isdisjoint(map(str.lower, _WORD.findall(names)))

    def _read(self, names: str) -> Meaning | None:
        best = min(map(self._rank_of, names.split()), default=len(self._ordered))
        return self._ordered[best] if best < len(self._ordered) else None

    def _read_name(self, name: str) -> int:
        """The rank of the first meaning that fits a single name; their number where none does."""
        part = name.rpartition("__")[2]
        if part is not name and (rank := self._rank_of(part)) in self._beside_pictures:
            return rank
        best = self._whole.get(name.lower(), len(self._ordered))
        words = [word.lower() for word in _WORD.findall(name)]
        if not self._phrases.keys().isdisjoint(words):
            for start, word in enumerate(words):
                for phrase, rank in self._phrases.get(word, ()):
                    if (
                        rank < best
                        and tuple(words[start : start + len(phrase)]) == phrase
                        and not (start and words[start - 1] in self._switches)
                        and self._positions.isdisjoint(words[start + len(phrase) :])
                    ):
                        best = rank
        if best < len(self._ordered) and _LOOKS_OR_TOPIC.search(name):
            return len(self._ordered)
        return best


@functools.cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with the package; raises `ConfigError` if the rule file is wrong."""
    try:
        markup = msgspec.convert(tomli.loads(RULES.read_text(encoding="utf-8")), Markup)
    except (tomli.TOMLDecodeError, msgspec.ValidationError) as error:
        allowed = ", ".join(get_args(RemovalKind))
        raise ConfigError(f"{RULES}: {error} (removal kinds: {allowed})") from error
    return Vocabulary(markup)
