"""Points in time as news sites print them, and the arithmetic of local time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

FIRST_YEAR = 1990
"""No German news site is older; earlier years are history, not publication."""
LAST_YEAR = 2099


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, as exact as the text gave it."""

    value: datetime
    """Aware, in the zone that was asked for; local midnight where the text gives no time of day."""

    precision: Literal["minute", "day"]
    """`day` where the text gives no time of day."""


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a line that may hold two, told apart by their labels."""

    published: Moment | None = None
    modified: Moment | None = None


class Clock(Struct, frozen=True):
    """A time of day as printed; 24:00 is midnight at the day's end."""

    hour: int
    minute: int = 0
    second: int = 0
    offset: int | None = None
    """Minutes east of UTC, where the text names a zone."""

    @property
    def valid(self) -> bool:
        """Whether a clock can show it."""
        if self.hour == 24:
            return self.minute == self.second == 0
        return 0 <= self.hour < 24 and 0 <= self.minute < 60 and 0 <= self.second < 61


def day_moment(day: date, zone: ZoneInfo) -> Moment:
    """A day without a time."""
    return Moment(settle(datetime.combine(day, time(), zone)), "day")


def clock_moment(day: date, clock: Clock, zone: ZoneInfo) -> Moment:
    """A time of a day. Raises `OverflowError` at the end of the calendar."""
    tz = zone if clock.offset is None else timezone(timedelta(minutes=clock.offset))
    moment = datetime.combine(day, time(clock.hour % 24, clock.minute, min(clock.second, 59)), tz)
    if clock.hour == 24:
        moment += timedelta(days=1)
    return Moment(settle(moment).astimezone(zone), "minute")


def settle(moment: datetime) -> datetime:
    """A local time as one that exists: in the gap of spring it moves an hour ahead.

    In the doubled hour of autumn it is the first one, in summer time.
    """
    return moment.astimezone(UTC).astimezone(moment.tzinfo)


def in_range(day: date, now: datetime | None) -> bool:
    """Whether a page can have been published that day: from 1990 to the year after `now`."""
    return FIRST_YEAR <= day.year <= (now.year + 1 if now else LAST_YEAR)
