"""Cleaning in processes beside the crawl's own: for a crawl that waits for the processor, not for the sites.

    CLEAN_WORKERS = 2

Every step stays an item pipeline that `ITEM_PIPELINES` orders and switches off: the workers do as it says,
and the pipelines let pass what the workers have done.
"""

from __future__ import annotations

import asyncio
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import BaseSettings
from scrapy.utils.conf import build_component_list
from scrapy.utils.misc import load_object

from newsscraper.article import Article
from newsscraper.crawl import steps, worker
from newsscraper.crawl.deadline import CleaningTimeoutError
from newsscraper.crawl.page import Page, page_of
from newsscraper.crawl.pipelines import Finish, Read, runaway
from newsscraper.errors import ConfigError
from newsscraper.processes import ProcessPool


class Workers:
    """The workers, shared by the crawls of a process. Get them with `hire`."""

    def __init__(self, number: int) -> None:
        self.users = 0
        self._pool = ProcessPool(number, worker.clean)

    async def clean(self, task: worker.Task) -> Article:
        """The record of a page. Raises `CleaningTimeoutError`, `WorkerDiedError`, or what cleaning raises."""
        record: bytes = await asyncio.wrap_future(self._pool.submit(task))
        return Article.from_json(record)

    def release(self) -> None:
        """End one crawl's use of the workers; the last one sends them home."""
        global _hired
        self.users -= 1
        if self.users == 0:
            _hired = None
            self._pool.close()


_hired: Workers | None = None


def hire(number: int) -> Workers:
    """The workers of this process; the first crawl that asks says how many."""
    global _hired
    _hired = _hired or Workers(number)
    _hired.users += 1
    return _hired


class CleanInWorkers:
    """Item pipeline before `Read`: has pages read and cleaned by the workers that `CLEAN_WORKERS` numbers."""

    def __init__(self, crawler: Crawler, number: int) -> None:
        self.crawler = crawler
        self._number = number
        self._steps = steps_between(crawler.settings)
        self._limit = crawler.settings.getfloat("CLEAN_TIMEOUT", 20.0)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline, as Scrapy does; not without workers."""
        number = crawler.settings.getint("CLEAN_WORKERS")
        if number <= 0:
            raise NotConfigured
        return cls(crawler, number)

    def open_spider(self) -> None:
        """Hire the workers."""
        self._workers = hire(self._number)

    async def process_item(self, item: Any) -> Any:
        """Have a page cleaned; anything that carries none passes untouched."""
        page = page_of(item)
        if page is None:
            return item
        try:
            page.article = await self._workers.clean(self._task(page))
        except CleaningTimeoutError as error:
            raise runaway(self.crawler, page, type(self).__name__, error) from error
        return page

    def close_spider(self) -> None:
        """Let the workers go."""
        self._workers.release()

    def _task(self, page: Page) -> worker.Task:
        return worker.Task(
            url=page.url,
            body=page.body,
            headers=page.headers,
            fetched_at=page.fetched_at,
            publisher=page.publisher,
            evidence=page.evidence,
            rights=page.rights,
            steps=self._steps,
            limit=self._limit,
        )


def steps_between(settings: BaseSettings) -> tuple[str, ...]:
    """Names of the steps that `ITEM_PIPELINES` has between `Read` and `Finish`, in its order.

    Raises `ConfigError` where another pipeline stands among them: it would find their work done.
    """
    paths = build_component_list(settings.get_component_priority_dict_with_base("ITEM_PIPELINES"))
    classes = [load_object(path) for path in paths]
    if Read not in classes or Finish not in classes:
        raise ConfigError("CLEAN_WORKERS: Read and Finish must be in ITEM_PIPELINES")
    among = classes[classes.index(Read) + 1 : classes.index(Finish)]
    for pipeline in among:
        if pipeline.__module__ != steps.__name__:
            name = f"{pipeline.__module__}.{pipeline.__qualname__}"
            raise ConfigError(
                f"CLEAN_WORKERS: {name} stands among the cleaning steps in ITEM_PIPELINES, and would find "
                "them done: put it before Read or after Finish, or do without workers"
            )
    return tuple(pipeline.__name__ for pipeline in among)
