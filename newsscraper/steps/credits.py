"""Lift image credits, with the captions they end, out of the text: what they name goes to `Draft.images`."""

from __future__ import annotations

import re
from functools import cache

from newsscraper.article import Image, RemovalKind
from newsscraper.draft import Draft, DraftBlock
from newsscraper.fields import canonical_agency, parse_byline
from newsscraper.fields.credits import Credit, find_credit, is_caption, is_caption_label, names_picture_agency
from newsscraper.rules import load_words
from newsscraper.rules.matcher import ends_sentence
from newsscraper.steps.shape import PROSE, SURE, has_sentence, head_end, last_prose
from newsscraper.steps.strike import strike

LONGEST_CAPTION = 420
"""A block that ends with a credit is a caption up to this many characters; a longer one is a paragraph."""
LONGEST_BARE_CAPTION = 300
"""A block without a credit that says who stands where is a caption up to this many characters."""
_OWNED = re.compile(r"\W*?(?:(?:©|\(c\)|[Cc]opyright)[ :]*(?:\d{4} )?)?([^:]+)")

MOST_LINES = 50
"""Credit lines that a caption may begin with, where an extractor has put it behind its credit."""


def credits(draft: Draft) -> None:  # noqa: A001 - the step is named for what it lifts
    """Own lines, ends of captions, brackets, bare agency pairs. A caption that stands twice goes twice."""
    strike(draft, "caption")
    doomed: list[tuple[DraftBlock, RemovalKind, str]] = []
    images = _Images(draft)
    captions: set[str] = set()
    for block, credit in _find(draft):
        before = block.text[: credit.start].strip(" (|/–-[,") if credit else block.text
        if credit is None:
            images.add(before, None)
            doomed.append((block, "caption", "credit.position"))
        elif not before:
            images.add(None, credit.text)
            doomed.append((block, "credit", "credit.line"))
        elif len(block.text) <= LONGEST_CAPTION:
            images.add(before, credit.text)
            captions.add(before)
            doomed.append((block, "caption", "credit.caption"))
        elif credit.marked:
            images.add(None, credit.text)
            draft.cut(block, before, block.text[credit.start :].strip(), "credit", "credit.end")
    if doomed:
        draft.remove_each([*doomed, *_again(draft, captions, doomed)])


def _find(draft: Draft) -> list[tuple[DraftBlock, Credit | None]]:
    """The blocks that are or end with a credit, and those that are a caption without one."""
    found: list[tuple[DraftBlock, Credit | None]] = []
    first, last = head_end(draft), last_prose(draft)
    announced = False
    for index, block in enumerate(draft.blocks):
        if announced and len(block.text) <= LONGEST_BARE_CAPTION:
            found.append((block, find_credit(block.text)))
            announced = False
            continue
        announced = block.text[-1] == ":" and is_caption_label(block.text)
        if announced:
            found.append((block, None))
            continue
        if "credit" in block.spared or block.part in ("title", "kicker", "byline"):
            continue
        credit = find_credit(block.text)
        if block.part == "lead" and not (credit and credit.marked):
            continue  # a lead says who stands where; with a label behind it, it is a caption taken for one
        if (
            credit
            and credit.source
            and not credit.start
            and not first < index < last
            and not names_picture_agency(credit.text)
        ):
            continue  # above and below the text, it is the text's own source
        if credit and credit.start and _wrote_too().fullmatch(block.text[: credit.start].rstrip()):
            continue
        if (
            credit
            and not credit.marked
            and _signs(credit.text)
            and _is_signature(block, credit, index > last)
        ):
            continue
        if credit and draft.medium == "html" and index >= last >= first and _is_owned(block, credit):
            continue
        if credit or (len(block.text) <= LONGEST_BARE_CAPTION and is_caption(block.text)):
            found.append((block, credit))
        else:
            block.spared += ("credit",)
    return found


def _is_signature(block: DraftBlock, credit: Credit, below: bool) -> bool:
    """Whether agencies sign a text instead of a picture: in a line `below` it or behind a paragraph.

    Below the text one sentence makes a paragraph, above its end a caption may be as long as that.
    """
    if not credit.start:
        return below
    before = block.text[: credit.start].rstrip()
    return (
        len(before) >= (PROSE if below else SURE)
        and ends_sentence(before)
        and (below or has_sentence(before))
    )


def _is_owned(block: DraftBlock, credit: Credit) -> bool:
    """Whether an agency behind a sentence says whose the text is: `… sagte er. © AFP` at a text's end.

    Further up, and in a text full of captions, it says whose the picture is.
    """
    before = block.text[: credit.start].rstrip()
    if not ends_sentence(before):
        return False
    owner = _OWNED.fullmatch(block.text, credit.start)
    return owner is not None and _signs(owner[1])


def _signs(text: str) -> bool:
    """Whether a line names nothing but news agencies, outlets and initials: `mit dpa` signs a text."""
    byline = parse_byline(text)
    parts = re.split(r"\s*[/|,]\s*", text.strip(" ()").removeprefix("mit "))
    signed = {author.name for author in byline.authors if author.kind != "person"}
    return bool(byline.agencies) and all(part in signed or canonical_agency(part) for part in parts)


def _again(
    draft: Draft, captions: set[str], doomed: list[tuple[DraftBlock, RemovalKind, str]]
) -> list[tuple[DraftBlock, RemovalKind, str]]:
    """Blocks that say a caption again, alone or behind a credit that has a line of its own."""
    gone = {id(block) for block, _, _ in doomed}
    lines = tuple(f"{block.text} " for block, _, rule in doomed if rule == "credit.line")[:MOST_LINES]
    return [
        (block, "caption", "credit.caption_again")
        for block in draft.blocks
        if id(block) not in gone
        and len(block.text) <= LONGEST_CAPTION
        and (block.text in captions or block.text.startswith(lines))
    ]


class _Images:
    """The images of a draft, each noted once."""

    def __init__(self, draft: Draft) -> None:
        self._images = draft.images
        self._known = {(image.caption, image.credit) for image in draft.images}
        self._credits = {image.credit for image in draft.images}

    def add(self, caption: str | None, credit: str | None) -> None:
        """Note an image; a credit alone belongs to an image already there with the same credit."""
        if (caption, credit) in self._known or (caption is None and credit in self._credits):
            return
        self._known.add((caption, credit))
        self._credits.add(credit)
        self._images.append(Image(caption=caption, credit=credit))


@cache
def _wrote_too() -> re.Pattern[str]:
    """In front of a credit: `Text und Foto: A` names the author."""
    wrote = "|".join(load_words("credits")["wrote"])
    return re.compile(rf"\W*(?:{wrote}) ?(?:und|&|/|\+)", re.IGNORECASE)
