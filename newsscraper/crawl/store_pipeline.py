"""An item pipeline for any Scrapy project: records to a store of newsscraper, databases included.

ITEM_PIPELINES = {"newsscraper.crawl.store_pipeline.StorePipeline": 900}
NEWSSCRAPER_STORE = "postgresql://localhost/news"
"""

from __future__ import annotations

import logging
import time
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newsscraper.article import Article
from newsscraper.errors import OutputError
from newsscraper.stores import Store, open_store

FLUSH_AFTER = 5.0
"""Seconds after which what is written is made safe at the next record."""

log = logging.getLogger(__name__)


class StorePipeline:
    """Writes every item that is an `Article`, or has one as its `article`; all items pass on.

    When the store fails, records are kept in a spool file (see `newsscraper.stores.spool`); the stat
    `newsscraper/store_error` then says at the end how to load them. Where they can be kept nowhere, the
    crawl ends with the reason `store_failed`.
    """

    def __init__(self, crawler: Crawler, address: str) -> None:
        self.crawler = crawler
        self.address = address
        self._store: Store | None = None
        self._flushed = 0.0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline, as Scrapy does; not without the setting `NEWSSCRAPER_STORE`."""
        address = crawler.settings.get("NEWSSCRAPER_STORE")
        if not address:
            raise NotConfigured("NEWSSCRAPER_STORE is not set")
        return cls(crawler, address)

    def open_spider(self) -> None:
        """Open the store. Raises like `open_store`, and the crawl does not start."""
        self._store = open_store(self.address)
        self._flushed = time.monotonic()

    async def process_item(self, item: Any) -> Any:
        """Write the item's record."""
        article = item if isinstance(item, Article) else getattr(item, "article", None)
        if isinstance(article, Article) and self._store is not None:
            try:
                self._store.write(article)
                if time.monotonic() - self._flushed > FLUSH_AFTER:
                    self._store.flush()
                    self._flushed = time.monotonic()
            except OutputError as error:
                self._note(error)
                await self.crawler.engine.close_spider_async(reason="store_failed")
        return item

    def close_spider(self) -> None:
        """Make everything safe and close the store."""
        if self._store is None:
            return
        try:
            self._store.close()
        except OutputError as error:
            self._note(error)

    def _note(self, error: OutputError) -> None:
        log.error("%s", error)
        self.crawler.stats.set_value("newsscraper/store_error", str(error))
