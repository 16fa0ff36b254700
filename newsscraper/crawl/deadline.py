"""A watchdog for cleaning: a page that runs away becomes an error, not a hang."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class CleaningTimeoutError(Exception):
    """Reading or cleaning a page took longer than it may."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Interrupt the block with `CleaningTimeoutError` after `seconds` of real time.

    A signal, because nothing else stops a regular expression that backtracks. Signals reach only the main
    thread of a system that has them, which is where Scrapy runs its pipelines; elsewhere there is no limit.
    The handler stays installed: a crawl enters here some twenty times for every page.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    if signal.getsignal(signal.SIGALRM) is not _interrupt:
        signal.signal(signal.SIGALRM, _interrupt)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise CleaningTimeoutError("not done when its time was up")
