"""Take out paywall flags and subscription teasers. What the flags say goes to `Draft.access_flags`."""

from __future__ import annotations

import re
from functools import cache

from newsscraper.article import Flag
from newsscraper.draft import Draft, DraftBlock
from newsscraper.rules import load_words
from newsscraper.steps.strike import strike

LONGEST_FLAGS = 600
"""Flags at the end of a paragraph are looked for in so many characters."""
SHORT = 60
"""A block of at most this many characters may be a name whose value stands in the next block."""


def paywall(draft: Draft) -> None:
    """Flags first, in every form: one a line, name and value on two lines, many in one line, as JSON."""
    _take_flags(draft)
    strike(draft, "paywall")


def _take_flags(draft: Draft) -> None:
    grammar = _grammar()
    gone: list[DraftBlock] = []
    name: str | None = None
    for block in draft.blocks:
        text = block.text
        if name is not None and len(text) < SHORT and (value := grammar.value.fullmatch(text)):
            draft.access_flags[name] = grammar.read(value["value"])
            gone.append(block)
            name = None
            continue
        name = None
        if not _may_end_with_flag(text, grammar):
            continue
        begin = max(0, len(text) - LONGEST_FLAGS)
        tail = grammar.tail.search(text, begin)
        if tail is None:
            continue
        for flag in grammar.flag.finditer(text, tail.start()):
            name = flag["name"] or flag["plain"]
            draft.access_flags[name] = grammar.read(flag["value"] or flag["plainvalue"] or "")
            if flag["value"] or flag["plainvalue"]:
                name = None
        kept = text[: tail.start()].rstrip(" {[-*•")
        if kept:
            draft.cut(block, kept, text[len(kept) :].strip(), "paywall", "paywall.flags")
        else:
            gone.append(block)
    draft.remove(gone, "paywall", "paywall.flags")


def _may_end_with_flag(text: str, grammar: _Grammar) -> bool:
    """A quick look: a short block with a colon or equals sign, or a longer one whose end is a value."""
    if len(text) <= SHORT:
        return ":" in text or "=" in text
    return text[-1] not in ".!?" and grammar.ending.search(text, len(text) - 30) is not None


class _Grammar:
    """The words of `rules/flags.toml` as patterns."""

    def __init__(self) -> None:
        words = load_words("flags")
        self._values: dict[str, Flag] = dict.fromkeys(words["values"]["true"], True)
        self._values |= dict.fromkeys(words["values"]["false"], False)
        self._values |= dict.fromkeys(words["values"]["null"])
        stems = "|".join(map(re.escape, words["stems"]))
        known = "|".join(
            sorted({w for group in words["values"].values() for w in group if w}, key=len, reverse=True)
        )
        value = rf"""(?:-\s*)?["']?(?:https?://schema\.org/)?(?:{known}|\d{{1,3}})["']?"""
        name = rf"(?P<name>(?=[\w-]{{0,40}}(?:{stems}))[A-Za-z][\w-]{{2,40}})"
        plain = rf"(?P<plain>{'|'.join(words['plain_names'])})"
        flag = (
            rf"""[\s,;{{[*•-]*(?:window\.|(?:var|let|const)\s)?["']?(?:{name}["']?\s*[:=]\s*-?\s*(?P<value>{value}(?![\w%]))?"""
            rf"""|(?<![\w-]){plain}["']?\s*[:=]\s*(?P<plainvalue>{value}(?![\w%])))[\s,;}}\]]*"""
        )
        self.flag = re.compile(flag, re.IGNORECASE)
        bare = re.sub(r"\?P<\w+>", "?:", flag)
        self.tail = re.compile(rf"(?<![\w-])(?:{bare})+\Z", re.IGNORECASE)
        self.ending = re.compile(rf"[:=]\s*-?\s*(?:{value})?[\s,;}}\]]*\Z", re.IGNORECASE)
        self.value = re.compile(rf"[\s*•-]*(?P<value>{value})[\s,;}}\]]*", re.IGNORECASE)

    def read(self, text: str) -> Flag:
        """The value a word stands for; a word that is no truth value stays as it is."""
        word = text.strip("\"' -").casefold().rpartition("/")[2]
        if word in self._values:
            return self._values[word]
        return int(word) if word.isdecimal() else word


@cache
def _grammar() -> _Grammar:
    return _Grammar()
