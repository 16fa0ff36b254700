"""Scrub one text: its words are replaced, but not those that the knowledge of its page protects."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from newsscraper.rules.matcher import ends_sentence
from newsscraper.testing.scrub_knowledge import (
    Knowledge,
    credit_mark,
    credit_words,
    is_furniture,
    photo_agency,
)
from newsscraper.testing.scrub_words import WORD, Words

_STAYS, _NAMES, _CREDIT = 1, 2, 3
_LONG_CREDIT, _LONG_BYLINE, _LONG_CAPTION = 100, 120, 500
_GAP = r"[\s\u200b\u00ad]*"


@dataclass(slots=True)
class TextScrubber:
    """Scrubs the texts of one page. Every text keeps its length, so that markup can be put back around it."""

    words: Words
    knowledge: Knowledge
    furniture: Collection[str] = ()
    """Texts of whole blocks that stay."""
    _patterns: list[tuple[re.Pattern[str], str, int]] = field(init=False)

    def __post_init__(self) -> None:
        parts = (
            (self.knowledge.credits, _CREDIT),
            (self.knowledge.named, _NAMES),
            (self.knowledge.stays, _STAYS),
        )
        self._patterns = [
            (_loosely(text), WORD.findall(text)[0], mode)
            for texts, mode in parts
            for text in texts
            if WORD.search(text)
        ]

    def text(self, text: str) -> str:
        """A text of the page, scrubbed; whatever is not a letter stays where it is."""
        squashed = squash(text)
        if not squashed or squashed in self.furniture or is_furniture(squashed):
            return text
        modes = self._modes(text)

        def substitute(match: re.Match[str]) -> str:
            mode = modes[match.start()]
            word = match[0].lower()
            if mode == _STAYS or (mode == _NAMES and word not in self.knowledge.names):
                return match[0]
            if mode == _CREDIT and (len(word) < 3 or word in credit_words()):
                return match[0]
            return self.words.replace(match[0])

        return WORD.sub(substitute, text)

    def names(self, text: str) -> str:
        """A text that names people, outlets or agencies: only the authors' names are replaced."""
        known = self.knowledge.names
        return WORD.sub(lambda m: self.words.replace(m[0]) if m[0].lower() in known else m[0], text)

    def _modes(self, text: str) -> bytearray:
        squashed = squash(text)
        modes = bytearray(len(text))
        if len(squashed) < _LONG_BYLINE and any(name in squashed for name in self.knowledge.people):
            modes = bytearray([_NAMES]) * len(text)
        elif len(squashed) < _LONG_CREDIT and photo_agency().search(squashed) and not ends_sentence(squashed):
            modes = bytearray([_CREDIT]) * len(text)
        elif len(squashed) < _LONG_CAPTION and (mark := credit_mark().search(text)):
            modes[mark.start() :] = bytes([_CREDIT]) * (len(text) - mark.start())
        for pattern, first, mode in self._patterns:
            if first in text:
                for match in pattern.finditer(text):
                    modes[match.start() : match.end()] = bytes([mode]) * (match.end() - match.start())
        for match in self.knowledge.phrases.finditer(text) if self.knowledge.phrases else ():
            modes[match.start() : match.end()] = bytes([_STAYS]) * (match.end() - match.start())
        return modes


def squash(text: str) -> str:
    """A text as the cleaner sees it: single spaces, nothing invisible."""
    return " ".join(text.replace("\u200b", "").replace("\u00ad", "").split())


def _loosely(text: str) -> re.Pattern[str]:
    """The text, whatever white space the page has between its parts; a short one only as a whole text."""
    loose = _GAP.join(re.escape(part) for part in re.findall(r"\w+|[^\w\s]", text))
    return re.compile(rf"\A\s*{loose}\s*\Z" if len(text) < 12 else loose)
