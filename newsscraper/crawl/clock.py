"""What a replay stands on: its cassette, and the time that it takes it to be."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scrapy.crawler import Crawler

if TYPE_CHECKING:
    from newsscraper.crawl.cassettes import Tape


def replayed(crawler: Crawler) -> Tape | None:
    """The cassette that a crawl is replayed from; None for a crawl that talks to the world."""
    if crawler.settings.get("CASSETTE") and crawler.settings.get("CASSETTE_MODE", "replay") == "replay":
        from newsscraper.crawl.cassettes import tape_of

        return tape_of(crawler)
    return None


def now(crawler: Crawler) -> datetime:
    """The present moment in UTC; in a replay, the moment its cassette was recorded.

    So a replay asks for the sitemaps that were asked for then, and gives equal records every time.
    """
    tape = replayed(crawler)
    return (tape.clock if tape else None) or datetime.now(UTC)
