"""Where on the page the article stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from newsscraper.readers.below import sign_below
from newsscraper.readers.heading import site_names
from newsscraper.readers.markup import PARTS
from newsscraper.readers.outline import Outline, Piece, Section
from newsscraper.readers.replies import find_replies

FOREIGN = frozenset({"comment", "related"})
"""Meanings of boxes that may hold more prose than the article itself."""

PLACES = frozenset({"root", "body"})
"""Roles that say where the article stands."""

NEARLY = 0.75
"""A heading with this share of the best one's score is as good as it."""

LITTLE = 400
"""Letters of running text; an article has more."""

MOST_ABOVE = 0.15
"""Share of the article's running text that may stand above its headline: the rest of a teaser."""

MOST_PROMO = 320
"""Letters of running text a box that asks for an e-mail address may hold."""

LEVELS = 5
"""Boxes around a piece of text that it speaks for, each less than the one in it."""

LEAST = 0.05
"""Share of the article's text that boxes beside its box must have to be part of it."""
LEAST_IN_TWINS = 0.01
"""The same for boxes of the same name."""
LONGEST_TITLE = 150
"""A line that is no heading may be the headline up to this many characters."""

_SENTENCE = re.compile(r"(?<!\d)[.!?…][\"“”»«'’)\]]*(?:\s|$)|:$")
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Region:
    """The article on the outline."""

    heading: int | None
    """Index of the piece that is the headline."""
    start: int
    end: int
    """The body's pieces."""
    around: int
    """The section that holds headline and body."""
    sums: list[float]
    """Letters of running text before each piece, and in all of them."""
    verdicts: list[str | None]
    """Section -> the meaning that takes it out of the article, its own or that of a section around it."""
    framed: list[bool]
    """Section -> whether a publisher's layout lets the article stand there; all True without a layout."""
    support: frozenset[int] = frozenset()
    """Pieces that the page's own data repeats: they are the article's, whatever their box is called."""
    replies: range = range(0)
    """Pieces that are readers' comments, in whatever box."""
    top: int | None = None
    """Index of the first piece in the article's own element, known then; None without such an element."""
    opening: int = 0
    """Index of the piece that opens the running text, known once the pieces are judged."""


def prose(piece: Piece) -> float:
    """How many letters of running text a piece holds; 0 for labels, menus and link lists."""
    size = len(piece.text)
    if piece.level or piece.links > 0.5 or size < 40:
        return 0.0
    if size < 120 and (" | " in piece.text or not _SENTENCE.search(piece.text)):
        return 0.0
    return size * (1.0 - piece.links)


def find_region(
    outline: Outline,
    titles: Sequence[str],
    support: frozenset[int] = frozenset(),
    shown: Sequence[str] = (),
) -> Region | None:
    """Find the article, or None on a page without text.

    `titles`: the headline as the metadata gives it; `support`: pieces that the page's own data repeats;
    `shown`: the headline as the page shows it, for pages whose metadata gives another.
    """
    pieces, sections = outline.pieces, outline.sections
    if not pieces:
        return None
    heading = find_heading(outline, titles)
    if heading is None:
        heading = find_heading(outline, shown)
    raw = [prose(piece) for piece in pieces]
    framed = frame(outline)
    verdicts = judge_sections(outline, raw, heading)
    if sum(raw) > LITTLE > sum(m for p, m in zip(pieces, raw, strict=True) if not verdicts[p.section]):
        # Next to nothing is left: then the names around most of the text lie.
        verdicts = judge_sections(outline, raw, heading, trusting=False)
    masses = [
        0.0 if verdicts[piece.section] or piece.figure is not None or not framed[piece.section] else mass
        for piece, mass in zip(pieces, raw, strict=True)
    ]
    replies = find_replies(outline, heading, raw, support)
    for index in replies:
        masses[index] = 0.0
    for index in support:
        masses[index] = 2.0 * len(pieces[index].text)
    if not any(masses):
        masses = raw if any(raw) else [float(len(piece.text)) for piece in pieces]
    sums = list(accumulate(masses, initial=0.0))
    core = find_core(outline, masses, heading)
    core = widen(outline, sums, core, heading)
    section = sections[core]
    start, end = section.start, section.end
    if support:
        start, end = min(start, *support), max(end, max(support) + 1)
    if placed := [section for section in sections if section.role in PLACES]:
        start, end = min(box.start for box in placed), max(box.end for box in placed)
    end = sign_below(outline, core, end, verdicts)
    if heading is not None and is_subhead(pieces[heading], heading, section, sums):
        heading = None
    if heading is None:
        around = core
    else:
        inside = set(outline.ancestors(core))
        around = next(s for s in outline.ancestors(pieces[heading].section) if s in inside)
    raw_sums = list(accumulate(raw, initial=0.0))
    return Region(heading, start, end, around, raw_sums, verdicts, framed, support, replies)


