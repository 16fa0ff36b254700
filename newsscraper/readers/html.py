"""A page into a `Draft`: decode, parse, then metadata, body and walls over the one tree."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from newsscraper.draft import Draft, DraftBlock
from newsscraper.publishers import Publisher
from newsscraper.readers.parse import Page, parse


def read_html(
    html: bytes | str,
    url: str | None = None,
    *,
    fetched_at: datetime | None = None,
    publisher: Publisher | None = None,
    headers: Mapping[str, str],
    evidence: Mapping[str, tuple[str, str]],
) -> Draft:
    """Read a page. See `newsscraper.clean.draft_html` for the arguments."""
    draft = Draft("html", url=url, fetched_at=fetched_at, publisher=publisher)
    page = parse(html, url, content_type=headers.get("content-type"))
    draft.status = page.status
    draft.reasons.extend(page.reasons)
    if page.status not in ("ok", "truncated"):
        return draft
    _read_body(page, draft)
    return draft


def _read_body(page: Page, draft: Draft) -> None:
    draft.title = " ".join((page.tree.findtext(".//title") or "").split()) or None
    for node in page.tree.iter("p"):
        text = " ".join("".join(map(str, node.itertext())).split())
        if text:
            draft.blocks.append(DraftBlock("paragraph", text, len(draft.blocks)))
