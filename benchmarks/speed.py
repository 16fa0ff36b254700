"""Speed of newsscraper beside bare parsing with lxml and, where installed, its peers, as a Markdown table.

usage: python benchmarks/speed.py CORPUS [--no-peers] [--rounds N]
Every tool runs over all pages in turn; the best of the rounds counts, in CPU time of this process.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import platform
import time
from datetime import UTC, datetime
from pathlib import Path

import lxml.html
from corpus import Case, load
from measures import Extract
from tools import Tool, installed_peers, newsscraper, own_name


def parse_alone(page: bytes, url: str) -> Extract:
    """What nobody who uses lxml can be faster than."""
    lxml.html.document_fromstring(page, parser=lxml.html.HTMLParser(encoding="utf-8"))
    return Extract()


def seconds(tool: Tool, cases: list[Case]) -> float:
    """CPU time of one pass over all pages."""
    start = time.process_time()
    for case in cases:
        with contextlib.suppress(Exception):
            tool(case.page, case.url)
    return time.process_time() - start


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path, help="folder with truth.json and pages/")
    parser.add_argument("--no-peers", action="store_true", help="newsscraper and bare parsing alone")
    parser.add_argument("--rounds", type=int, default=3, help="passes over the corpus (default: 3)")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    cases = load(options.corpus)
    tools: dict[str, Tool] = {"parsing alone (lxml)": parse_alone, own_name(): newsscraper}
    if not options.no_peers:
        tools.update(installed_peers())
    for tool in tools.values():  # load what is loaded at first use
        seconds(tool, cases[:3])
    best = {name: min(seconds(tool, cases) for _ in range(options.rounds)) for name, tool in tools.items()}
    base = best["parsing alone (lxml)"]
    size = sum(len(case.page) for case in cases) / 1e6
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores"
    print(f"{len(cases)} pages, {size:.1f} MB, {machine}, {datetime.now(UTC):%Y-%m-%d}\n")
    print("| | pages/s | times parsing alone |\n|---|---|---|")
    for name, taken in best.items():
        print(f"| {name} | {len(cases) / taken:.0f} | {taken / base:.1f} |")


if __name__ == "__main__":
    main()
