"""Keeps every response of a crawl as WARC, in the folder that the setting `WARC` names."""

from __future__ import annotations

import asyncio
import http
import logging
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from newsscraper.crawl import clock
from newsscraper.errors import MissingExtraError, OutputError

if TYPE_CHECKING:
    from newsscraper.stores.warc import Headers, WarcWriter


log = logging.getLogger(__name__)


class WarcArchive:
    """Extension: writes what the downloader receives, redirects, robots.txt and errors included.

    `request.meta["fetched_at"]` is set to the time that stands in the archive, so that a record of the crawl
    and one that is cleaned from the archive later have the same.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._writer: WarcWriter | None = None
        self._closing: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the extension, as Scrapy does; not without the setting `WARC`."""
        if not crawler.settings.get("WARC"):
            raise NotConfigured
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        crawler.signals.connect(extension.response_downloaded, signals.response_downloaded)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def spider_opened(self, spider: Any) -> None:
        """Make the folder. Raises `MissingExtraError` without fastwarc, `OutputError` without a folder."""
        try:
            from newsscraper.stores.warc import MAX_SIZE, WarcWriter
        except ModuleNotFoundError as error:
            raise MissingExtraError("--warc", "warc") from error
        settings = self.crawler.settings
        self._writer = WarcWriter(
            Path(settings["WARC"]),
            spider.name,
            agent=settings.get("USER_AGENT") or "",
            max_size=settings.getint("WARC_SIZE", MAX_SIZE),
        )

    def response_downloaded(self, response: Response, request: Request, spider: Any) -> None:
        """Write an exchange; a disk that is full ends the crawl."""
        if self._writer is None:
            return
        from newsscraper.stores.warc import Known

        at = clock.now(self.crawler)
        request.meta["fetched_at"] = at
        page = request.cb_kwargs.get("known")
        publisher = getattr(spider, "publisher", None)
        known = Known(
            newsscraper=version("newsscraper"),
            article=page is not None,
            publisher=publisher.slug if publisher else None,
            fetched_at=at,
            evidence=page.evidence if page is not None else {},
            rights=request.cb_kwargs.get("rights") or {},
        )
        try:
            self._writer.write(
                response.url,
                status=_status(response.status),
                headers=_pairs(response.headers, len(response.body)),
                body=response.body,
                request=_request_line(request),
                request_headers=_pairs(request.headers),
                at=at,
                known=known,
            )
        except OutputError as error:
            self._writer = None
            log.error("archive: %s", error)
            self.crawler.stats.set_value("newsscraper/archive_error", str(error))
            engine = self.crawler.engine
            self._closing = asyncio.ensure_future(engine.close_spider_async(reason="archive_failed"))

    def spider_closed(self) -> None:
        """Close the file."""
        if self._writer is not None:
            self._writer.close()


def _status(number: int) -> str:
    try:
        return f"{number} {http.HTTPStatus(number).phrase}"
    except ValueError:
        return f"{number} Unknown"


def _request_line(request: Request) -> bytes:
    parts = urlsplit(request.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return f"{request.method} {target} HTTP/1.1".encode()


def _pairs(headers: Any, length: int | None = None) -> Headers:
    """Headers in order; a body that was received in chunks stands there whole, and its length is told."""
    changed = {b"transfer-encoding", b"content-length"} if length is not None else set()
    pairs = [(n, v) for n, values in headers.items() for v in values if n.lower() not in changed]
    return [*pairs, (b"Content-Length", str(length).encode())] if length is not None else pairs
