"""A file that only grows by whole pieces, so that a killed run leaves nothing half written."""

from __future__ import annotations

import fcntl
import gzip
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from newsscraper.errors import OutputError

CHUNK = 1 << 20


class AppendFile:
    """An append-only file, plain or gzip; one writer at a time.

    `whole` is given the open file and returns how many of its bytes are whole records; what a killed run
    left behind them is cut off. Raises `OutputError` where the file cannot be opened or is in use.

    A gzip file grows by a member a piece, so that each piece can be read whatever comes after it.
    """

    def __init__(self, path: Path, whole: Callable[[BinaryIO], int], *, compressed: bool) -> None:
        self.path = path
        self._compressed = compressed
        try:
            self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
        try:
            self._lock()
            self.size = self._whole_size(whole)
            os.ftruncate(self._fd, self.size)
        except BaseException:
            os.close(self._fd)
            raise
        self._open = True

    def append(self, piece: bytes) -> None:
        """Write a piece, all of it or nothing. Raises `OutputError`, with the file as it was before."""
        data = memoryview(gzip.compress(piece, 6, mtime=0) if self._compressed else piece)
        done = 0
        try:
            while done < len(data):
                done += os.write(self._fd, data[done:])
        except OSError as error:
            os.ftruncate(self._fd, self.size)
            raise OutputError(f"{self.path}: cannot be written: {error.strerror}") from error
        self.size += len(data)

    def sync(self) -> None:
        """Wait until the disk has everything. Raises `OutputError`."""
        try:
            os.fsync(self._fd)
        except OSError as error:
            raise OutputError(f"{self.path}: cannot be written: {error.strerror}") from error

    def last_byte(self) -> bytes:
        """The last byte of the file, or none of an empty one."""
        return os.pread(self._fd, 1, max(0, self.size - 1))

    def close(self) -> None:
        """Close the file and release it for others."""
        if self._open:
            self._open = False
            os.close(self._fd)

    def _lock(self) -> None:
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputError(f"{self.path}: another run is writing to it") from error
        except OSError:
            # A file system without locks (some network shares): better unguarded than unusable.
            pass

    def _whole_size(self, whole: Callable[[BinaryIO], int]) -> int:
        with os.fdopen(os.dup(self._fd), "rb") as file:
            file.seek(0)
            try:
                return whole(file)
            except OutputError as error:
                raise OutputError(f"{self.path}: {error}") from error


def nothing(_file: BinaryIO) -> int:
    """Keep nothing of a file: it is made anew."""
    return 0
