"""Clean pages and texts: files, folders, archives or standard input.

  newsscraper clean page.html                          one record to the screen
  newsscraper clean - < text.txt                       a text that somebody extracted, one block a line
  newsscraper clean pages/ -o articles.jsonl           a folder, on all processors
  newsscraper clean old.jsonl --map text=article,title=header,published=date -o articles.parquet
  newsscraper clean crawl.warc.gz 's3://bucket/CC-NEWS-*.warc.gz' -o postgresql://localhost/news

An input that fails is a line in OUTPUT.errors.jsonl, and the rest is done. A run that was stopped goes on
where it was when it is started again.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from typing import get_args

from newsscraper.article import Status
from newsscraper.errors import ConfigError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "inputs",
        metavar="INPUT",
        nargs="+",
        help="HTML, text, JSON Lines, WARC or Parquet: files (also .gz), folders, patterns, URLs; "
        "- is standard input",
    )
    parser.add_argument(
        "-o", "--output", metavar="OUTPUT", default="-",
        help="where records go: a .jsonl, .csv or .parquet file, FOLDER/, sqlite:///news.db, postgresql://…; "
        "a file is made anew (default: JSON Lines on the screen)",
    )  # fmt: skip
    parser.add_argument("--url", help="address of the page or text, where it is not in the input")
    parser.add_argument(
        "--publisher", metavar="SLUG", help="publisher of the pages, where the address does not tell"
    )
    parser.add_argument(
        "--fetched", metavar="TIME", help="when the page was fetched (ISO 8601, UTC without an offset)"
    )
    parser.add_argument(
        "--map",
        metavar="TARGET=FIELD,…",
        help="fields of JSON Lines or Parquet: text=article,title=header,published=date",
    )
    parser.add_argument(
        "--language", choices=("de", "any"), default="de",
        help="which pages to take from an archive that another crawler made (default: de)",
    )  # fmt: skip
    parser.add_argument(
        "--only", metavar="STATUS", action="append", default=[], choices=get_args(Status),
        help="only records of this status: ok, paywall_teaser, … (default: all); can be given several times",
    )  # fmt: skip
    parser.add_argument("--workers", metavar="N", type=int, help="processes (default: one a processor)")
    parser.add_argument("--dask", metavar="tcp://HOST:PORT", help="use this Dask cluster instead")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress bar and no summary")


def run(args: argparse.Namespace) -> int:
    """Clean the inputs; 1 if some failed."""
    from newsscraper import publishers
    from newsscraper.batch.inputs import Reading
    from newsscraper.batch.job import clean
    from newsscraper.batch.mapping import parse_map

    if args.workers is not None and args.workers < 1:
        raise ConfigError("--workers: at least 1")
    if args.publisher:
        publishers.get(args.publisher)
    reading = Reading(
        parse_map(args.map),
        args.url,
        args.publisher,
        _time(args.fetched),
        args.language,
        frozenset(args.only),
    )
    summary = clean(
        args.inputs, args.output, reading, workers=args.workers, dask=args.dask, quiet=args.quiet
    )  # fmt: skip
    if summary.errors_file:
        print(f"{summary.faults} inputs failed: see {summary.errors_file}", file=sys.stderr)  # noqa: T201
    if args.output != "-" and not args.quiet:
        print(f"{summary.records} records in {args.output}", file=sys.stderr)  # noqa: T201
    return 1 if summary.faults else 0


def _time(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise ConfigError(f"--fetched: {text!r} is no ISO 8601 date, such as 2025-12-03T14:05") from error
    return time if time.tzinfo else time.replace(tzinfo=UTC)
