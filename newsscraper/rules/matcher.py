"""Rules, compiled. Most blocks are decided by one look-up, most builds by a look at the text's words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter

from newsscraper.draft import DraftBlock, squash
from newsscraper.rules import wording
from newsscraper.rules.builds import Build, fold_stems, holds_one
from newsscraper.rules.model import Medium, Rule

QUOTES = "\"„“”«»‚‘'›‹"
ENDS = (".", "!", "?", "…")

_first_letters = itemgetter(slice(4))
_word = re.compile(r"[^\W_]+")


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, closing quotes and brackets aside."""
    return text.rstrip(QUOTES + ")] ").endswith(ENDS)


class RuleSet:
    """Many rules, ready to be asked which of them fit a block."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._rank = {id(rule): rank for rank, rule in enumerate(self.rules)}
        self._wordings = _Wordings()
        for rule in self.rules:
            self._wordings.add(rule)
        longest_first = sorted(self.rules, key=lambda rule: rule.max_length, reverse=True)
        self._patterns = [
            (rule.max_length, re.compile(rule.pattern), rule) for rule in longest_first if rule.pattern
        ]
        self._builds = _Builds([Build(rule) for rule in self.rules if rule.build])

    def fitting(self, block: DraftBlock, medium: Medium) -> list[Rule]:
        """The rules that fit a block, in the order of the set, wherever in the text it stands.

        Place and company (`Rule.where`, `Rule.company`) are left to the caller, who sees the other blocks.
        """
        text = block.text
        length = len(text)
        lower = text.casefold()
        found = self._wordings.find(block, lower) if length <= self._wordings.longest else []
        for longest, compiled, rule in self._patterns:
            if length > longest:
                break
            if compiled.fullmatch(text):
                found.append(rule)
        if length <= self._builds.longest:
            found += self._builds.find(text, lower)
        if not found:
            return found
        return sorted({r for r in found if _holds(r, block, medium)}, key=lambda rule: self._rank[id(rule)])


class _Builds:
    """The builds of many rules, found by the words a look at them begins with."""

    def __init__(self, builds: list[Build]) -> None:
        self.longest = max((build.rule.max_length for build in builds), default=0)
        self._lengths = sorted({build.rule.max_length for build in builds})
        self._by_key: list[dict[str, list[Build]]] = []
        """For each of the lengths, the builds that a block of so many characters may have."""
        for length in self._lengths:
            by_key: dict[str, list[Build]] = {}
            for build in builds:
                if length <= build.rule.max_length:
                    for start in build.starts:
                        by_key.setdefault(start, []).append(build)
            self._by_key.append(by_key)
        self._keys = [frozenset(by_key) for by_key in self._by_key]

    def find(self, text: str, lower: str) -> list[Rule]:
        """The rules with a build that a text has; `lower` is the text in lower case."""
        tier = bisect_left(self._lengths, len(text))
        keys = self._keys[tier].intersection(map(_first_letters, lower.replace("-", " ").split()))
        if not keys:
            return []
        squashed = squash(text)
        likely = {build for key in keys for build in self._by_key[tier][key]}
        return [build.rule for build in likely if build.fits(squashed)]


@dataclass(slots=True)
class _Wordings:
    """Wordings of many rules, found by their first word."""

    fixed: dict[str, list[Rule]] = field(default_factory=dict)
    by_word: dict[str, list[tuple[re.Pattern[str], Rule]]] = field(default_factory=dict)
    by_stem: list[tuple[str, str, re.Pattern[str], Rule]] = field(default_factory=list)
    """Those whose first word is open: how it begins, and a word that must stand in the text."""
    made_of: list[tuple[frozenset[str], re.Pattern[str], Rule]] = field(default_factory=list)
    """Vocabularies: the first letters of their words, and the pattern of a squashed text made of them."""
    openings: dict[str, int] = field(default_factory=dict)
    """The first words of `fixed` and `by_word`, and the most characters of a block that begins so."""
    longest: int = 0
    """No longer block is held against wordings."""

    def add(self, rule: Rule) -> None:
        """Take in all wordings of a rule."""
        if rule.block or rule.start or rule.end or rule.vocabulary:
            self.longest = max(self.longest, rule.max_length)
        for line in rule.block:
            self._add_line(line, rule, whole=True)
        for line in rule.start:
            self._add_line(line, rule, whole=False)
        for line in rule.end:
            compiled = re.compile(r"(?:\S+ )*?" + wording.pattern(line) + r"\Z")
            self.by_stem.append(("", wording.needle(line), compiled, rule))
        if rule.vocabulary:
            letters = frozenset(squash(word)[0] for word in rule.vocabulary)
            self.made_of.append((letters, _made_of(rule.vocabulary), rule))

    def _add_line(self, line: str, rule: Rule, *, whole: bool) -> None:
        lines = wording.variants(line) if whole else None
        if lines is not None:
            for text in lines:
                self.fixed.setdefault(text, []).append(rule)
                self._open(text.partition(" ")[0], rule)
            return
        compiled = re.compile(wording.pattern(line) + (r"\Z" if whole else ""))
        for word in wording.openings(line):
            if word.endswith("*"):
                self.by_stem.append((word[:-1], wording.needle(line), compiled, rule))
            else:
                self.by_word.setdefault(word, []).append((compiled, rule))
                self._open(word, rule)

    def _open(self, word: str, rule: Rule) -> None:
        self.openings[word] = max(rule.max_length, self.openings.get(word, 0))

    def find(self, block: DraftBlock, lower: str) -> list[Rule]:
        """The rules with a wording that fits a block; `lower` is its text in lower case.

        Only a block that begins as a wording does, or has an open one's word, need be folded.
        """
        first = _word.search(lower)
        if first is None:
            return []
        word, length = first.group(), len(block.text)
        fitting: list[Rule] = []
        if length <= self.openings.get(word, 0):
            fitting += self.fixed.get(block.folded, ())
            fitting += [rule for line, rule in self.by_word.get(word, ()) if line.match(block.folded + " ")]
        for stem, needle, line, rule in self.by_stem:
            if (
                length <= rule.max_length
                and needle in lower
                and word.startswith(stem)
                and line.match(block.folded + " ")
            ):
                fitting.append(rule)
        for letters, words, rule in self.made_of:
            if length <= rule.max_length and word[0] in letters and words.match(squash(block.text)):
                fitting.append(rule)
        return fitting


def _made_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for squashed texts made of nothing but these words; it never goes back, so it is linear."""
    longest_first = sorted((squash(word) for word in words), key=len, reverse=True)
    return re.compile("(?>" + "|".join(map(re.escape, longest_first)) + r")++\Z")


def _holds(rule: Rule, block: DraftBlock, medium: Medium) -> bool:
    """Whether the conditions of a rule hold for a block that its wording or build fits."""
    text = block.text
    if not rule.min_length <= len(text) <= rule.max_length or rule.medium not in (None, medium):
        return False
    if not rule.quoted and not rule.build and text[0] in QUOTES:
        return False
    if not rule.sentence and ends_sentence(text):
        return False
    if not rule.never and (rule.build or not rule.must):
        return True
    squashed = squash(text)
    if holds_one(fold_stems(rule.never), squashed):
        return False
    return bool(rule.build) or all(holds_one(fold_stems(slot), squashed) for slot in rule.must)
