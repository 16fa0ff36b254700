"""Journals: records on their way into a format that cannot grow, each run's in a file of its own."""

from __future__ import annotations

import glob
import uuid
from collections.abc import Iterator
from pathlib import Path

from newsscraper.article import Article
from newsscraper.errors import OutputError
from newsscraper.stores.jsonl import JsonlStore, read_jsonl

_WORD = "journal-"


class Journal:
    """A run's journal: a new one, or what a killed run has left."""

    def __init__(self, start: Path, *, merged: str = "", take_over: bool) -> None:
        """`start`: path that the journals' names begin with. `merged`: id of the journal whose records the
        output has already; if the file is still there, it is deleted. `take_over`: go on with a left one.

        Raises `OutputError`.
        """
        for left in journal_files(start):
            if journal_id(left) == merged or not take_over:
                left.unlink()
                continue
            try:
                self._store = JsonlStore(left)
            except OutputError:
                # Another run is writing to it.
                continue
            self.path = left
            return
        self.path = start.with_name(f"{start.name}{_WORD}{uuid.uuid4().hex[:12]}.jsonl")
        self._store = JsonlStore(self.path)

    @property
    def id(self) -> str:
        """What names this journal and no other."""
        return journal_id(self.path)

    def write(self, article: Article) -> None:
        """Append a record. Raises `OutputError`."""
        try:
            self._store.write(article)
        except OutputError:
            self._store.pending.clear()
            raise

    def flush(self) -> None:
        """Make it last. Raises `OutputError`."""
        self._store.flush()

    def read(self) -> Iterator[Article]:
        """The records so far."""
        return read_jsonl(self.path)

    def close(self) -> None:
        """Let go of the file; it stays."""
        self._store.abandon()

    def drop(self) -> None:
        """Delete the file: its records are in the output."""
        self.path.unlink(missing_ok=True)


def journal_start(output: Path) -> Path:
    """What the names of an output's journals begin with: inside a folder, beside a file."""
    return output / "_" if output.is_dir() else output.with_name(output.name + ".")


def journal_files(start: Path) -> list[Path]:
    """Journals whose names begin like `start`, sorted by name."""
    return sorted(start.parent.glob(f"{glob.escape(start.name)}{_WORD}*.jsonl"))


def journal_id(path: Path) -> str:
    """The part of a journal's name that is its own."""
    return path.name.rpartition(_WORD)[2].removesuffix(".jsonl")
