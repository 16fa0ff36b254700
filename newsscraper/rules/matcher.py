"""Rules, compiled. Most blocks are decided by one look-up, most builds by a look at the text's words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter

from newsscraper.draft import DraftBlock
from newsscraper.rules import wording
from newsscraper.rules.builds import Build, fold_stems, holds_one
from newsscraper.rules.model import Medium, Rule

QUOTES = "\"„“”«»‚‘'›‹"
ENDS = (".", "!", "?", "…")

_first_letters = itemgetter(slice(4))


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
        self._patterns = [(re.compile(rule.pattern), rule.hint, rule) for rule in self.rules if rule.pattern]
        self._builds: dict[str, list[Build]] = {}
        for rule in self.rules:
            if rule.build:
                build = Build(rule)
                for start in build.starts:
                    self._builds.setdefault(start, []).append(build)
        self._keys = frozenset(self._builds)
        self._longest = max((rule.max_length for rule in self.rules), default=0)
        worded = [rule.max_length for rule in self.rules if not (rule.build or rule.pattern)]
        self._worded = max(worded, default=0)

    def fitting(self, block: DraftBlock, medium: Medium) -> list[Rule]:
        """The rules that fit a block, in the order of the set, wherever in the text it stands.

        Place and company (`Rule.where`, `Rule.company`) are left to the caller, who sees the other blocks.
        """
        text = block.text
        length = len(text)
        if length > self._longest:
            return []
        found: list[Rule] = []
        if length <= self._worded:
            found += self._wordings.find(block.folded)
        for compiled, hint, rule in self._patterns:
            if (
                length <= rule.max_length
                and (not hint or any(map(text.__contains__, hint)))
                and compiled.fullmatch(text)
            ):
                found.append(rule)
        keys = self._keys.intersection(map(_first_letters, text.casefold().replace("-", " ").split()))
        if keys:
            squashed = block.folded.replace(" ", "")
            for build in {build for key in keys for build in self._builds[key]}:
                if length <= build.rule.max_length and build.fits(squashed):
                    found.append(build.rule)
        if not found:
            return found
        return sorted({r for r in found if _holds(r, block, medium)}, key=lambda rule: self._rank[id(rule)])


@dataclass(slots=True)
class _Wordings:
    """Wordings of many rules, found by their first word."""

    fixed: dict[str, list[Rule]] = field(default_factory=dict)
    by_word: dict[str, list[tuple[re.Pattern[str], Rule]]] = field(default_factory=dict)
    by_stem: list[tuple[str, str, re.Pattern[str], Rule]] = field(default_factory=list)
    """Those whose first word is open: how it begins, and a word that must stand in the text."""
    made_of: list[tuple[re.Pattern[str], Rule]] = field(default_factory=list)

    def add(self, rule: Rule) -> None:
        """Take in all wordings of a rule."""
        for line in rule.block:
            self._add_line(line, rule, whole=True)
        for line in rule.start:
            self._add_line(line, rule, whole=False)
        for line in rule.end:
            compiled = re.compile(r"(?:\S+ )*?" + wording.pattern(line) + r"\Z")
            self.by_stem.append(("", wording.needle(line), compiled, rule))
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
                self.by_stem.append((word[:-1], wording.needle(line), compiled, rule))
            else:
                self.by_word.setdefault(word, []).append((compiled, rule))

    def find(self, folded: str) -> list[Rule]:
        """The rules with a wording that fits a folded text."""
        fitting = list(self.fixed.get(folded, ()))
        first, _, _ = folded.partition(" ")
        fitting += [rule for line, rule in self.by_word.get(first, ()) if line.match(folded + " ")]
        for stem, needle, line, rule in self.by_stem:
            if needle in folded and first.startswith(stem) and line.match(folded + " "):
                fitting.append(rule)
        for words, rule in self.made_of:
            if words.match(folded.replace(" ", "")):
                fitting.append(rule)
        return fitting


def _made_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for squashed texts made of nothing but these words; it never goes back, so it is linear."""
    longest_first = sorted((wording.squash(word) for word in words), key=len, reverse=True)
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
    squashed = block.folded.replace(" ", "")
    if holds_one(fold_stems(rule.never), squashed):
        return False
    return bool(rule.build) or all(holds_one(fold_stems(slot), squashed) for slot in rule.must)
