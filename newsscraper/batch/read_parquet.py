"""Parquet as documents: one a row."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any

from newsscraper.batch.document import Work
from newsscraper.batch.files import open_input
from newsscraper.batch.inputs import Reading
from newsscraper.batch.mapping import document_of
from newsscraper.errors import InputError, MissingExtraError

ROWS = 256
"""Rows unpacked at a time."""


def read_parquet(name: str, size: int, reading: Reading) -> Iterator[Work]:
    """A document a row; only mapped columns are read.

    Raises `InputError` for what is no Parquet file or has none of the columns, `MissingExtraError` without
    pyarrow.
    """
    try:
        parquet: Any = importlib.import_module("pyarrow.parquet")
        arrow: Any = importlib.import_module("pyarrow")
    except ImportError as error:
        raise MissingExtraError("reading Parquet", "parquet") from error
    with open_input(name) as stream:
        try:
            file = parquet.ParquetFile(stream)
            columns = _columns(file.schema_arrow.names, reading)
            done, rows = 0, file.metadata.num_rows
            for batch in file.iter_batches(ROWS, columns=columns):
                for row in batch.to_pylist():
                    done += 1
                    yield document_of(row, reading.mapping, f"{name}: row {done}", size * done // rows)
        except (arrow.ArrowException, OSError) as error:
            raise InputError(f"no Parquet file, or a damaged one: {error}") from error


def _columns(names: list[str], reading: Reading) -> list[str]:
    texts = [reading.mapping["text"], reading.mapping["html"]]
    if not set(texts) & set(names):
        wanted = " or ".join(map(repr, texts))
        raise InputError(
            f"no column {wanted}; it has: {', '.join(names)} (name the right one with --map text=COLUMN)"
        )
    return [name for name in names if name in reading.mapping.values()]
