"""Cassettes for Scrapy: a download handler that records a crawl once and replays it without a network.

    DOWNLOAD_HANDLERS = {"http": "newsscraper.crawl.cassettes.CassetteHandler",
                         "https": "newsscraper.crawl.cassettes.CassetteHandler"}
    CASSETTE = "cassettes/tagesspiegel.yaml"        # or .yaml.gz
    CASSETTE_MODE = "replay"                        # "record"; "new": replay, record what is missing

`cassette_settings` gives these and all else that a replay wants. The format is vcrpy's own; vcrpy itself
does not see what Scrapy downloads. A request that is not on the cassette ends the crawl with the close
reason `cassette_miss`; `misses(crawler)` names each one.
"""

from __future__ import annotations

import logging
from http.client import responses
from pathlib import Path
from typing import Any, get_args
from weakref import WeakKeyDictionary, finalize

from scrapy import Request, Spider, signals
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler, load_object

from newsscraper.crawl.cassettes_tape import Mode, Tape
from newsscraper.crawl.cassettes_yaml import Exchange
from newsscraper.errors import ConfigError, InputError

__all__ = ["CassetteHandler", "CassetteMissError", "Mode", "Tape", "cassette_settings", "misses", "tape_of"]

_HANDLER = "newsscraper.crawl.cassettes.CassetteHandler"
_logger = logging.getLogger(__name__)
_tapes: WeakKeyDictionary[Crawler, Tape] = WeakKeyDictionary()


class CassetteMissError(InputError, IgnoreRequest):
    """A crawl asked for something that is not on its cassette.

    Scrapy logs no traceback for an `IgnoreRequest`; the handler logs the one line that matters.
    """


def cassette_settings(path: Path | str, mode: Mode = "replay") -> dict[str, Any]:
    """Scrapy settings for a crawl from (or onto) a cassette.

    A replay also waits for nobody and retries nothing: the answer will not change.
    Raises `InputError` for a cassette that cannot be read.
    """
    Tape(path, mode)
    settings: dict[str, Any] = {
        "DOWNLOAD_HANDLERS": {"http": _HANDLER, "https": _HANDLER},
        "CASSETTE": str(path),
        "CASSETTE_MODE": mode,
    }
    if mode == "replay":
        settings |= {
            "AUTOTHROTTLE_ENABLED": False,
            "CRAWL_DELAY_OBEY": False,
            "DOWNLOAD_DELAY": 0,
            "RETRY_ENABLED": False,
            "DNSCACHE_ENABLED": False,
        }
    return settings


def tape_of(crawler: Crawler) -> Tape:
    """The crawler's tape, read when first asked for.

    Raises `ConfigError` for a wrong `CASSETTE` or `CASSETTE_MODE`, `InputError` for a cassette that cannot
    be read.
    """
    if crawler not in _tapes:
        path = crawler.settings.get("CASSETTE")
        mode = crawler.settings.get("CASSETTE_MODE", "replay")
        if not path:
            raise ConfigError("the cassette handler is on, but the setting CASSETTE names no file")
        if mode not in get_args(Mode):
            raise ConfigError(f"CASSETTE_MODE: {mode!r}; allowed: {', '.join(get_args(Mode))}")
        _tapes[crawler] = Tape(path, mode)
        crawler.signals.connect(_end_as_failed, signals.spider_idle)
        # A crawl that is stopped twice never closes its handlers; this still runs when the process ends.
        finalize(crawler, _tapes[crawler].save)
    return _tapes[crawler]


def misses(crawler: Crawler) -> list[str]:
    """A line for each request of the crawl that was not on its cassette."""
    return list(_tapes[crawler].misses) if crawler in _tapes else []


def _end_as_failed(spider: Spider) -> None:
    """Let a crawl that missed something go on to its end, so that all misses are named, but not end well."""
    if misses(spider.crawler):
        raise CloseSpider("cassette_miss")


class CassetteHandler(BaseDownloadHandler):
    """Answers from the cassette, and lets the real handler answer what may be recorded.

    The real handlers are those of `CASSETTE_DOWNLOAD_HANDLERS` (scheme -> class), else Scrapy's own.
    What is recorded is what the crawl gets to see: decompressed, without volatile headers.
    """

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.tape = tape_of(crawler)
        self._real: dict[str, Any] = {}
        self._unpack = HttpCompressionMiddleware(crawler=crawler)

    async def download_request(self, request: Request) -> Response:
        """The recorded response, or the real one, recorded. Raises `CassetteMissError` in a replay."""
        recording = self.tape.mode == "record"
        exchange = None if recording else self.tape.play(request.method, request.url, request.body)
        if exchange is None:
            if self.tape.mode == "replay":
                raise self._miss(request)
            exchange = await self._record(request)
        headers = Headers(exchange.headers)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=exchange.content)
        response = kind(
            request.url, status=exchange.status, headers=headers, body=exchange.content, flags=["cassette"]
        )
        return _unpacked(response, self._unpack, request)

    async def close(self) -> None:
        """Save what was recorded; also called when the crawl is interrupted."""
        for handler in self._real.values():
            await handler.close()
        self.tape.save()

    def _miss(self, request: Request) -> CassetteMissError:
        line = self.tape.miss(request.method, request.url, request.body)
        _logger.error(line)
        if self.crawler.stats:
            self.crawler.stats.inc_value("cassette/misses")
        return CassetteMissError(line)

    async def _record(self, request: Request) -> Exchange:
        packed = await self._handler(request).download_request(request)
        response = _unpacked(packed, self._unpack, request)
        return self.tape.add(
            Exchange(
                method=request.method,
                url=request.url,
                content=response.body,
                body=request.body,
                request_headers=_lists(request.headers),
                status=response.status,
                reason=responses.get(response.status, ""),
                headers=_lists(response.headers),
            )
        )

    def _handler(self, request: Request) -> Any:
        scheme = urlparse_cached(request).scheme
        if scheme not in self._real:
            settings = self.crawler.settings
            handlers = {
                **settings.getdict("DOWNLOAD_HANDLERS_BASE"),
                **settings.getdict("CASSETTE_DOWNLOAD_HANDLERS"),
            }
            self._real[scheme] = build_from_crawler(load_object(handlers[scheme]), self.crawler)
        return self._real[scheme]


def _unpacked(response: Response, unpack: HttpCompressionMiddleware, request: Request) -> Response:
    """A response without content encoding.

    vcrpy stores what the HTTP library gave it: with requests that is an unpacked body under a header that
    still says `gzip`.
    """
    if "Content-Encoding" not in response.headers:
        return response
    try:
        unpacked = unpack.process_response(request, response)
        assert isinstance(unpacked, Response)
    except Exception:  # noqa: BLE001 (each codec has errors of its own)
        unpacked = response
    unpacked.headers.pop("Content-Encoding", None)
    return unpacked


def _lists(headers: Headers) -> dict[str, list[str]]:
    """Scrapy's headers as text: one list for each name."""
    return {
        name.decode("latin-1"): [value.decode("latin-1") for value in headers.getlist(name)]
        for name in headers
    }
