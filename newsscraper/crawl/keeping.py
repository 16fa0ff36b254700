"""The item pipelines after cleaning: which records are kept, which are news, and where they go."""

from __future__ import annotations

from functools import partial
from typing import Any, Self, cast

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newsscraper.article import Article
from newsscraper.crawl.output import Output, settle, share
from newsscraper.crawl.page import Page
from newsscraper.crawl.report import FIELDS
from newsscraper.crawl.reservations import reserved
from newsscraper.crawl.state import State
from newsscraper.crawl.urls import same_page
from newsscraper.errors import OutputError


class KeepingPipeline:
    """Base of the pipelines that judge a finished record; what they drop is counted and remembered."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline, as Scrapy does."""
        return cls(crawler)

    @property
    def memory(self) -> State:
        """The state store of the crawl."""
        memory: State = self.crawler.spider.memory  # type: ignore[union-attr]
        return memory

    def process_item(self, item: Any) -> Any:
        """Judge a page with a record; anything else passes untouched."""
        if isinstance(item, Page) and item.article is not None:
            self.judge(item, item.article)
        return item

    def judge(self, page: Page, article: Article) -> None:
        """Let a record pass, or raise `DropItem`."""
        raise NotImplementedError

    def drop(self, page: Page, count: str, state: str) -> None:
        """Count, remember and drop a page."""
        self.crawler.stats.inc_value(f"newsscraper/{count}")
        self.memory.close_with(page.key, state)
        raise DropItem(f"{page.url}: {count}", log_level="DEBUG")


class OnlyArticles(KeepingPipeline):
    """Walls, challenges, soft 404s and empty pages are counted by kind and do not become records.

    The setting `KEEP_STATUSES` names what is kept nevertheless, always under its true status.
    """

    def judge(self, page: Page, article: Article) -> None:
        """Drop what is no article."""
        if article.status != "ok":
            count = f"walls/{article.status}"
            if article.status not in self.crawler.settings.getlist("KEEP_STATUSES"):
                # A wall may be gone tomorrow; what is no article will never be one.
                self.drop(page, count, "other" if article.status == "not_article" else "wall")
            self.crawler.stats.inc_value(f"newsscraper/{count}")


class OnlyUnreserved(KeepingPipeline):
    """With `TDM_RESERVATION = "respect"`, nothing is kept whose publisher reserves text and data mining."""

    def judge(self, page: Page, article: Article) -> None:
        """Drop what is reserved."""
        if self.crawler.settings["TDM_RESERVATION"] == "respect" and reserved(article.rights):
            self.drop(page, "reserved", "reserved")


class OnlyAskedFor(KeepingPipeline):
    """Articles published outside the days that were asked for are not kept."""

    def judge(self, page: Page, article: Article) -> None:
        """Drop what is too old or too new."""
        if cast(Any, self.crawler.spider).selection.window.refuses(article.published_at):
            self.drop(page, "outside", "outside")


class OnlyNews(KeepingPipeline):
    """A record that equals the last one written for its page, or for its canonical address, is dropped."""

    def judge(self, page: Page, article: Article) -> None:
        """Drop what is known; move the page to its canonical address."""
        spider: Any = self.crawler.spider
        canonical = same_page(article.canonical_url, spider.hosts) or page.key
        if canonical != page.key:
            self.memory.adopt(canonical, spider.name)
            page.alias, page.key = page.key, canonical
        if self.memory.hash_of(page.key) == article.content_hash:
            self.crawler.stats.inc_value("newsscraper/unchanged")
            remember(self.memory, page, article, unchanged=True)
            raise DropItem(f"{page.url}: unchanged", log_level="DEBUG")


class Write:
    """Records go to the store that the setting `OUTPUT` names; without one, to Scrapy's feeds alone."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._output: Output | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline, as Scrapy does."""
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline.spider_idle, signals.spider_idle)
        return pipeline

    def open_spider(self) -> None:
        """Open the output and clear up what a killed run left in doubt."""
        address = self.crawler.settings.get("OUTPUT")
        if address:
            self._output = share(address)
            settle(self.crawler.spider.memory, address)  # type: ignore[union-attr]

    def process_item(self, item: Any) -> Any:
        """Write a page's record."""
        if not isinstance(item, Page) or item.article is None:
            return item
        article, memory = item.article, self.crawler.spider.memory  # type: ignore[union-attr]
        safe = partial(remember, memory, item, article)
        if self._output is None:
            safe()
        else:
            memory.writing(item.key, article.url or "", article.content_hash or "")
            try:
                self._output.write(article, safe)
            except OutputError as error:
                self.crawler.spider.fail(f"output: {error}")  # type: ignore[union-attr]
                raise DropItem(f"{item.url}: {error}", log_level="ERROR") from error
        stats = self.crawler.stats
        stats.inc_value("newsscraper/records")
        for name, has in FIELDS.items():
            if has(article):
                stats.inc_value(f"newsscraper/field/{name}")
        return item

    def spider_idle(self) -> None:
        """Make the last records safe before the spider closes."""
        if self._output is not None:
            self._output.flush()

    def close_spider(self) -> None:
        """Let go of the output."""
        if self._output is not None:
            self._output.release()


def remember(memory: State, page: Page, article: Article, *, unchanged: bool = False) -> None:
    """Note that a page is done, with what its next look needs.

    An alias is settled last: after a crash in between, it is fetched again and found to be one.
    """
    memory.done(
        page.key,
        published=article.published_at,
        etag=page.headers.get("etag"),
        last_modified=page.headers.get("last-modified"),
        content_hash=article.content_hash,
        unchanged=unchanged,
    )
    if page.alias:
        memory.close_with(page.alias, "alias")
