"""The spider for every publisher that a file describes: its sources, then its articles."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.http import Response, TextResponse
from scrapy.settings import BaseSettings

from newsscraper.crawl.page import Page
from newsscraper.publishers import Publisher


class PublisherSpider(Spider):
    """Reads a publisher's sources and yields a `Page` for each article."""

    name = "publisher"
    publisher: Publisher

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Name ourselves and the contact in the user agent."""
        super().update_settings(settings)
        agent = f"newsscraper/{version('newsscraper')} (+{settings.get('CONTACT') or 'no contact given'})"
        settings.set("USER_AGENT", agent, priority="spider")

    async def start(self) -> AsyncIterator[Any]:
        """Ask for every source."""
        for source in self.publisher.sources:
            if "{" not in source.url:
                yield Request(source.url, callback=self.parse_source)

    def parse_source(self, response: Response) -> Iterator[Request]:
        """Ask for every article a source names."""
        if response.status != 200 or not isinstance(response, TextResponse):
            return
        for url in re.findall(r"<(?:loc|link)>\s*(https?://[^<\s]+)\s*</", response.text):
            if urlsplit(url).hostname not in self.publisher.hosts or not urlsplit(url).path.strip("/"):
                continue
            if b"<sitemapindex" in response.body:
                yield Request(url, callback=self.parse_source)
            else:
                yield Request(url, callback=self.parse_article)

    def parse_article(self, response: Response) -> Iterator[Page]:
        """Hand the page to the pipelines."""
        if response.status == 200:
            yield Page(
                url=response.url,
                body=response.body,
                headers={
                    name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
                    for name, values in response.headers.items()
                },
                fetched_at=datetime.now(UTC),
                publisher=self.publisher,
            )
