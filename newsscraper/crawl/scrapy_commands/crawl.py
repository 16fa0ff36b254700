"""`scrapy crawl` as Scrapy has it, but for how it ends.

What keeps a crawl from starting is said in a line, not in a traceback. What makes `newsscraper crawl` fail
(a source without articles, a request that is not on the cassette) fails this one as well.
"""

from __future__ import annotations

import argparse
import logging
import sys

from scrapy.commands import crawl
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError

from newsscraper.crawl.fleet import failures_of
from newsscraper.errors import NewsscraperError

_logger = logging.getLogger(__name__)


class Command(crawl.Command):
    """Exit code 2 where the crawl could not start, 1 where it failed."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl with one spider."""
        if len(args) != 1 or not isinstance(self.crawler_process, AsyncCrawlerProcess):
            super().run(args, opts)
            return
        try:
            crawler = self._create_crawler(args[0])
        except KeyError as unknown:
            raise UsageError(str(unknown.args[0]), print_help=False) from unknown
        task = self.crawler_process.crawl(crawler, **opts.spargs)
        # A task whose error somebody has looked at leaves no traceback in the log.
        task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
        self.crawler_process.start()
        error = task.exception() if task.done() and not task.cancelled() else None
        could_start = not isinstance(error, NewsscraperError)
        if error is not None and could_start:
            _logger.error("%s", error, exc_info=error)
        for failure in failures_of(crawler, error):
            print(f"scrapy crawl {args[0]}: {failure}", file=sys.stderr)  # noqa: T201
            self.exitcode = 1 if could_start else 2
