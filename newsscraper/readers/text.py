"""Plain text, one block a line, into a `Draft`. What cannot be seen in print makes no difference."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from newsscraper.article import BlockKind
from newsscraper.draft import Draft, DraftBlock
from newsscraper.publishers import Publisher

_line_ends = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Soft hyphens, zero-width and direction marks, controls, lone surrogates, non-characters.
_unseen = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
# A joiner belongs to an emoji sequence; between letters it is a zero-width space.
_joiner = re.compile("(?<![\ufe0f\u2190-\u2bff\U0001f000-\U0001faff])\u200d|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])")
_list_mark = re.compile(r"(?:[•·▪◦‣●■○*–—-]|\d{1,2}[.)])\s+(?=\S)")


def read_text(
    text: str, url: str | None = None, *, fetched_at: datetime | None = None, publisher: Publisher | None = None
) -> Draft:
    """Split a text into blocks, one a line; blank lines do not count.

    Line ends of any system, spaces of any width, invisible characters and decomposed umlauts make no
    difference to what comes out.
    """
    draft = Draft("text", url=url, fetched_at=fetched_at, publisher=publisher)
    lines = (" ".join(line.split()) for line in normalise(text).split("\n"))
    draft.blocks = [DraftBlock(kind_of(line), line, i) for i, line in enumerate(filter(None, lines))]
    return draft


def normalise(text: str) -> str:
    """The text in NFC, with newlines only, without characters that are not seen.

    >>> normalise("Mu\u0308nch\u00adner\\r\\nZei\u200btung")
    'Münchner\\nZeitung'
    """
    text = _line_ends.sub("\n", text)
    text = _unseen.sub("", text)
    if "\u200d" in text:
        text = _joiner.sub("", text)
    return unicodedata.normalize("NFC", text)


def kind_of(line: str) -> BlockKind:
    """What a line looks like on its own: a list item by its mark, or a paragraph."""
    return "list_item" if _list_mark.match(line) else "paragraph"
