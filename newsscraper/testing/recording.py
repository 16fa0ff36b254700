"""Record a publisher's crawl: robots, sources and a handful of articles, and the records they give."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsscraper.article import Article
from newsscraper.crawl.cassettes_tape import Tape
from newsscraper.crawl.cassettes_yaml import write_cassette
from newsscraper.errors import InputError
from newsscraper.publishers import Publisher
from newsscraper.testing.choosing import choose
from newsscraper.testing.expectations import Expectation, expectation_of, expected_path, write_expectation
from newsscraper.testing.replaying import crawl_settings, replay_file
from newsscraper.testing.trimming import trim

if TYPE_CHECKING:
    from newsscraper.testing.scrub import Scrubber

LOOK_AT = 6
"""Articles that are looked at for each one that is kept, so that there are kinds to choose from."""


@dataclass(slots=True)
class Recording:
    """What a recording crawl brought home."""

    articles: list[Article] = field(default_factory=list)
    """Records in the order of the crawl: newest first."""
    asked: dict[str, str] = field(default_factory=dict)
    """Address that was asked for -> address its page came from."""
    problems: list[str] = field(default_factory=list)


def record(
    publisher: Publisher,
    path: Path,
    *,
    articles: int = 5,
    scrubber: Scrubber | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Expectation:
    """Record `publisher` onto the cassette at `path`, and what it gives into the expectation beside it.

    The crawl runs in a process of its own, because a Twisted reactor runs once in a process's life.
    Raises `InputError` where no article came back (no network, all walls), `OutputError` where a file
    cannot be written, `ConfigError` for a crawl without a contact.
    """
    context = multiprocessing.get_context("spawn")
    draft = path.with_name(f".{path.name.removesuffix('.gz')}.recording.yaml")
    try:
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            crawl = pool.submit(
                record_crawl, publisher, draft, articles * LOOK_AT, dict(settings or {})
            ).result()
        return finish(publisher, draft, path, crawl, articles, scrubber)
    finally:
        draft.unlink(missing_ok=True)


def record_crawl(publisher: Publisher, path: Path, limit: int, own: dict[str, Any]) -> Recording:
    """Crawl `publisher` onto a cassette, at most `limit` articles; `own`: further settings."""
    from scrapy import signals
    from scrapy.crawler import AsyncCrawlerProcess, AsyncCrawlerRunner

    from newsscraper.crawl.cassettes import cassette_settings
    from newsscraper.crawl.loader import PublisherSpiderLoader

    limiter = "newsscraper.testing.limiting.ArticleLimit"
    settings = crawl_settings(
        {**cassette_settings(path, "record"), "LOG_LEVEL": "ERROR", "ARTICLE_LIMIT": limit, **own}
    )
    settings.set("DOWNLOADER_MIDDLEWARES", {**settings.getdict("DOWNLOADER_MIDDLEWARES"), limiter: 10})
    recording = Recording()

    def keep(item: Any) -> None:
        if isinstance(item, Article):
            recording.articles.append(item)

    def answered(response: Any, request: Any) -> None:
        if "known" in request.cb_kwargs:
            recording.asked[request.cb_kwargs["known"].url] = response.url

    spider = PublisherSpiderLoader.from_settings(settings).spider_for(publisher)
    reactor = settings.getbool("TWISTED_REACTOR_ENABLED")
    runner = AsyncCrawlerProcess(settings) if reactor else AsyncCrawlerRunner(settings)
    crawler = runner.create_crawler(spider)
    crawler.signals.connect(keep, signals.item_scraped)
    crawler.signals.connect(answered, signals.response_received)
    if isinstance(runner, AsyncCrawlerProcess):
        task = runner.crawl(crawler)
        runner.start()
        task.result()  # what kept the crawl from starting
    else:
        asyncio.run(_run(runner, crawler))
    recording.problems = list(getattr(crawler.spider, "failures", ()))
    return recording


async def _run(runner: Any, crawler: Any) -> None:
    await runner.crawl(crawler)


def finish(
    publisher: Publisher, draft: Path, path: Path, crawl: Recording, articles: int, scrubber: Scrubber | None
) -> Expectation:
    """Make the cassette at `path` and its expectation of what a crawl has recorded at `draft`."""
    if not draft.exists():
        raise InputError(
            f"{publisher.slug}: nothing recorded: no answer from {publisher.hosts[0]}; no network?"
        )
    chosen = {article.url for article in choose(crawl.articles, articles)}
    if not chosen:
        why = "; ".join(crawl.problems) or "no article among what it answered"
        raise InputError(f"{publisher.slug}: nothing recorded: {why}")
    tape = Tape(draft)
    candidates = {*crawl.asked, *crawl.asked.values()}
    wanted = {asked for asked, came_from in crawl.asked.items() if came_from in chosen}
    exchanges = trim(tape.exchanges(), candidates, wanted | {url for url in chosen if url})
    if scrubber is not None:
        exchanges = scrubber.scrub(exchanges)
    write_cassette(path, exchanges, {"recorded_on": str(tape.recorded_on)})
    expectation = expectation_of(replay_file(publisher, path))
    write_expectation(expected_path(path), expectation)
    return expectation
