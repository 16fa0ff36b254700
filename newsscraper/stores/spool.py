"""The safety net under a store: what cannot be saved is kept in a file beside it, and loaded later."""

from __future__ import annotations

import itertools
import logging
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from operator import methodcaller
from pathlib import Path

from newsscraper.article import Article
from newsscraper.errors import NewsscraperError, OutputError
from newsscraper.stores.address import Address
from newsscraper.stores.jsonl import JsonlStore, read_jsonl
from newsscraper.stores.model import Store

SUFFIX = ".spool.jsonl"
RETRY_AFTER = 10.0
"""Seconds between two attempts to reach a database that went away."""

log = logging.getLogger(__name__)


def spool_files(target: Address) -> list[Path]:
    """Where records of a store are kept when it fails: beside it, or in the system's temporary folder."""
    beside = target.beside(SUFFIX)
    name = str(beside.resolve()).replace(os.sep, "-").strip("-")
    return [beside, Path(tempfile.gettempdir()) / f"newsscraper-{name}"]


class SafeStore(Store):
    """Passes records on to a store. When that fails, they go to a spool file, and nothing is lost.

    A database is tried again from time to time; when it is back, the spool is loaded and the run goes on as
    if nothing had been. `close` raises `OutputError` where records are left in the spool, and says how to
    load them; `write` raises it only where they can be kept nowhere.
    """

    def __init__(
        self,
        target: Address,
        store: Store,
        reopen: Callable[[], Store],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`store`: what is written to; `reopen` opens it again after it failed."""
        super().__init__()
        self._target = target
        self._reopen = reopen
        self._clock = clock
        self._store: Store | None = store
        self._spool: JsonlStore | None = None
        self._spools: list[Path] = []
        self._spooled = 0
        self._failure: OutputError | None = None
        self._tried_at = clock()

    def _save(self, articles: Sequence[Article]) -> None:
        for article in articles:
            if self._store is not None or self._is_back():
                self._attempt(methodcaller("write", article))
            else:
                self._keep([article])

    def _sync(self) -> None:
        self._attempt(methodcaller("flush"))
        if self._spool is not None:
            self._spool.flush()

    def _finish(self) -> None:
        self._attempt(methodcaller("close"))
        if self._failure is None or self._is_back(at_once=True):
            self._attempt(methodcaller("close"))
        if self._failure is not None and not self._spools:
            raise self._failure
        if self._failure is not None:
            places = " and ".join(map(str, self._spools))
            raise OutputError(
                f"{self._failure}; {self._spooled} records are kept in {places}: "
                f"load them with `newsscraper resume {self._target}`"
            )

    def _close(self) -> None:
        for store in (self._store, self._spool):
            if store is not None:
                store.abandon()

    def _attempt(self, action: Callable[[Store], object]) -> None:
        """Do something with the store, if it is there; if it fails, keep what it had not saved."""
        store = self._store
        if store is None:
            return
        try:
            action(store)
        except OutputError as error:
            log.error("%s; records are kept aside", error)
            store.abandon()
            self._store, self._failure, self._tried_at = None, error, self._clock()
            self._keep(store.pending)

    def _keep(self, articles: Sequence[Article]) -> None:
        """Append to the spool file; when that fails too, go on in the next place."""
        if not articles:
            return
        for path in spool_files(self._target)[max(0, len(self._spools) - 1) :]:
            try:
                if self._spool is None:
                    self._spool = JsonlStore(path)
                    self._spools.append(path)
                for article in articles:
                    self._spool.write(article)
            except OutputError as error:
                log.error("%s", error)
                if self._spool is not None:
                    self._spooled += len(articles) - len(self._spool.pending)
                    articles = self._spool.pending
                    self._spool.abandon()
                    self._spool = None
            else:
                self._spooled += len(articles)
                return
        raise OutputError(f"{self._failure}; and {len(articles)} records can be kept nowhere")

    def _is_back(self, *, at_once: bool = False) -> bool:
        """Whether a database that was gone answers again and has taken what was spooled."""
        now = self._clock()
        if not self._target.is_database or (now - self._tried_at < RETRY_AFTER and not at_once):
            return False
        self._tried_at = now
        try:
            store = self._reopen()
        except NewsscraperError:
            return False
        try:
            for article in itertools.chain.from_iterable(map(read_jsonl, self._spools)):
                store.write(article)
            store.flush()
        except OutputError:
            store.abandon()
            return False
        log.warning("%s is back; %d records were loaded", self._target, self._spooled)
        if self._spool is not None:
            self._spool.abandon()
        for path in self._spools:
            path.unlink()
        self._store, self._spool, self._spools = store, None, []
        self._failure, self._spooled = None, 0
        return True


def load_spooled(target: Address, open_target: Callable[[], Store], spool: Path) -> int:
    """Write what a spool file holds to its store, and delete the file; returns how many records.

    Raises `OutputError` where the store fails again; the file then holds what is still to be loaded.
    """
    guard = JsonlStore(spool)
    try:
        store = open_target()
        loaded = 0
        try:
            for article in read_jsonl(spool):
                loaded += 1
                store.write(article)
            store.close()
        except OutputError as error:
            store.abandon()
            if not target.is_database:
                _keep_rest(spool, loaded - len(store.pending))
            raise OutputError(f"{error}; the records stay in {spool}") from error
        spool.unlink()
    finally:
        guard.abandon()
    return loaded


def _keep_rest(spool: Path, saved: int) -> None:
    """Take the first records, which are in the store already, out of a spool file."""
    rest = spool.with_name(spool.name + ".rest.jsonl")
    with JsonlStore(rest, append=False) as store:
        for article in itertools.islice(read_jsonl(spool), saved, None):
            store.write(article)
    rest.replace(spool)
