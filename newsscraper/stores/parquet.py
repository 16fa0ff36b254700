"""Parquet: one file, or a folder partitioned by publisher and day.

A Parquet file is written in one go and cannot grow. So records are first appended to a journal beside it, as
JSON Lines, and become Parquet when the store is closed: a new file takes the old one's place at once, and a
folder gets one more file a publisher and day. What a killed run left in a journal is taken over by the next.
"""

from __future__ import annotations

import itertools
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pyarrow as arrow
import pyarrow.parquet as pq

from newsscraper.article import Article
from newsscraper.errors import InputError, OutputError
from newsscraper.stores.journals import Journal, journal_files, journal_id
from newsscraper.stores.jsonl import read_jsonl
from newsscraper.stores.model import Store
from newsscraper.stores.parquet_schema import SCHEMA, articles_of, table_of

ROWS = 2000
"""Records in a row group: enough to compress well, few enough to be held in memory."""

_JOURNAL = b"newsscraper.journal"
_NO_VALUE = "__HIVE_DEFAULT_PARTITION__"


class ParquetFile(Store):
    """One file. Appending copies what it holds, row group by row group."""

    def __init__(self, path: Path, *, append: bool = True) -> None:
        super().__init__()
        self._path = path
        self._keep = append and path.exists()
        merged = _metadata(path).get(_JOURNAL, b"").decode() if self._keep else ""
        self._journal = Journal(path.with_name(path.name + "."), merged=merged, take_over=append)

    def _save(self, articles: Sequence[Article]) -> None:
        for article in articles:
            self._journal.write(article)

    def _sync(self) -> None:
        self._journal.flush()

    def _finish(self) -> None:
        new = self._path.with_name(f".new-{self._path.name}")
        with _writing(self._path):
            _write(new, itertools.chain(self._old(), _tables(self._journal.read())), self._journal.id)
            os.replace(new, self._path)
        self._journal.drop()

    def _close(self) -> None:
        self._journal.close()

    def _old(self) -> Iterator[arrow.Table]:
        if self._keep:
            with pq.ParquetFile(self._path) as file:
                for number in range(file.num_row_groups):
                    yield file.read_row_group(number).replace_schema_metadata(None)


class ParquetFolder(Store):
    """A folder as Hive and every query engine know it: `publisher=zeit/day=2026-03-01/part-….parquet`.

    The day is that of `published_at`, where it is missing that of `fetched_at`. Several runs can write to a
    folder at the same time.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        with _writing(path):
            path.mkdir(exist_ok=True)
        self._journal = Journal(path / "_", take_over=True)

    def _save(self, articles: Sequence[Article]) -> None:
        for article in articles:
            self._journal.write(article)

    def _sync(self) -> None:
        self._journal.flush()

    def _finish(self) -> None:
        records = self._journal.read()
        for number in itertools.count():
            groups: dict[Path, list[Article]] = defaultdict(list)
            for article in itertools.islice(records, 5 * ROWS):
                groups[self._path / partition(article)].append(article)
            if not groups:
                break
            for folder, articles in groups.items():
                # The name comes from the journal: a run that is killed here and repeated doubles nothing.
                file = folder / f"part-{self._journal.id}-{number}.parquet"
                with _writing(file):
                    folder.mkdir(parents=True, exist_ok=True)
                    _write(folder / f".new-{file.name}", _tables(articles), self._journal.id)
                    os.replace(folder / f".new-{file.name}", file)
        self._journal.drop()

    def _close(self) -> None:
        self._journal.close()


def partition(article: Article) -> str:
    """The folder of a record inside a partitioned folder.

    >>> partition(Article(publisher="zeit"))
    'publisher=zeit/day=__HIVE_DEFAULT_PARTITION__'
    """
    moment = article.published_at or article.fetched_at
    publisher = quote(article.publisher, safe="") if article.publisher else _NO_VALUE
    return f"publisher={publisher}/day={moment.date().isoformat() if moment else _NO_VALUE}"


def read_parquet(path: Path) -> Iterator[Article]:
    """Records of a file or folder, and of journals that a killed run left beside it.

    Those of a file come in order, those of a folder by partition. Raises `InputError` for what is no Parquet
    file of newsscraper.
    """
    folder = path.is_dir()
    start = path / "_" if folder else path.with_name(path.name + ".")
    files = sorted(p for p in path.rglob("*.parquet") if not p.name.startswith(".")) if folder else [path]
    left = journal_files(start)
    if not folder and not path.exists():
        if not left:
            raise InputError(f"{path}: no such file or folder")
        files = []
    merged = {_metadata(file).get(_JOURNAL, b"").decode() for file in files}
    for file in files:
        yield from _read_file(file)
    for journal in left:
        if journal_id(journal) not in merged:
            yield from read_jsonl(journal)


def _read_file(path: Path) -> Iterator[Article]:
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(500, columns=SCHEMA.names):
                yield from articles_of(batch)
    except (arrow.ArrowException, ValueError, OSError) as error:
        raise InputError(f"{path}: not a Parquet file of newsscraper: {error}") from error


def _metadata(path: Path) -> dict[bytes, bytes]:
    """A file's own notes. Raises `InputError` for a file that is not ours."""
    try:
        schema = pq.read_schema(path)
    except (arrow.ArrowException, OSError) as error:
        raise InputError(f"{path}: not a Parquet file: {error}") from error
    if not schema.equals(SCHEMA):
        names = ", ".join(schema.names[:12])
        raise InputError(
            f"{path}: has other columns than records: {names}; `newsscraper clean --map` reads texts"
        )
    return dict(schema.metadata or {})


def _tables(records: Iterable[Article]) -> Iterator[arrow.Table]:
    iterator = iter(records)
    while some := list(itertools.islice(iterator, ROWS)):
        yield table_of(some)


def _write(path: Path, pieces: Iterable[arrow.Table], journal: str) -> None:
    """Write tables to a new file, small ones joined to full row groups."""
    schema = SCHEMA.with_metadata({_JOURNAL: journal.encode()})
    with path.open("wb") as stream:
        with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
            waiting: list[arrow.Table] = []
            for piece in pieces:
                waiting.append(piece)
                if sum(table.num_rows for table in waiting) >= ROWS:
                    writer.write_table(_joined(waiting, schema))
                    waiting = []
            if waiting:
                writer.write_table(_joined(waiting, schema))
        stream.flush()
        os.fsync(stream.fileno())


def _joined(tables: list[arrow.Table], schema: arrow.Schema) -> arrow.Table:
    return arrow.concat_tables(tables).replace_schema_metadata(schema.metadata)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
