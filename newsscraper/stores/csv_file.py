"""CSV, plain or gzip: one record a line, lists and objects as JSON in their cell.

Every cell can be read back: an empty cell is None, and a text that is empty or would be taken for something
else (it begins with a quote, or with a sign that makes spreadsheets run it as a formula) stands as a JSON
string. Line breaks inside a cell are kept.
"""

from __future__ import annotations

import csv
import io
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, BinaryIO

from newsscraper.article import Article
from newsscraper.errors import InputError, OutputError
from newsscraper.stores.append_file import CHUNK, AppendFile, nothing
from newsscraper.stores.members import open_members, whole_members
from newsscraper.stores.model import Store

COLUMNS = (*(field.name for field in fields(Article)), "text")
"""The record's fields, and its text for readers; the text is not read back, because lead and body hold it."""

_NESTED = frozenset(
    {"body", "authors", "agencies", "keywords", "images", "access_flags", "rights", "sources", "removed"}
)
_NUMBERS = frozenset({"schema_version"})
_RISKY = ('"', "=", "+", "-", "@", "\t", "\r")
_GZIP_BATCH = 64

csv.field_size_limit(1 << 30)


class CsvStore(Store):
    """Appends records to a CSV file, each in one piece."""

    def __init__(self, path: Path, *, append: bool = True) -> None:
        super().__init__()
        compressed = path.suffix == ".gz"
        whole = whole_members if compressed else whole_rows
        self._file = AppendFile(path, whole if append else nothing, compressed=compressed)
        self.batch = _GZIP_BATCH if compressed else 1
        if self._file.size == 0:
            self._file.append(line_of(COLUMNS))

    def _save(self, articles: Sequence[Article]) -> None:
        self._file.append(b"".join(line_of(cells_of(article)) for article in articles))

    def _sync(self) -> None:
        self._file.sync()

    def _close(self) -> None:
        self._file.close()


def read_csv(path: Path) -> Iterator[Article]:
    """Records of a file, in order; what a killed run left half written is passed over.

    Raises `InputError` that names the file and the row for anything else that is no record.
    """
    try:
        with open_members(path) if path.suffix == ".gz" else path.open("rb") as stream:
            # newline="": line breaks inside cells stay as they are.
            # Half a character at the end must not spoil the rows before it: `article_of` refuses the others.
            text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
            yield from _read_rows(csv.reader(text, strict=True), path)
    except zlib.error as error:
        raise InputError(f"{path}: not gzip: {error}") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error


def cells_of(article: Article) -> list[str]:
    """A record as cells, in the order of `COLUMNS`."""
    plain = article.to_dict()
    return [_cell(name, plain[name]) for name in COLUMNS[:-1]] + [_cell("text", article.text)]


def article_of(names: Sequence[str], cells: Sequence[str]) -> Article:
    """The record that cells hold. Raises `ValueError` for cells that are none, or not UTF-8."""
    own = {name: cell for name, cell in zip(names, cells, strict=True) if name != "text"}
    "".join(own.values()).encode()
    return Article.from_dict({name: _value(name, cell) for name, cell in own.items()})


def whole_rows(file: BinaryIO) -> int:
    """How many bytes of a file are whole rows: up to the last line end outside of quotes.

    Raises `OutputError` for a file with other columns.
    """
    file.seek(0)
    head = file.readline(len(line_of(COLUMNS)) + 3)
    if line_of(COLUMNS).startswith(head) and not head.endswith(b"\n"):
        return 0
    if head.lstrip(b"\xef\xbb\xbf") != line_of(COLUMNS):
        raise OutputError("exists and has other columns than a newsscraper CSV file; nothing was written")
    file.seek(0)
    whole = position = quotes = 0
    while data := file.read(CHUNK):
        for line in data.splitlines(keepends=True):
            quotes += line.count(b'"')
            position += len(line)
            if line.endswith(b"\n") and quotes % 2 == 0:
                whole = position
    return whole


def _read_rows(rows: Iterator[list[str]], path: Path) -> Iterator[Article]:
    names = next(rows, [])
    missing = [name for name in ("url", "title", "body") if name not in names]
    if missing:
        raise InputError(f"{path}: no column {', '.join(missing)}: not a CSV file of newsscraper")
    number = 1
    previous: list[str] = []
    try:
        for number, row in enumerate(rows, 1):
            if number > 1:
                yield article_of(names, previous)
            previous = row
    except csv.Error as error:
        # An open quote at the end is the row that a killed run was writing.
        if "unexpected end" not in str(error):
            raise InputError(f"{path}: record {number}: {error}") from error
    except ValueError as error:
        raise InputError(f"{path}: record {number - 1}: not a record: {error}") from error
    if previous and len(previous) == len(names):
        yield article_of(names, previous)


def line_of(cells: Sequence[str]) -> bytes:
    """Cells as a line of CSV."""
    buffer = io.StringIO()
    # With both characters in the line end, both are quoted inside a cell.
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().encode()


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name in _NESTED:
        return json.dumps(value, ensure_ascii=False)
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if not text or text.startswith(_RISKY) else text


def _value(name: str, cell: str) -> Any:
    if cell == "":
        return None
    if name in _NESTED or cell.startswith('"'):
        return json.loads(cell)
    return int(cell) if name in _NUMBERS else cell
