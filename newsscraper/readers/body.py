"""The page's tree into the draft's blocks and images."""

from __future__ import annotations

from datetime import datetime

from newsscraper.article import RemovalKind
from newsscraper.draft import Draft, DraftBlock, Part
from newsscraper.readers.choice import Choice
from newsscraper.readers.images import find_images
from newsscraper.readers.index import Index
from newsscraper.readers.layouts import find_roles
from newsscraper.readers.parse import Page
from newsscraper.readers.region import Region, find_region
from newsscraper.readers.selection import select
from newsscraper.readers.support import find_support
from newsscraper.readers.ticker import mark_entries
from newsscraper.readers.walk import outline

LONGEST_BYLINE = 160
"""A longer text about an author is a portrait, no byline."""

REMOVALS: dict[Part, RemovalKind] = {
    "title": "repeat",
    "kicker": "navigation",
    "byline": "byline",
    "date": "date",
}
"""What the record calls a piece that is set apart from the text by its markup."""


def read_body(page: Page, index: Index, draft: Draft) -> None:
    """Fill `draft.blocks` and `draft.images` from the page, and record what was left out of the article.

    Blocks keep the part the markup gives them (`lead`, `byline`, …); the headline itself is no block.
    """
    flat = outline(page.tree, index, find_roles(page.tree, draft))
    found = draft.candidates("title")
    # The page's one `h1` may be its logo: what the page shows is not to confirm itself, unless it says so.
    titles = [evidence.value for evidence in found if evidence.source == "microdata:headline"]
    titles = titles or [evidence.value for evidence in found if evidence.source != "html:h1"]
    shown = [evidence.value for evidence in found if evidence.source == "html:h1"]
    support = find_support(flat, [evidence.value for evidence in draft.candidates("body")])
    region = find_region(flat, titles, support, shown)
    if region is None:
        return
    choices = select(flat, region, titles)
    mark_entries(choices, flat, draft.timezone, first_date(draft))
    draft.images = find_images(choices, flat, region, page.url)
    for choice in choices:
        file(choice, region, draft)
    settle_lead(draft)


def file(choice: Choice, region: Region, draft: Draft) -> None:
    """Put a judged piece where it belongs: among the blocks, the removals, or as evidence."""
    piece, position = choice.piece, choice.index
    if choice.removal is not None:
        # What stands above the headline and in no element of the article's own is the page's frame.
        top = region.heading if region.top is None else region.top
        if position >= (top or 0) or choice.part in ("caption", "credit"):
            draft.record(choice.removal, piece.text, choice.rule, position)
    elif choice.part in ("body", "lead"):
        kind = choice.kind or piece.kind
        draft.blocks.append(DraftBlock(kind, piece.text, position, choice.part, piece.links, choice.time))
    elif position != region.heading:
        draft.record(REMOVALS[choice.part], piece.text, f"markup.{choice.part}", position)
        if choice.part in ("byline", "date") and len(piece.text) <= LONGEST_BYLINE:
            if choice.part == "byline":
                draft.add_evidence("byline", piece.text, "html:byline_box")
            if choice.label and any(map(str.isdigit, piece.text)):
                draft.add_evidence("date_line", piece.text, "html:date_box")


def settle_lead(draft: Draft) -> None:
    """A lead stands above the first paragraph; what is called one further down is part of the text."""
    opened = False
    for block in draft.blocks:
        opened = opened or (block.part == "body" and block.kind == "paragraph")
        if block.part == "lead" and opened:
            block.part = "body"
        elif block.part == "lead":
            draft.sources["lead"] = "html:lead"


def first_date(draft: Draft) -> datetime | None:
    """When the page's metadata says the article was published, where it says so in ISO 8601."""
    for evidence in draft.candidates("published"):
        try:
            moment = datetime.fromisoformat(evidence.value)
        except ValueError:
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=draft.timezone)
    return None