def find_heading(outline: Outline, titles: Sequence[str]) -> int | None:
    """The piece that is the headline: the page's heading most like its titles, rather an `h1`.

    On a page without such a heading, a line that is the title but for the site's name.
    """
    wanted = [words for title in titles if (words := words_of(title))]

    def likeness(piece: Piece) -> float:
        words = words_of(piece.text)
        return max((len(words & title) / len(words | title) for title in wanted), default=0.0)

    def is_title(piece: Piece) -> float:
        words = words_of(piece.text)
        share = max((len(words) / len(title) for title in wanted if words <= title), default=0.0)
        return share if len(words) > 2 else 0.0

    # An `h1` that is a link is rather the page's logo; a lower heading must be much like the title.
    scores = {}
    for index, piece in enumerate(outline.pieces):
        if piece.level:
            like = likeness(piece)
            if piece.level == 1 and piece.links < 0.5:
                scores[index] = like + 0.31
            elif like > 0.35:
                scores[index] = like + 0.2 if piece.level > 1 else NEARLY * like
    found = None
    if scores:
        best = max(scores, key=scores.__getitem__)
        near = [index for index, score in scores.items() if score >= NEARLY * scores[best]]
        names = site_names(titles, outline.pieces[best].text)
        # Of nearly equal ones the first: a live blog's entries may be more like the title than its headline.
        found = next((index for index in near if outline.pieces[index].text.casefold() not in names), best)
        if outline.pieces[found].level == 1:
            return found
    # A subhead may be like the title, too: above it, a line that is the title goes before it.
    lines = [
        (is_title(piece), -index)
        for index, piece in enumerate(outline.pieces[:found])
        if not piece.level and piece.links < 0.5 and len(piece.text) <= LONGEST_TITLE
    ]
    least = max(0.4, scores[found] - 0.2) if found is not None else 0.4
    if lines and (line := max(lines))[0] > least:
        return -line[1]
    return found


def words_of(text: str) -> set[str]:
    """The words of a text, in lower case."""
    return set(_WORD.findall(text.casefold()))


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
    """The boxes around fields for an e-mail address: newsletters and registrations, of a few lines each."""
    boxes: set[int] = set()
    for form in set(outline.forms):
        best = None
        for index in outline.ancestors(form):
            section = outline.sections[index]
            if masses[index] > MOST_PROMO or (heading is not None and section.start <= heading < section.end):
                break
            best = index
        if best is not None:
            boxes.add(best)
    return boxes


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
    return sum(len(line.text) for line in lines if not line.links and _SENTENCE.search(line.text))


def is_subhead(piece: Piece, index: int, section: Section, sums: list[float]) -> bool:
    """Whether a heading stands too far down in the article's text to be its headline."""
    if piece.level == 1 or not section.start < index < section.end:
        return False
    return sums[index] - sums[section.start] > MOST_ABOVE * (sums[section.end] - sums[section.start])


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
