"""Quality of newsscraper and, where installed, its peers on a corpus folder, as a Markdown table.

usage: python benchmarks/quality.py CORPUS [--no-peers]
Peers: pip install -r benchmarks/peers.txt. What the columns mean is said in `measures.py`.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
from datetime import UTC, datetime
from pathlib import Path

from corpus import Case, load
from measures import Extract, credits_found, mean, measure
from tools import Tool, installed_peers, newsscraper, newsscraper_without_layouts, own_name

COLUMNS = ["body", "precision", "recall", "title", "day", "minute", "people", "residue", "credits"]


def evaluate(tool: Tool, cases: list[Case]) -> dict[str, float]:
    """The mean of every measure over the cases; a page on which a tool raises is an empty extract."""
    rows, found, wanted = [], 0, 0
    for case in cases:
        extract = Extract()
        with contextlib.suppress(Exception):
            extract = tool(case.page, case.url)
        rows.append(measure(extract, case.truth, case.text))
        hits, total = credits_found(extract, case.truth)
        found, wanted = found + hits, wanted + total
    return {**mean(rows), "credits": found / wanted if wanted else 1.0}


def table(results: dict[str, dict[str, float]]) -> str:
    """A Markdown table, one tool a row."""
    lines = ["| | " + " | ".join(COLUMNS) + " |", "|---" * (len(COLUMNS) + 1) + "|"]
    for name, values in results.items():
        lines.append(f"| {name} | " + " | ".join(f"{values[column]:.3f}" for column in COLUMNS) + " |")
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path, help="folder with truth.json and pages/")
    parser.add_argument("--no-peers", action="store_true", help="newsscraper alone")
    parser.add_argument("--no-layouts", action="store_true", help="only the general reader")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    cases = load(options.corpus)
    tools: dict[str, Tool] = {} if options.no_layouts else {own_name(): newsscraper}
    tools["without layouts"] = newsscraper_without_layouts
    if not options.no_peers:
        tools.update(installed_peers())
    results = {name: evaluate(tool, cases) for name, tool in tools.items()}
    print(f"{len(cases)} pages, {datetime.now(UTC):%Y-%m-%d}\n\n{table(results)}")


if __name__ == "__main__":
    main()
