"""Take out what asks the reader to subscribe, follow, download, pay or comment."""

from __future__ import annotations

import re

from newsscraper.draft import Draft, DraftBlock
from newsscraper.rules import residue
from newsscraper.steps.strike import strike

_box = re.compile(r"\s*\[[^\[\]]{40,600}\]\s*")


def promos(draft: Draft) -> None:
    """Boxes in square brackets first, which an extractor may have glued to a paragraph; then whole blocks."""
    for block in draft.blocks:
        if "[" in block.text and len(block.text) > 40:
            _cut_boxes(draft, block)
    draft.drop_empty()
    strike(draft, "promo")


def _cut_boxes(draft: Draft, block: DraftBlock) -> None:
    rules = residue()
    for match in reversed(list(_box.finditer(block.text))):
        box = match.group().strip()
        fitting = rules.fitting(box, draft.medium)
        if rule := next((rule for rule in fitting if rule.group == "promo"), None):
            before, after = block.text[: match.start()], block.text[match.end() :]
            draft.cut(block, f"{before} {after}".strip(), box, rule.kind, rule.name)
