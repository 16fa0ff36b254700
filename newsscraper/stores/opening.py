"""From an address to the store or the records behind it. Each kind is imported when first used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from newsscraper.article import Article
from newsscraper.errors import ConfigError, InputError, MissingExtraError
from newsscraper.stores.address import Address, parse_address
from newsscraper.stores.model import Store


def open_store(address: str | Path, *, append: bool = True) -> Store:
    """Open the store behind an address for writing; it is made where it does not exist.

    `append`: whether a file that exists is continued or made anew; databases and folders always go on.
    What cannot be saved later is kept aside, see `newsscraper.stores.spool`.

    Raises `ConfigError` for an address of no known kind, `OutputError` where it cannot be written,
    `MissingExtraError` where the kind needs a library that is not installed.
    """
    target = parse_address(address)
    if target.kind == "stdout":
        return open_bare(target)
    from newsscraper.stores.spool import SafeStore

    return SafeStore(target, open_bare(target, append=append), lambda: open_bare(target))


def open_bare(target: Address, *, append: bool = True) -> Store:
    """Open a store without the safety net that `open_store` spans under it."""
    path = target.path or Path()
    try:
        if target.kind == "stdout":
            from newsscraper.stores.jsonl import StdoutStore

            return StdoutStore()
        if target.kind == "jsonl":
            from newsscraper.stores.jsonl import JsonlStore

            return JsonlStore(path, append=append)
        if target.kind == "csv":
            from newsscraper.stores.csv_file import CsvStore

            return CsvStore(path, append=append)
        if target.kind == "parquet":
            from newsscraper.stores.parquet import ParquetFile

            return ParquetFile(path, append=append)
        if target.kind == "parquet-folder":
            from newsscraper.stores.parquet import ParquetFolder

            return ParquetFolder(path)
        from newsscraper.stores.sql.store import SqlStore

        return SqlStore(target)
    except ModuleNotFoundError as error:
        raise _missing(target, error) from error


def read_store(address: str | Path) -> Iterator[Article]:
    """The records behind an address: of a file in its order, of a database in the order of writing.

    Raises like `open_store`, and `InputError` where there is nothing or something else than records.
    """
    source = parse_address(address)
    path = source.path
    if source.kind == "stdout":
        raise ConfigError("records are read from a file, a folder or a database, not from standard input")
    if path is not None and not path.exists() and not source.kind.startswith("parquet"):
        raise InputError(f"{source}: no such file")
    try:
        if source.kind == "jsonl" and path:
            from newsscraper.stores.jsonl import read_jsonl

            return read_jsonl(path)
        if source.kind == "csv" and path:
            from newsscraper.stores.csv_file import read_csv

            return read_csv(path)
        if source.kind.startswith("parquet") and path:
            from newsscraper.stores.parquet import read_parquet

            return read_parquet(path)
        from newsscraper.stores.sql.reading import read_sql

        return read_sql(source)
    except ModuleNotFoundError as error:
        raise _missing(source, error) from error


def _missing(address: Address, error: ModuleNotFoundError) -> Exception:
    """The error that names the extra, where it is an extra that is missing."""
    extras = {"pyarrow": "parquet", "psycopg": "postgresql"}
    extra = extras.get((error.name or "").partition(".")[0])
    return MissingExtraError(str(address), extra) if extra else error
