"""Take out notes on how the text came about, on rights and on broadcasts."""

from __future__ import annotations

from newsscraper.draft import Draft
from newsscraper.steps.strike import strike


def disclaimers(draft: Draft) -> None:
    """Take out notes on how the text came about, on rights and on broadcasts."""
    strike(draft, "disclaimer")
