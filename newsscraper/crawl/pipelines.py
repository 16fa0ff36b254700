"""The item pipelines around the cleaning steps. They are thin: all cleaning is in the library."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newsscraper.clean import draft_html
from newsscraper.crawl.deadline import CleaningTimeoutError, deadline
from newsscraper.crawl.page import Page, page_of


class RunawayPageError(DropItem):
    """A page that took longer to clean than it may."""


class CleaningPipeline:
    """Base of the pipelines that work on a page, within the time that one page may take."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._limit = crawler.settings.getfloat("CLEAN_TIMEOUT", 20.0)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline, as Scrapy does."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Work on a `Page`; anything else passes untouched."""
        if isinstance(item, Page):
            self.within_limit(item, self.work)
        return item

    def work(self, page: Page) -> None:
        """What this pipeline does with a page."""
        raise NotImplementedError

    def within_limit(self, page: Page, work: Callable[[Page], None]) -> None:
        """Do `work` and charge its time to the page; raises `RunawayPageError` when the page's time is up."""
        started = time.monotonic()
        try:
            with deadline(self._limit - page.seconds):
                work(page)
        except CleaningTimeoutError as error:
            raise runaway(self.crawler, page, type(self).__name__, error) from error
        page.seconds += time.monotonic() - started


def runaway(crawler: Crawler, page: Page, where: str, error: CleaningTimeoutError) -> RunawayPageError:
    """Count a page whose time was up, and give the error that drops it."""
    crawler.stats.inc_value("newsscraper/errors/cleaning_timeout")
    return RunawayPageError(f"{page.url}: {where}: {error}", log_level="ERROR")


class Read(CleaningPipeline):
    """The page becomes a draft, unless a worker has made the record of it already.

    Other spiders' items become pages first; see `newsscraper.crawl.page`.
    """

    def process_item(self, item: Any) -> Any:
        """Read what carries a page; anything else passes untouched."""
        page = page_of(item)
        return item if page is None else super().process_item(page)

    def work(self, page: Page) -> None:
        """Read the page."""
        if page.article is not None:
            return
        page.draft = draft_html(
            page.body,
            page.url,
            fetched_at=page.fetched_at,
            publisher=page.publisher,
            headers=page.headers,
            evidence=page.evidence,
            rights=page.rights,
        )


class Finish(CleaningPipeline):
    """The draft becomes the record."""

    def work(self, page: Page) -> None:
        """Finish the draft."""
        if page.draft is not None:
            page.article = page.draft.finish()


class HandOver:
    """The record takes the page's place, for feed exports and for whoever listens to `item_scraped`."""

    def process_item(self, item: Any) -> Any:
        """The page's article; anything else passes untouched."""
        return item.article if isinstance(item, Page) and item.article else item
