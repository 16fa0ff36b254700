"""Take out advertising labels and affiliate notes."""

from __future__ import annotations

from newsscraper.draft import Draft
from newsscraper.steps.strike import strike


def ads(draft: Draft) -> None:
    """Take out advertising labels and affiliate notes."""
    strike(draft, "ad")
