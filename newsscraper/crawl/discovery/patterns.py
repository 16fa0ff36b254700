"""Sources whose address carries a date: `sitemap-{year}-{month:02}.xml`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

EARLIEST = date(1994, 1, 1)
"""No German newspaper was on the web before: where an endless back-fill ends."""


def expand(
    pattern: str, today: date, *, since: date | None = None, until: date | None = None
) -> Iterator[str]:
    """The addresses a pattern stands for, newest first.

    `{year}`, `{yy}`, `{month}`, `{month:02}`, `{day:02}` are filled in, from `until` (by default `today`)
    back to `since`, both included. Without `since`, the latest two periods: shortly after midnight or on the
    first of a month, yesterday's articles still stand in the one before. An address without a pattern is
    given back as it is.

    >>> list(expand("https://a.de/{year}-{month:02}.xml", date(2026, 1, 3)))
    ['https://a.de/2026-01.xml', 'https://a.de/2025-12.xml']
    """
    if "{" not in pattern:
        yield pattern
        return
    day = min(until or today, today)
    oldest = max(since, EARLIEST) if since else None
    given = 0
    while (
        given < 2 if oldest is None else _begin(pattern, day) >= _begin(pattern, oldest)
    ) and day >= EARLIEST:
        yield pattern.format(year=day.year, yy=f"{day.year % 100:02}", month=day.month, day=day.day)
        given += 1
        day = _begin(pattern, day) - timedelta(days=1)


def _begin(pattern: str, day: date) -> date:
    """First day of the period that the pattern's address for `day` covers."""
    if "{day" in pattern:
        return day
    return day.replace(day=1) if "{month" in pattern else day.replace(month=1, day=1)
