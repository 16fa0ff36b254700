"""Scrapy settings of every newsscraper crawl, under `scrapy crawl` and `newsscraper crawl` alike.

Scrapy's own defaults are named only where they are changed. Settings that newsscraper adds stand last.
"""

from __future__ import annotations

import os

BOT_NAME = "newsscraper"
SPIDER_MODULES = ["newsscraper.spiders"]
NEWSPIDER_MODULE = "newsscraper.spiders"
SPIDER_LOADER_CLASS = "newsscraper.crawl.loader.PublisherSpiderLoader"
COMMANDS_MODULE = "newsscraper.crawl.scrapy_commands"

# The cleaning order: that of `newsscraper.steps`, which a test holds. None switches a step off.
CLEANING: dict[str, int] = {
    "newsscraper.crawl.pipelines.Read": 100,
    "newsscraper.crawl.steps.paywall": 200,
    "newsscraper.crawl.steps.consent": 201,
    "newsscraper.crawl.steps.ads": 202,
    "newsscraper.crawl.steps.disclaimers": 203,
    "newsscraper.crawl.steps.credits": 204,
    "newsscraper.crawl.steps.date_lines": 205,
    "newsscraper.crawl.steps.share": 206,
    "newsscraper.crawl.steps.promos": 207,
    "newsscraper.crawl.steps.related": 208,
    "newsscraper.crawl.steps.bylines": 209,
    "newsscraper.crawl.steps.navigation": 210,
    "newsscraper.crawl.steps.repeats": 211,
    "newsscraper.crawl.steps.quotes": 212,
    "newsscraper.crawl.steps.teasers": 213,
    "newsscraper.crawl.steps.extent": 214,
    "newsscraper.crawl.steps.datelines": 215,
    "newsscraper.crawl.steps.titles": 216,
    "newsscraper.crawl.steps.leads": 217,
    "newsscraper.crawl.steps.headline": 218,
    "newsscraper.crawl.steps.labels": 219,
    "newsscraper.crawl.steps.dates": 220,
    "newsscraper.crawl.steps.authors": 221,
    "newsscraper.crawl.steps.images": 222,
    "newsscraper.crawl.steps.access": 223,
    "newsscraper.crawl.steps.verdict": 224,
    "newsscraper.crawl.pipelines.Finish": 300,
}
ITEM_PIPELINES: dict[str, int | None] = {
    "newsscraper.crawl.workers.CleanInWorkers": 90,
    **CLEANING,
    "newsscraper.crawl.keeping.OnlyArticles": 400,
    "newsscraper.crawl.keeping.OnlyUnreserved": 410,
    "newsscraper.crawl.keeping.OnlyAskedFor": 420,
    "newsscraper.crawl.keeping.OnlyNews": 430,
    "newsscraper.crawl.keeping.Write": 800,
    "newsscraper.crawl.pipelines.HandOver": 900,
}
DOWNLOADER_MIDDLEWARES = {
    "newsscraper.crawl.safety.OnlyOwnHosts": 40,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "newsscraper.crawl.politeness.Robots": 100,
}
# Each of Scrapy's would wrap every page, and does nothing here: the spider judges answers itself and follows
# no links.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,
    "newsscraper.crawl.politeness.Throttle": 0,
    "newsscraper.crawl.politeness.CrawlDelay": 0,
    "newsscraper.crawl.politeness.RetryAfter": 0,
    "newsscraper.crawl.warc.WarcArchive": 0,
}

FEED_EXPORTERS = {
    "jsonl": "newsscraper.crawl.exporters.ArticleLines",
    "csv": "newsscraper.crawl.exporters.ArticleTable",
    "parquet": "newsscraper.crawl.exporters.ArticleParquet",
}

# Safe: only http and https, verified, small, no cookies, nothing that listens.
DOWNLOAD_HANDLERS = {
    "http": "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler",
    "https": "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
TWISTED_DNS_RESOLVER = "newsscraper.crawl.safety.PublicResolver"
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
CONCURRENT_REQUESTS = 4
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "de",
}

# A page gives one item; Scrapy starts this many tasks for every response, needed or not.
CONCURRENT_ITEMS = 1
# For this warning, Scrapy parses the source of a callback again for every response.
WARN_ON_GENERATOR_RETURN_VALUE = False

# The state store is the queue, and knows every address: Scrapy need not remember them as well.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
REDIRECT_MAX_TIMES = 5
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
LOG_LEVEL = "INFO"

# What newsscraper adds.

CONTACT = os.environ.get("NEWSSCRAPER_CONTACT")
"""Mail address or web page at which a site's operator reaches whoever runs the crawl; part of the user agent.
Without it no live crawl starts."""

CLEAN_TIMEOUT = 20.0
"""Seconds that reading and cleaning one page may take; a page that needs longer is counted as an error."""

CLEAN_WORKERS = 0
"""Processes that read and clean pages beside the crawl's own (see `newsscraper.crawl.workers`). They pay
where a crawl waits for the processor: many publishers at a time, or a site that allows many connections."""

STATE: str | None = None
"""SQLite file that remembers every address between runs; None forgets them all after the run."""

OUTPUT: str | None = None
"""Address of the store for records (see `newsscraper.stores`); None leaves them to Scrapy's feeds."""

WARC: str | None = None
"""Folder in which every response is kept as WARC (see `newsscraper.crawl.warc`)."""

PARALLEL_PUBLISHERS = 16
"""Publishers that one process crawls at a time."""

RECENT_DAYS = 7.0
"""How far back a run looks that is not told `since`."""

RECHECK_SECONDS = 1800
"""Time between two looks at an article that is younger than two days."""

KEEP_STATUSES: list[str] = []
"""Statuses besides `ok` whose records are kept, such as `paywall_teaser`."""

TDM_RESERVATION = "record"
"""`record`: note reservations of text and data mining in `Article.rights`. `respect`: also keep no article
that they cover."""

RETRY_AFTER_MAX = 300.0
"""Seconds that a Retry-After may ask for; a site that asks for more is left alone for the rest of the run."""

HOSTS: dict[str, str] = {}
"""Host name -> IP address, answered before DNS is asked."""

ALLOW_LOOPBACK = False
"""Opens 127.0.0.0/8 and ::1 to the crawl. For tests."""
