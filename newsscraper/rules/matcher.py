"""Rules, compiled. Most blocks are decided by one look-up, most builds by a look at the text's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from newsscraper.draft import DraftBlock, Glance
from newsscraper.rules import wording
from newsscraper.rules.model import Medium, Rule

QUOTES = "\"„“”«»‚‘'›‹"
ENDS = (".", "!", "?", "…")


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
        self._patterns = [(re.compile(rule.pattern), rule) for rule in self.rules if rule.pattern]
        self._builds = [_Build(rule) for rule in self.rules if rule.build]
        self._spoken = max((rule.max_length for rule in self.rules if not rule.build), default=0)

    def builds(self, glance: Glance) -> Builds:
        """The builds that a text with these words may hold."""
        builds = [build for build in self._builds if build.may_fit(glance)]
        return builds, max((self._spoken, *(build.rule.max_length for build in builds)))

    def fitting(self, block: DraftBlock, medium: Medium, builds: Builds) -> list[Rule]:
        """The rules that fit a block, in the order of the set, wherever in the text it stands.

        `builds`: what `builds` gave for the text. Place and company (`Rule.where`, `Rule.company`) are left to
        the caller, who sees the other blocks.
        """
        length = len(block.text)
        if length > builds[1]:
            return []
        found: list[Rule] = []
        squashed = ""
        if length <= self._spoken:
            found += self._wordings.find(block.folded)
            for compiled, rule in self._patterns:
                if length <= rule.max_length and compiled.fullmatch(block.text):
                    found.append(rule)
        if builds[0]:
            squashed = block.folded.replace(" ", "")
            found += [
                build.rule for build in builds[0] if length <= build.rule.max_length and build.fits(squashed)
            ]
        if not found:
            return found
        return sorted({r for r in found if _holds(r, block, medium)}, key=lambda rule: self._rank[id(rule)])


@dataclass(slots=True)
class _Wordings:
    """Wordings of many rules, found by their first word."""

    fixed: dict[str, list[Rule]] = field(default_factory=dict)
    by_word: dict[str, list[tuple[re.Pattern[str], Rule]]] = field(default_factory=dict)
    by_stem: list[tuple[str, re.Pattern[str], Rule]] = field(default_factory=list)
    made_of: list[tuple[re.Pattern[str], Rule]] = field(default_factory=list)

    def add(self, rule: Rule) -> None:
        """Take in all wordings of a rule."""
        for line in rule.block:
            self._add_line(line, rule, whole=True)
        for line in rule.start:
            self._add_line(line, rule, whole=False)
        for line in rule.end:
            self.by_stem.append(("", re.compile(r"(?:\S+ )*?" + wording.pattern(line) + r"\Z"), rule))
        if rule.vocabulary:
            self.made_of.append((_made_of(rule.vocabulary), rule))

    def _add_line(self, line: str, rule: Rule, *, whole: bool) -> None:
        lines = wording.variants(line) if whole else None
        if lines is not None:
            for text in lines:
                self.fixed.setdefault(text, []).append(rule)
            return
        compiled = re.compile(wording.pattern(line) + (r"\Z" if whole else ""))
        for word in wording.openings(line):
            if word.endswith("*"):
                self.by_stem.append((word[:-1], compiled, rule))
            else:
                self.by_word.setdefault(word, []).append((compiled, rule))

    def find(self, folded: str) -> list[Rule]:
        """The rules with a wording that fits a folded text."""
        fitting = list(self.fixed.get(folded, ()))
        first, _, _ = folded.partition(" ")
        fitting += [rule for line, rule in self.by_word.get(first, ()) if line.match(folded + " ")]
        for stem, line, rule in self.by_stem:
            if first.startswith(stem) and line.match(folded + " "):
                fitting.append(rule)
        for words, rule in self.made_of:
            if words.match(folded.replace(" ", "")):
                fitting.append(rule)
        return fitting


def _made_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for squashed texts made of nothing but these words; it never goes back, so it is linear."""
    longest_first = sorted((wording.squash(word) for word in words), key=len, reverse=True)
    return re.compile("(?>" + "|".join(map(re.escape, longest_first)) + r")++\Z")


class _Build:
    """The build of a rule."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self._starts = frozenset(stem[:4] for stem in rule.key)
        self._spare = len(rule.build) - (rule.need or len(rule.build))

    def may_fit(self, glance: Glance) -> bool:
        """Whether a text with these words may hold a block of this build."""
        return not self._starts.isdisjoint(glance.starts) or any(stem in glance.long for stem in self.rule.key)

    def fits(self, squashed: str) -> bool:
        """Whether a squashed text has the build: one of the keys, and enough slots filled."""
        if not _holds_one(self.rule.key, squashed):
            return False
        missing = 0
        for slot in self.rule.build:
            if not _holds_one(slot, squashed):
                missing += 1
                if missing > self._spare:
                    return False
        return True


Builds = tuple[list[_Build], int]
"""Builds to look for, and the longest block that any rule takes."""


def _holds_one(stems: tuple[str, ...], squashed: str) -> bool:
    # A plain loop: this is asked more often than anything else, and `any` takes twice as long.
    for stem in stems:  # noqa: SIM110
        if stem in squashed:
            return True
    return False


def _holds(rule: Rule, block: DraftBlock, medium: Medium) -> bool:
    """Whether the conditions of a rule hold for a block that its wording or build fits."""
    text = block.text
    if not rule.min_length <= len(text) <= rule.max_length or rule.medium not in (None, medium):
        return False
    if not rule.quoted and text[0] in QUOTES:
        return False
    if not rule.sentence and ends_sentence(text):
        return False
    if rule.must or rule.never:
        squashed = block.folded.replace(" ", "")
        return not _holds_one(rule.never, squashed) and all(_holds_one(slot, squashed) for slot in rule.must)
    return True
