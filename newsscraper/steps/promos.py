"""Take out what asks the reader to subscribe, follow, download or comment."""

from __future__ import annotations

from newsscraper.draft import Draft
from newsscraper.steps.strike import strike


def promos(draft: Draft) -> None:
    """Take out what asks the reader to subscribe, follow, download or comment."""
    strike(draft, "promo")
