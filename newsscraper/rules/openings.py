"""The wordings of many rules, found by the word a block begins with or by one that stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from newsscraper.draft import MARK, squash
from newsscraper.rules import wording
from newsscraper.rules.builds import holds_one
from newsscraper.rules.model import Rule
from newsscraper.rules.prefixes import one_of

FIRST = 3
"""Vocabularies are told apart by so many first letters of a block, or fewer where a word has fewer."""


class Line:
    """A wording of a rule."""

    def __init__(self, line: str, rank: int, longest: int, *, whole: bool) -> None:
        self.line = line
        self.rank = rank
        """Of the rule it belongs to."""
        self.longest = longest
        """Most characters of a block it is held against."""
        self.needles = tuple(wording.needles(line))
        self._whole = whole

    def fits(self, folded: str) -> bool:
        """Whether a folded text begins with the wording, or is all of it."""
        return holds_one(self.needles, folded) and self._wording.fits(folded.split(), whole=self._whole)

    @cached_property
    def _wording(self) -> wording.Wording:
        return wording.Wording(self.line)


class Wordings:
    """Wordings of many rules, ready to be looked up."""

    def __init__(self, rules: Iterable[tuple[int, Rule]]) -> None:
        self.longest = 0
        """No longer block is held against wordings."""
        self._fixed: dict[str, list[int]] = {}
        self._by_word: dict[str, list[Line]] = {}
        self._openings: dict[str, int] = {}
        """The first words of those two, and the most characters of a block that begins so."""
        self._open: list[tuple[str, Line]] = []
        """Those whose first word is not given, with the letters it begins with."""
        self._vocabularies: list[Vocabulary] = []
        for rank, rule in rules:
            self._add(rank, rule)
        self._longest_open = max((line.longest for _, line in self._open), default=0)
        self._needles = re.compile(one_of(needle for _, line in self._open for needle in line.needles))
        """What must stand in a block for one of the open ones to fit."""

    def _add(self, rank: int, rule: Rule) -> None:
        if rule.block or rule.start or rule.end or rule.vocabulary:
            self.longest = max(self.longest, rule.max_length)
        for text in rule.block:
            lines = wording.variants(text)
            if lines is None:
                self._add_line(Line(text, rank, rule.max_length, whole=True))
                continue
            for line in lines:
                self._fixed.setdefault(line, []).append(rank)
                self._open_with(line.partition(" ")[0], rule.max_length)
        for text in rule.start:
            self._add_line(Line(text, rank, rule.max_length, whole=False))
        for text in rule.end:
            self._open.append(("", Line(f"… {text}", rank, rule.max_length, whole=True)))
        if rule.vocabulary:
            self._vocabularies.append(Vocabulary(rule.vocabulary, rank, rule.max_length))

    def _add_line(self, line: Line) -> None:
        for word in wording.openings(line.line):
            if word.endswith("*"):
                self._open.append((word[:-1], line))
            else:
                self._by_word.setdefault(word, []).append(line)
                self._open_with(word, line.longest)

    def _open_with(self, word: str, longest: int) -> None:
        self._openings[word] = max(longest, self._openings.get(word, 0))

    def find(self, line: str, length: int) -> list[int]:
        """Ranks of the rules with a wording that fits a block: its line of `fold_lines`, and its length."""
        words = line.replace(MARK, " ").split(None, 1) if length <= self.longest else []
        if not words:
            return []
        first = words[0]
        found: list[int] = []
        if length <= self._openings.get(first, 0):
            folded = " ".join(line.replace(MARK, " ").split())
            found += self._fixed.get(folded, ())
            found += [known.rank for known in self._by_word.get(first, ()) if known.fits(folded)]
        if length <= self._longest_open and self._needles.search(line):
            folded = " ".join(line.replace(MARK, " ").split())
            found += [
                known.rank for stem, known in self._open if first.startswith(stem) and known.fits(folded)
            ]
        for vocabulary in self._vocabularies:
            if length <= vocabulary.longest and vocabulary.may_begin(first) and vocabulary.makes(line):
                found.append(vocabulary.rank)
        return found


class Vocabulary:
    """Words of which a whole block is made, in any order, with spaces between them or not."""

    def __init__(self, words: Sequence[str], rank: int, longest: int) -> None:
        self.rank = rank
        self.longest = longest
        self._words = frozenset(map(squash, words))
        self._lengths = sorted({len(word) for word in self._words}, reverse=True)
        self._first = min(FIRST, self._lengths[-1])
        self._starts = frozenset(word[: self._first] for word in self._words)

    def may_begin(self, first: str) -> bool:
        """Whether a text made of the words may begin with this word, or with these letters of one."""
        return first[: self._first] in self._starts or len(first) < self._first

    def makes(self, line: str) -> bool:
        """Whether a line of `fold_lines` is made of the words; the longest that fits a place is taken."""
        text = line.replace(MARK, "").replace(" ", "")
        place = 0
        while place < len(text):
            place = next((place + n for n in self._lengths if text[place : place + n] in self._words), -1)
            if place < 0:
                return False
        return True
