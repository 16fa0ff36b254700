"""The wordings of many rules, found by the word a block begins with or by one that stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from functools import cached_property

from newsscraper.draft import squash
from newsscraper.rules import wording
from newsscraper.rules.builds import holds_one
from newsscraper.rules.model import Rule

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
        self.needles = frozenset(needle for _, line in self._open for needle in line.needles)
        """Beginnings of words of which one stands in every block that one of the open ones fits."""

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
            for word in wording.openings(text):
                self._open_with(word, rule.max_length)
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

    def find(self, text: str, length: int, begun: Set[str]) -> list[int]:
        """Ranks of the rules with a wording that fits a block: its folded words, and its length.

        `begun`: the needles that words of the text begin with, and others.
        """
        words = text.split(None, 1) if length <= self.longest else []
        if not words:
            return []
        first = words[0]
        found: list[int] = []
        if length <= self._openings.get(first, 0):
            folded = " ".join(text.split())
            found += self._fixed.get(folded, ())
            found += [
                known.rank
                for known in self._by_word.get(first, ())
                if length <= known.longest and known.fits(folded)
            ]
        if begun and not self.needles.isdisjoint(begun):
            folded = " ".join(text.split())
            found += [
                known.rank for stem, known in self._open if first.startswith(stem) and known.fits(folded)
            ]
        for vocabulary in self._vocabularies:
            if length <= vocabulary.longest and vocabulary.may_begin(first) and vocabulary.makes(text):
                found.append(vocabulary.rank)
        return found


class Vocabulary:
    """Words of which a whole block is made, in any order, with spaces between them or not."""

    def __init__(self, words: Sequence[str], rank: int, longest: int) -> None:
        self.rank = rank
        self.longest = longest
        squashed = sorted(map(squash, words), key=len, reverse=True)
        self._first = min(FIRST, len(squashed[-1]))
        self._by_start: dict[str, list[str]] = {}
        """First letters -> the words that begin so, the longest first."""
        for word in squashed:
            self._by_start.setdefault(word[: self._first], []).append(word)

    def may_begin(self, first: str) -> bool:
        """Whether a text made of the words may begin with this word, or with these letters of one."""
        return first[: self._first] in self._by_start or len(first) < self._first

    def makes(self, text: str) -> bool:
        """Whether a text, spaces aside, is made of the words; the longest that fits a place is taken."""
        text = text.replace(" ", "")
        place = 0
        while place < len(text):
            words = self._by_start.get(text[place : place + self._first], ())
            for word in words:
                if text.startswith(word, place):
                    place += len(word)
                    break
            else:
                return False
        return True
