"""Which pieces of the region are the article's text, and what the others are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsscraper.article import RemovalKind
from newsscraper.draft import Part
from newsscraper.readers.markup import vocabulary
from newsscraper.readers.outline import Outline, Piece
from newsscraper.readers.region import PARTS, Region, prose

_ENDED = re.compile(r"[.!?…:;,][\"“”»«'’)\]]*$")

LABELS: dict[str, Part] = {
    "lead": "lead", "kicker": "kicker", "byline": "byline", "date": "date", "caption": "caption", "credit": "credit",
}  # fmt: skip


@dataclass(slots=True)
class Choice:
    """What becomes of a piece: part of the article, or removed by a rule."""

    index: int
    piece: Piece
    part: Part = "body"
    removal: RemovalKind | None = None
    rule: str = ""


def select(outline: Outline, region: Region) -> list[Choice]:
    """Judge every piece from the headline (or what stands above it in the same box) to the end of the body."""
    around = outline.sections[region.around]
    first = around.start if region.heading is not None else region.start
    parts = label_sections(outline, region)
    choices = [
        judge(Choice(index, outline.pieces[index]), region, parts) for index in range(first, region.end)
    ]
    drop_repeats(choices)
    drop_lone_headings(choices)
    return choices


def label_sections(outline: Outline, region: Region) -> list[Part | None]:
    """For each section the part of the article it is by its names; the innermost name holds."""
    total = sum(prose(piece) for piece in outline.pieces[region.start : region.end]) or 1.0
    labels: list[Part | None] = []
    for section in outline.sections:
        label = labels[section.parent] if section.parent >= 0 else None
        name = section.role or (section.meaning.name if section.meaning else None)
        if name == "body":
            label = None
        elif name in LABELS:
            mass = sum(prose(piece) for piece in outline.pieces[section.start : section.end])
            if name == "lead" or mass < 0.3 * total:
                label = LABELS[name]
        labels.append(label)
    return labels


def judge(choice: Choice, region: Region, parts: list[Part | None]) -> Choice:
    """Judge one piece by itself."""
    piece, index = choice.piece, choice.index

    def removed(kind: RemovalKind, rule: str) -> Choice:
        choice.removal, choice.rule = kind, f"markup.{rule}"
        return choice

    verdict = region.verdicts[piece.section]
    if verdict is not None:
        meaning = vocabulary().meanings.get(verdict)
        return removed((meaning and meaning.removal) or "markup", verdict)
    part = parts[piece.section]
    if index == region.heading:
        choice.part = "title"
        return choice
    if part in ("caption", "credit") or piece.figure is not None:
        choice.part = part if part in ("caption", "credit") else "caption"
        return removed("credit" if choice.part == "credit" else "caption", choice.part)
    if part is not None:
        choice.part = part
        if part == "lead" and index >= region.start + 6:
            choice.part = "body"
        return choice
    if piece.times > 0.5 and len(piece.text) < 80:
        choice.part = "date"
        return choice
    if region.heading is not None and index < region.heading:
        return removed("navigation", "above_headline")
    if index < region.start:
        if prose(piece) and not piece.level and len(piece.text) > 60:
            choice.part = "lead"
            return choice
        return removed("navigation", "head")
    if piece.links > 0.7 and (piece.level or len(piece.text) < 160 or piece.kind == "list_item"):
        return removed("related", "links")
    return choice


def drop_repeats(choices: list[Choice]) -> None:
    """Of two equal lines the second goes: print copies, and copies for narrow screens."""
    seen: set[str] = {choice.piece.text for choice in choices if choice.part == "title"}
    for choice in choices:
        if choice.removal or choice.part == "title":
            continue
        text = choice.piece.text
        if text in seen and (len(text) > 60 or choice.piece.level):
            choice.removal, choice.rule = "repeat", "markup.repeat"
        seen.add(text)


def drop_lone_headings(choices: list[Choice]) -> None:
    """A heading over nothing but removed pieces goes with them."""
    follower: Choice | None = None
    for choice in reversed(choices):
        if choice.piece.level and choice.part == "body" and choice.removal is None:
            if follower is None or (follower.removal and follower.removal not in ("caption", "credit", "ad")):
                choice.removal, choice.rule = "related", "markup.lone_heading"
        follower = choice
