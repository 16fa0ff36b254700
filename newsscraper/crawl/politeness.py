"""How fast a crawl may go: as the site asks (Crawl-delay, Retry-After), and else as it answers."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Self

from scrapy import Request, signals
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

_logger = logging.getLogger(__name__)
_REFUSE_ALL = b"User-agent: *\nDisallow: /\n"


class Robots(RobotsTxtMiddleware):
    """robots.txt as RFC 9309 has it: where the server fails to give it, nothing is allowed.

    What the file says is kept in `texts` (host with port -> text), for the rules that concern mining.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.texts: dict[str, str] = {}
        # Scrapy writes a traceback for every host that does not answer; one line of ours says as much.
        logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)

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

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        waiting = self._parsers[netloc]
        if isinstance(exc, IgnoreRequest) or not isinstance(waiting, Deferred):
            super()._robots_error(exc, netloc)
            return
        _logger.warning("%s: robots.txt cannot be had (%s): nothing may be fetched there", netloc, exc)
        rules = build_from_crawler(self._parserimpl, self.crawler, _REFUSE_ALL)
        self._parsers[netloc] = rules
        waiting.callback(rules)


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


class RetryAfter:
    """Extension: leaves a host in peace as long as a 429 or 503 asks for; Scrapy then tries again.

    A site that asks for more than `RETRY_AFTER_MAX` seconds is left alone for the rest of the run.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._longest = crawler.settings.getfloat("RETRY_AFTER_MAX", 300.0)
        crawler.signals.connect(self.response_downloaded, signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the extension, as Scrapy does."""
        return cls(crawler)

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Hold the host's slot back. The signal comes before the slot takes its next request."""
        asked = retry_after(response)
        slot = self._crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
        if response.status not in (429, 503) or asked is None or slot is None:
            return
        self._crawler.stats.inc_value("newsscraper/retry_after")
        if asked <= self._longest:
            # A slot waits for its delay, counted from the last request: so that lies in the future now.
            slot.delay = max(slot.delay, 0.01)
            slot.lastseen = max(slot.lastseen, time.monotonic() + asked)
            return
        request.meta["dont_retry"] = True
        while slot.queue:
            slot.queue.popleft()[1].errback(Failure(IgnoreRequest("left alone")))  # type: ignore[no-untyped-call]
        leave = getattr(self._crawler.spider, "leave", None)
        if leave:
            leave(f"it asks to come back in {asked:.0f} seconds")


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
