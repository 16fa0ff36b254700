"""Take out menus, breadcrumbs, tag lists and footers: runs of short labels around the text."""

from __future__ import annotations

from newsscraper.draft import Draft
from newsscraper.steps.strike import strike


def navigation(draft: Draft) -> None:
    """Lines that name a place of the site, wherever they stand."""
    strike(draft, "navigation")
