"""Show records as a small table: title, authors, date, access, what was removed."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections import Counter

from newsscraper.article import Article

CELL = 24
"""Width of a cell where the table is wider than the screen."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("store", metavar="ADDRESS", help="articles.jsonl, sqlite:///news.db, …")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="records to show (default: 20)")


def run(args: argparse.Namespace) -> int:
    """Print the table."""
    from itertools import islice

    from newsscraper.stores import read_store

    rows = [_row(article) for article in islice(read_store(args.store), args.limit)]
    header = ("title", "authors", "published", "access", "removed")
    width = max(shutil.get_terminal_size((140, 24)).columns, 80)
    sys.stdout.write(format_table([header, *rows], width))
    return 0


def _row(article: Article) -> tuple[str, ...]:
    people = [author.name for author in article.authors] + list(article.agencies)
    date = ""
    if article.published_at:
        form = "%Y-%m-%d" if article.published_precision == "day" else "%Y-%m-%d %H:%M"
        date = article.published_at.strftime(form)
    kinds = Counter(removal.kind for removal in article.removed)
    removed = f"{kinds.total()}: {', '.join(kind for kind, _ in kinds.most_common())}" if kinds else ""
    access = article.access if article.status == "ok" else article.status
    return (article.title or "", ", ".join(people), date, access, removed)


def format_table(rows: list[tuple[str, ...]], width: int) -> str:
    """Rows as aligned text, cut to fit `width` columns; the first column gets what the others leave."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    gaps = 2 * (len(widths) - 1)
    if sum(widths) + gaps > width:
        widths = [widths[0], *(min(wide, CELL) for wide in widths[1:])]
        widths[0] = max(CELL, min(widths[0], width - gaps - sum(widths[1:])))
    lines = []
    for number, row in enumerate(rows):
        cells = [cell if len(cell) <= w else cell[: w - 1] + "…" for cell, w in zip(row, widths, strict=True)]
        lines.append("  ".join(cell.ljust(w) for cell, w in zip(cells, widths, strict=True)).rstrip())
        if number == 0:
            lines.append("  ".join("-" * w for w in widths))
    return "\n".join(lines) + "\n"
