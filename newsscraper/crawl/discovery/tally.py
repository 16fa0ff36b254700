"""Problems counted by kind, each with its first example: a broken sitemap must not fill the log."""

from __future__ import annotations

from collections.abc import Iterator

from newsscraper.crawl.discovery.found import Problem, ProblemKind


class Tally:
    """Counts what is wrong with one source."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._counts: dict[ProblemKind, int] = {}
        self._first: dict[ProblemKind, str] = {}

    def add(self, kind: ProblemKind, detail: str) -> None:
        """Count one more of a kind."""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        self._first.setdefault(kind, detail[:300])

    def problems(self) -> Iterator[Problem]:
        """One problem for each kind that was counted."""
        for kind, count in self._counts.items():
            yield Problem(kind, self._source, self._first[kind], count)
