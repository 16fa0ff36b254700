"""JSON Lines, plain or gzip: one record a line."""

from __future__ import annotations

import json
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from newsscraper.article import Article
from newsscraper.errors import InputError, OutputError
from newsscraper.stores.append_file import CHUNK, AppendFile, nothing
from newsscraper.stores.members import open_members, whole_members
from newsscraper.stores.model import Store

GZIP_BATCH = 64
"""Records that make one gzip member; fewer compress badly."""


class JsonlStore(Store):
    """Appends records to a file, each line in one piece.

    A plain line is with the operating system when `write` returns (it survives kill -9) and on the disk
    after `flush`. A gzip file takes records together; they are in the file after `flush`.
    """

    def __init__(self, path: Path, *, append: bool = True) -> None:
        super().__init__()
        compressed = path.suffix == ".gz"
        whole = whole_members if compressed else whole_lines
        self._file = AppendFile(path, whole if append else nothing, compressed=compressed)
        self.batch = GZIP_BATCH if compressed else 1
        if self._file.size and not compressed and self._file.last_byte() != b"\n":
            self._file.append(b"\n")

    def _save(self, articles: Sequence[Article]) -> None:
        self._file.append(b"".join(article.to_json() + b"\n" for article in articles))

    def _sync(self) -> None:
        self._file.sync()

    def _close(self) -> None:
        self._file.close()


class StdoutStore(Store):
    """Writes records to standard output, for pipes."""

    def _save(self, articles: Sequence[Article]) -> None:
        for article in articles:
            sys.stdout.buffer.write(article.to_json() + b"\n")

    def _sync(self) -> None:
        sys.stdout.buffer.flush()

    def _close(self) -> None:
        pass


def read_jsonl(path: Path) -> Iterator[Article]:
    """Records of a file, in order.

    A half line that a killed run left at the end is passed over. Raises `InputError` that names the file
    and the line for anything else that is no record.
    """
    for number, line, whole in read_lines(path):
        try:
            yield Article.from_json(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            if whole or not _is_cut(line):
                raise InputError(f"{path}: line {number}: not a record: {error}") from error


def read_lines(path: Path) -> Iterator[tuple[int, bytes, bool]]:
    """Number (from 1), bytes and completeness of each line that is not blank, of a plain or gzip file.

    The last line is incomplete where no newline ends it. Raises `InputError` where it cannot be read.
    """
    try:
        with open_members(path) if path.suffix == ".gz" else path.open("rb") as stream:
            number = 0
            try:
                for number, line in enumerate(stream, 1):
                    if line.strip():
                        yield number, line.rstrip(b"\r\n"), line.endswith(b"\n")
            except zlib.error as error:
                raise InputError(f"{path}: after line {number}: not gzip: {error}") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error


def whole_lines(file: BinaryIO) -> int:
    """How many bytes of a file are whole lines; a last line that lacks only its newline counts.

    Raises `OutputError` where a single line that is no record makes up the file: then it is another's.
    """
    size = file.seek(0, 2)
    start = _after_last_newline(file, size)
    file.seek(start)
    rest = file.read()
    if not _is_cut(rest or b"{}"):
        return size
    if start > 0 or rest.lstrip().startswith(b"{"):
        return start
    raise OutputError("exists and does not hold records; nothing was written")


def _after_last_newline(file: BinaryIO, size: int) -> int:
    position = size
    while position > 0:
        start = max(0, position - CHUNK)
        file.seek(start)
        found = file.read(position - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        position = start
    return 0


def _is_cut(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return True
    return False
