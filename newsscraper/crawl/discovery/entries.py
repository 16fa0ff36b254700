"""One entry of a sitemap or feed at a time: the texts of its elements, bounded."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from datetime import tzinfo

from newsscraper.crawl.discovery.found import Found, Nested

TEXT_LIMIT = 4096
"""Letters of one element that are kept; an address or title is never longer."""
VALUES_LIMIT = 64
"""Values of one element that are kept: keywords, categories."""


class Entry:
    """Collects the elements of one entry: path below the entry -> texts."""

    def __init__(self) -> None:
        self.values: dict[str, list[str]] = {}
        self._text: list[str] = []
        self._length = 0

    def clear_text(self) -> None:
        """A new element opens: text from here on is its own."""
        self._text.clear()
        self._length = 0

    def add_text(self, text: str) -> None:
        """Take a piece of text."""
        if self._length < TEXT_LIMIT:
            self._text.append(text[: TEXT_LIMIT - self._length])
            self._length += len(text)

    def close(self, name: str) -> None:
        """The element `name` closes: keep its text."""
        self.add(name, "".join(self._text))
        self.clear_text()

    def add(self, name: str, text: str) -> None:
        """Keep a text, its white space made single."""
        text = " ".join(text.split())
        values = self.values.setdefault(name, [])
        if text and len(values) < VALUES_LIMIT:
            values.append(text)

    def first(self, *names: str) -> str | None:
        """The first text of the first of these elements that has one."""
        return next((self.values[name][0] for name in names if self.values.get(name)), None)

    def all(self, *names: str) -> tuple[str, ...]:
        """All texts of these elements, each once."""
        return tuple(dict.fromkeys(text for name in names for text in self.values.get(name, ())))


class EntryReader:
    """Base of the readers that take a document entry by entry; `ready` holds what they found."""

    def __init__(self, source: str, zone: tzinfo) -> None:
        self.source = source
        self.zone = zone
        self.ready: deque[Found | Nested] = deque()
        self.bad: list[str] = []
        """Addresses that are none, and what stands for them in entries without one."""
        self._entry: Entry | None = None
        self._depth = 0

    def start(self, path: tuple[str, ...], attributes: Mapping[str, str]) -> None:
        """An element opens."""
        if self._entry is not None:
            self._entry.clear_text()
        elif self.opens_entry(path):
            self._entry, self._depth = Entry(), len(path)
        if self._entry is not None:
            self.take_attributes(self._entry, path[self._depth :], attributes)

    def text(self, text: str) -> None:
        """A piece of text."""
        if self._entry is not None:
            self._entry.add_text(text)

    def end(self, path: tuple[str, ...]) -> None:
        """An element closes; with the entry's own, the entry is complete."""
        if self._entry is None:
            return
        if len(path) == self._depth:
            self.finish(self._entry)
            self._entry = None
        else:
            self._entry.close("/".join(path[self._depth :]))

    def opens_entry(self, path: tuple[str, ...]) -> bool:
        """Whether the element at the end of `path` is an entry."""
        raise NotImplementedError

    def take_attributes(self, entry: Entry, below: tuple[str, ...], attributes: Mapping[str, str]) -> None:
        """Keep what attributes say. `below` leads from the entry to their element, () for its own."""

    def finish(self, entry: Entry) -> None:
        """Make of a complete entry what it stands for."""
        raise NotImplementedError
