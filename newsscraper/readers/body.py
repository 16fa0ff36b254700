"""The page's tree into the draft's blocks and images."""

from __future__ import annotations

from newsscraper.draft import Draft, DraftBlock
from newsscraper.readers.images import find_images
from newsscraper.readers.parse import Page
from newsscraper.readers.region import find_region
from newsscraper.readers.selection import select
from newsscraper.readers.support import find_support
from newsscraper.readers.walk import outline


def read_body(page: Page, draft: Draft) -> None:
    """Fill `draft.blocks` and `draft.images` from the page, and record what was left out of the article.

    Blocks keep the part the markup gives them (`lead`, `byline`, …); the headline itself is no block.
    """
    flat = outline(page.tree)
    titles = [evidence.value for evidence in draft.candidates("title")]
    support = find_support(flat, [evidence.value for evidence in draft.candidates("body")])
    region = find_region(flat, titles, support)
    if region is None:
        return
    choices = select(flat, region, titles)
    draft.images = find_images(choices, flat, region, page.url)
    for choice in choices:
        piece, position = choice.piece, choice.index
        if choice.removal is not None:
            draft.record(choice.removal, piece.text, choice.rule, position)
        elif choice.part in ("body", "lead"):
            draft.blocks.append(DraftBlock(piece.kind, piece.text, position, choice.part, piece.links))
