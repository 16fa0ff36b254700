"""Full-text search in a store.

newsscraper search Friedensplan --since 2026-01-01
newsscraper search '"rote Linie" -Wahl' --store postgresql://localhost/news --jsonl
"""

from __future__ import annotations

import argparse
import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from newsscraper.errors import ConfigError
from newsscraper.stores.address import DEFAULT, parse_address


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "query", metavar="WORDS", help='all must occur; "side by side", -without, one or another'
    )
    parser.add_argument("--store", metavar="ADDRESS", default=DEFAULT, help=f"database (default: {DEFAULT})")
    parser.add_argument("--since", metavar="DATE", help="published on this day or later (2026-03-01)")
    parser.add_argument("--until", metavar="DATE", help="published on this day or earlier")
    parser.add_argument("--publisher", metavar="SLUG", help="of this publisher only")
    parser.add_argument("--limit", metavar="N", type=int, default=20, help="at most so many (default: 20)")
    parser.add_argument("--jsonl", action="store_true", help="print the records as JSON Lines")


def run(args: argparse.Namespace) -> int:
    """Print what is found; 1 where nothing is."""
    from newsscraper.stores.sql.search import search

    until = _day(args.until, "--until")
    hits = search(
        parse_address(args.store),
        args.query,
        since=_day(args.since, "--since"),
        until=until + timedelta(days=1) if until else None,
        publisher=args.publisher,
        limit=args.limit,
    )
    found = False
    for hit in hits:
        found = True
        if args.jsonl:
            sys.stdout.buffer.write(hit.article.to_json() + b"\n")
            continue
        article = hit.article
        date = article.published_at.strftime("%Y-%m-%d %H:%M") if article.published_at else "no date"
        source = article.publisher or "unknown"
        lines = [
            f"{date}  {source}  {article.title or 'no title'}",
            f"    {hit.snippet}",
            f"    {article.url}",
        ]
        sys.stdout.write("\n".join(lines) + "\n")
    if not found:
        print("newsscraper search: nothing found", file=sys.stderr)  # noqa: T201
    return 0 if found else 1


def _day(text: str | None, option: str) -> datetime | None:
    """The beginning of a day, in German time."""
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=ZoneInfo("Europe/Berlin"))
    except ValueError as error:
        raise ConfigError(f"{option}: {text!r} is no day such as 2026-03-01") from error
