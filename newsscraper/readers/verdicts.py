"""Which sections of the page are none of the article: by their names, their place and what they hold."""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate

from newsscraper.readers.lines import any_of
from newsscraper.readers.markup import PARTS
from newsscraper.readers.outline import PLACES, Outline
from newsscraper.readers.prose import prose

FOREIGN = frozenset({"comment", "related"})
"""Meanings of boxes that may hold more prose than the article itself."""

MOST_PROMO = 320
"""Letters of running text a box that asks for an e-mail address may hold."""
_SIGN_UP = re.compile(any_of("sign_up"), re.IGNORECASE)


def judge_sections(
    outline: Outline, raw: list[float], heading: int | None, *, trusting: bool = True
) -> list[str | None]:
    """For each section the meaning that takes it out of the article, or None.

    A name is only a hint: it does not hold for a box that has the headline in it or most of the page's prose.
    """
    sections = outline.sections
    sums = list(accumulate(raw, initial=0.0))
    masses = [sums[section.end] - sums[section.start] for section in sections]
    names = [section.meaning.name if section.meaning else None for section in sections]
    foreign: list[bool] = []
    total = sums[-1]
    cards = Counter[tuple[int, str]]()
    for section, name, mass in zip(sections, names, masses, strict=True):
        inside = section.parent >= 0 and foreign[section.parent]
        if not inside and name in FOREIGN:
            inside = True
            total -= mass
        foreign.append(inside)
        if section.tag == "article":
            cards[section.parent, section.names] += int(mass)
    verdicts: list[str | None] = []
    live: list[bool] = []
    forms = sign_up_boxes(outline, masses, heading)
    for form in forms:
        names[form] = "promo"
    for section, name, mass in zip(sections, names, masses, strict=True):
        verdict = verdicts[section.parent] if section.parent >= 0 else None
        live.append(name == "ticker" or (section.parent >= 0 and live[section.parent]))
        if section.role is not None:
            verdict = "layout" if section.role == "drop" else None if section.role == "body" else verdict
        elif verdict is None and not (heading is not None and section.start <= heading < section.end):
            if name is not None and name not in PARTS:
                if (trusting and name in FOREIGN) or name == "comment" or mass < 0.5 * total:
                    verdict = name
            elif (
                section.tag == "article"
                and not live[-1]
                and cards[section.parent, section.names] < 0.25 * total
            ):
                verdict = "related"
        verdicts.append(verdict)
    return verdicts


def frame(outline: Outline) -> list[bool]:
    """For each section whether it is in a place that a layout names, if one names any."""
    if not any(section.role in PLACES for section in outline.sections if section.role):
        return [True] * len(outline.sections)
    framed: list[bool] = []
    for section in outline.sections:
        inside = section.parent >= 0 and framed[section.parent]
        framed.append(inside or section.role in PLACES or section.role == "lead")
    return framed


def sign_up_boxes(outline: Outline, masses: list[float], heading: int | None) -> set[int]:
    """The boxes around fields for an e-mail address: newsletters and registrations, of a few lines each.

    A box ends where running text begins that says nothing of the kind.
    """
    boxes: set[int] = set()
    for form in set(outline.forms):
        best = None
        known = range(0)
        for index in outline.ancestors(form):
            section = outline.sections[index]
            if masses[index] > MOST_PROMO or (heading is not None and section.start <= heading < section.end):
                break
            inside = range(section.start, section.end)
            added = (outline.pieces[place] for place in inside if place not in known)
            if any(prose(piece) and not _SIGN_UP.search(piece.text) for piece in added):
                break
            best, known = index, inside
        if best is not None:
            boxes.add(best)
    return boxes
