"""Which section holds the article's text, and how far the text goes on around it."""

from __future__ import annotations

from newsscraper.readers.outline import Outline, Section
from newsscraper.readers.prose import has_sentence, prose

LEVELS = 5
"""Boxes around a piece of text that it speaks for, each less than the one in it."""

LEAST = 0.05
"""Share of the article's text that boxes beside its box must have to be part of it."""

LEAST_IN_TWINS = 0.01
"""The same for boxes of the same name."""


def find_core(outline: Outline, masses: list[float], heading: int | None) -> int:
    """The section whose own lines hold most of the prose."""
    sections = outline.sections
    scores = [0.0] * len(sections)
    for piece, mass in zip(outline.pieces, masses, strict=True):
        if mass:
            section = piece.section
            for _ in range(LEVELS):
                scores[section] += mass
                mass *= 0.6
                section = sections[section].parent
                if section < 0:
                    break
    best, best_score = 0, -1.0
    for index, box in enumerate(sections):
        score = scores[index]
        if box.declared:
            score *= 2.0
        elif box.tag == "article" or (box.meaning and box.meaning.name == "body"):
            score *= 1.3
        if heading is not None and box.end <= heading:
            score *= 0.4
        if score > best_score:
            best, best_score = index, score
    return best


def widen(outline: Outline, sums: list[float], core: int, heading: int | None) -> int:
    """Climb to the section that holds the whole article, where its text stands in several boxes."""
    sections = outline.sections
    children: dict[int, list[int]] = {}
    for index, section in enumerate(sections):
        children.setdefault(section.parent, []).append(index)

    def mass(index: int) -> float:
        return sums[sections[index].end] - sums[sections[index].start]

    best = inside = core
    while (parent := sections[inside].parent) >= 0:
        here = sections[inside]
        complete = here.tag == "body" or (heading is not None and here.start <= heading < here.end)
        if complete and mass(parent) < 2 * mass(inside):
            break
        alike = sum(
            mass(child)
            for child in children[parent]
            if child != inside
            and (
                (sections[child].tag, sections[child].names) == (here.tag, here.names)
                or (not complete and goes_on(outline, sections[child], here))
            )
        )
        twins = sum(
            letters_of_twin(outline, sections[child], here) for child in children[parent] if child != inside
        )
        own = mass(parent) - sum(mass(child) for child in children[parent])
        whole = sections[parent].tag in ("article", "main") and mass(parent) < 1.35 * mass(inside)
        if alike + own > LEAST * mass(inside) or twins > LEAST_IN_TWINS * mass(inside) or whole:
            best = parent
        inside = parent
    return best


def letters_of_twin(outline: Outline, section: Section, other: Section) -> int:
    """Letters of unlinked sentences in a box with the names of another: one paragraph may be all of it."""
    if not section.names or (section.tag, section.names) != (other.tag, other.names):
        return 0
    lines = outline.pieces[section.start : section.end]
    return sum(len(line.text) for line in lines if not line.links and has_sentence(line.text))


def goes_on(outline: Outline, section: Section, other: Section) -> bool:
    """Whether a box goes on with the text of the one beside it: it is named for the text, or has no meaning
    and opens with running text. A box that opens with a heading is one of its own."""
    if section.meaning is not None:
        return section.meaning.name == "body"
    touching = section.start == other.end or section.end == other.start
    return (
        touching
        and section.tag == other.tag
        and section.start < section.end
        and prose(outline.pieces[section.start]) > 0
    )
