"""Who signs the article, where the line with the name stands under its text and beside the text's box."""

from __future__ import annotations

from collections.abc import Sequence

from newsscraper.readers.outline import Outline

REACH = 4
"""Pieces under the text up to which its author is looked for."""

MOST_LINES = 3
"""Pieces that a byline under the text has at most."""


def sign_below(outline: Outline, core: int, end: int, verdicts: Sequence[str | None]) -> int:
    """The end of the body with the author's line under it, which may stand beside the box of the text.

    `core`: the section of the text. Between text and line there may be boxes that are none of the article.
    """
    around = set(outline.ancestors(core))
    for index in range(end, min(end + REACH, len(outline.pieces))):
        section = outline.pieces[index].section
        for box in outline.ancestors(section):
            here = outline.sections[box]
            if box in around:
                break
            if here.meaning and here.meaning.name == "byline" and here.end - here.start <= MOST_LINES:
                return here.end if here.parent in around and verdicts[here.parent] is None else end
        if verdicts[section] is None:
            break
    return end
