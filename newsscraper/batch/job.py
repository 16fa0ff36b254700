"""One call of `newsscraper clean`: from inputs to an output, with everything that can go wrong on the way."""

from __future__ import annotations

import dataclasses
import itertools
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from newsscraper.article import SCHEMA_VERSION
from newsscraper.batch.document import Fault, Work
from newsscraper.batch.engine import CHUNK_DOCUMENTS, clean_stream
from newsscraper.batch.inputs import Reading, Source, find_sources, read_sources, read_stdin
from newsscraper.batch.journal import Journal, fingerprint
from newsscraper.batch.pools import Dask, Here, Pool, Processes
from newsscraper.batch.progress import ProgressBar
from newsscraper.errors import InputError, OutputError
from newsscraper.stores import Address, parse_address
from newsscraper.stores.copying import replace
from newsscraper.stores.jsonl import read_jsonl
from newsscraper.stores.opening import open_bare


@dataclass(frozen=True, slots=True)
class Summary:
    """What a batch did."""

    records: int
    faults: int
    errors_file: Path | None = None
    """Where the faults are listed; None where there are none or they went to standard error."""


def clean(
    names: list[str],
    output: str,
    reading: Reading,
    *,
    workers: int | None = None,
    dask: str | None = None,
    quiet: bool = False,
) -> Summary:
    """Clean inputs into a store.

    `names`: files, folders, patterns, URLs, or only `-` for standard input. `output`: a store's address.
    `workers`: processes; None means as many as there are processors, where it is worth it.
    `dask`: address of a scheduler to use instead.

    Raises `InputError` where an input does not exist or not one record came of all of them,
    `OutputError` where the output cannot be written; what exists there is left as it was.
    """
    target = parse_address(output)
    sources = [] if names == ["-"] else find_sources(names)
    works = read_stdin(reading) if names == ["-"] else read_sources(sources, reading)
    total = sum(source.size for source in sources)
    # A few documents are done before another process has even started.
    first = list(itertools.islice(works, CHUNK_DOCUMENTS + 1))
    few = len(first) <= CHUNK_DOCUMENTS and workers is None
    works = itertools.chain(first, works)
    with ProgressBar(total, quiet=quiet) as bar:
        pool = _pool(1 if few else workers, dask)
        try:
            if target.kind == "stdout":
                return _to_stdout(works, pool)
            return _to_store(works, pool, target, _task(sources, output, reading), bar)
        finally:
            pool.close()


def _pool(workers: int | None, dask: str | None) -> Pool:
    if dask:
        return Dask(dask)
    workers = workers or len(os.sched_getaffinity(0))
    return Processes(workers) if workers > 1 else Here()


def _task(sources: list[Source], output: str, reading: Reading) -> str:
    files = [(source.name, source.size) for source in sources]
    how = dataclasses.replace(reading, only=frozenset())
    return fingerprint(SCHEMA_VERSION, files, output, how, sorted(reading.only))


def _to_stdout(works: Iterable[Work], pool: Pool) -> Summary:
    records, faults = 0, []
    for _, results in clean_stream(works, pool):
        for result in results:
            if isinstance(result, Fault):
                faults.append(result)
                print(f"newsscraper clean: {result}", file=sys.stderr)  # noqa: T201
            elif result is not None:
                records += 1
                sys.stdout.buffer.write(result + b"\n")
    return Summary(records, len(faults))


def _to_store(works: Iterator[Work], pool: Pool, target: Address, task: str, bar: ProgressBar) -> Summary:
    _check(target)
    journal = Journal(target.beside(""), target.beside(".errors.jsonl"), task)
    first: Fault | None = None
    try:
        progress = journal.progress
        for chunk, results in clean_stream(itertools.islice(works, progress.done, None), pool):
            first = first or next((r for r in results if isinstance(r, Fault)), None)
            journal.add(results)
            bar.update(chunk[-1].read, progress.done, progress.faults)
    finally:
        journal.close()
    if progress.records == 0:
        progress.faults = 0 if progress.faults < 2 else progress.faults
        journal.drop()
        raise InputError(str(first) if first else "nothing to clean in the input")
    _hand_over(journal.work_file, target)
    journal.drop()
    return Summary(progress.records, progress.faults, journal.errors_file if progress.faults else None)


def _check(target: Address) -> None:
    """Find out now, and not after hours of work, whether the output can be written."""
    if target.path is None or target.kind == "sqlite":
        open_bare(target).close()
    elif target.kind != "parquet-folder" and target.path.is_dir():
        raise OutputError(f"{target}: cannot be written: a folder of this name exists")


def _hand_over(work_file: Path, target: Address) -> None:
    """Turn the finished work file into the output: a file is replaced at once, the others are added to."""
    if target.path is None or not target.text.endswith((".jsonl", ".ndjson")):
        replace(target, read_jsonl(work_file))
        return
    try:
        os.replace(work_file, target.path)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror}") from error
