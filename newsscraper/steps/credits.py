"""Lift image credits, with the captions they end, out of the text: what they name goes to `Draft.images`."""

from __future__ import annotations

from newsscraper.article import Image, RemovalKind
from newsscraper.draft import Draft, DraftBlock
from newsscraper.fields.credits import Credit, find_credit, is_caption

LONGEST_CAPTION = 420
"""A block that ends with a credit is a caption up to this many characters; a longer one is a paragraph."""
LONGEST_BARE_CAPTION = 220
"""A block without a credit that says who stands where is a caption up to this many characters."""


def credits(draft: Draft) -> None:  # noqa: A001 - the step is named for what it lifts
    """Own lines, ends of captions, brackets, bare agency pairs. A caption that stands twice goes twice."""
    found: list[tuple[DraftBlock, Credit]] = []
    bare: list[DraftBlock] = []
    for block in draft.blocks:
        if block.part in ("title", "kicker", "lead", "byline") or block.uncredited:
            continue
        if credit := find_credit(block.text):
            found.append((block, credit))
        elif len(block.text) <= LONGEST_BARE_CAPTION and is_caption(block.text):
            bare.append(block)
        else:
            block.uncredited = True
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
    for block in draft.blocks:
        if block.text in captions and id(block) not in gone:
            doomed.append((block, "caption", "credit.caption_again"))
    draft.remove_each(doomed)


def _add(draft: Draft, caption: str | None, credit: str) -> None:
    """Note an image once; a credit alone belongs to a caption already there with the same credit."""
    for image in draft.images:
        if image.credit == credit and (caption is None or image.caption in (None, caption)):
            return
    draft.images.append(Image(caption=caption, credit=credit))
