"""Newest first, as far as a bounded memory allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from itertools import islice

from newsscraper.crawl.discovery.found import Found, Nested
from newsscraper.crawl.discovery.stamps import period_of

BATCH = 5_000
"""Entries that are held to sort them: about 3 MB. Sitemaps are written newest first or oldest first; sorting
within batches keeps the first as they are and costs the second no more than one batch's disorder. The state
store, which queues everything by date, makes the order of a whole crawl."""

_OLDEST = datetime(1, 1, 1, tzinfo=UTC)


def newest_first(entries: Iterable[Found | Nested], batch: int = BATCH) -> Iterator[Found | Nested]:
    """The entries, each batch of them newest first; undated ones after the dated, in their order.

    A nested sitemap is dated by its name before its `lastmod`, because many systems rewrite all of an
    archive's sitemaps every night.
    """
    entries = iter(entries)
    while held := list(islice(entries, batch)):
        held.sort(key=_rank, reverse=True)
        yield from held
        held.clear()  # before the next batch is read, so that there is only one


def _rank(entry: Found | Nested) -> datetime:
    if isinstance(entry, Found):
        return entry.dated or _OLDEST
    period = period_of(entry.url)
    return _at_midnight(period[1]) if period else entry.lastmod or _OLDEST


def _at_midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
