"""One entry of a sitemap or feed at a time: the texts of its elements, bounded."""

from __future__ import annotations

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
