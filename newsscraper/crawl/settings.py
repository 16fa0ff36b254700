"""Scrapy settings of every newsscraper crawl, under `scrapy crawl` and `newsscraper crawl` alike.

Scrapy's own defaults are named only where they are changed. Settings that newsscraper adds stand last.
"""

from __future__ import annotations

import os

from newsscraper.steps import STEPS

BOT_NAME = "newsscraper"
SPIDER_MODULES = ["newsscraper.spiders"]
NEWSPIDER_MODULE = "newsscraper.spiders"
SPIDER_LOADER_CLASS = "newsscraper.crawl.loader.PublisherSpiderLoader"

# The cleaning order. A step is switched off by setting it to None.
ITEM_PIPELINES: dict[str, int | None] = {
    "newsscraper.crawl.pipelines.Read": 100,
    **{f"newsscraper.crawl.steps.{step.__name__}": 200 + n for n, step in enumerate(STEPS)},
    "newsscraper.crawl.pipelines.Finish": 300,
    "newsscraper.crawl.pipelines.HandOver": 900,
}

FEED_EXPORTERS = {"jsonl": "newsscraper.crawl.exporters.ArticleLines"}

# Safe: only http and https, verified, small, no cookies, nothing that listens.
DOWNLOAD_HANDLERS = {
    "http": "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler",
    "https": "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 30
COOKIES_ENABLED = False
HTTPPROXY_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
REFERRER_POLICY = "no-referrer"
METAREFRESH_ENABLED = False

# Polite: one connection per host, as slow as the host answers, robots.txt obeyed.
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "newsscraper"
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "de",
}

LOG_LEVEL = "INFO"
HTTPERROR_ALLOW_ALL = True
REDIRECT_MAX_TIMES = 5

CONTACT = os.environ.get("NEWSSCRAPER_CONTACT")
"""Mail address or web page at which a site's operator reaches whoever runs the crawl; part of the user agent.
Without it no live crawl starts."""

CLEAN_TIMEOUT = 20.0
"""Seconds that reading and cleaning one page may take; a page that needs longer is counted as an error."""
