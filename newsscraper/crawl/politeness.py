"""How fast a crawl may go: as the site asks (Crawl-delay, Retry-After), and else as it answers."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Self, cast

from scrapy import Request, Spider, signals
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

_logger = logging.getLogger(__name__)
_REFUSE_ALL = b"User-agent: *\nDisallow: /\n"


class Robots(RobotsTxtMiddleware):
    """robots.txt as RFC 9309 has it: where the server fails to give it, nothing is allowed.

    What the file says is kept in `texts` (host with port -> text), for the rules that concern mining.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.texts: dict[str, str] = {}

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            _logger.warning(
                "%s: robots.txt answers %s: nothing may be fetched there now", netloc, response.status
            )
            response = response.replace(body=_REFUSE_ALL)
        elif response.status >= 400:
            response = response.replace(body=b"")
        self.texts[netloc] = response.body.decode("utf-8", "replace")
        await super()._parse_robots(response, netloc, request)


class CrawlDelay:
    """Extension: applies the Crawl-delay of robots.txt, which Scrapy only reads."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self.delays: dict[str, float] = {}
        """Host -> seconds between requests that its robots.txt asks for."""
        crawler.signals.connect(self.robots_parsed, signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the extension, as Scrapy does."""
        return cls(crawler)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Slow the host down as far as it asks."""
        settings = self._crawler.settings
        if not settings.getbool("CRAWL_DELAY_OBEY", True):
            return
        agent = settings.get("ROBOTSTXT_USER_AGENT") or settings["USER_AGENT"]
        delay = robotparser.crawl_delay(agent)
        host = urlparse_cached(request).hostname or ""
        if not delay or delay <= settings.getfloat("DOWNLOAD_DELAY"):
            return
        self.delays[host] = delay
        downloader = self._crawler.engine.downloader
        # For the slot that is made anew when the host was quiet for a while, and for the one there is.
        downloader.per_slot_settings[host] = {"delay": delay, "concurrency": 1, "jitter": 0}
        if slot := downloader.slots.get(host):
            slot.delay, slot.concurrency, slot.jitter = delay, 1, 0.0


class Throttle(AutoThrottle):
    """AutoThrottle that never goes under a host's Crawl-delay."""

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        super()._adjust_delay(slot, latency, response)
        asked = self.crawler.engine.downloader.per_slot_settings
        slot.delay = max([slot.delay, *(s["delay"] for h, s in asked.items() if self._is(h, slot))])

    def _is(self, host: str, slot: Slot) -> bool:
        return self.crawler.engine.downloader.slots.get(host) is slot


class RetryAfter(RetryMiddleware):
    """Downloader middleware: waits as long as a 429 or 503 asks before it tries that host again.

    A site that asks for more than `RETRY_AFTER_MAX` seconds is left in peace for the rest of the run.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler.settings)
        self.crawler = crawler
        self._longest = crawler.settings.getfloat("RETRY_AFTER_MAX", 300.0)
        self._until: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware, as Scrapy does."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Hold a request back while its host wants to be left alone."""
        host = urlparse_cached(request).netloc
        while (wait := self._until.get(host, 0.0) - time.monotonic()) > 0:
            await asyncio.sleep(wait)

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """Note what the host asks for, then let Scrapy decide on the retry."""
        asked = retry_after(response)
        if response.status in (429, 503) and asked is not None:
            stats = self.crawler.stats
            stats.inc_value("newsscraper/retry_after")
            if asked > self._longest:
                stats.inc_value("newsscraper/retry_after/too_long")
                cast(Any, self.crawler.spider).leave(f"asked to come back in {asked:.0f} seconds")
                return response
            host = urlparse_cached(request).netloc
            self._until[host] = max(self._until.get(host, 0.0), time.monotonic() + asked)
        return super().process_response(request, response)


def retry_after(response: Response, now: datetime | None = None) -> float | None:
    """Seconds that a Retry-After header asks for, in either of its forms (RFC 9110); None without one."""
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())


def contact_needed(settings: Any) -> bool:
    """Whether a crawl with these settings talks to the world, and so has to say who is asking."""
    return not settings.get("CASSETTE") or settings.get("CASSETTE_MODE", "replay") != "replay"
