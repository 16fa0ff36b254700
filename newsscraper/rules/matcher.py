"""Rules, compiled: most blocks are decided by one look-up of their first word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from newsscraper.draft import DraftBlock
from newsscraper.rules import wording
from newsscraper.rules.model import Medium, Rule

QUOTES = "\"„“”«»‚‘'›‹"
ENDS = (".", "!", "?", "…")


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, closing quotes and brackets aside."""
    return text.rstrip(QUOTES + ")] ").endswith(ENDS)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a block stands, for rules that hold only at the top or the bottom of a text."""

    top: bool = False
    bottom: bool = False


ANYWHERE = Spot(top=True, bottom=True)


@dataclass(slots=True)
class _Wordings:
    """Wordings of many rules, found by their first word."""

    fixed: dict[str, list[Rule]] = field(default_factory=dict)
    by_word: dict[str, list[tuple[re.Pattern[str], Rule]]] = field(default_factory=dict)
    by_stem: list[tuple[str, re.Pattern[str], Rule]] = field(default_factory=list)

    def add(self, line: str, rule: Rule, *, whole: bool) -> None:
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

    def find(self, folded: str) -> Iterable[Rule]:
        """The rules with a wording that fits a folded text."""
        yield from self.fixed.get(folded, ())
        first, _, _ = folded.partition(" ")
        for compiled, rule in self.by_word.get(first, ()):
            if compiled.match(folded + " "):
                yield rule
        for stem, compiled, rule in self.by_stem:
            if first.startswith(stem) and compiled.match(folded + " "):
                yield rule


class RuleSet:
    """The rules of a file, ready to be asked which one takes a block."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self.longest = max((rule.max_length for rule in self.rules), default=0)
        """No rule takes a block with more characters."""
        self.placed = any(rule.where != "anywhere" for rule in self.rules)
        """Whether a rule asks where in the text a block stands."""
        self._wordings = _Wordings()
        self._ends: list[tuple[re.Pattern[str], Rule]] = []
        self._patterns: list[tuple[re.Pattern[str], Rule]] = []
        self._vocabularies: list[tuple[re.Pattern[str], Rule]] = []
        self._builds: list[Rule] = []
        for rule in self.rules:
            for line in rule.block:
                self._wordings.add(line, rule, whole=True)
            for line in rule.start:
                self._wordings.add(line, rule, whole=False)
            for line in rule.end:
                self._ends.append((re.compile(r"(?:^|.* )" + wording.pattern(line) + r"\Z"), rule))
            if rule.pattern:
                self._patterns.append((re.compile(rule.pattern), rule))
            if rule.vocabulary:
                self._vocabularies.append((_made_of(rule.vocabulary), rule))
            if rule.build:
                self._builds.append(rule)

    def find(self, block: DraftBlock, medium: Medium, spot: Spot = ANYWHERE) -> Rule | None:
        """The first rule that takes the block, or None."""
        text = block.text
        if len(text) > self.longest:
            return None
        for rule in self._candidates(block):
            if _holds(rule, block, medium, spot):
                return rule
        return None

    def _candidates(self, block: DraftBlock) -> Iterable[Rule]:
        folded = block.folded
        yield from self._wordings.find(folded)
        for compiled, rule in self._ends:
            if compiled.match(folded + " "):
                yield rule
        for compiled, rule in self._patterns:
            if compiled.fullmatch(block.text):
                yield rule
        if self._builds or self._vocabularies:
            squashed = folded.replace(" ", "")
            for compiled, rule in self._vocabularies:
                if compiled.match(squashed):
                    yield rule
            for rule in self._builds:
                need = rule.need or len(rule.build)
                if len(block.text) <= rule.max_length and _filled(rule.build, squashed) >= need:
                    yield rule


def _holds(rule: Rule, block: DraftBlock, medium: Medium, spot: Spot) -> bool:
    """Whether the conditions of a rule hold for a block that its wording fits."""
    text = block.text
    if not rule.min_length <= len(text) <= rule.max_length or rule.medium not in (None, medium):
        return False
    if (rule.where == "top" and not spot.top) or (rule.where == "bottom" and not spot.bottom):
        return False
    if not rule.quoted and text[0] in QUOTES:
        return False
    if not rule.sentence and ends_sentence(text):
        return False
    if rule.must or rule.never:
        squashed = block.folded.replace(" ", "")
        if _filled(rule.must, squashed) < len(rule.must) or any(stem in squashed for stem in rule.never):
            return False
    return True


def _made_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for squashed texts made of nothing but these words; it never goes back, so it is linear."""
    longest_first = sorted((wording.squash(word) for word in words), key=len, reverse=True)
    return re.compile("(?>" + "|".join(map(re.escape, longest_first)) + r")++\Z")


def _filled(slots: tuple[tuple[str, ...], ...], squashed: str) -> int:
    """How many slots have a stem in a squashed text."""
    return sum(any(stem in squashed for stem in slot) for slot in slots)
