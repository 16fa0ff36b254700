"""The spider for every publisher that a file describes: its sources, then its articles, newest first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from newsscraper import publishers
from newsscraper.crawl import clock
from newsscraper.crawl.asked import Asked, limit_of
from newsscraper.crawl.discovery import SIZE_LIMIT, Selection
from newsscraper.crawl.listing import Listing
from newsscraper.crawl.outcome import Outcome, of_failure, of_response
from newsscraper.crawl.page import Page, headers_of
from newsscraper.crawl.pipelines import RunawayPageError
from newsscraper.crawl.politeness import Robots, contact_needed
from newsscraper.crawl.report import FIELDS, is_low, levels
from newsscraper.crawl.reservations import Reservations, reserved
from newsscraper.crawl.state import Known, State
from newsscraper.errors import ConfigError
from newsscraper.publishers import Publisher, Source
from newsscraper.publishers.model import host_of

SMALLEST_DELAY = 0.001
"""Without any delay, Scrapy 2.19 opens more connections to a host than it is told to."""
ABOVE_COMMAND_LINE = 45
"""Scrapy lays the command line's settings (40) over a crawler's a second time."""


class PublisherSpider(Spider):
    """Fetches a publisher's articles and yields a `Page` for each.

    Arguments (`scrapy crawl NAME -a since=2026-11-01`): `since`, `until` (days, both included; by default
    the last `RECENT_DAYS` days), `limit` (articles), `section` (as in the addresses or feeds; several with
    commas).
    """

    publisher: ClassVar[Publisher]

    def __init__(
        self,
        name: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: str | int | None = None,
        section: str | None = None,
        **arguments: Any,
    ) -> None:
        super().__init__(name, **arguments)
        self.hosts = self.publisher.hosts
        self.failures: list[str] = []
        """What makes this run a failure, in words."""
        self.source_problems: list[str] = []
        """What is wrong with sources, in words; not all of it makes the run a failure."""
        self.learned: dict[str, float] = {}
        """Field -> share of records that had it in earlier runs."""
        self._unread: dict[str, str] = {}
        self._asked = Asked(since, until, section)
        self._left = limit_of(limit)
        self._stopped = False

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Say in the user agent who we are and how to reach whoever runs the crawl."""
        super().update_settings(settings)
        contact = settings.get("CONTACT")
        agent = f"newsscraper/{version('newsscraper')}" + (f" (+{contact})" if contact else "")
        settings.set("USER_AGENT", agent, priority="spider")
        if contact_needed(settings) and settings.getfloat("DOWNLOAD_DELAY") < SMALLEST_DELAY:
            settings.set("DOWNLOAD_DELAY", SMALLEST_DELAY, priority=ABOVE_COMMAND_LINE)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Build the spider.

        Raises `ConfigError` where a live crawl has no contact or an argument is wrong, `OutputError` where
        the state file cannot be used.
        """
        if contact_needed(crawler.settings) and not crawler.settings.get("CONTACT"):
            raise ConfigError(
                "a live crawl has to say who is asking: set CONTACT to a mail address or a web page (the "
                "option --contact, the setting -s CONTACT=…, or the environment's NEWSSCRAPER_CONTACT)"
            )
        spider = super().from_crawler(crawler, *args, **kwargs)
        # What is wrong with an argument or the state file is found before anything is fetched.
        spider.learned = spider.memory.usual(spider.name)
        _ = spider.selection
        crawler.signals.connect(spider.spider_closed, signals.spider_closed)
        crawler.signals.connect(spider.item_failed, signals.item_error)
        crawler.signals.connect(spider.item_dropped, signals.item_dropped)
        return spider

    @cached_property
    def memory(self) -> State:
        """The state store, from the setting `STATE`; without it a throw-away one."""
        path = self.settings.get("STATE")
        return State(Path(path) if path else None, lambda: clock.now(self.crawler))

    @cached_property
    def selection(self) -> Selection:
        """Which articles this run is after."""
        recent = timedelta(days=self.settings.getfloat("RECENT_DAYS", 7))
        return self._asked.selection(self.publisher, clock.now(self.crawler), recent)

    @cached_property
    def reservations(self) -> Reservations:
        """What the publisher's hosts reserve."""
        return Reservations(self.fetch_tdmrep, self.robots_of)

    def robots_of(self, netloc: str) -> str:
        """The robots.txt of a host, as far as one was read."""
        robots = self.crawler.get_downloader_middleware(Robots)
        return robots.texts.get(netloc, "") if robots else ""

    async def start(self) -> AsyncIterator[Any]:
        """Read the sources that name the newest articles, then fetch; the archive comes after them."""
        recheck = self.settings.getfloat("RECHECK_SECONDS", 1800)
        self.memory.begin(self.name, recheck=recheck, any_day=not self._asked.certain)
        sources = await self.sources()
        listing = Listing(
            self.publisher,
            self.selection,
            self.memory,
            self.crawler.stats,
            self.fetch_source,
            self.note_source,
            clock.now(self.crawler).astimezone(ZoneInfo(self.publisher.timezone)).date(),
            only_news=not self._asked.certain,
        )
        for source in (s for s in sources if s.kind != "sitemap"):
            async for _ in listing.read(source):
                pass
            self._check_source(source)
        async for request in self._queued():
            yield request
        for source in (s for s in sources if s.kind == "sitemap"):
            async for _ in listing.read(source):
                async for request in self._queued():
                    yield request
                if self._done:
                    return
        self._check_sources(sources)

    async def sources(self) -> list[Source]:
        """Where this publisher names its articles."""
        return list(self.publisher.sources)

    async def fetch(self, url: str, **meta: Any) -> Response | None:
        """Download something that is no article; None, with the failure counted, where that fails."""
        request = Request(url, dont_filter=True, meta=meta, priority=100)
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:  # noqa: BLE001 (whatever a download may raise)
            self.crawler.stats.inc_value(f"newsscraper/{of_failure(error).count}")
            self._unread[url] = str(error) or type(error).__name__
            return None
        return response

    async def fetch_tdmrep(self, url: str) -> Response | None:
        """Download a host's reservations. A cassette that has no answer stands for a host that has none."""
        tape = clock.replayed(self.crawler)
        return None if tape and not tape.holds("GET", url) else await self.fetch(url)

    async def fetch_source(self, url: str) -> Response | None:
        """Download a sitemap or feed."""
        hosts = (*self.publisher.source_hosts, *(host_of(s.url) for s in self.publisher.sources))
        response = await self.fetch(url, hosts=hosts, download_maxsize=SIZE_LIMIT)
        if response is not None and response.status != 200:
            self.crawler.stats.inc_value(f"newsscraper/source_problems/http_{response.status}")
            self._unread[url] = f"answers {response.status}"
            response = None
        if response is None:
            self.note_source(f"{url}: {self._unread[url]}")
        return response

    def note_source(self, problem: str) -> None:
        """Note what is wrong with a source."""
        self.source_problems.append(problem)
        self.logger.warning("%s", problem)

    def request_for(self, known: Known, rights: dict[str, str]) -> Request:
        """The request for an article; a page that was fetched before is asked for only if it has changed."""
        headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return Request(
            known.url,
            callback=self.parse_article,
            errback=self.failed,
            cb_kwargs={"known": known, "rights": rights},
            headers={name: value for name, value in headers.items() if value} if known.content_hash else None,
            dont_filter=True,
        )

    def parse_article(self, response: Response, known: Known, rights: dict[str, str]) -> Iterator[Page]:
        """Hand a page to the pipelines, or note why there is none."""
        ended = of_response(response)
        if ended:
            self._note(known.url, ended)
            return
        self.crawler.stats.inc_value("newsscraper/fetched")
        yield Page(
            url=response.url,
            body=response.body,
            headers=headers_of(response),
            fetched_at=response.meta.get("fetched_at") or clock.now(self.crawler),
            publisher=self.publisher if self.publisher.slug in publishers.names() else None,
            evidence=known.evidence,
            rights=rights,
            key=known.url,
        )

    def failed(self, failure: Failure) -> None:
        """Note a request that got no answer."""
        known: Known = failure.request.cb_kwargs["known"]  # type: ignore[attr-defined]
        assert failure.value is not None
        ended = of_failure(failure.value)
        self._note(known.url, ended)
        self.logger.info("%s: %s", known.url, str(failure.value) or ended.count)

    def item_failed(self, item: Any) -> None:
        """Note a page on which a pipeline broke."""
        self.crawler.stats.inc_value("newsscraper/errors/cleaning")
        if isinstance(item, Page):
            self.memory.close_with(item.key, "failed")

    def item_dropped(self, item: Any, exception: Exception) -> None:
        """Note a page that took too long to clean."""
        if isinstance(exception, RunawayPageError) and isinstance(item, Page):
            self.memory.close_with(item.key, "failed")

    def leave(self, reason: str) -> None:
        """End the run early, because the site wants to be left alone."""
        self._end(f"left alone: {reason}", "left_alone")

    def fail(self, problem: str) -> None:
        """End the run early, because it cannot go on."""
        self._end(problem, "failed")

    def spider_closed(self) -> None:
        """Learn from the run what is usual, and let go of the state store."""
        stats = self.crawler.stats
        records = stats.get_value("newsscraper/records", 0)
        had = {field: stats.get_value(f"newsscraper/field/{field}", 0) for field in FIELDS}
        usual = levels(self.publisher, self.learned)
        # A field that has gone missing must not become usual.
        if records:
            normal = {
                field: count
                for field, count in had.items()
                if field not in usual or not is_low(count / records, usual[field], records)
            }
            self.memory.remember_coverage(self.name, records, normal)
        self.memory.close()

    @property
    def _done(self) -> bool:
        return self._stopped or self._left == 0

    async def _queued(self) -> AsyncIterator[Request]:
        """Requests for what is queued, a few at a time: the queue is the state store, not the scheduler."""
        while not self._done:
            count = 16 if self._left is None else min(16, self._left)
            batch = self.memory.take(self.name, count, only_named=self._asked.certain)
            if not batch:
                return
            if self._left is not None:
                self._left -= len(batch)
            asked = False
            for known in batch:
                rights = await self.reservations.of(known.url)
                if self.settings["TDM_RESERVATION"] == "respect" and reserved(rights):
                    self._note(known.url, Outcome("reserved", "reserved"))
                else:
                    asked = True
                    yield self.request_for(known, rights)
            if asked:
                await self.crawler.signals.wait_for(signals.scheduler_empty)

    def _check_source(self, source: Source) -> None:
        """A feed or news sitemap without a single article is a fault, not a quiet day."""
        listed = self.crawler.stats.get_value(f"newsscraper/source/{source.url}", 0)
        before = self.memory.remember_source(self.name, source.url, listed)
        if not listed and (before or self.publisher.verified):
            why = self._unread.get(source.url, "has probably moved or changed")
            usual = f" (the last time {before})" if before else ""
            self.failures.append(f"{source.url} lists no article{usual}: {why}")

    def _check_sources(self, sources: list[Source]) -> None:
        """Sources that were never seen to work may fail, but not all that a publisher has."""
        listed = (self.crawler.stats.get_value(f"newsscraper/source/{s.url}", 0) for s in sources)
        if self.source_problems and not self.failures and not any(listed):
            self.failures.append(f"no source lists an article: {self.source_problems[0]}")

    def _note(self, url: str, ended: Outcome) -> None:
        self.crawler.stats.inc_value(f"newsscraper/{ended.count}")
        if ended.state == "done":
            self.memory.fresh(url)
        else:
            self.memory.close_with(url, ended.state)

    def _end(self, problem: str, reason: str) -> None:
        if not self._stopped:
            self._stopped = True
            self.failures.append(problem)
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=reason))
