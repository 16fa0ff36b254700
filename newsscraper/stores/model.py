"""What every store can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from types import TracebackType

from newsscraper.article import Article


class Store(ABC):
    """A place that records are written to. Use it in a `with` statement, or call `close`."""

    @abstractmethod
    def write(self, article: Article) -> None:
        """Take a record; it may still be in memory afterwards. Raises `OutputError`."""

    @abstractmethod
    def flush(self) -> None:
        """Put everything written so far where a crash of the program or the machine cannot take it."""

    @abstractmethod
    def close(self) -> None:
        """Flush, and let go of the file or connection. A second call does nothing."""

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
