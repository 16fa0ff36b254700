"""Dates that count back from a reference time: `vor anderthalb Stunden`, `gestern`, `1 Monat her`."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from newsscraper.fields.date_lexer import Line
from newsscraper.fields.moments import FIRST_YEAR, Moment, day_moment

_HOUR = ("seconds", 3600)


def ago(line: Line, start: int, end: int, now: datetime, zone: ZoneInfo) -> Moment | None:
    """The moment that lies as far back from `now` as the tokens from `start` to `end` say.

    Seconds, minutes and hours give a minute, longer units a day. None for anything before 1990.
    """
    seconds = days = months = 0.0
    exact = True
    for count, (unit, length) in _amounts(line, start, end):
        if unit == "seconds":
            seconds += count * length
            continue
        exact = False
        if unit == "days":
            days += count * length
        else:
            months += count * length
    if seconds / 86_400 + days + months * 31 > 366 * (now.year - FIRST_YEAR):
        return None
    if exact:
        then = (now.astimezone(UTC) - timedelta(seconds=seconds)).astimezone(zone)
        return Moment(then.replace(microsecond=0), "minute")
    local = months_before(now.astimezone(zone).date(), int(months))
    return day_moment(local - timedelta(days=int(days)), zone)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last: a month before 31 March is 28 February."""
    month = day.year * 12 + day.month - 1 - months
    year, month = divmod(month, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _amounts(line: Line, start: int, end: int) -> list[tuple[float, tuple[str, int]]]:
    """Count and unit of each amount; number words multiply: `einer halben Stunde` is 1 * 0.5 hours."""
    amounts: list[tuple[float, tuple[str, int]]] = []
    count: float | None = None
    decimal = False
    for index in range(start, end):
        letter, value = line.shape[index], line.values[index]
        if letter in "nNt" and decimal and count is not None:
            count += value / 10 ** len(line.tokens[index])
        elif letter in "nNtq":
            count = _times(count, value)
        elif letter in "uh":
            amounts.append((1.0 if count is None else count, value if letter == "u" else _HOUR))
            count = None
        decimal = letter in ".," and count is not None
    return amounts


def _times(count: float | None, value: Any) -> float:
    return float(value) if count is None else count * float(value)
