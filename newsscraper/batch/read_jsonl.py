"""JSON Lines, plain or gzip, as documents."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

import msgspec

from newsscraper.batch.document import Fault, Work
from newsscraper.batch.files import open_input
from newsscraper.batch.inputs import Reading
from newsscraper.batch.mapping import document_of
from newsscraper.errors import InputError

MAX_LINE = 64 * 1024 * 1024
"""Longest line in bytes; what is longer is no text of an article, and would not fit in memory for long."""

_decoder = msgspec.json.Decoder(dict[str, Any])


def read_jsonl(name: str, reading: Reading) -> Iterator[Work]:
    """A document a line; a line that is no JSON object or lacks the text is a `Fault`, and the rest is read.

    Raises `InputError` where the file cannot be read on.
    """
    with open_input(name) as raw:
        stream = cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if name.endswith(".gz") else raw
        number = 0
        try:
            while line := stream.readline(MAX_LINE):
                number += 1
                if line.strip():
                    yield _read_line(line, f"{name}: line {number}", reading, raw.tell())
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise InputError(f"after line {number}: the gzip file is cut off or damaged: {error}") from error


def _read_line(line: bytes, place: str, reading: Reading, read: int) -> Work:
    if len(line) == MAX_LINE:
        return Fault(place=place, error=f"longer than {MAX_LINE >> 20} MB", read=read)
    try:
        row = _decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Fault(place=place, error=f"not a JSON object: {error}", read=read)
    return document_of(row, reading.mapping, place, read)
