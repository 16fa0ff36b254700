"""Replay a publisher's crawl from its cassette, in this process and without a network."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from newsscraper import publishers
from newsscraper.article import Article, Status
from newsscraper.errors import InputError
from newsscraper.publishers import Publisher
from newsscraper.testing.network import no_network

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import Settings

SUFFIXES = (".yaml", ".yaml.gz")


@dataclass(frozen=True, slots=True)
class Replay:
    """What came out of a replayed crawl."""

    publisher: str
    articles: tuple[Article, ...]
    """Every record, walls and teasers under their true status included, by address."""
    stats: Mapping[str, Any]
    """Scrapy's statistics of the crawl; newsscraper's own begin with `newsscraper/`."""
    problems: tuple[str, ...]
    """What made the crawl a failure, in words: requests that were not on the cassette, empty sources."""


def find_cassette(publisher: str, folder: Path | str) -> Path:
    """A publisher's cassette in a folder.

    Raises `InputError` where there is none, and `ConfigError` for an unknown publisher.
    """
    paths = [Path(folder) / (publisher + suffix) for suffix in SUFFIXES]
    for path in paths:
        if path.is_file():
            return path
    publishers.get(publisher)
    raise InputError(f"{paths[0]}: no cassette for {publisher}; `newsscraper record {publisher}` makes one")


def replay(
    publisher: str, folder: Path | str = "cassettes", *, settings: Mapping[str, Any] | None = None
) -> Replay:
    """Crawl a publisher from its cassette in `folder`.

    `settings`: Scrapy settings over those of a newsscraper crawl. Needs no reactor, so that one process
    can replay any number of cassettes, one after the other.
    Raises `InputError` for a cassette that is missing or cannot be read, `ConfigError` for an unknown
    publisher, `NetworkBlockedError` never: a request that is not on the cassette is in `problems`.
    """
    path = find_cassette(publisher, folder)
    return replay_file(publishers.get(publisher), path, settings)


def replay_file(publisher: Publisher, path: Path, settings: Mapping[str, Any] | None = None) -> Replay:
    """Crawl a publisher from the cassette at `path`; see `replay`."""
    from newsscraper.crawl.cassettes import cassette_settings, misses

    own = {"TWISTED_REACTOR_ENABLED": False, **cassette_settings(path), **(settings or {})}
    articles: list[Article] = []
    with no_network():
        crawler = asyncio.run(_crawl(publisher, crawl_settings(own), articles))
    problems = [*misses(crawler), *getattr(crawler.spider, "failures", ())]
    assert crawler.stats is not None
    return Replay(
        publisher.slug,
        tuple(sorted(articles, key=lambda article: article.url or "")),
        dict(crawler.stats.get_stats()),
        tuple(dict.fromkeys(problems)),
    )


def crawl_settings(own: Mapping[str, Any]) -> Settings:
    """The settings of a newsscraper crawl that keeps every record, whatever its status."""
    from scrapy.settings import Settings

    from newsscraper.crawl import settings as defaults

    settings = Settings()
    settings.setmodule(defaults, priority="project")
    statuses = [status for status in get_args(Status) if status != "ok"]
    settings.setdict({"KEEP_STATUSES": statuses, "STATS_DUMP": False, **own}, priority="cmdline")
    return settings


async def _crawl(publisher: Publisher, settings: Settings, articles: list[Article]) -> Crawler:
    from scrapy import signals
    from scrapy.crawler import AsyncCrawlerRunner

    from newsscraper.crawl.loader import PublisherSpiderLoader

    def keep(item: Any) -> None:
        if isinstance(item, Article):
            articles.append(item)

    spider = PublisherSpiderLoader.from_settings(settings).spider_for(publisher)
    crawler = AsyncCrawlerRunner(settings).create_crawler(spider)
    crawler.signals.connect(keep, signals.item_scraped)
    quiet = logging.getLogger("scrapy")
    level = quiet.level
    quiet.setLevel(logging.ERROR)
    try:
        await AsyncCrawlerRunner(settings).crawl(crawler)
    finally:
        quiet.setLevel(level)
    return crawler
