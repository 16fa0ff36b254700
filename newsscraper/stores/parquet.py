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
from typing import BinaryIO
from urllib.parse import quote

import pyarrow as arrow
import pyarrow.parquet as pq

from newsscraper.article import Article
from newsscraper.errors import InputError, OutputError
from newsscraper.stores.journals import Journal, journal_files, journal_id, journal_start
from newsscraper.stores.jsonl import read_jsonl
from newsscraper.stores.model import Store
from newsscraper.stores.parquet_schema import SCHEMA, articles_of, table_of

ROWS = 2000
"""Records in a row group: enough to compress well, few enough to be held in memory."""

_JOURNAL = b"newsscraper.journal"
_NO_VALUE = "__HIVE_DEFAULT_PARTITION__"


class ParquetStream:
    """Writes Parquet to an open file, records and small tables joined to full row groups."""

    def __init__(self, file: BinaryIO, journal: str = "") -> None:
        """`journal`: id of the journal that the records come from."""
        schema = SCHEMA.with_metadata({_JOURNAL: journal.encode()})
        self._writer = pq.ParquetWriter(file, schema, compression="zstd")
        self._records: list[Article] = []
        self._tables: list[arrow.Table] = []

    def write(self, article: Article) -> None:
        """Take a record."""
        self._records.append(article)
        if len(self._records) >= ROWS:
            self._take_records()

    def write_table(self, table: arrow.Table) -> None:
        """Take a table with the columns of `SCHEMA`."""
        self._tables.append(table.replace_schema_metadata(self._writer.schema.metadata))
        if sum(table.num_rows for table in self._tables) >= ROWS:
            self._write_group()

    def close(self) -> None:
        """Write what is left, and the end of the file; the file stays open."""
        self._take_records()
        self._write_group()
        self._writer.close()

    def _take_records(self) -> None:
        if self._records:
            self.write_table(table_of(self._records))
            self._records = []

    def _write_group(self) -> None:
        if self._tables:
            self._writer.write_table(arrow.concat_tables(self._tables))
            self._tables = []


class ParquetFile(Store):
    """One file. Appending copies what it holds, row group by row group."""

    def __init__(self, path: Path, *, append: bool = True) -> None:
        super().__init__()
        self._path = path
        self._keep = append and path.exists()
        merged = _metadata(path).get(_JOURNAL, b"").decode() if self._keep else ""
        self._journal = Journal(journal_start(path), merged=merged, take_over=append)

    def _save(self, articles: Sequence[Article]) -> None:
        for article in articles:
            self._journal.write(article)

    def _sync(self) -> None:
        self._journal.flush()

    def _finish(self) -> None:
        new = self._path.with_name(f".new-{self._path.name}")
        with _writing(self._path, self._journal):
            _write(new, itertools.chain(self._old(), _tables(self._journal.read())), self._journal.id)
            os.replace(new, self._path)
        self._journal.drop()

    def _close(self) -> None:
        self._journal.close()

    def _old(self) -> Iterator[arrow.Table]:
        if self._keep:
            with pq.ParquetFile(self._path) as file:
                for number in range(file.num_row_groups):
                    yield file.read_row_group(number)


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
        self._journal = Journal(journal_start(path), take_over=True)

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
                with _writing(self._path, self._journal):
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
    files = sorted(p for p in path.rglob("*.parquet") if not p.name.startswith(".")) if folder else [path]
    left = journal_files(journal_start(path))
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
    """Write tables to a new file."""
    with path.open("wb") as file:
        stream = ParquetStream(file, journal)
        for piece in pieces:
            stream.write_table(piece)
        stream.close()
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _writing(path: Path, journal: Journal | None = None) -> Iterator[None]:
    """Turn errors of the file system into ours, which tell where the records are that a journal holds."""
    try:
        yield
    except OSError as error:
        problem = f"{path}: cannot be written: {error.strerror or error}"
        if journal is not None:
            address = f"{path}/" if path.is_dir() else path
            problem += f"; the records stay in {journal.path}: load them with `newsscraper resume {address}`"
        raise OutputError(problem) from error
