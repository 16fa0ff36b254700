"""Image credits in all their forms; the table is `credits.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from newsscraper.fields.credits import find_credit, is_caption

CASES = tomllib.loads((Path(__file__).parent / "credits.toml").read_text(encoding="utf-8"))["credit"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_a_credit_is_found_and_tidied(case: dict[str, str]) -> None:
    found = find_credit(case["text"])
    assert (found.text if found else None) == case.get("credit")
    if found:
        assert case["text"][: found.start].strip(" (|") == case.get("caption", "")


def test_who_stands_where_makes_a_caption() -> None:
    assert is_caption("Ida Roth (l.) und Ole Beck (2.v.r.) am Anleger.")
    assert not is_caption("Ida Roth (Grüne) und Ole Beck (52) am Anleger.")
