"""The progress bar: documents, rate and time left, on a terminal only."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


class ProgressBar:
    """Shows how far a batch is. Says nothing where standard error is no terminal.

    The length is that of the inputs in bytes: how many documents they hold is known only at their end.
    """

    def __init__(self, total: int, *, quiet: bool = False) -> None:
        self._bar: Progress | None = None
        if quiet or not sys.stderr.isatty():
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[done]} documents, {task.fields[faults]} errors"),
            TextColumn("{task.fields[rate]:.0f}/s"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
        )
        self._task = self._bar.add_task("clean", total=max(total, 1), done=0, faults=0, rate=0.0)

    def update(self, read: int, done: int, faults: int) -> None:
        """Show that `read` bytes of the inputs are done: `done` documents, of which `faults` failed."""
        if self._bar is not None:
            seconds = self._bar.tasks[self._task].elapsed or 0.001
            self._bar.update(self._task, completed=read, done=done, faults=faults, rate=done / seconds)

    def __enter__(self) -> ProgressBar:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
