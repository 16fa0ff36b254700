"""Where documents are cleaned: in this process, in others, or on a Dask cluster."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any, Protocol

from newsscraper.batch.document import Result, Work
from newsscraper.batch.work import clean_chunk
from newsscraper.errors import ConfigError, MissingExtraError
from newsscraper.processes import ProcessPool, WorkerDiedError

Chunk = Sequence[Work]

CONNECT_TIMEOUT = 10.0
"""Seconds to wait for a Dask scheduler to answer."""


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
        self._pool = ProcessPool(workers, clean_chunk)

    def submit(self, chunk: Chunk) -> Future[list[Result]]:
        return self._pool.submit(chunk)

    def result(self, future: Future[list[Result]]) -> list[Result]:
        return future.result()

    def close(self) -> None:
        self._pool.close()


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
