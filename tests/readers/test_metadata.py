"""Metadata of invented pages: what stands where, and what the record makes of it."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from made_pages import TEXT, page

from newsscraper import Article, clean_html

CASES = tomllib.loads((Path(__file__).parent / "metadata.toml").read_text(encoding="utf-8"))["cases"]


def read(case: dict[str, Any]) -> Article:
    text = tuple(f"{paragraph} {other}" for paragraph in TEXT for other in TEXT) if case.get("long") else TEXT
    html = page(head=case.get("head", ""), top=case.get("top", ""), text=text, bottom=case.get("bottom", ""))
    fetched = datetime.fromisoformat(case["fetched"]) if "fetched" in case else None
    return clean_html(
        html.encode(), case.get("url", "https://www.uferblatt.example/1.html"), fetched_at=fetched
    )


def shown(article: Article, field: str) -> Any:
    """The field in the form the table has it."""
    match field:
        case "published" | "modified":
            moment = article.published_at if field == "published" else article.modified_at
            return moment.isoformat() if moment else ""
        case "authors":
            return [author.name for author in article.authors if author.kind != "organisation"]
        case "agencies" | "keywords":
            return list(getattr(article, field))
        case _:
            return getattr(article, field) or ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_field(case: dict[str, Any]) -> None:
    article = read(case)
    fields = [key for key in case if key not in ("name", "url", "head", "top", "bottom", "long", "fetched")]
    assert {key: shown(article, key) for key in fields} == {key: case[key] for key in fields}
    assert article.status == "ok"
    assert TEXT[-1] in article.text
