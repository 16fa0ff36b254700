"""What every store can do."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from types import TracebackType

from newsscraper.article import Article


class Store(ABC):
    """A place that records are written to. Use it in a `with` statement, or call `close`.

    A kind of store says how records are saved (`_save`, all or nothing), and how they are made to last
    (`_sync`). What could not be saved stays in `pending`.
    """

    batch = 1
    """How many records are saved together."""

    def __init__(self) -> None:
        self.pending: list[Article] = []
        """Records that were taken and not saved yet."""
        self._is_open = True

    def write(self, article: Article) -> None:
        """Take a record, and save it with others when there are enough. Raises `OutputError`."""
        self.pending.append(encodable(article))
        if len(self.pending) >= self.batch:
            self._drain()

    def flush(self) -> None:
        """Put everything taken so far where no crash of the program or the machine can take it.

        Raises `OutputError`.
        """
        self._drain()
        self._sync()

    def close(self) -> None:
        """Flush, and let go of the file or connection. A second call does nothing. Raises `OutputError`."""
        if self._is_open:
            self._is_open = False
            try:
                self.flush()
                self._finish()
            finally:
                self._close()

    def abandon(self) -> None:
        """Let go of the file or connection as it is, with what is pending not saved."""
        if self._is_open:
            self._is_open = False
            self._close()

    def _drain(self) -> None:
        if self.pending:
            self._save(self.pending)
            self.pending = []

    @abstractmethod
    def _save(self, articles: Sequence[Article]) -> None:
        """Save all of these or none. Raises `OutputError`."""

    @abstractmethod
    def _sync(self) -> None:
        """Make what was saved last. Raises `OutputError`."""

    def _finish(self) -> None:  # noqa: B027 - most kinds have nothing to do here
        """What is to be done once, when all is saved and the store is closed. Raises `OutputError`."""

    @abstractmethod
    def _close(self) -> None:
        """Let go of the file or connection."""

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def encodable(article: Article) -> Article:
    """The record as any store takes it: half a surrogate pair, which no encoding knows, becomes U+FFFD."""
    try:
        article.to_json()
    except UnicodeEncodeError:
        plain = json.dumps(article.to_dict(), ensure_ascii=False)
        return Article.from_json(plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    return article
