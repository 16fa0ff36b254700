"""A ready-made test of every cassette: one for each publisher and field, so that a failure names both.

from newsscraper.testing.suite import test_cassette
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from newsscraper.errors import NewsscraperError
from newsscraper.testing.expectations import (
    Expectation,
    difference,
    dump_expectation,
    expectation_of,
    expected_path,
    field_names,
    read_expectation,
    write_expectation,
)
from newsscraper.testing.replaying import SUFFIXES, Replay, find_cassette, replay

CRAWL = "crawl"
"""Stands among the fields for the crawl as a whole: which records it gave, and its counts."""


class Cassettes:
    """A folder of cassettes; each is played, and its expectation read (or written), once."""

    def __init__(self, folder: Path, *, update: bool = False) -> None:
        self.folder = folder
        self.update = update
        self.changes: dict[str, str] = {}
        """Publisher -> what `--update-expected` has changed, as a diff."""
        self._replays: dict[str, Replay] = {}
        self._expectations: dict[str, Expectation] = {}

    def publishers(self) -> list[str]:
        """Publishers that have a cassette, sorted."""
        names = (p.name for p in self.folder.glob("*") if p.name.endswith(SUFFIXES))
        return sorted(name.removesuffix(".gz").removesuffix(".yaml") for name in names)

    def cases(self) -> list[tuple[str, str]]:
        """Every publisher with every field; raises `pytest.UsageError` for a folder without cassettes."""
        found = self.publishers()
        if not found:
            raise pytest.UsageError(
                f"{self.folder}: no cassettes here; set the ini option newsscraper_cassettes"
            )
        return [(publisher, field) for publisher in found for field in (CRAWL, *field_names())]

    def replay(self, publisher: str) -> Replay:
        """A publisher's replayed crawl; fails the test, in one line, where it cannot be replayed."""
        if publisher not in self._replays:
            try:
                self._replays[publisher] = replay(publisher, self.folder)
            except NewsscraperError as error:
                pytest.fail(str(error), pytrace=False)
        return self._replays[publisher]

    def expectation(self, publisher: str) -> Expectation:
        """What a publisher's crawl should give; fails the test, in one line, for a file that is no good."""
        if publisher not in self._expectations:
            try:
                self._expectations[publisher] = self._read(publisher)
            except NewsscraperError as error:
                pytest.fail(str(error), pytrace=False)
        return self._expectations[publisher]

    def _read(self, publisher: str) -> Expectation:
        path = expected_path(find_cassette(publisher, self.folder))
        if self.update:
            new = expectation_of(self.replay(publisher))
            old = path.read_text(encoding="utf-8") if path.is_file() else ""
            self.changes[publisher] = difference(path, old, dump_expectation(new))
            write_expectation(path, new)
        return read_expectation(path)


def test_cassette(cassettes: Cassettes, cassette_publisher: str, cassette_field: str) -> None:
    """A publisher's cassette gives the records that are expected, in one field."""
    crawl = cassettes.replay(cassette_publisher)
    expected = cassettes.expectation(cassette_publisher)
    if cassette_field == CRAWL:
        problems = {"problems": list(crawl.problems)}
        wanted: dict[str, Any] = {"counts": expected.counts, "urls": _urls(expected), "problems": []}
        given = expectation_of(crawl)
        differing = _differing(wanted, {"counts": given.counts, "urls": _urls(given), **problems})
    else:
        differing = _differing(
            _values(expected, cassette_field), _values(expectation_of(crawl), cassette_field)
        )
    if differing:
        pytest.fail(f"{cassette_publisher}: {cassette_field}\n" + "\n".join(differing), pytrace=False)


def _urls(expectation: Expectation) -> list[str]:
    return [article.url or "" for article in expectation.articles]


def _values(expectation: Expectation, field: str) -> dict[str, Any]:
    values = {article.url or "": article.to_dict()[field] for article in expectation.articles}
    if field == "removed":
        # One block more near the top moves all positions behind it; the order says enough.
        for removals in values.values():
            for removal in removals:
                del removal["position"]
    return values


def _differing(expected: dict[str, Any], given: dict[str, Any]) -> list[str]:
    """A line for each value that is not as expected; records that only one side has are not this test's."""
    return [
        f"{key}\n  expected: {json.dumps(expected[key], ensure_ascii=False)}"
        f"\n  got:      {json.dumps(given[key], ensure_ascii=False)}"
        for key in expected.keys() & given.keys()
        if expected[key] != given[key]
    ]
