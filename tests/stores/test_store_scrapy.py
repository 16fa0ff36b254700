"""Stores in Scrapy: feeds, the pipeline, and the raw archive of a crawl that is cleaned again."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import made_up
import pages
import pytest
import scrapy
from scrapy.crawler import AsyncCrawlerRunner, Crawler

from newsscraper import Article
from newsscraper.errors import OutputError
from newsscraper.stores import read_store

RECORDS = [made_up.plain(number) for number in range(7)]


class RecordSpider(scrapy.Spider):
    """Yields records without asking anybody."""

    name = "records"

    async def start(self) -> Any:
        for record in RECORDS:
            yield record
        yield {"no": "record"}


def crawl(spider: type[scrapy.Spider], **settings: Any) -> Crawler:
    """Run a spider in another project's settings."""
    settings = {
        "TWISTED_REACTOR_ENABLED": False,
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
    } | settings

    async def run() -> Crawler:
        runner = AsyncCrawlerRunner(settings)
        crawler = runner.create_crawler(spider)
        await runner.crawl(crawler)
        return crawler

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("ending", "exporter"),
    [("jsonl", "ArticleLines"), ("csv", "ArticleTable"), ("parquet", "ArticleParquet")],
)
def test_feeds(tmp_path: Path, ending: str, exporter: str) -> None:
    feed = tmp_path / f"records.{ending}"
    crawl(
        RecordSpider,
        FEEDS={str(feed): {"format": ending, "overwrite": True}},
        FEED_EXPORTERS={ending: f"newsscraper.crawl.exporters.{exporter}"},
    )
    assert list(read_store(feed)) == RECORDS


def test_pipeline_to_a_database(database: str) -> None:
    crawler = crawl(
        RecordSpider,
        ITEM_PIPELINES={"newsscraper.crawl.store_pipeline.StorePipeline": 900},
        NEWSSCRAPER_STORE=database,
    )
    assert list(read_store(database)) == RECORDS
    assert crawler.stats is not None
    assert crawler.stats.get_value("item_scraped_count") == 8


def test_pipeline_to_a_server_that_goes_away(
    server: Any, postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    class StoppingSpider(RecordSpider):
        async def start(self) -> Any:
            server.stop()
            async for item in super().start():
                yield item

    try:
        crawler = crawl(
            StoppingSpider,
            ITEM_PIPELINES={"newsscraper.crawl.store_pipeline.StorePipeline": 900},
            NEWSSCRAPER_STORE=postgresql,
            LOG_ENABLED=False,
        )
    finally:
        server.start()
    assert crawler.stats is not None
    assert "7 records are kept in" in crawler.stats.get_value("newsscraper/store_error")
    assert list(read_store(next(tmp_path.glob("*.spool.jsonl")))) == RECORDS


def test_pipeline_to_a_server_that_comes_back(
    server: Any, postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("newsscraper.stores.sql.store.SqlStore.batch", 2)

    class RestartingSpider(scrapy.Spider):
        name = "records"

        async def start(self) -> Any:
            for number, record in enumerate(RECORDS):
                if number == 2:
                    server.stop()
                if number == 5:
                    assert list(tmp_path.glob("*.spool.jsonl"))
                    server.start()
                yield record
                # The item is through the pipeline before the next is made.
                while self.crawler.stats.get_value("item_scraped_count", 0) <= number:
                    await asyncio.sleep(0.001)

    try:
        crawler = crawl(
            RestartingSpider,
            ITEM_PIPELINES={"newsscraper.crawl.store_pipeline.StorePipeline": 900},
            NEWSSCRAPER_STORE=postgresql,
            LOG_ENABLED=False,
        )
    finally:
        if not server.is_running():
            server.start()
    assert crawler.stats is not None
    assert crawler.stats.get_value("newsscraper/store_error") is None
    assert sorted(a.url or "" for a in read_store(postgresql)) == [a.url for a in RECORDS]
    assert not list(tmp_path.iterdir())


class Site(BaseHTTPRequestHandler):
    """Serves invented articles, one of them compressed, one moved, and one that is not there."""

    def do_GET(self) -> None:
        import gzip

        body = pages.page(int(self.path[-1])).encode() if self.path[-1].isdigit() else b"nothing"
        known = self.path.startswith("/artikel-")
        self.send_response(301 if self.path == "/alt-1" else 200 if known else 404)
        if self.path == "/alt-1":
            self.send_header("Location", "/artikel-1")
        if self.path == "/artikel-2":
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_archive_of_a_crawl_gives_the_same_records_again(site: str, tmp_path: Path) -> None:
    from newsscraper.batch.inputs import Reading
    from newsscraper.batch.job import clean
    from newsscraper.batch.mapping import parse_map
    from newsscraper.clean import draft_html, refine
    from newsscraper.crawl.state import Known

    live: list[Article] = []

    class Spider(scrapy.Spider):
        name = "zeitung"

        async def start(self) -> Any:
            for path in ("alt-1", "artikel-2", "artikel-3", "missing"):
                evidence = {"title": (f"Titel von außen für {path}", "news-sitemap")}
                known = Known(f"{site}/{path}", None, None, None, evidence)
                arguments = {"known": known, "rights": {"tdm-reservation": "1"}}
                yield scrapy.Request(known.url, cb_kwargs=arguments)
            yield scrapy.Request(f"{site}/artikel-4")

        def parse(self, response: Any, known: Any = None, rights: Any = None) -> None:
            if known is not None:
                headers = {n.decode().lower(): v[0].decode() for n, v in response.headers.items()}
                draft = draft_html(
                    response.body,
                    response.url,
                    fetched_at=response.meta["fetched_at"],
                    headers=headers,
                    evidence=known.evidence,
                )
                draft.rights = {**rights, **draft.rights}
                live.append(refine(draft))

    crawl(Spider, WARC=str(tmp_path / "warc"), EXTENSIONS={"newsscraper.crawl.warc.WarcArchive": 0})
    archived = tmp_path / "again.jsonl"
    summary = clean([str(tmp_path / "warc")], str(archived), Reading(parse_map(None)))
    assert summary.faults == 0
    again = {article.url: article for article in read_store(archived)}
    assert {url.rpartition("/")[2] for url in again if url} == {"artikel-1", "artikel-2", "artikel-3"}
    assert again == {article.url: article for article in live}


def test_an_archive_that_is_full_ends_the_crawl(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OutputError("archive.warc.gz: cannot be written: No space left on device")

    class Spider(scrapy.Spider):
        name = "zeitung"
        start_urls = (f"{site}/artikel-1",)

        def parse(self, response: Any) -> Any:
            yield from (scrapy.Request(f"{site}/artikel-{number}") for number in range(2, 9))

    monkeypatch.setattr("newsscraper.stores.append_file.AppendFile.append", full)
    extensions = {"newsscraper.crawl.warc.WarcArchive": 0}
    crawler = crawl(Spider, WARC=str(tmp_path), EXTENSIONS=extensions, LOG_ENABLED=False)
    assert crawler.stats is not None
    assert crawler.stats.get_value("finish_reason") == "archive_failed"
    assert "No space left" in crawler.stats.get_value("newsscraper/archive_error")
