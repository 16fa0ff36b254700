"""Plain text, one block a line, into a `Draft`."""

from __future__ import annotations

from datetime import datetime

from newsscraper.draft import Draft, DraftBlock
from newsscraper.publishers import Publisher


def read_text(
    text: str, url: str | None = None, *, fetched_at: datetime | None = None, publisher: Publisher | None = None
) -> Draft:
    """Split a text into blocks, one a line; blank lines do not count."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    draft = Draft("text", url=url, fetched_at=fetched_at, publisher=publisher)
    draft.blocks = [DraftBlock("paragraph", line, i) for i, line in enumerate(filter(None, lines))]
    return draft
