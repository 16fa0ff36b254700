"""Lines around a headline, as content systems of 2005 to 2020 built them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from made_pages import page

from newsscraper import Article, clean_html

CASES = tomllib.loads((Path(__file__).parent / "old_heads.toml").read_text("utf-8"))["heads"]
HEADLINE = "<h1>Rat streitet über die neue Brücke</h1>"
BOTH = pytest.mark.parametrize("below", [True, False], ids=["below", "above"])
EACH = pytest.mark.parametrize("case", CASES, ids=[case["html"] for case in CASES])


def read(case: dict[str, Any], *, below: bool) -> Article:
    top = HEADLINE + case["html"] if below else case["html"] + HEADLINE
    head = "<title>Rat streitet über die neue Brücke - Uferblatt</title>"
    return clean_html(page(head=head, top=top).encode(), "https://www.uferblatt.example/artikel/1.html")


@BOTH
@EACH
def test_published(case: dict[str, Any], below: bool) -> None:
    article = read(case, below=below)
    assert article.published_at is not None
    shown = article.published_at.astimezone(ZoneInfo("Europe/Berlin"))
    form = "%Y-%m-%d %H:%M" if article.published_precision == "minute" else "%Y-%m-%d"
    assert shown.strftime(form) == case["published"]


@BOTH
@pytest.mark.parametrize("case", [case for case in CASES if "people" in case], ids=lambda case: case["html"])
def test_people(case: dict[str, Any], below: bool) -> None:
    people = {author.name for author in read(case, below=below).authors if author.kind != "organisation"}
    assert people == set(case["people"])


@BOTH
@EACH
def test_lines_of_the_head_are_no_text(case: dict[str, Any], below: bool) -> None:
    article = read(case, below=below)
    assert len(article.body) + bool(article.lead) == 4
