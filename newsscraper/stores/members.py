"""Gzip files that grow by a member a piece: what of them is whole, and reading that."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from newsscraper.errors import OutputError
from newsscraper.stores.append_file import CHUNK

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


def whole_members(file: BinaryIO) -> int:
    """How many bytes of a gzip file are whole members. Raises `OutputError` for what is no gzip file."""
    end = position = 0
    member = zlib.decompressobj(wbits=31)
    while data := file.read(CHUNK):
        while data:
            try:
                member.decompress(data)
            except zlib.error as error:
                raise OutputError("exists and is not a gzip file; nothing was written") from error
            if not member.eof:
                position += len(data)
                break
            position += len(data) - len(member.unused_data)
            end, data, member = position, member.unused_data, zlib.decompressobj(wbits=31)
    return end


def open_members(path: Path) -> io.BufferedReader:
    """Open a gzip file for reading; a member that a killed run left unfinished is read as far as it goes.

    Reading raises `zlib.error` where there is something else than gzip.
    """
    return io.BufferedReader(Members(path.open("rb")))


class Members(io.RawIOBase):
    """The unpacked content of a gzip file."""

    def __init__(self, file: BinaryIO, *, strict: bool = False) -> None:
        """`strict`: whether an unfinished member is an `EOFError`, where the content ends."""
        self._file = file
        self._pieces = _unpack(file, strict)
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = piece
        size = min(len(view), len(self._left))
        view[:size], self._left = self._left[:size], self._left[size:]
        return size

    def close(self) -> None:
        self._file.close()
        super().close()


def _unpack(file: BinaryIO, strict: bool) -> Iterator[bytes]:
    member, begun = zlib.decompressobj(wbits=31), False
    while data := file.read(CHUNK):
        while data:
            begun = True
            yield member.decompress(data, CHUNK)
            data = member.unconsumed_tail or member.unused_data
            if member.eof:
                member, begun = zlib.decompressobj(wbits=31), False
    if begun and strict:
        raise EOFError("the gzip file ends in the middle")
