"""A stream of documents through a pool of workers: order kept, memory bounded, nothing stops the rest."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future

from newsscraper.batch.document import Document, Fault, Result, Work
from newsscraper.batch.pools import Pool
from newsscraper.processes import WorkerDiedError

CHUNK_DOCUMENTS = 32
CHUNK_BYTES = 4 * 1024 * 1024
"""A chunk is what a worker gets at once; it ends with the document that reaches either number."""

Done = tuple[list[Work], list[Result]]
"""A chunk and what became of each of its documents."""


def clean_stream(works: Iterable[Work], pool: Pool) -> Iterator[Done]:
    """Clean documents chunk by chunk, in order.

    No more than two chunks a worker are under way, however long the stream is.
    """
    under_way: deque[tuple[list[Work], Future[list[Result]]]] = deque()
    for chunk in chunks(works):
        under_way.append((chunk, pool.submit(chunk)))
        if len(under_way) > 2 * pool.width:
            yield _settle(pool, *under_way.popleft())
    while under_way:
        yield _settle(pool, *under_way.popleft())


def chunks(works: Iterable[Work]) -> Iterator[list[Work]]:
    """Cut a stream into chunks."""
    chunk: list[Work] = []
    size = 0
    for work in works:
        chunk.append(work)
        size += work.size
        if len(chunk) >= CHUNK_DOCUMENTS or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _settle(pool: Pool, chunk: list[Work], future: Future[list[Result]]) -> Done:
    try:
        return chunk, pool.result(future)
    except WorkerDiedError:
        # One of these documents may have killed the worker, or something from outside: each has its own try.
        return chunk, [_alone(pool, work) for work in chunk]


def _alone(pool: Pool, work: Work) -> Result:
    try:
        return pool.result(pool.submit([work]))[0]
    except WorkerDiedError as error:
        url = work.url if isinstance(work, Document) else None
        return Fault(place=work.place, error=str(error), url=url, read=work.read)
