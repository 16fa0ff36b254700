"""Many crawls in one process: some at a time, one report each."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from newsscraper.crawl import report
from newsscraper.crawl.loader import PublisherSpiderLoader
from newsscraper.crawl.output import Output, share
from newsscraper.crawl.progress import Progress
from newsscraper.crawl.report import Report
from newsscraper.errors import NewsscraperError, OutputError
from newsscraper.publishers import Publisher


@dataclass(frozen=True, slots=True)
class Job:
    """One publisher to crawl."""

    publisher: Publisher
    arguments: dict[str, Any] = field(default_factory=dict)
    """The spider's arguments: `since`, `until`, `limit`, `section`."""
    settings: dict[str, Any] = field(default_factory=dict)
    """Settings of this crawl alone, such as its cassette."""


def shard(slugs: Iterable[str], number: int, total: int) -> list[str]:
    """The slugs that machine `number` of `total` crawls, numbered from 1, or from 0: the last is also 0.

    Each slug is placed by its own name alone, so that a new publisher moves no other.

    >>> [shard(["faz", "taz", "welt", "zeit"], n, 2) for n in (1, 2)]
    [['faz', 'taz', 'welt'], ['zeit']]
    """
    return [slug for slug in slugs if _place(slug) % total == number % total]


def _place(slug: str) -> int:
    return int(hashlib.sha256(slug.encode()).hexdigest(), 16)


class Fleet:
    """Crawls all jobs, at most `PARALLEL_PUBLISHERS` at a time. Each is polite to its own hosts."""

    def __init__(self, jobs: Sequence[Job], settings: Settings, progress: Progress, *, usual: bool) -> None:
        self.settings = settings
        self.reports: list[Report] = []
        self.error: NewsscraperError | None = None
        """What kept a crawl from starting."""
        self._jobs = deque(jobs)
        self._several = len(jobs) > 1
        self._progress = progress
        self._usual = usual
        self._running: dict[str, Crawler] = {}
        self._started = False
        self._ticking: asyncio.Task[None] | None = None

    def run(self) -> list[Report]:
        """Crawl, and return a report for each publisher, in the order they ended.

        Raises `OutputError` before anything is fetched where the output cannot be written, and what kept
        the crawls from starting where none did.
        """
        address = self.settings.get("OUTPUT")
        output = share(address) if address else None
        try:
            self._process = AsyncCrawlerProcess(self.settings)
            # Scrapy leaves it to the handler to throw away what nobody wants to see, page by page.
            logging.getLogger("scrapy").setLevel(self.settings["LOG_LEVEL"])
            for _ in range(min(len(self._jobs), self.settings.getint("PARALLEL_PUBLISHERS", 16))):
                self._start_next()
            self._ticking = asyncio.get_event_loop().create_task(self._tick())
            self._process.start()
        finally:
            self._progress.close()
            if output is not None:
                self._release(output)
        if self.error and not self._started:
            raise self.error
        return self.reports

    def _release(self, output: Output) -> None:
        """Close the output; that it failed, and where its records are now, belongs into the reports."""
        try:
            output.release()
        except OutputError as error:
            if not self.reports:
                raise
            self.reports[-1].problems.append(str(error))
            self._progress.ended(self.reports[-1])

    def _start_next(self) -> None:
        job = self._jobs.popleft()
        spider = PublisherSpiderLoader.from_settings(self.settings).spider_for(job.publisher)
        spider.custom_settings = job.settings
        crawler = self._process.create_crawler(spider)
        self._running[job.publisher.slug] = crawler
        task = self._process.crawl(crawler, **job.arguments)
        task.add_done_callback(partial(self._ended, job, crawler))

    def _ended(self, job: Job, crawler: Crawler, task: asyncio.Task[None]) -> None:
        del self._running[job.publisher.slug]
        error = None if task.cancelled() else task.exception()
        if crawler.spider is not None:
            self._started = True
        elif isinstance(error, NewsscraperError):
            self.error = error
        made = report.build(
            job.publisher,
            job.publisher.slug,
            _stats(crawler),
            failures_of(crawler, error),
            source_problems=getattr(crawler.spider, "source_problems", ()),
            learned=getattr(crawler.spider, "learned", {}),
            usual=self._usual,
        )
        self.reports.append(made)
        if self._several or crawler.spider is not None:
            self._progress.ended(made)
        if self._jobs:
            self._start_next()
        elif not self._running and self._ticking:
            self._ticking.cancel()

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(self._progress.pause)
            self._progress.show(self._running)


def _stats(crawler: Crawler) -> dict[str, Any]:
    return crawler.stats.get_stats() if getattr(crawler, "_stats", None) else {}


def failures_of(crawler: Crawler, error: BaseException | None) -> list[str]:
    """What makes a crawl that has ended a failure, in words; `error` is what ended it, if anything did."""
    failures = [*getattr(crawler.spider, "failures", ()), *_misses(crawler)]
    if error is not None:
        failures.append(str(error) or type(error).__name__)
    return failures


def _misses(crawler: Crawler) -> list[str]:
    if not crawler.settings.get("CASSETTE"):
        return []
    from newsscraper.crawl.cassettes import misses

    return misses(crawler)
