"""From the names on the command line to a stream of documents, in order, without holding more than one."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from newsscraper.batch.document import Document, Fault, Work
from newsscraper.batch.files import find
from newsscraper.errors import InputError

InputKind = Literal["file", "jsonl", "warc", "parquet"]

_KINDS: tuple[tuple[str, InputKind], ...] = (
    (".jsonl", "jsonl"),
    (".ndjson", "jsonl"),
    (".warc", "warc"),
    (".parquet", "parquet"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the input."""

    name: str
    size: int
    kind: InputKind


@dataclass(frozen=True, slots=True)
class Reading:
    """How inputs are to be read."""

    mapping: Mapping[str, str]
    """Target -> field, see `newsscraper.batch.mapping`."""
    url: str | None = None
    """Address of a single page or text."""
    publisher: str | None = None
    fetched_at: datetime | None = None
    language: str = "de"
    """Language that pages of a foreign archive must have; `any` takes all."""
    only: frozenset[str] = frozenset()
    """Statuses of records that are wanted; empty means all."""


def find_sources(names: Iterable[str]) -> list[Source]:
    """All files that the names stand for, each once. Raises `InputError` for a name that stands for none."""
    found = {file: size for name in names for file, size in find(name)}
    return [Source(file, size, _kind(file)) for file, size in found.items()]


def read_sources(sources: Iterable[Source], reading: Reading) -> Iterator[Work]:
    """The documents of all sources, in order; `read` counts on over them."""
    before = 0
    for source in sources:
        for work in _read(source, reading):
            work = replace(work, read=before + work.read)
            yield replace(work, only=reading.only) if isinstance(work, Document) else work
        before += source.size


def read_stdin(reading: Reading) -> Iterator[Work]:
    """Standard input as one document."""
    data = sys.stdin.buffer.read()
    if not data.strip():
        raise InputError("standard input is empty")
    yield _document("standard input", reading, data=data)


def _read(source: Source, reading: Reading) -> Iterator[Work]:
    try:
        if source.kind == "jsonl":
            from newsscraper.batch.read_jsonl import read_jsonl

            yield from read_jsonl(source.name, reading)
        elif source.kind == "parquet":
            from newsscraper.batch.read_parquet import read_parquet

            yield from read_parquet(source.name, source.size, reading)
        elif source.kind == "warc":
            from newsscraper.batch.read_warc import read_warc

            yield from read_warc(source.name, reading)
        else:
            yield _document(source.name, reading, file=source.name, read=source.size)
    except InputError as error:
        yield Fault(place=source.name, error=str(error).removeprefix(f"{source.name}: "), read=source.size)


def _document(
    place: str, reading: Reading, *, data: bytes | None = None, file: str | None = None, read: int = 0
) -> Document:
    return Document(
        place=place,
        data=data,
        file=file,
        url=reading.url,
        publisher=reading.publisher,
        fetched_at=reading.fetched_at,
        read=read,
    )


def _kind(name: str) -> InputKind:
    plain = name.lower().removesuffix(".gz")
    return next((kind for suffix, kind in _KINDS if plain.endswith(suffix)), "file")
