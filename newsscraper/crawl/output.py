"""The output of a crawl: one open store, shared by the crawls of a process, and what is still on its way.

A record counts as written when the store says that a crash cannot take it any more (`Store.flush`). Until
then its address stays `writing` in the state store; after a crash, the output itself tells which of those
records it has. So no record is lost, and none is written twice.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from newsscraper.article import Article
from newsscraper.crawl.state import State
from newsscraper.errors import InputError
from newsscraper.stores import Store, open_store, read_store

PIECE = 50
"""Records after which the store is told to make them safe."""
PAUSE = 5.0
"""Seconds after which it is told so at the next record."""


class Output:
    """An open store and the records that are on their way into it. Get one with `share`."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.users = 0
        self._store: Store = open_store(address)
        self._waiting: list[Callable[[], None]] = []
        self._flushed = time.monotonic()

    def write(self, article: Article, safe: Callable[[], None]) -> None:
        """Write a record; `safe` is called once it cannot be lost any more. Raises `OutputError`."""
        self._store.write(article)
        self._waiting.append(safe)
        if len(self._waiting) >= PIECE or time.monotonic() - self._flushed > PAUSE:
            self.flush()

    def flush(self) -> None:
        """Make all records safe that were written so far. Raises `OutputError`."""
        if self._waiting:
            self._store.flush()
            waiting, self._waiting = self._waiting, []
            for safe in waiting:
                safe()
        self._flushed = time.monotonic()

    def release(self) -> None:
        """End one crawl's use of the store; the last one closes it. Raises `OutputError`."""
        self.users -= 1
        try:
            self.flush()
        finally:
            if self.users == 0:
                del _open[self.address]
                self._store.close()


_open: dict[str, Output] = {}


def share(address: str) -> Output:
    """The output at an address, opened for the first crawl that asks. Raises as `open_store` does."""
    if address not in _open:
        _open[address] = Output(address)
    _open[address].users += 1
    return _open[address]


def settle(state: State, address: str) -> int:
    """Find out which records a killed run did get into the output; returns how many were in doubt.

    Reads the whole output, but only after a crash, and only where it can be read back.
    """
    doubtful = state.doubtful()
    if not doubtful:
        return 0
    written: set[tuple[str, str]] = set()
    try:
        for article in read_store(address) if address != "-" else ():
            key = (article.url or "", article.content_hash or "")
            if key in doubtful:
                written.add(key)
    except InputError:
        # Nothing there to read: then nothing was written.
        pass
    for key, url in doubtful.items():
        state.settle(url, written=key in written)
    return len(doubtful)
