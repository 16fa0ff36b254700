"""Where documents are cleaned: in this process, in others, or on a Dask cluster."""

from __future__ import annotations

import importlib
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from typing import Any, Protocol

from newsscraper.batch.document import Result, Work
from newsscraper.batch.work import clean_chunk
from newsscraper.errors import ConfigError, MissingExtraError

Chunk = Sequence[Work]

CONNECT_TIMEOUT = 10.0
"""Seconds to wait for a Dask scheduler to answer."""


class WorkerDiedError(Exception):
    """A worker was killed or crashed while it had the chunk."""


class Pool(Protocol):
    """Something that cleans chunks, several at a time."""

    width: int
    """How many chunks are cleaned at the same time."""

    def submit(self, chunk: Chunk) -> Future[list[Result]]:
        """Begin to clean a chunk."""

    def result(self, future: Future[list[Result]]) -> list[Result]:
        """Wait for a chunk. Raises `WorkerDiedError`."""

    def close(self) -> None:
        """Stop the workers; what they have not begun is not done."""


class Here:
    """Cleans in this process: for a few documents, and where processes are not wanted."""

    width = 1

    def submit(self, chunk: Chunk) -> Future[list[Result]]:
        future: Future[list[Result]] = Future()
        future.set_result(clean_chunk(chunk))
        return future

    def result(self, future: Future[list[Result]]) -> list[Result]:
        return future.result()

    def close(self) -> None:
        pass


class Processes:
    """Cleans in worker processes; a worker that dies is replaced."""

    def __init__(self, workers: int) -> None:
        self.width = workers
        self._executor: Executor = self._new()

    def submit(self, chunk: Chunk) -> Future[list[Result]]:
        try:
            return self._executor.submit(clean_chunk, chunk)
        except BrokenExecutor:
            self._executor = self._new()
            return self._executor.submit(clean_chunk, chunk)

    def result(self, future: Future[list[Result]]) -> list[Result]:
        try:
            return future.result()
        except BrokenExecutor as error:
            raise WorkerDiedError("the worker died while cleaning it") from error

    def close(self) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _new(self) -> ProcessPoolExecutor:
        # Spawned, not forked: a fork of a process with threads or open connections can hang.
        return ProcessPoolExecutor(self.width, mp_context=multiprocessing.get_context("spawn"))


class Dask:
    """Cleans on a Dask cluster; Dask itself gives a dead worker's chunks to another."""

    def __init__(self, address: str) -> None:
        try:
            distributed = importlib.import_module("distributed")
        except ImportError as error:
            raise MissingExtraError("--dask", "dask") from error
        try:
            self._client: Any = distributed.Client(address, timeout=CONNECT_TIMEOUT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ConfigError(f"--dask: no Dask scheduler answers at {address}: {error}") from error
        self._killed: type[Exception] = distributed.KilledWorker
        self.width = max(1, sum(self._client.nthreads().values()))

    def submit(self, chunk: Chunk) -> Future[list[Result]]:
        future: Future[list[Result]] = self._client.submit(clean_chunk, list(chunk), pure=False, retries=1)
        return future

    def result(self, future: Future[list[Result]]) -> list[Result]:
        try:
            return future.result()
        except self._killed as error:
            raise WorkerDiedError("the workers that cleaned it died, one after the other") from error

    def close(self) -> None:
        self._client.close()
