"""A watchdog for cleaning: a page that runs away becomes an error, not a hang."""

from __future__ import annotations

import math
import os
import signal
import threading
import time
from types import FrameType

_CAN_INTERRUPT = hasattr(signal, "setitimer")


class CleaningTimeoutError(Exception):
    """Reading or cleaning a page took longer than it may."""


class deadline:  # noqa: N801 (used as a statement: `with deadline(20.0)`)
    """Interrupt a block with `CleaningTimeoutError` after `seconds` of real time. Blocks do not nest.

    A signal, because nothing else stops a regular expression that backtracks. Signals reach only the main
    thread of a system that has them, which is where Scrapy runs its pipelines; elsewhere there is no limit.

    A crawl enters here some twenty times for every page, so the alarm is not set and cleared each time: it
    stays set when a block ends, and one that goes off too early is set again for the block it finds.
    """

    _ends = math.inf
    """When the block that runs now has to be done, by `time.monotonic`; infinity outside of one."""
    _alarm = -math.inf
    """When the alarm goes off that was set last."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __enter__(self) -> None:
        if not _CAN_INTERRUPT or threading.current_thread() is not threading.main_thread():
            return
        now = time.monotonic()
        deadline._ends = now + self._seconds
        if not now < deadline._alarm <= deadline._ends:
            deadline._set(now)

    def __exit__(self, *_: object) -> None:
        deadline._ends = math.inf

    @classmethod
    def _set(cls, now: float) -> None:
        """Set the alarm for the end of the block. Its handler stays installed."""
        signal.signal(signal.SIGALRM, cls._ring)
        cls._alarm = cls._ends
        signal.setitimer(signal.ITIMER_REAL, max(cls._ends - now, 0.001))

    @classmethod
    def _ring(cls, _number: int, _frame: FrameType | None) -> None:
        now = time.monotonic()
        if now >= cls._ends:
            cls._ends = math.inf
            raise CleaningTimeoutError("not done when its time was up")
        if cls._ends < math.inf:
            cls._set(now)

    @classmethod
    def forget(cls) -> None:
        """Know of no alarm: a forked process does not inherit it."""
        cls._ends, cls._alarm = math.inf, -math.inf


if _CAN_INTERRUPT:
    os.register_at_fork(after_in_child=deadline.forget)
