"""Who signs the article and when, where the line stands under its text and beside the text's box."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from newsscraper.fields.bylines import parse_byline
from newsscraper.readers.date_lines import has_labelled_date
from newsscraper.readers.lines import LONGEST_LINE
from newsscraper.readers.outline import Outline
from newsscraper.readers.signatures import OPENING

REACH = 4
"""Pieces under the text up to which its author is looked for."""

MOST_LINES = 3
"""Pieces that a byline under the text has at most."""

SIGNING = frozenset({"byline", "date"})


def sign_below(outline: Outline, core: int, end: int, verdicts: Sequence[str | None]) -> int:
    """The end of the body with the line of author or date under it, which may stand beside the text's box.

    `core`: the section of the text. Between text and line there may be boxes that are none of the article.
    """
    around = set(outline.ancestors(core))
    for index in range(end, min(end + REACH, len(outline.pieces))):
        section = outline.pieces[index].section
        for box in outline.ancestors(section):
            here = outline.sections[box]
            if box in around:
                break
            if here.meaning and here.meaning.name in SIGNING and here.end - here.start <= MOST_LINES:
                above = takewhile(lambda box: box not in around, outline.ancestors(here.parent))
                return here.end if all(verdicts[box] is None for box in above) else end
        if verdicts[section] is None:
            return index + 1 if is_signature(outline.pieces[index].text) else end
    return end


def is_signature(text: str) -> bool:
    """Whether a line says who wrote the article, or when: `Von Ida Roth`, `Artikel vom 3.5.2015`."""
    if len(text) > LONGEST_LINE:
        return False
    if has_labelled_date(text):
        return True
    if not OPENING.match(text):
        return False
    byline = parse_byline(text)
    return bool(byline.authors) and not byline.rest
