"""Look at a site: sources, robots rules, reservations, walls; print a publisher file to start from.

The report stands in comments above the file, so that the whole output is a publisher file:

    newsscraper probe https://www.example.de --contact me@example.org -o my-publishers/example.toml

Exit code 0 if a crawl would get articles, 1 if not.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsscraper import publishers
from newsscraper.errors import OutputError

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.settings import Settings

    from newsscraper.crawl.probing import SiteLook


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("url", metavar="URL", help="the site's address, or any address on it")
    parser.add_argument("--contact", metavar="MAIL-OR-URL", help="how the site reaches you (live only)")
    parser.add_argument(
        "--replay", metavar="CASSETTE", help="answer from this cassette, not from the network"
    )
    parser.add_argument("--json", action="store_true", help="give the report as JSON")
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="write it here, not to the screen")


def run(args: argparse.Namespace) -> int:
    """Look at the site and print what was found."""
    look = probe(args.url, contact=args.contact, replay=args.replay)
    text = json.dumps(look.as_dict(), indent=2, ensure_ascii=False) + "\n" if args.json else look.as_file()
    if args.output is None:
        sys.stdout.write(text)
    else:
        _write(args.output, text)
    return 0 if look.usable else 1


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error


def probe(url: str, *, contact: str | None = None, replay: Path | str | None = None) -> SiteLook:
    """Look at a site, live or from a cassette. Starts Scrapy, so a process can do it live only once.

    Raises `ConfigError` for what is no address, and where a live look has no contact; `InputError` for a
    cassette that cannot be read.
    """
    from scrapy.settings import Settings

    from newsscraper.crawl import settings as own
    from newsscraper.crawl.discovery import publisher_for_site
    from newsscraper.crawl.probing import SiteLook

    # A type checker does not see where `newsscraper.spiders` lies.
    probe_spider = import_module("newsscraper.spiders.probe").probe_spider
    site = publisher_for_site(url)
    known = publishers.for_url(f"https://{site.hosts[0]}/")
    scheme = urlsplit(url).scheme or "https"
    look = SiteLook(f"{scheme}://{urlsplit(url).netloc or site.hosts[0]}/", known or site, known is not None)
    settings = Settings()
    settings.setmodule(own, priority="project")
    settings.setdict({"LOG_LEVEL": "CRITICAL"}, priority="cmdline")  # the report says it all
    if contact:
        settings.set("CONTACT", contact, priority="cmdline")
    _crawl(probe_spider(look.publisher, look), settings, replay)
    return look


def _crawl(spider: type[Spider], settings: Settings, replay: Path | str | None) -> None:
    from scrapy.crawler import AsyncCrawlerProcess, AsyncCrawlerRunner

    if replay is None:
        process = AsyncCrawlerProcess(settings)
        crawl = process.crawl(spider)
        process.start()
        crawl.result()  # raises what kept the crawl from starting
        return
    from newsscraper.crawl.cassettes import cassette_settings

    settings.setdict(cassette_settings(replay), priority="cmdline")
    settings.set("TWISTED_REACTOR_ENABLED", False, priority="cmdline")

    async def play() -> None:
        await AsyncCrawlerRunner(settings).crawl(spider)

    asyncio.run(play())
