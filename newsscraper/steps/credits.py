"""Lift image credits, with the captions they end, out of the text: what they name goes to `Draft.images`."""

from __future__ import annotations

from newsscraper.article import Image, RemovalKind
from newsscraper.draft import Draft, DraftBlock
from newsscraper.fields.credits import Credit, find_credit, is_caption
from newsscraper.steps.shape import head_end, last_prose

LONGEST_CAPTION = 420
"""A block that ends with a credit is a caption up to this many characters; a longer one is a paragraph."""
MOST_LINES = 50
"""Credit lines that a caption may begin with, where an extractor has put it behind its credit."""
LONGEST_BARE_CAPTION = 300
"""A block without a credit that says who stands where is a caption up to this many characters."""


def credits(draft: Draft) -> None:  # noqa: A001 - the step is named for what it lifts
    """Own lines, ends of captions, brackets, bare agency pairs. A caption that stands twice goes twice."""
    found: list[tuple[DraftBlock, Credit]] = []
    bare: list[DraftBlock] = []
    first, last = head_end(draft.blocks), last_prose(draft.blocks)
    for index, block in enumerate(draft.blocks):
        if block.part in ("title", "kicker", "lead", "byline") or "credit" in block.spared:
            continue
        credit = find_credit(block.text)
        if credit and credit.source and not credit.start and not first < index < last:
            continue  # above and below the text, it is the text's own source
        if credit:
            found.append((block, credit))
        elif len(block.text) <= LONGEST_BARE_CAPTION and is_caption(block.text):
            bare.append(block)
        else:
            block.spared += ("credit",)
    if not found and not bare:
        return
    doomed: list[tuple[DraftBlock, RemovalKind, str]] = []
    for block in bare:
        draft.images.append(Image(caption=block.text))
        doomed.append((block, "caption", "credit.position"))
    captions: set[str] = set()
    for block, credit in found:
        before = block.text[: credit.start].strip(" (|/–-[,")
        if not before:
            _add(draft, None, credit.text)
            doomed.append((block, "credit", "credit.line"))
        elif len(block.text) <= LONGEST_CAPTION:
            _add(draft, before, credit.text)
            captions.add(before)
            doomed.append((block, "caption", "credit.caption"))
        elif credit.marked:
            _add(draft, None, credit.text)
            draft.cut(block, before, block.text[credit.start :].strip(), "credit", "credit.end")
    gone = {id(block) for block, _, _ in doomed}
    lines = tuple(f"{block.text} " for block, _, rule in doomed if rule == "credit.line")[:MOST_LINES]
    for block in draft.blocks:
        again = block.text in captions or (
            len(block.text) <= LONGEST_CAPTION and block.text.startswith(lines)
        )
        if again and id(block) not in gone:
            doomed.append((block, "caption", "credit.caption_again"))
    draft.remove_each(doomed)


def _add(draft: Draft, caption: str | None, credit: str) -> None:
    """Note an image once; a credit alone belongs to a caption already there with the same credit."""
    for image in draft.images:
        if image.credit == credit and (caption is None or image.caption in (None, caption)):
            return
    draft.images.append(Image(caption=caption, credit=credit))
