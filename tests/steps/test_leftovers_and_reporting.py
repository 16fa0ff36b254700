"""What extractors leave goes from an article; what an article says about the same things stays.

The lines stand in `leftovers.toml` and `reporting.toml`, by subject, and mixed in `lines.jsonl`, which was
written without a look at the rules.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from newsscraper import Article, clean_text

HERE = Path(__file__).parent
ARTICLE = [
    "Gemeinderat prüft den Haushalt der Stadt",
    "Die Kosten für den Winterdienst sind in diesem Jahr deutlich gestiegen. Nun sollen alle Posten im "
    "Haushalt noch einmal geprüft werden, wie die Bürgermeisterin bei einem Termin im Rathaus ankündigte, "
    "zu dem auch die Fraktionen geladen waren.",
    "Am Dienstag kommt der Rat zu einer Sondersitzung zusammen. Die Fraktionen haben bis dahin Zeit, eigene "
    "Vorschläge zu machen und sie auch zu begründen, damit die Verwaltung rechnen kann. Vor allem beim "
    "Streusalz sehen viele noch Spielraum, denn es wurde zuletzt teurer.",
    "Der Kämmerer warnt davor, allein auf höhere Steuern zu setzen. In den vergangenen fünf Jahren seien die "
    "Sätze zweimal gestiegen, und jedes Mal habe das nur für kurze Zeit geholfen. Er will lieber bei den "
    "Fahrzeugen sparen, die älter sind als in allen Nachbarorten.",
    "Beschlossen werden soll der neue Plan im Dezember, wenn die Zahlen für das laufende Jahr feststehen. "
    "Bis dahin dürfen die Ämter nur das Nötigste ausgeben, und neue Stellen werden vorerst nicht "
    "besetzt, auch nicht in den Schulen und in den Kindergärten der Stadt.",
]
MIDDLE, END = 3, len(ARTICLE)


def read(name: str) -> list[tuple[str, str]]:
    """Subject and line."""
    subjects = tomllib.loads((HERE / name).read_text(encoding="utf-8"))
    return [(subject, line) for subject, lines in subjects.items() for line in lines]


def clean_with(line: str, place: int) -> Article:
    return clean_text("\n".join([*ARTICLE[:place], line, *ARTICLE[place:]]))


def lines_of(article: Article) -> list[str | None]:
    return [article.title, article.lead, *(block.text for block in article.body)]


@pytest.mark.parametrize(("subject", "line"), read("leftovers.toml"), ids=lambda text: text[:40])
def test_what_an_extractor_left_goes_and_the_article_stays(subject: str, line: str) -> None:
    assert lines_of(clean_with(line, END if subject == "end" else MIDDLE)) == ARTICLE


@pytest.mark.parametrize(("subject", "line"), read("reporting.toml"), ids=lambda text: text[:40])
def test_what_the_article_says_about_the_same_things_stays(subject: str, line: str) -> None:
    for place in range(2, END + 1):
        article = clean_with(line, place)
        assert article.removed == (), f"{subject}, line {place}"
        assert lines_of(article) == [*ARTICLE[:place], line, *ARTICLE[place:]]


MIXED = [json.loads(line) for line in (HERE / "lines.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("row", MIXED, ids=lambda row: row["line"][:40])
def test_lines_that_were_written_without_a_look_at_the_rules(row: dict[str, Any]) -> None:
    kept = [row["line"]] if row["stays"] else []
    assert lines_of(clean_with(row["line"], MIDDLE)) == [*ARTICLE[:MIDDLE], *kept, *ARTICLE[MIDDLE:]]
