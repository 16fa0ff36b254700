"""Scrubbed and original page give records of the same shape: on real pages, where they are at hand."""

from __future__ import annotations

import gzip
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from newsscraper import clean_html
from newsscraper.readers.decode import to_utf8
from newsscraper.testing.scrub import scrub_page, shape
from newsscraper.testing.scrub_knowledge import known_words
from newsscraper.testing.scrub_words import Words

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
RECORDS: list[dict[str, Any]] = (
    json.loads((CORPUS / "truth.json").read_bytes()) if (CORPUS / "truth.json").is_file() else []
)
words = Words(b"any key", known_words())


@pytest.mark.skipif(not RECORDS, reason="no corpus beside the project")
@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
def test_scrubbing_keeps_the_records_shape_and_none_of_its_words(record: dict[str, Any]) -> None:
    page = to_utf8(gzip.decompress((CORPUS / record["page"]).read_bytes())).decode()
    at = datetime.fromisoformat(record["crawled_at"])
    before = clean_html(page, record["url"], fetched_at=at)
    after = clean_html(scrub_page(page, record["url"], words)[0], record["url"], fetched_at=at)
    assert shape(after) == shape(before)
    assert len(_runs(before.text) & _runs(after.text)) <= 0.02 * len(_runs(before.text))


def _runs(text: str) -> set[tuple[str, ...]]:
    """Runs of four words."""
    parts = text.split()
    return {tuple(parts[start : start + 4]) for start in range(len(parts) - 3)}
