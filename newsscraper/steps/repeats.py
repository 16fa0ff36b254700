"""Take out what stands twice: the title again, a paragraph again, a caption again."""

from __future__ import annotations

from newsscraper.draft import Draft, DraftBlock

SHORTEST = 40
"""Shorter blocks may stand twice: names, answers of one word, headings of a list."""


def repeats(draft: Draft) -> None:
    """Keep the first of equal blocks, as a reader would; short ones may be repeated on purpose."""
    seen: set[str] = set()
    gone: list[DraftBlock] = []
    for block in draft.blocks:
        if len(block.text) < SHORTEST:
            continue
        if block.text in seen:
            gone.append(block)
        seen.add(block.text)
    draft.remove(gone, "repeat", "repeat.block")
