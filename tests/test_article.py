"""The record: JSON in both directions, its schema, its documentation."""

import dataclasses
import json
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from newsscraper import Article, article

ROOT = Path(__file__).parent.parent

FULL = Article(
    url="https://www.example.org/a",
    title="Brücke über die Wümme gesperrt",
    lead="Vorspann.",
    body=(
        article.Block("ticker", "Es geht los.", datetime(2026, 3, 1, 8, 0, tzinfo=UTC)),
        article.Block("paragraph", "Ein Satz."),
    ),
    authors=(article.Author("Jana Öller", "person", "Reporterin", "Bremen"),),
    agencies=("dpa",),
    published_at=datetime(2026, 3, 1, 8, 0, tzinfo=UTC),
    published_precision="minute",
    images=(article.Image("https://www.example.org/a.jpg", "Die Brücke", "dpa", "Brücke"),),
    access="free",
    access_flags={"isPaid": None, "showPaywall": False, "tier": "free"},
    removed=(article.Removal("ad", "Anzeige", "ad.label", 3),),
)


def test_json_both_ways() -> None:
    assert Article.from_json(FULL.to_json()) == FULL
    assert Article.from_dict(json.loads(FULL.to_json())) == FULL
    assert Article.from_dict(FULL.to_dict()) == FULL


def test_wrong_json_names_the_field() -> None:
    with pytest.raises(msgspec.ValidationError, match="published_at"):
        Article.from_json('{"published_at": "2026-03-01T08:00:00"}')


def test_article_never_changes() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        FULL.title = "anders"  # type: ignore[misc]


def test_text_joins_lead_and_body() -> None:
    assert FULL.text == "Vorspann.\nEs geht los.\nEin Satz."


def test_schema_file_is_current() -> None:
    stored = json.loads((ROOT / "docs" / "article.schema.json").read_text(encoding="utf-8"))
    assert stored == article.json_schema(), "run `make schema`"


def test_every_field_has_a_docstring() -> None:
    for name, definition in article.json_schema()["$defs"].items():
        for key, value in definition["properties"].items():
            assert len(value["description"]) > 10, f"{name}.{key} has no docstring"
