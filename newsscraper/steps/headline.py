"""Plain text: which of the first blocks are title and lead, and which blocks are headings.

HTML: blocks that only say title, kicker or lead again are taken out of the body.
"""

from __future__ import annotations

from newsscraper.draft import Draft, fold
from newsscraper.rules.matcher import ends_sentence
from newsscraper.steps.shape import is_prose

LONGEST_TITLE = 220
LONGEST_LEAD = 700
LONGEST_HEADING = 110


def headline(draft: Draft) -> None:
    """Set title, lead and headings of a plain text; drop what repeats them in a page."""
    if draft.medium == "text":
        _choose(draft)
        _headings(draft)
    else:
        _drop_repeated(draft)


def _choose(draft: Draft) -> None:
    blocks = draft.blocks
    if not blocks or is_prose(blocks[0].text) and ends_sentence(blocks[0].text) or len(blocks[0].text) > LONGEST_TITLE:
        return
    draft.title = blocks[0].text
    draft.sources["title"] = "text:first_line"
    rest = blocks[1:]
    if len(rest) > 1 and is_prose(rest[0].text) and len(rest[0].text) <= LONGEST_LEAD and rest[0].kind == "paragraph":
        draft.lead = rest[0].text
        draft.sources["lead"] = "text:second_line"
        rest = rest[1:]
    draft.blocks = rest


def _headings(draft: Draft) -> None:
    """A short line that does not end like a sentence is a heading if a paragraph follows."""
    for block, following in zip(draft.blocks, draft.blocks[1:], strict=False):
        if (
            block.kind == "paragraph"
            and len(block.text) <= LONGEST_HEADING
            and not ends_sentence(block.text)
            and not block.text.endswith((":", ",", ";"))
            and len(following.text) > len(block.text)
        ):
            block.kind = "heading"


def _drop_repeated(draft: Draft) -> None:
    said = {fold(text) for text in (draft.title, draft.kicker, draft.lead) if text}
    said |= {fold(line) for line in (draft.lead or "").split("\n") if line}
    gone = [block for block in draft.blocks if block.folded in said]
    draft.remove(gone, "repeat", "repeat.headline")
