"""Which pieces of the region are the article's text, and what the others are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from newsscraper.draft import Part
from newsscraper.fields.bylines import parse_byline
from newsscraper.fields.credits import find_credit
from newsscraper.readers.choice import Choice
from newsscraper.readers.head import judge_head, mark_lead, opening_of, part_lead
from newsscraper.readers.markup import vocabulary
from newsscraper.readers.outline import Outline, Piece
from newsscraper.readers.prose import prose
from newsscraper.readers.region import Region
from newsscraper.readers.teasers import drop_teasers
from newsscraper.readers.walk import PICTURED

LABELS: dict[str, Part] = {
    "lead": "lead", "kicker": "kicker", "byline": "byline", "date": "date",
    "caption": "caption", "credit": "credit", "image": "caption",
}  # fmt: skip

_SAID = re.compile(r"[\"„“»«](.{30,})[\"“”«»]")
"""What a quotation says, without who says it."""
_QUOTED = re.compile(r"[\"„“»«][^\"„“»«”]{15,}[\"“”»«]")
_SENTENCES = re.compile(r"(?<=[a-zäöüß][.!?]) (?=[A-ZÄÖÜ])")
MOST_QUOTES = 20
"""Pull quotes are few; a page with more quotations has them in its text."""

_CLOSED = re.compile(r"[.!?:;,)]$")
_CLOCK = re.compile(r"(?:um )?\d{1,2}[:.]\d{2}(?: ?Uhr)?|\d{1,3}[.'](?:\+\d{1,2})?'?")
"""The time of a live blog's entry, or the minute of a match."""
ABOVE = 3
"""A picture above the headline is the article's if at most this many pieces of text stand between them."""
LINES_OF_LEGEND = 3
LINES_OF_GALLERY = 7
LONGEST_LEGEND = 400
"""Letters that a caption may have which nothing names as one."""

_SIGNATURE = re.compile(r"\s*\([^()]*\)$")
_ENDED = re.compile(r"[.!?…,;][\"“”»«'’)\]]*$")


def select(outline: Outline, region: Region, titles: Sequence[str]) -> list[Choice]:
    """Judge every piece from the top of the box that holds the headline to the end of the body.

    What else the article's own element holds comes last, as removed.
    """
    around = outline.sections[region.around]
    first = min(around.start, region.start) if region.heading is not None else region.start
    choices = [Choice(index, outline.read(index)) for index in range(first, region.end)]
    judge_by_markup(choices, outline, region)
    part_lead(choices)
    opening = opening_of(choices, outline, region)
    region.opening = choices[opening].index
    judge_head(choices, region, outline, opening, titles)
    judge_links(choices)
    drop_teasers(choices, outline, region)
    mark_subheads(choices)
    drop_repeats(choices)
    drop_lone_headings(choices)
    mark_lead(choices, region, outline)
    return choices + left_over(outline, region, first)


def left_over(outline: Outline, region: Region, first: int) -> list[Choice]:
    """The pieces of the element around the region (`article`, `main`) that stand before and behind it.

    The captions right above it as well: its picture may stand there.
    """
    own = (outline.sections[section] for section in outline.ancestors(region.around))
    box = next((section for section in own if section.tag in ("article", "main")), None)
    top = first if box is None else min(first, box.start)
    above = [Choice(index, outline.pieces[index]) for index in range(max(0, top - ABOVE), top)]
    legends = [choice for choice in above if take_legend(choice, outline)]
    if box is None:
        return legends
    region.top = box.start
    beside = (*range(box.start, first), *range(region.end, box.end))
    rest = [Choice(index, outline.read(index)) for index in beside]
    for choice in rest:
        if first - ABOVE <= choice.index < first and take_legend(choice, outline):
            continue  # the opening picture stands above the box with headline and text
        verdict = region.verdicts[choice.piece.section]
        meaning = vocabulary().meanings.get(verdict or "")
        choice.drop((meaning and meaning.removal) or "navigation", verdict or "outside")
    return legends + rest


def take_legend(choice: Choice, outline: Outline) -> bool:
    """Put a piece down as caption or credit if it is one by its name or its picture; False if it is none."""
    meaning = outline.sections[choice.piece.section].meaning
    name = meaning.name if meaning else None
    if name not in ("caption", "credit") and not is_pictured(choice.piece):
        return False
    choice.part = "credit" if name == "credit" else "caption"
    choice.drop(choice.part, choice.part)
    return True


