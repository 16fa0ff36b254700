"""What time a crawl takes it to be."""

from __future__ import annotations

from datetime import UTC, datetime

from scrapy.crawler import Crawler


def now(crawler: Crawler) -> datetime:
    """The present moment in UTC; in a replay, the moment its cassette was recorded.

    So a replay asks for the sitemaps that were asked for then, and gives equal records every time.
    """
    if crawler.settings.get("CASSETTE") and crawler.settings.get("CASSETTE_MODE", "replay") == "replay":
        from newsscraper.crawl.cassettes import tape_of

        return tape_of(crawler).clock or datetime.now(UTC)
    return datetime.now(UTC)
