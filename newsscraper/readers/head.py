"""What stands between the headline and the first paragraph: the lead, and lines that are none of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy

from newsscraper.fields.bylines import parse_byline
from newsscraper.fields.credits import find_credit
from newsscraper.readers.choice import Choice
from newsscraper.readers.likeness import words_of
from newsscraper.readers.outline import Outline, Piece
from newsscraper.readers.prose import prose
from newsscraper.readers.region import Region

SURELY_PROSE = 70
"""A line of more letters between headline and text is a lead even if no full stop ends it."""
MOSTLY = 0.95
"""Share of a line in bold type from which all of it is, but for its marks."""
FULL_LINE = 4
"""A heading under the headline with so many words tells something; in a `header` it is the headline
once more, for other readers."""
MOST_LINKED = 0.2
"""Share of a lead that may be links: to who signs it, to the sports club."""
LEAST_LEAD = 60
LONGEST_LEAD = 700
"""Letters of a lead that nothing names."""
LEAST_TEXT = 3
"""Pieces of text of which the first may be such a lead."""

_SIGNED_LEAD = re.compile(r"(?P<byline>.{5,90}?) [-–—|] (?P<lead>[A-ZÄÖÜ„“»«\"].{60,}[.!?][\"“”»«]?)$")
_FULL_STOP = re.compile(r"\w[.!?…][\"“”»«'’)]*$")
_ENDED = re.compile(r"[.!?…,;][\"“”»«'’)\]]*$")


def opening_of(choices: list[Choice], outline: Outline, region: Region) -> int:
    """Where in `choices` the running text opens: its first paragraph, or the box that is named for it."""
    for i, choice in enumerate(choices):
        if (
            choice.removal
            or choice.part != "body"
            or choice.index < max(region.start, (region.heading or -1) + 1)
        ):
            continue
        if prose(choice.piece) or any(
            meaning.name == "body"
            for section in outline.ancestors(choice.piece.section)
            if (meaning := outline.sections[section].meaning)
            and outline.sections[section].start > (region.heading or -1)
        ):
            return i
    return 0


def part_lead(choices: list[Choice]) -> None:
    """Part the lead from the byline whose element it shares: `Ida Roth / 3. Mai 2019 – Der Hafen wird …`."""
    for place, choice in enumerate(choices):
        if choice.part == "body" and not choice.removal and prose(choice.piece):
            return
        match = _SIGNED_LEAD.match(choice.piece.text) if choice.part == "byline" else None
        if match is None:
            continue
        byline = parse_byline(match["byline"])
        if byline.authors and not byline.rest:
            lead = copy(choice.piece)
            choice.piece.text, lead.text = match["byline"], match["lead"]
            choices.insert(place + 1, Choice(choice.index, lead, "lead"))
            return


def judge_head(
    choices: list[Choice], region: Region, outline: Outline, opening: int, titles: Sequence[str]
) -> None:
    """Between the headline and the first paragraph stand the lead and what belongs to no text."""
    if region.heading is None:
        return
    headline = outline.pieces[region.heading].text
    known = words_of(" ".join([headline, *titles]))
    found_lead = entered = titled = False
    shown = {choice.piece.text for choice in choices if choice.part == "caption"}
    for choice in choices[:opening]:
        piece = choice.piece
        if choice.index == region.heading or choice.part in ("caption", "credit"):
            titled = choice.index == region.heading and piece.level > 0
            continue
        if choice.removal == "related" and is_of_picture(choice):
            choice.part = "credit" if choice.label == "credit" else "caption"
            choice.drop(choice.part, choice.part)
            continue
        ended = _ENDED.search(piece.text) is not None
        long = len(piece.text) > SURELY_PROSE
        told = prose(piece) > 0 or (piece.bold > MOSTLY and not piece.links)
        # A sentence may end with a number: `Das Dach reicht bis Gleis 1.`
        running = (told and (long or ended)) or (long and ended and piece.links < 0.1 and not piece.level)
        teaser = is_own_teaser(choice, outline) and not (found_lead or choice.label or piece.figure)
        words = words_of(piece.text)
        titled = titled and piece.line > 0
        if choice.index < region.heading:
            if not choice.removal and (choice.part == "body" or (choice.part == "lead" and not told)):
                choice.drop("navigation", "above_headline")
        elif choice.removal == "related" and teaser:
            choice.part, choice.removal = "lead", None
        elif choice.removal or choice.part != "body":
            pass
        elif piece.text in shown:
            choice.drop("repeat", "caption")
        elif (titled and not running) or (
            words and len(words & known) >= 0.5 * len(words) and (piece.level or not running)
        ):
            choice.part = "title"
            titled = piece.level > 0  # and so is the rest of its element
        elif running or ((piece.level or is_point(piece)) and ended):
            choice.part = "lead"
        elif piece.section == choices[opening].piece.section and is_short_sentence(piece):
            pass  # the text opens with it: `Es ist kalt.`
        elif piece.level and (found_lead or entered) and not in_header(choice, outline):
            return
        elif piece.level and len(words) >= FULL_LINE and not in_header(choice, outline):
            choice.part = "lead"
        elif (
            (piece.level or piece.bold > MOSTLY)
            and choice is choices[opening - 1]
            and piece.section == choices[opening].piece.section
        ):
            pass  # the first section's heading: `Die Vorgeschichte`
        elif piece.level:
            choice.drop("navigation", "subheadline")
        elif (credit := find_credit(piece.text)) and (
            credit.marked or (not credit.start and "/" in piece.text)
        ):
            choice.part = "caption" if credit.start else "credit"
            choice.drop(choice.part, choice.part)
        else:
            choice.drop("navigation", "head")
        found_lead = found_lead or (choice.part == "lead" and choice.removal is None)
        entered = entered or choice.part in ("byline", "date") or choice.removal in ("share", "ad", "byline")


def is_of_picture(choice: Choice) -> bool:
    """Whether a text is a caption or credit by the names around it, or by the label of its credit."""
    if choice.label in ("caption", "credit"):
        return True
    credit = find_credit(choice.piece.text) if choice.piece.links < 0.5 else None
    return credit is not None and credit.marked


def is_own_teaser(choice: Choice, outline: Outline) -> bool:
    """Whether a text in an element named a teaser is the article's own: it is no link.

    A heading or a short line must be all there is in the element, and a sentence.
    """
    piece, section = choice.piece, outline.sections[choice.piece.section]
    if piece.links >= MOST_LINKED:
        return False
    if len(piece.text) > SURELY_PROSE and not piece.level:
        return True
    return section.end - section.start == 1 and _ENDED.search(piece.text) is not None


def is_short_sentence(piece: Piece) -> bool:
    """Whether a piece is a paragraph of its own that ends as a sentence does, however short."""
    own = piece.kind == "paragraph" and not (piece.loose or piece.links)
    return own and " " in piece.text and _FULL_STOP.search(piece.text) is not None


def is_point(piece: Piece) -> bool:
    """Whether a piece is an item of a list in which nothing is linked: a lead may be given as points."""
    return piece.kind == "list_item" and not piece.links


def mark_lead(choices: Sequence[Choice], region: Region, outline: Outline) -> None:
    """A first paragraph that is set apart is the lead, though nothing names it: it alone is in bold type, or
    it stands above the byline or the date. In an interview it is the first question.
    """
    kept = [choice for choice in choices if choice.removal is None]
    text = [choice for choice in kept if choice.part == "body" and choice.index >= region.opening]
    if len(text) < LEAST_TEXT:
        return
    first, second = text[0], text[1]
    if any(choice.part == "lead" and choice.index < second.index for choice in kept):
        return
    piece = first.piece
    if piece.kind != "paragraph" or not prose(piece) or not LEAST_LEAD <= len(piece.text) <= LONGEST_LEAD:
        return
    alone = piece.bold > 0.95 and second.piece.bold < 0.5
    signed = any(
        choice.part in ("byline", "date") or names_author(choice, outline)
        for choice in choices
        if first.index < choice.index < second.index
    )
    asked = [choice for choice in text if choice.piece.bold > 0.95 and choice.piece.text.endswith("?")]
    if (alone or signed) and not (first in asked and len(asked) > 1):
        first.part = "lead"


def names_author(choice: Choice, outline: Outline) -> bool:
    """Whether the box around a piece is named for who wrote or when."""
    meaning = outline.sections[choice.piece.section].meaning
    return meaning is not None and meaning.name in ("byline", "date")


def in_header(choice: Choice, outline: Outline) -> bool:
    """Whether the piece stands in the article's `header`."""
    around = outline.ancestors(choice.piece.section)
    return any(outline.sections[section].tag in ("header", "hgroup") for section in around)
