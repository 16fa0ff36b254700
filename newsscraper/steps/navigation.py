"""Take out menus, breadcrumbs, tag lists and footers: runs of short labels around the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsscraper.draft import Draft, DraftBlock
from newsscraper.rules import load_words
from newsscraper.steps.outlets import outlet_key, outlet_names
from newsscraper.steps.shape import LABEL, head_end
from newsscraper.steps.strike import strike

LONGEST_CRUMB = 130
"""The last of them may be the headline."""

_numbered = re.compile(r"(\d)\. (\S.*)")


def navigation(draft: Draft) -> None:
    """Lines that name a place of the site, wherever they stand; in plain text the outlet's name alone."""
    strike(draft, "navigation")
    if draft.medium == "text" and draft.url and draft.blocks:
        outlets = frozenset(map(outlet_key, outlet_names(draft)))
        draft.remove(_outlet_lines(draft.blocks, outlets), "navigation", "navigation.outlet")
        draft.remove(_crumbs(draft, outlets), "navigation", "navigation.crumbs")
    elif draft.medium == "text":
        draft.remove(_crumbs(draft, frozenset()), "navigation", "navigation.crumbs")


def _outlet_lines(blocks: Sequence[DraftBlock], outlets: frozenset[str]) -> list[DraftBlock]:
    return [block for block in blocks[1:] if len(block.text) <= LABEL and outlet_key(block.text) in outlets]


def _crumbs(draft: Draft, outlets: frozenset[str]) -> list[DraftBlock]:
    """Numbered lines above the text (`1. Startseite`, `2. Politik`) that begin with the site itself."""
    found: list[DraftBlock] = []
    for block in draft.blocks[: head_end(draft)]:
        match = _numbered.fullmatch(block.text) if block.kind == "list_item" else None
        if match is None or len(block.text) > LONGEST_CRUMB:
            if found:
                break
        elif found or outlet_key(match[2]) in outlets.union(load_words("site_names")["roots"]):
            found.append(block)
    return found
