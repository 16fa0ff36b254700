"""Take out placeholders of embedded content, cookie banners and PUR choices, heading and paragraphs."""

from __future__ import annotations

from newsscraper.draft import Draft
from newsscraper.steps.strike import strike


def consent(draft: Draft) -> None:
    """Take out placeholders of embedded content, cookie banners and PUR choices, heading and paragraphs."""
    strike(draft, "consent")
