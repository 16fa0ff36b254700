"""A page into a `Draft`: decode, parse, then metadata, body and walls over the one tree."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from newsscraper.draft import Draft
from newsscraper.publishers import Publisher
from newsscraper.readers.body import read_body
from newsscraper.readers.metadata import read_metadata
from newsscraper.readers.parse import parse
from newsscraper.readers.walls import judge


def read_html(
    html: bytes | str,
    url: str | None = None,
    *,
    fetched_at: datetime | None = None,
    publisher: Publisher | None = None,
    headers: Mapping[str, str],
    evidence: Mapping[str, tuple[str, str]],
    rights: Mapping[str, str],
) -> Draft:
    """Read a page. See `newsscraper.clean.draft_html` for the arguments."""
    draft = Draft("html", url=url, fetched_at=fetched_at, publisher=publisher, rights=dict(rights))
    page = parse(html, url, content_type=headers.get("content-type"))
    draft.status = page.status
    draft.reasons.extend(page.reasons)
    if page.status not in ("ok", "truncated"):
        return draft
    index = read_metadata(page, draft, headers, evidence)
    read_body(page, index, draft)
    judge(page, draft)
    return draft
