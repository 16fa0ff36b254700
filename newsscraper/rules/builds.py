"""The build of a rule: slots of word stems that a block fills in any order, one typo in a stem allowed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from newsscraper.draft import MARK
from newsscraper.rules.model import Rule

SHORTEST_WITH_TYPO = 6
"""A stem of fewer letters must stand as it is: with a typo it could be another word."""
MOST_WITH_TYPO = 2
"""So many slots may be filled by a stem with a typo: one misspelt word may be wanted by two."""
FIRST = 4
"""A look at a build begins with a word that has the first letters of a key …"""
CUE = 7
"""… and more of them behind it, wherever an extractor has put spaces: shorter ones begin too many words."""


class Builds:
    """The builds of many rules, found by the words a look at them begins with."""

    def __init__(self, rules: Iterable[tuple[int, Rule]]) -> None:
        self.longest = 0
        """No longer block has a build."""
        self._by_start: dict[str, dict[str, list[Build]]] = {}
        """First letters of keys -> keys -> the builds that have them."""
        for rank, rule in rules:
            if rule.build:
                build = Build(rule, rank)
                self.longest = max(self.longest, build.longest)
                for stem in build.key:
                    self._by_start.setdefault(stem[:FIRST], {}).setdefault(stem, []).append(build)
        self.cues = frozenset(key[:CUE] for keys in self._by_start.values() for key in keys)
        """How words begin in which a key may begin; behind `FIRST` letters, spaces may part the others."""

    def find(self, line: str, length: int, starts: Iterable[str]) -> list[int]:
        """Ranks of the rules with a build that a block has: its line of `fold_lines`, and its length.

        `starts`: how words of the line may begin; one behind a mark does not count.
        """
        line = f" {line}"
        squashed = line.replace(MARK, "").replace(" ", "")
        likely: set[Build] = set()
        for start in starts:
            keys = self._by_start.get(start)
            if keys and f" {start}" in line:
                for key, builds in keys.items():
                    if key in squashed:
                        likely.update(builds)
        return [build.rank for build in likely if length <= build.longest and build.fits(squashed)]


class Build:
    """The build of a rule, ready to be held against blocks."""

    def __init__(self, rule: Rule, rank: int) -> None:
        self.rank = rank
        """Of the rule whose build it is."""
        self.longest = rule.max_length
        """Most characters of a block that has the build."""
        self.key = fold_stems(rule.key)
        self._slots = sorted(map(fold_stems, rule.build), key=lambda slot: -min(map(len, slot)))
        """Those of long stems first: most texts have none of them, and no other need be looked for."""
        self._must = tuple(map(fold_stems, rule.must))
        self._never = fold_stems(rule.never)
        self._spare = len(self._slots) - (rule.need or len(self._slots))
        self._misspelt = MOST_WITH_TYPO if rule.typos else 0

    def fits(self, squashed: str) -> bool:
        """Whether a squashed text that has one of the keys has the build: all of `must`, and enough slots."""
        missing = [slot for slot in self._must if not holds_one(slot, squashed)]
        if len(missing) > self._misspelt:
            return False
        spare = self._spare
        unfilled = []
        for slot in self._slots:
            if not holds_one(slot, squashed):
                unfilled.append(slot)
                if len(unfilled) + len(missing) > spare + self._misspelt:
                    return False
        if not missing and len(unfilled) <= spare:
            return True
        # What the rule asks besides is asked again of all that fits; here, it spares the costly look.
        return (
            not holds_one(self._never, squashed)
            and all(_holds_one_misspelt(slot, squashed) for slot in missing)
            and (sum(not _holds_one_misspelt(slot, squashed) for slot in unfilled) <= spare)
        )


def fold_stems(stems: tuple[str, ...]) -> tuple[str, ...]:
    """Stems as they stand in a squashed text: `ß` is `ss` there."""
    return tuple(map(str.casefold, stems))


def holds_one(stems: tuple[str, ...], squashed: str) -> bool:
    """Whether one of the stems stands in a squashed text."""
    # A plain loop: this is asked more often than anything else, and `any` takes twice as long.
    for stem in stems:  # noqa: SIM110
        if stem in squashed:
            return True
    return False


def _holds_one_misspelt(stems: tuple[str, ...], squashed: str) -> bool:
    for stem in stems:
        if len(stem) >= SHORTEST_WITH_TYPO:
            (first, second), (third, fourth) = _halves(stem)
            halved = first in squashed or second in squashed or third in squashed or fourth in squashed
            if halved and is_near(stem, squashed):
                return True
    return False


def is_near(stem: str, squashed: str) -> bool:
    """Whether a stem stands in a text with one letter missing, doubled, wrong, or swapped with the next.

    Of two halves of the stem, one is then whole: it leads to the place. Two ways to halve it, because a swap
    may lie across the cut.

    >>> [is_near("zustimmung", text) for text in ("mitihrerzustimung", "mitihrerzsutimmung", "mitbestimmung")]
    [True, True, False]
    """
    for first, second in _halves(stem):
        place = squashed.find(first)
        while place >= 0:
            behind = place + len(first)
            if _begins_nearly(second, squashed[behind : behind + len(second) + 1]):
                return True
            place = squashed.find(first, place + 1)
        place = squashed.find(second)
        while place >= 0:
            if _begins_nearly(first[::-1], squashed[max(0, place - len(first) - 1) : place][::-1]):
                return True
            place = squashed.find(second, place + 1)
    return False


@cache
def _halves(stem: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """A stem cut in two, in two ways; the stems are those of the rules, so there are not many."""
    middle = len(stem) // 2
    return (stem[:middle], stem[middle:]), (stem[: middle + 1], stem[middle + 1 :])


def _begins_nearly(part: str, text: str) -> bool:
    """Whether a text begins with a part of a stem, one mistake allowed."""
    same = 0
    while same < len(part) and part[same : same + 1] == text[same : same + 1]:
        same += 1
    rest, found = part[same:], text[same:]
    return (
        found.startswith(rest[1:])  # a letter is missing
        or found[1:].startswith(rest)  # one too many
        or found[1:].startswith(rest[1:])  # another one
        or (found[:2] == rest[1:2] + rest[:1] and found[2:].startswith(rest[2:]))  # two swapped
    )
