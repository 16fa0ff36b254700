"""Load records that were kept aside when an output failed.

  newsscraper resume postgresql://localhost/news

A crawl or a conversion whose output fails (disk full, database gone) keeps its records in a spool file beside
the output and names it. When the output can be written again, this loads them and deletes the spool.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from newsscraper.errors import InputError
from newsscraper.stores.address import DEFAULT, parse_address


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "store", metavar="ADDRESS", nargs="?", default=DEFAULT, help=f"the output (default: {DEFAULT})"
    )
    parser.add_argument(
        "--from", dest="spool", metavar="FILE", type=Path, help="spool file, where it was moved away"
    )


def run(args: argparse.Namespace) -> int:
    """Load the spool files of the output."""
    from newsscraper.stores.journals import journal_files, journal_start
    from newsscraper.stores.opening import open_bare
    from newsscraper.stores.spool import load_spooled, spool_files

    target = parse_address(args.store)
    candidates = [args.spool] if args.spool else spool_files(target)
    spools = [path for path in candidates if path.exists()]
    if args.spool and not spools:
        raise InputError(f"{args.spool}: no such file")
    for spool in spools:
        count = load_spooled(target, lambda: open_bare(target), spool)
        print(f"{count} records from {spool} are in {target}", file=sys.stderr)  # noqa: T201
    journals = journal_files(journal_start(target.path)) if target.path and not spools else []
    if journals:
        # They become part of the output when the store is opened and closed.
        open_bare(target).close()
        print(f"records from {journals[0]} are in {target}", file=sys.stderr)  # noqa: T201
    elif not spools:
        print(f"nothing was kept aside for {target}", file=sys.stderr)  # noqa: T201
    return 0
