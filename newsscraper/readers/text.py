"""Plain text, one block a line, into a `Draft`. What cannot be seen in print makes no difference."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from newsscraper.article import BlockKind
from newsscraper.draft import Draft, DraftBlock
from newsscraper.publishers import Publisher

# Soft hyphens, zero-width and direction marks, controls, lone surrogates, non-characters.
_unseen = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
# A joiner belongs to an emoji sequence; between letters it is a zero-width space.
_joiner = re.compile(
    "(?<![\ufe0f\u2190-\u2bff\U0001f000-\U0001faff])\u200d|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])"
)
MARKS = "•·▪◦‣●■○*–—-"
"""What a list item may begin with, besides a number."""
_list_mark = re.compile(rf"(?:[{MARKS}]|\d{{1,2}}[.)])\s+(?=\S)")


def read_text(
    text: str,
    url: str | None = None,
    *,
    fetched_at: datetime | None = None,
    publisher: Publisher | None = None,
) -> Draft:
    """Split a text into blocks, one a line; blank lines do not count.

    Line ends of any system, spaces of any width, invisible characters and decomposed umlauts make no
    difference to what comes out.
    """
    draft = Draft("text", url=url, fetched_at=fetched_at, publisher=publisher)
    lines = filter(None, map(normalise, text.splitlines()))
    draft.blocks = [DraftBlock(kind_of(line), line, index) for index, line in enumerate(lines)]
    return draft


def normalise(line: str) -> str:
    """A line in NFC with single spaces, without characters that are not seen.

    >>> normalise(" Mu\u0308nch\u00adner\u00a0 Zei\u200btung\t")
    'Münchner Zeitung'
    """
    seen = line.isprintable()  # then, all spaces are plain ones
    if not seen:
        line = _unseen.sub("", line)
        if "\u200d" in line:
            line = _joiner.sub("", line)
    if not line.isascii():
        line = unicodedata.normalize("NFC", line)
    if seen and "  " not in line:
        return line.strip(" ")
    return " ".join(line.split())


def kind_of(line: str) -> BlockKind:
    """What a line looks like on its own: a list item by its mark, or a paragraph."""
    begins_so = line[0] in MARKS or line[0].isdigit()
    return "list_item" if begins_so and _list_mark.match(line) else "paragraph"
