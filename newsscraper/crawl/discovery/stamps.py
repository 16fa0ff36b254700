"""Dates as sitemaps and feeds write them, and dates in the names of sitemaps."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")

_YEAR_OR_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?")
_IN_NAME = re.compile(
    r"(?<!\d)(?P<year>(?:19[89]|20\d)\d)(?:[-_/.]?(?P<month>0[1-9]|1[0-2])(?:[-_/.]?(?P<day>0[1-9]|[12]\d|3[01]))?)?(?!\d)"
)


@lru_cache(maxsize=256)
def parse_stamp(text: str | None, zone: tzinfo = BERLIN) -> datetime | None:
    """Read an ISO 8601 date as sitemaps and Atom have it, or an RFC 822 date as RSS has it.

    Returns an aware datetime; where the text names no offset, `zone` is taken, where it names no day, the
    first. None for anything else, and for years that no web page is from.

    >>> parse_stamp("2026-11-20T08:15:00+01:00").isoformat()
    '2026-11-20T08:15:00+01:00'
    >>> parse_stamp("Fri, 20 Nov 2026 08:15:00 GMT").isoformat()
    '2026-11-20T08:15:00+00:00'
    """
    value = (text or "").strip()
    if not value or len(value) > 64:
        return None
    moment = _iso(value) or _rfc822(value)
    if moment is None or not 1990 <= moment.year <= 2200:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def period_of(name: str) -> tuple[date, date] | None:
    """The days that a dated sitemap covers by its name, first and last: `sitemap-2026-11.xml`.

    Of several dates in an address the last counts. None where there is none.

    >>> [str(day) for day in period_of("https://www.example.de/sitemaps/2026/sitemap-2026-02.xml")]
    ['2026-02-01', '2026-02-28']
    """
    last = None
    for last in _IN_NAME.finditer(name):  # noqa: B007
        pass
    if last is None:
        return None
    year, month, day = (int(last[part]) if last[part] else None for part in ("year", "month", "day"))
    assert year is not None
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first, first
    after = date(year + 1, 1, 1) if month in (None, 12) else date(year, (month or 1) + 1, 1)
    return first, after - timedelta(days=1)


def _iso(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        pass
    short = _YEAR_OR_MONTH.fullmatch(value)
    try:
        return datetime(int(short[1]), int(short[2] or 1), 1) if short else None  # noqa: DTZ001
    except ValueError:
        return None


def _rfc822(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # "-0000" means UTC without a word about the zone; email.utils gives it as naive.
    return moment.replace(tzinfo=UTC) if value.endswith("-0000") else moment
