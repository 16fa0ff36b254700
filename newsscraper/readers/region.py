"""Where on the page the article stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from newsscraper.readers.below import sign_below
from newsscraper.readers.core import find_core, widen
from newsscraper.readers.headline import find_headline, is_subhead
from newsscraper.readers.outline import PLACES, Outline
from newsscraper.readers.prose import prose
from newsscraper.readers.replies import find_replies
from newsscraper.readers.verdicts import frame, judge_sections

LITTLE = 400
"""Letters of running text; an article has more."""


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
    heading = find_headline(outline, titles)
    if heading is None:
        heading = find_headline(outline, shown)
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