def label_sections(outline: Outline, region: Region) -> list[Part | None]:
    """For each section the part of the article it is by its names; the innermost name holds."""
    sums = region.sums
    total = (sums[region.end] - sums[region.start]) or 1.0
    pictured = {section for figure in outline.figures for section in outline.ancestors(figure.section)}
    labels: list[Part | None] = []
    first = min(region.start, outline.sections[region.around].start)
    for index, section in enumerate(outline.sections):
        if section.end <= first or section.start >= region.end:
            labels.append(None)  # far from the article
            continue
        label = labels[section.parent] if section.parent >= 0 else None
        name = section.role or (section.meaning.name if section.meaning else None)
        if name == "body":
            label = None
        elif name is None and index in pictured and section.end - section.start <= LINES_OF_LEGEND:
            label = "caption" if is_legend(outline.pieces[section.start : section.end], total) else label
        elif name in LABELS:
            mass = sums[section.end] - sums[section.start]
            if name == "image":
                if index in pictured and section.end - section.start <= LINES_OF_GALLERY:
                    # In paragraphs, text beside a picture may be the article's own.
                    pieces = outline.pieces[section.start : section.end]
                    loose = all(piece.loose for piece in pieces) or has_credit(pieces)
                    if mass < min((0.4 if loose else 0.15) * total, LONGEST_LEGEND):
                        label = "caption"
            elif name == "lead" or mass < 0.3 * total:
                label = LABELS[name]
        labels.append(label)
    return labels


def is_legend(pieces: list[Piece], total: float) -> bool:
    """Whether all the text of a box that has a picture is a few short lines beside it.

    They stand in no paragraph, or one of them is nothing but a credit.
    """
    letters = sum(len(piece.text) for piece in pieces)
    if not 0 < letters < min(LONGEST_LEGEND, 0.2 * total):
        return False
    if any(piece.kind != "paragraph" or piece.links >= 0.5 for piece in pieces):
        return False
    return all(piece.loose for piece in pieces) or has_credit(pieces)


def has_credit(pieces: list[Piece]) -> bool:
    """Whether one of a few lines is nothing but the credit of a picture, with its label or sign."""
    found = (find_credit(piece.text) for piece in pieces)
    return any(credit and credit.marked and not (credit.start or credit.source) for credit in found)


def judge_by_markup(choices: list[Choice], outline: Outline, region: Region) -> None:
    """What the boxes around a piece say about it."""
    labels = label_sections(outline, region)
    meanings = vocabulary().meanings
    for choice in choices:
        piece = choice.piece
        verdict = region.verdicts[piece.section]
        part = labels[piece.section]
        if part == "caption" and not is_pictured(piece) and (piece.links > 0.7 or piece.level):
            # A link or a heading beside a picture leads to other articles, a linked credit to the picture.
            part = "credit" if find_credit(piece.text) else None
        choice.label = part
        if choice.index == region.heading:
            choice.part = "title"
        elif choice.index >= region.start and not region.framed[piece.section]:
            choice.drop("navigation", "outside_layout")
        elif choice.index in region.replies:
            choice.drop("comment", "replies")
        elif choice.index in region.support and piece.figure is None:
            choice.part = "lead" if part == "lead" else "body"
        elif (verdict is None or verdict in PICTURED) and (
            part in ("caption", "credit") or is_pictured(piece)
        ):
            choice.part = "credit" if part == "credit" else "caption"
            choice.drop(choice.part, choice.part)
        elif verdict is not None:
            meaning = meanings.get(verdict)
            choice.drop((meaning and meaning.removal) or "markup", verdict)
        elif part is not None and not (part == "lead" and is_brief(piece, outline)):
            choice.part = part
        elif (piece.times > 0.5 and len(piece.text) < 80) or _CLOCK.fullmatch(piece.text):
            choice.part = "date"


def is_pictured(piece: Piece) -> bool:
    """Whether the piece stands in a figure that has a picture; a quotation or a table may be a figure too."""
    return piece.figure is not None and bool(piece.figure.images or piece.figure.fallback)


def is_brief(piece: Piece, outline: Outline) -> bool:
    """Whether the piece is too little for a lead: a label or a date in the box around it."""
    meaning = outline.sections[piece.section].meaning
    named = meaning is not None and meaning.name == "lead"
    return not named and len(piece.text) < 60 and not _CLOSED.search(piece.text)


