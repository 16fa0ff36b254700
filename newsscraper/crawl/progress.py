"""How a long crawl shows where it is: a live table on a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TextIO

from scrapy.crawler import Crawler

from newsscraper.crawl.report import Report

if TYPE_CHECKING:
    from rich.console import Console

COLUMNS = ("publisher", "queued", "done", "records", "walls", "errors", "pages/s")


BAR = 16
"""Letters that a publisher's bar is wide."""


class Progress:
    """Says nothing; base of those that do."""

    pause = 60.0
    """Seconds between two looks."""

    def show(self, running: Mapping[str, Crawler]) -> None:
        """Show where the running crawls are."""

    def ended(self, report: Report) -> None:
        """Show that a crawl has ended."""

    def close(self) -> None:
        """Clear up."""


class Lines(Progress):
    """A line for each publisher every minute, and one at its end: for logs."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def show(self, running: Mapping[str, Crawler]) -> None:
        """Write a line for each crawl."""
        for name, crawler in running.items():
            row = row_of(name, crawler)
            self._line(", ".join(f"{key} {value}" for key, value in row.items() if key != "publisher"), name)

    def ended(self, report: Report) -> None:
        """Write what came of a crawl."""
        self._line("; ".join([summary(report), *report.problems]), report.publisher)

    def _line(self, text: str, name: str) -> None:
        print(time.strftime("%Y-%m-%d %H:%M:%S"), f"{name}: {text}", file=self._stream, flush=True)


class Live(Progress):
    """A table that stays in place, with a bar for each publisher: for a terminal."""

    pause = 1.0

    def __init__(self, console: Console | None = None) -> None:
        """`console`: where to draw, by default standard error. Raises `ImportError` without rich."""
        from rich.console import Console
        from rich.live import Live as RichLive

        shown = console or Console(stderr=True)
        self._live = RichLive(console=shown, auto_refresh=False, transient=True)
        self._live.start()

    def show(self, running: Mapping[str, Crawler]) -> None:
        """Draw the table anew."""
        from rich.progress_bar import ProgressBar
        from rich.table import Table

        table = Table(box=None, pad_edge=False)
        for column in COLUMNS:
            table.add_column(column, justify="left" if column == "publisher" else "right")
        table.add_column("")
        for name, crawler in running.items():
            row = row_of(name, crawler)
            bar = ProgressBar(total=row["queued"] + row["done"] or None, completed=row["done"], width=BAR)
            table.add_row(*map(str, row.values()), bar)
        self._live.update(table, refresh=True)

    def ended(self, report: Report) -> None:
        """Leave a line above the table."""
        from rich.text import Text

        self._live.console.print(Text(f"{report.publisher}: {summary(report)}"))
        for problem in report.problems:
            self._live.console.print(Text(f"  ! {problem}", style="red"))

    def close(self) -> None:
        """Take the table away."""
        self._live.stop()


def progress_for(stream: TextIO = sys.stderr) -> Progress:
    """What fits: a live table where `stream` is a terminal and rich is installed, lines elsewhere."""
    if stream.isatty():
        try:
            return Live()
        except ImportError:
            pass
    return Lines(stream)


def row_of(name: str, crawler: Crawler) -> dict[str, Any]:
    """Where a crawl is, by column."""
    stats: dict[str, Any] = crawler.stats.get_stats() if getattr(crawler, "_stats", None) else {}
    memory = crawler.spider.__dict__.get("memory") if crawler.spider else None
    done = stats.get("newsscraper/fetched", 0) + stats.get("newsscraper/not_modified", 0)
    started = stats.get("start_time")
    seconds = time.time() - started.timestamp() if started else 0.0
    return {
        "publisher": name,
        "queued": memory.queued(name) if memory else 0,
        "done": done,
        "records": stats.get("newsscraper/records", 0),
        "walls": total(stats, "newsscraper/walls/", "newsscraper/blocked/"),
        "errors": total(stats, "newsscraper/errors/"),
        "pages/s": f"{done / seconds:.1f}" if seconds > 0 else "",
    }


def total(stats: Mapping[str, Any], *prefixes: str) -> int:
    """Sum of all statistics under these prefixes."""
    return sum(value for key, value in stats.items() if key.startswith(prefixes))


def summary(report: Report) -> str:
    """A crawl in one line."""
    parts = [
        (report.discovered, "discovered"),
        (report.fetched, "fetched"),
        (report.not_modified, "not modified"),
        (sum(report.walls.values()), "walls"),
        (sum(report.blocked.values()), "blocked"),
        (sum(report.errors.values()), "errors"),
        (report.records, "records"),
    ]
    return ", ".join(f"{count} {what}" for count, what in parts) + f" in {report.seconds:g} s"
