"""Copy records from one store to another, without loss.

  newsscraper convert articles.jsonl articles.parquet
  newsscraper convert sqlite:///news.db postgresql://localhost/news

A file is made anew; databases and folders are added to.
"""

from __future__ import annotations

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "source", metavar="FROM", help="a store: NAME.jsonl, NAME.csv, NAME.parquet, FOLDER/, …"
    )
    parser.add_argument("target", metavar="TO", help="another one")


def run(args: argparse.Namespace) -> int:
    """Copy the records."""
    from newsscraper.stores.copying import copy

    count = copy(args.source, args.target)
    if args.target != "-":
        print(f"{count} records in {args.target}", file=sys.stderr)  # noqa: T201
    return 0
