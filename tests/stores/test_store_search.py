"""Full-text search in German."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import made_up
import pytest

from newsscraper.errors import ConfigError
from newsscraper.stores import open_store, parse_address
from newsscraper.stores.sql.search import fts5_query, search

TEXTS = (
    "Der neue Friedensplan liegt vor. Zwei Seiten, viele Fragen.",
    "Über die Friedenspläne wird in Zürich verhandelt.",
    "Eine rote Linie zieht niemand gern, und die Wahl ist nah.",
    "Die Linie 4 fährt wieder, mit roten Wagen.",
)

CASES = {
    "Friedensplan": {0, 1},
    "friedensplan": {0, 1},
    "Friedensplan Zürich": {1},
    '"rote Linie"': {2},
    "Linie -Wahl": {3},
    "Friedensplan or Wagen": {0, 1, 3},
    "Zürich": {1},
}


@pytest.fixture
def filled(database: str) -> str:
    with open_store(database) as store:
        for number, text in enumerate(TEXTS):
            day = datetime(2026, 1, 1 + number, 12, tzinfo=UTC)
            store.write(made_up.plain(number, text, published_at=day, publisher=f"blatt-{number % 2}"))
    return database


def found(address: str, query: str, **filters: object) -> set[str]:
    hits = search(parse_address(address), query, **filters)  # type: ignore[arg-type]
    return {hit.article.text for hit in hits}


@pytest.mark.parametrize("query", CASES)
def test_finds(filled: str, query: str) -> None:
    assert found(filled, query) == {TEXTS[number] for number in CASES[query]}


def test_filters(filled: str) -> None:
    assert found(filled, "Friedensplan", since=datetime(2026, 1, 2, tzinfo=UTC)) == {TEXTS[1]}
    assert found(filled, "Friedensplan", until=datetime(2026, 1, 2, tzinfo=UTC)) == {TEXTS[0]}
    assert found(filled, "Friedensplan", publisher="blatt-1") == {TEXTS[1]}
    assert len(found(filled, "Friedensplan or Linie", limit=2)) == 2


def test_only_the_current_version_is_searched(filled: str) -> None:
    with open_store(filled) as store:
        later = datetime(2026, 6, 1, tzinfo=UTC)
        store.write(made_up.plain(0, "Nun heißt er Fahrplan.", fetched_at=later))
    assert found(filled, "Friedensplan") == {TEXTS[1]}
    assert found(filled, "Fahrplan") == {"Nun heißt er Fahrplan."}


def test_snippet_shows_the_place(filled: str) -> None:
    (hit,) = search(parse_address(filled), "Zürich")
    assert "Zürich verhandelt" in hit.snippet


@pytest.mark.parametrize("query", ["", "-Wahl", '( * "', "***"])
def test_a_query_without_words_is_refused_in_sqlite(query: str) -> None:
    with pytest.raises(ConfigError, match="no word to search for"):
        fts5_query(query)


def test_a_file_cannot_be_searched() -> None:
    with pytest.raises(ConfigError, match=r"`newsscraper convert news.jsonl sqlite:///news.db` makes one"):
        list(search(parse_address("news.jsonl"), "Wahl"))


def test_command(filled: str) -> None:
    command = [sys.executable, "-m", "newsscraper", "search", "--store", filled]
    since = [*command, "Zürich", "--since", "2026-01-02"]
    done = subprocess.run(since, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert [line.rstrip(".") for line in done.stdout.splitlines()] == [
        "2026-01-02 12:00  blatt-1  Größe und Maß, Folge 1",
        "    Über die Friedenspläne wird in Zürich verhandelt",
        "    https://www.example-zeitung.de/artikel-1",
    ]
    nothing = subprocess.run([*command, "Kaugummi"], capture_output=True, text=True, check=False)
    assert (nothing.returncode, nothing.stderr) == (1, "newsscraper search: nothing found\n")
