"""A page into a `Draft`: decode, parse, then metadata, body and walls over the one tree."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import lxml.html

from newsscraper.draft import Draft, DraftBlock
from newsscraper.publishers import Publisher


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
    tree = lxml.html.document_fromstring(html)
    draft.title = " ".join((tree.findtext(".//title") or "").split()) or None
    for node in tree.iter("p"):
        text = " ".join(node.text_content().split())
        if text:
            draft.blocks.append(DraftBlock("paragraph", text, len(draft.blocks)))
    return draft
