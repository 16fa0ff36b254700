"""Rules, ready to be held against blocks: many blocks at once, most decided by one look-up."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import groupby

from newsscraper.draft import MARK, DraftBlock, fold_lines
from newsscraper.rules.builds import FIRST, Builds, fold_stems, holds_one
from newsscraper.rules.model import Medium, Rule
from newsscraper.rules.openings import Wordings
from newsscraper.rules.prefixes import one_of

QUOTES = "\"„“”«»‚‘'›‹"
ENDS = (".", "!", "?", "…")

NOTHING: frozenset[str] = frozenset()

BANDS = (80, 300)
"""Most characters of blocks that a pattern may fit, by which patterns are held against a block together."""


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, closing quotes and brackets aside."""
    return text.rstrip(QUOTES + ")] ").endswith(ENDS)


class RuleSet:
    """Many rules, ready to be asked which of them fit a block.

    A rule fits wherever in the text a block stands. Place and company (`Rule.where`, `Rule.company`) are left
    to the caller, who sees the other blocks.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._conditions = [_Conditions(rule) for rule in self.rules]
        ranked = list(enumerate(self.rules))
        self._wordings = Wordings(ranked)
        self._builds = Builds(ranked)
        needles = tuple(self._wordings.needles)
        cues = {cue for cue in self._builds.cues if not cue.startswith(needles)}
        self._cues = re.compile(" " + one_of(cues | self._wordings.needles, solid=FIRST))
        """What a look at builds and at open wordings begins with."""
        self._cued = max(self._builds.longest, self._wordings.longest)
        patterns = [(rank, rule) for rank, rule in ranked if rule.pattern]
        patterns.sort(key=lambda ranked: -ranked[1].max_length)
        self._bands = [
            _Band(list(band))
            for _, band in groupby(patterns, lambda ranked: bisect_left(BANDS, ranked[1].max_length))
        ]
        self._longest = max((rule.max_length for rule in self.rules), default=0)

    def fit(self, blocks: Iterable[DraftBlock], medium: Medium) -> None:
        """Note in each of the blocks which rules fit it, in the order of the set."""
        blocks = list(blocks)
        texts = list(dict.fromkeys(block.text for block in blocks if len(block.text) <= self._longest))
        fitting: dict[str, tuple[Rule, ...]] = {}
        for text, line in zip(texts, fold_lines(texts).split("\n"), strict=False):
            if found := self._find(text, line):
                ranks = [rank for rank in set(found) if self._conditions[rank].hold(text, line, medium)]
                fitting[text] = tuple(self.rules[rank] for rank in sorted(ranks))
        for block in blocks:
            block.fitting = fitting.get(block.text, ())

    def fitting(self, text: str, medium: Medium) -> Sequence[Rule]:
        """The rules that fit a text of its own, in the order of the set."""
        block = DraftBlock("paragraph", text, 0)
        self.fit([block], medium)
        return block.fitting or ()

    def _find(self, text: str, line: str) -> list[int]:
        """Ranks of the rules of which a form fits; `line` is the text's line of `fold_lines`."""
        length = len(text)
        words = f" {line}".replace(MARK, " ")
        cues = self._cues.findall(words) if length <= self._cued else []
        begun = {cue[1:] for cue in cues} if cues else NOTHING
        found = self._wordings.find(words, length, begun)
        if begun:
            found += self._builds.find(line, length, {word[:FIRST] for word in begun})
        for band in self._bands:
            if length > band.longest:
                break  # so is the block for all that follow
            if match := band.any.fullmatch(text):
                found += band.find(text, match)
        return found


class _Band:
    """The patterns for blocks of about one length, held against a text together and then one by one."""

    def __init__(self, rules: Sequence[tuple[int, Rule]]) -> None:
        self.longest = max(rule.max_length for _, rule in rules)
        self.any = re.compile("|".join(f"({rule.pattern})" for _, rule in rules))
        self._rules = rules

    def find(self, text: str, match: re.Match[str]) -> list[int]:
        """Ranks of the rules whose pattern a text fits: the first by the match of all, and the others."""
        first = (match.lastindex or 1) - 1
        others = self._rules[first + 1 :]
        return [
            self._rules[first][0],
            *(
                rank
                for rank, rule in others
                if len(text) <= rule.max_length and re.fullmatch(rule.pattern, text)
            ),
        ]


class _Conditions:
    """What must hold for a rule besides that one of its forms fits."""

    def __init__(self, rule: Rule) -> None:
        self._rule = rule
        self._never = fold_stems(rule.never)
        self._must = () if rule.build else tuple(map(fold_stems, rule.must))

    def hold(self, text: str, line: str, medium: Medium) -> bool:
        """Whether the conditions hold for a text; `line` is its line of `fold_lines`."""
        rule = self._rule
        if not rule.min_length <= len(text) <= rule.max_length or rule.medium not in (None, medium):
            return False
        if not rule.quoted and not rule.build and text[0] in QUOTES:
            return False
        if not rule.sentence and ends_sentence(text):
            return False
        if not (self._never or self._must):
            return True
        squashed = line.replace(MARK, "").replace(" ", "")
        return not holds_one(self._never, squashed) and all(holds_one(slot, squashed) for slot in self._must)
