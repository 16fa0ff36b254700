"""Record a publisher's crawl into a cassette, with the records it gives as the expectation beside it.

    newsscraper record tagesspiegel --contact me@example.org
    newsscraper record tagesspiegel --articles 8 --scrub --contact me@example.org

robots.txt, sources and a few articles go into cassettes/tagesspiegel.yaml: a plain one, one behind the
paywall, one with embeds and a live blog, where there are such. The records they give go into
cassettes/tagesspiegel.expected.json; read them before you trust them.

Pages are somebody's work: a cassette that leaves your machine should be recorded with --scrub, which puts
invented words of the same shape in the place of the article's own.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from newsscraper import publishers
from newsscraper.errors import ConfigError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("publisher", metavar="PUBLISHER", help="publisher by name")
    parser.add_argument(
        "--articles", metavar="N", type=int, default=5, help="articles to keep (default: %(default)s)"
    )
    parser.add_argument("--scrub", action="store_true", help="replace the articles' words by invented ones")
    parser.add_argument(
        "--contact", metavar="MAIL|URL", help="how the site reaches you (default: $NEWSSCRAPER_CONTACT)"
    )
    parser.add_argument(
        "--cassettes", metavar="FOLDER", type=Path, default=Path("cassettes"), help="(default: %(default)s)"
    )
    parser.add_argument("--gzip", action="store_true", help="write NAME.yaml.gz")


def run(args: argparse.Namespace) -> int:
    """Record, and say what was recorded."""
    from newsscraper.testing.recording import record
    from newsscraper.testing.scrub import Scrubber

    publisher = publishers.get(args.publisher)
    contact = args.contact or os.environ.get("NEWSSCRAPER_CONTACT")
    if not contact:
        raise ConfigError(
            "a recording asks a live site: give --contact MAIL-OR-URL or set NEWSSCRAPER_CONTACT"
        )
    if args.articles < 1:
        raise ConfigError(f"--articles: {args.articles} is no number of articles")
    path = args.cassettes / f"{publisher.slug}.yaml{'.gz' if args.gzip else ''}"
    scrubber = Scrubber() if args.scrub else None
    expectation = record(
        publisher, path, articles=args.articles, scrubber=scrubber, settings={"CONTACT": contact}
    )
    for article in expectation.articles:
        sys.stdout.write(f"{article.status:15} {article.access:8} {article.title}\n")
    sys.stdout.write(f"{path}: {path.stat().st_size // 1024} kB, {len(expectation.articles)} articles\n")
    return 0
