"""A downloader middleware that lets a crawl read all its sources, but only so many articles."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest


class ArticleLimit:
    """Refuses articles after the first `ARTICLE_LIMIT`, before they wait for their turn.

    A crawl's own limit would also spare it the sources it has not read yet, and then a replay would ask
    for what was not recorded.
    """

    def __init__(self, limit: int) -> None:
        self._left = limit

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware, as Scrapy does."""
        return cls(crawler.settings.getint("ARTICLE_LIMIT"))

    def process_request(self, request: Request) -> None:
        """Count article requests, redirects as one; raise `IgnoreRequest` for those after the last."""
        if "known" not in request.cb_kwargs or request.meta.get("redirect_times"):
            return
        if self._left <= 0:
            raise IgnoreRequest("enough articles recorded")
        self._left -= 1
