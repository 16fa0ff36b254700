"""What the steps make of short texts; the texts and what is expected stand in `texts.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from newsscraper import clean_text

CASES = tomllib.loads((Path(__file__).parent / "texts.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_text_comes_out_as_expected(case: dict[str, Any]) -> None:
    article = clean_text(case["text"])
    blocks = article.body
    found = {
        "removed": [removal.rule for removal in article.removed],
        "flags": article.access_flags,
        "title": article.title,
        "kicker": article.kicker,
        "lead": article.lead,
        "last": blocks[-1].text if blocks else None,
        "headings": [block.text for block in blocks if block.kind == "heading"],
        "dateline": article.dateline,
        "published": article.published_at.isoformat() if article.published_at else None,
        "authors": [author.name for author in article.authors],
        "agencies": list(article.agencies),
    }
    expected = {key: value for key, value in case.items() if key not in ("name", "text")}
    assert {key: found[key] for key in expected} == expected
    if expected.get("removed") == []:
        kept = [line for line in (article.title, article.lead) if line] + [block.text for block in blocks]
        assert kept == case["text"].split("\n")[:-1]
