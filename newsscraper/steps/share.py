"""Take out share bars, buttons and the controls of players."""

from __future__ import annotations

from newsscraper.draft import Draft
from newsscraper.steps.strike import strike


def share(draft: Draft) -> None:
    """Take out share bars, buttons and the controls of players."""
    strike(draft, "share", "player")
