"""News agencies by their canonical short name."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from newsscraper.fields.vocabulary import fold, plain
from newsscraper.rules import load_words


@lru_cache(maxsize=1024)
def canonical_agency(text: str) -> str | None:
    """The canonical short name of the news agency that `text` names as a whole, or None.

    German and English spellings and services that nobody else signs with count (`rules/agencies.toml`),
    with or without `Nachrichtenagentur` in front, legal form or the short name in brackets behind; and a
    short name with the long one behind it.

    >>> canonical_agency("Deutsche Presse-Agentur"), canonical_agency("Keystone-SDA"), canonical_agency("taz")
    ('dpa', 'SDA', None)
    """
    name = fold(plain(text)).strip(" .()")
    spellings = _spellings()
    if name in spellings or " " not in name:
        return spellings.get(name)
    short, _, long = name.partition(" ")
    if short in spellings and spellings[short] == spellings.get(long):
        return spellings[short]
    return spellings.get(_trimmings().sub("", name))


def is_service(text: str, agency: str) -> bool:
    """Whether `text` is a regional or topical service of `agency`: `lni` in `dpa/lni`."""
    return fold(text).strip(" .") in _services().get(agency, ())


def agency_words() -> list[str]:
    """The spellings that are a single word, folded."""
    return [name for name in _spellings() if name.isalpha()]


@cache
def _spellings() -> dict[str, str]:
    words = load_words("agencies")
    spellings = {fold(name): short for short, names in words["names"].items() for name in (short, *names)}
    alone = {fold(name): short for short, names in words["alone"].items() for name in names}
    return spellings | alone


@cache
def _services() -> dict[str, frozenset[str]]:
    return {short: frozenset(map(fold, names)) for short, names in load_words("agencies")["services"].items()}


@cache
def _trimmings() -> re.Pattern[str]:
    """What stands in front of a name (`die Nachrichtenagentur`) and behind it (`GmbH`, `(dpa)`)."""
    words = load_words("agencies")
    kinds, forms = ("|".join(map(re.escape, words[key])) for key in ("kinds", "forms"))
    return re.compile(rf"^(?:die |der )?(?:(?:{kinds}) )?| (?:(?:{forms})(?: (?:{forms}))*|\(\w+)$")
