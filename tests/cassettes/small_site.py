"""A small site, on the loopback and as a download handler, and a crawl of it without a reactor."""

from __future__ import annotations

import asyncio
import gzip
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import scrapy
from scrapy import signals
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.http import Headers, Response

PAGE = "<html><body><p>Größer als Öland – „ja“ 😀</p>\n</body></html>\n"
IMAGE = b"\x89PNG\r\n\x1a\n\x00\xff"


@dataclass
class Answer:
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


SITE = {
    "/robots.txt": Answer(
        body=b"User-agent: *\nDisallow: /intern/\n", headers={"Content-Type": "text/plain"}
    ),
    "/packed": Answer(
        body=gzip.compress(PAGE.encode()),
        headers={
            "Content-Type": "text/html; charset=utf-8",
            "Content-Encoding": "gzip",
            "Set-Cookie": "session=geheim",
            "X-Robots-Tag": "noarchive",
        },
    ),
    "/moved": Answer(status=301, headers={"Location": "/hop"}),
    "/hop": Answer(status=302, headers={"Location": "/packed"}),
    "/image.png": Answer(body=IMAGE, headers={"Content-Type": "image/png"}),
    "/gone": Answer(status=404, body=b"weg", headers={"Content-Type": "text/plain"}),
}


@pytest.fixture
def site() -> Iterator[str]:
    """The address of a server on the loopback that serves `SITE`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = SITE.get(self.path.partition("?")[0], Answer(status=404))
            self.send_response(answer.status)
            for name, value in {**answer.headers, "Content-Length": str(len(answer.body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


class SiteHandler(BaseDownloadHandler):
    """A real handler without a reactor: answers from `SITE`, whatever the host."""

    lazy = True

    async def download_request(self, request: scrapy.Request) -> Response:
        answer = SITE.get("/" + request.url.split("/", 3)[3].partition("?")[0], Answer(status=404))
        headers = Headers({**answer.headers, "Date": "Sun, 22 Nov 2026 10:00:00 GMT"})
        return Response(request.url, status=answer.status, headers=headers, body=answer.body)


SITE_HANDLERS = {"http": SiteHandler, "https": SiteHandler}


@dataclass
class Crawled:
    pages: dict[str, tuple[int, bytes]]
    crawler: Crawler

    @property
    def reason(self) -> str:
        return str(self.crawler.stats.get_value("finish_reason"))


@pytest.fixture
def crawl() -> Callable[..., Crawled]:
    """Crawl some addresses under some settings; gives what the spider saw."""

    def run(urls: list[str], settings: dict[str, Any], **request: Any) -> Crawled:
        class Spider(scrapy.Spider):
            name = "spider"

            async def start(self) -> Any:
                for url in urls:
                    yield scrapy.Request(url, **request)

            def parse(self, response: Response) -> Iterator[dict[str, Any]]:
                yield {"url": response.url, "status": response.status, "body": response.body}

        pages: dict[str, tuple[int, bytes]] = {}

        def keep(item: dict[str, Any]) -> None:
            pages[item["url"]] = (item["status"], item["body"])

        async def main() -> Crawler:
            base = {"TWISTED_REACTOR_ENABLED": False, "HTTPERROR_ALLOW_ALL": True, "ROBOTSTXT_OBEY": False}
            runner = AsyncCrawlerRunner({**base, **settings})
            crawler = runner.create_crawler(Spider)
            crawler.signals.connect(keep, signals.item_scraped)
            await runner.crawl(crawler)
            return crawler

        return Crawled(pages, asyncio.run(main()))

    return run
