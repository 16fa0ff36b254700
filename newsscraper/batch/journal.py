"""The work file beside the output: records in order and how far the batch is, so that it can go on."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from newsscraper.batch.document import Fault, Result
from newsscraper.errors import OutputError
from newsscraper.stores.append_file import AppendFile


class Progress(msgspec.Struct):
    """How far a batch is."""

    task: str
    """Fingerprint of the inputs and options: another task does not go on with this one's work."""
    done: int = 0
    """Documents finished, in the order of the input."""
    size: int = 0
    errors_size: int = 0
    """Bytes of the work file and of the errors file that belong to them."""
    records: int = 0
    faults: int = 0


class Journal:
    """Takes finished chunks in order. A run that was killed goes on after the last one taken."""

    def __init__(self, output: Path, errors: Path, task: str) -> None:
        """`output`: the file that the work file stands beside; `errors`: where faults go.

        Raises `OutputError` where they cannot be written.
        """
        self.work_file = output.with_name(output.name + ".work.jsonl")
        self.errors_file = errors
        self._progress_file = output.with_name(output.name + ".progress.json")
        if not output.parent.is_dir():
            raise OutputError(f"{output}: cannot be written: no folder {output.parent}")
        self.progress = self._load(task)
        self._records = self._open(self.work_file, self.progress.size)
        try:
            self._errors = self._open(errors, self.progress.errors_size)
        except OutputError:
            self._records.close()
            self.drop()
            raise

    def add(self, results: Iterable[Result]) -> None:
        """Keep a finished chunk. Raises `OutputError`."""
        results = list(results)
        faults = [result for result in results if isinstance(result, Fault)]
        records = [result for result in results if isinstance(result, bytes)]
        self._records.append(b"".join(record + b"\n" for record in records))
        self._errors.append(b"".join(error_line(fault) for fault in faults))
        progress = self.progress
        progress.done += len(results)
        progress.records += len(records)
        progress.faults += len(faults)
        progress.size, progress.errors_size = self._records.size, self._errors.size
        self._save()

    def close(self) -> None:
        """Close the files; they stay for the next run."""
        self._records.close()
        self._errors.close()

    def drop(self) -> None:
        """Delete what only a next run would need, and an errors file without errors."""
        self.work_file.unlink(missing_ok=True)
        self._progress_file.unlink(missing_ok=True)
        if not self.progress.faults:
            self.errors_file.unlink(missing_ok=True)

    def _open(self, path: Path, size: int) -> AppendFile:
        return AppendFile(path, lambda _: size, compressed=False)

    def _load(self, task: str) -> Progress:
        try:
            progress = msgspec.json.decode(self._progress_file.read_bytes(), type=Progress)
            sizes = self.work_file.stat().st_size, self.errors_file.stat().st_size
        except (OSError, msgspec.DecodeError):
            return Progress(task)
        # The files can only be shorter than noted where the machine went down before they were on the disk.
        whole = sizes[0] >= progress.size and sizes[1] >= progress.errors_size
        return progress if progress.task == task and whole else Progress(task)

    def _save(self) -> None:
        new = self._progress_file.with_suffix(".new")
        try:
            new.write_bytes(msgspec.json.encode(self.progress))
            os.replace(new, self._progress_file)
        except OSError as error:
            raise OutputError(f"{self._progress_file}: cannot be written: {error.strerror}") from error


def error_line(fault: Fault) -> bytes:
    """A fault as a line of the errors file."""
    line = {"place": fault.place, "url": fault.url, "error": fault.error}
    return msgspec.json.encode(line) + b"\n"


def fingerprint(*parts: object) -> str:
    """Tells one task from another; `parts` must have a stable `repr`."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()
