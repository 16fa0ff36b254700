"""Dates in words that our own grammar does not know, read by dateparser.

The German-language press also appears beside French and Italian (Luxembourg, Switzerland, South Tyrol).
dateparser costs a hundred times what the grammar costs and answers at any price, so it is asked only
about short lines that have a day and a year of four digits, and its answer must hold exactly those.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from newsscraper.fields.date_lexer import Line
from newsscraper.fields.moments import Clock, Moment, clock_moment, day_moment

LANGUAGES = ["de", "fr", "it"]
_ASKABLE = re.compile(
    r"(?:[Ccd][.,]? )?(?P<day>[nN])[o.]? ?(?:[pCcd] ?){1,2}\.?,? ?y(?P<time>[ ,|p\-Cc]*[nN][:.]N(?: ?U)?)?"
)
"""A day, a word or two, a year, perhaps a time: `3 décembre 2025 à 14:05`."""
_SETTINGS: dict[str, Any] = {
    "STRICT_PARSING": True,
    "REQUIRE_PARTS": ["day", "month", "year"],
    "DATE_ORDER": "DMY",
    "PREFER_DATES_FROM": "past",
    "RETURN_AS_TIMEZONE_AWARE": False,
}


def read_foreign(line: Line, text: str, zone: ZoneInfo) -> Moment | None:
    """The date that dateparser finds in a line of a day, a month's name and a year, or None."""
    match = is_foreign(line)
    if not match:
        return None
    import dateparser

    head = "".join(line.tokens[: match.start("time")]) if match["time"] else text
    try:
        guess: datetime | None = dateparser.parse(head, languages=LANGUAGES, settings=_SETTINGS)
    except Exception:  # noqa: BLE001 - dateparser raises many kinds on odd texts; none of them is a date
        return None
    day, year = line.values[match.start("day")], line.find("y", 0, match.end())[0]
    if guess is None or (guess.day, guess.year) != (day, year):
        return None
    if not match["time"]:
        return day_moment(guess.date(), zone)
    hour, minute = line.find("nN", match.start("time"), match.end("time"))
    clock = Clock(hour, minute)
    return clock_moment(guess.date(), clock, zone) if clock.valid else None


def is_foreign(line: Line) -> re.Match[str] | None:
    """Whether a line is built like a date whose month's name the grammar does not know."""
    return _ASKABLE.fullmatch(line.shape) if len(line.shape) < 30 else None