def judge_links(choices: list[Choice]) -> None:
    """Lines that are nothing but a link, and lists that are mostly links, lead to other articles."""
    for choice in choices:
        piece = choice.piece
        short = piece.level or len(piece.text) < 160 or piece.kind == "list_item"
        if choice.removal is None and choice.part == "body" and piece.links > 0.7 and short:
            choice.drop("related", "linked_heading" if piece.level else "links")
    for kind, run in groupby(choices, key=lambda choice: choice.piece.kind):
        if kind == "list_item":
            items = [choice for choice in run if choice.part == "body"]
            size = sum(len(item.piece.text) for item in items)
            if size and sum(item.piece.links * len(item.piece.text) for item in items) > 0.5 * size:
                for item in items:
                    if item.removal is None:
                        item.drop("related", "link_list")


def mark_subheads(choices: list[Choice]) -> None:
    """A short line in bold type that is no sentence, between paragraphs, is a heading; a question is not."""
    kept = [choice for choice in choices if choice.part == "body" and choice.removal is None]
    for before, choice, after in zip(kept, kept[1:], kept[2:], strict=False):
        piece = choice.piece
        if (
            piece.bold > 0.95
            and piece.kind == "paragraph"
            and len(piece.text) < 90
            and not _CLOSED.search(piece.text)
            and prose(before.piece)
            and prose(after.piece)
        ):
            choice.kind = "heading"


def drop_repeats(choices: list[Choice]) -> None:
    """Of two equal lines the second goes: print copies, copies for narrow screens; pull quotes as well."""
    seen = {choice.piece.text for choice in choices if choice.part == "title"}
    kept = [choice for choice in choices if not choice.removal and choice.part != "title"]
    for choice in kept:
        text = choice.piece.text
        if text in seen and (len(text) > 60 or choice.piece.level):
            choice.drop("repeat", "repeat")
        seen.add(text)
    quotes = [choice for choice in kept if not choice.removal and is_quote(choice.piece)]
    if 0 < len(quotes) <= MOST_QUOTES:
        running = "\n".join(
            choice.piece.text
            for choice in kept
            if choice.piece.kind == "paragraph" and not is_quote(choice.piece)
        )
        for choice in quotes:
            said = _SAID.search(choice.piece.text)
            text = said[1] if said else choice.piece.text
            # What was said in two breaths stands in the text with `sagte sie` in between.
            if all(sentence.strip(' ."„“”»«') in running for sentence in _SENTENCES.split(text)):
                choice.drop("repeat", "pull_quote")
                speaker = next((after for after in kept if after.index == choice.index + 1), None)
                if speaker and speaker.piece.section == choice.piece.section and is_label(speaker.piece):
                    speaker.drop("repeat", "pull_quote")


def is_quote(piece: Piece) -> bool:
    """Whether a piece is a quotation by its markup, or a line that is nothing else."""
    if piece.kind == "paragraph":
        return len(piece.text) < LONGEST_LEGEND and _QUOTED.fullmatch(piece.text) is not None
    return piece.kind == "quote"


def drop_lone_headings(choices: list[Choice]) -> None:
    """A heading over nothing but teasers, or over nothing, goes with them; so does a label over teasers."""
    follower: Choice | None = None
    teasers = touching = False
    for choice in reversed(choices):
        if choice.removal:
            touching = choice.removal in ("related", "promo", "comment")
            teasers = teasers or touching
        elif choice.part == "body":
            piece = choice.piece
            level = follower.piece.level if follower else 1
            if piece.level:
                lone = follower is None or (teasers and 0 < level <= piece.level)
            else:
                own = follower is not None and follower.piece.section == piece.section
                lone = touching and not own and is_label(piece) and not signs(piece.text)
            if lone:
                choice.drop("related", "lone_heading")
                teasers = touching = True
            else:
                follower, teasers, touching = choice, False, False


def signs(line: str) -> bool:
    """Whether a short line signs the text above it: in brackets, or with an agency's name."""
    if line.startswith(("(", "[")) and line.endswith((")", "]")):
        return True
    byline = parse_byline(line)
    return bool(byline.agencies) and not byline.rest


def is_label(piece: Piece) -> bool:
    """Whether a piece looks like the title of a list: short, unlinked, no sentence."""
    return (
        len(piece.text) < 60
        and piece.kind == "paragraph"
        and not piece.links
        and not _ENDED.search(_SIGNATURE.sub("", piece.text))
    )
