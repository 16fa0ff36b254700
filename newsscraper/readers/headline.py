"""Which piece of the outline is the headline."""

from __future__ import annotations

from collections.abc import Sequence

from newsscraper.readers.likeness import nearness, site_names, words_of, words_of_all
from newsscraper.readers.outline import Outline, Piece, Section

NEARLY = 0.75
"""A heading with this share of the best one's score is as good as it."""

LONGEST_TITLE = 150
"""A line that is no heading may be the headline up to this many characters."""

MOST_ABOVE = 0.15
"""Share of the article's running text that may stand above its headline: the rest of a teaser."""


def find_headline(outline: Outline, titles: Sequence[str]) -> int | None:
    """The piece that is the headline: the page's heading most like its titles, rather an `h1`.

    On a page without such a heading, a line that is the title but for the site's name.
    """
    wanted = words_of_all(titles)

    def is_title(piece: Piece) -> float:
        words = words_of(piece.text)
        share = max((len(words) / len(title) for title in wanted if words <= title), default=0.0)
        return share if len(words) > 2 else 0.0

    # An `h1` that is a link is rather the page's logo; a lower heading must be much like the title.
    scores = {}
    for index, piece in enumerate(outline.pieces):
        if piece.level:
            like = nearness(words_of(piece.text), wanted)
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


def is_subhead(piece: Piece, index: int, section: Section, sums: list[float]) -> bool:
    """Whether a heading stands too far down in the article's text to be its headline."""
    if piece.level == 1 or not section.start < index < section.end:
        return False
    return sums[index] - sums[section.start] > MOST_ABOVE * (sums[section.end] - sums[section.start])
