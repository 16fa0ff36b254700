"""Take out paywall flags and subscription teasers. What the flags say goes to `Draft.access_flags`."""

from __future__ import annotations

import re
from functools import cache, cached_property

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
        if name is None and "flags" in block.spared:
            continue
        text = block.text
        if name is not None and len(text) < SHORT and (value := grammar.value.fullmatch(text)):
            draft.access_flags[name] = grammar.read(value["value"])
            gone.append(block)
            name = None
            continue
        name = None
        if not _may_end_with_flag(text, grammar):
            block.spared += ("flags",)
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
    """A quick look: a flag's name, and a colon or equals sign or, in a longer block, a value at its end."""
    if len(text) <= SHORT:
        return (":" in text or "=" in text) and grammar.is_named(text)
    if text[-1] in ".!?" or grammar.ending.search(text, len(text) - 30) is None:
        return False
    return grammar.is_named(text[-LONGEST_FLAGS:])


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
        self._names = (*map(str.lower, words["stems"]), *words["plain_names"])
        self._flag = flag
        self.ending = re.compile(rf"[:=]\s*-?\s*(?:{value})?[\s,;}}\]]*\Z", re.IGNORECASE)
        self._value = value

    @cached_property
    def flag(self) -> re.Pattern[str]:
        """A name and its value, if one follows."""
        return re.compile(self._flag, re.IGNORECASE)

    @cached_property
    def tail(self) -> re.Pattern[str]:
        """The flags a text ends with."""
        bare = re.sub(r"\?P<\w+>", "?:", self._flag)
        return re.compile(rf"(?<![\w-])(?:{bare})+\Z", re.IGNORECASE)

    @cached_property
    def value(self) -> re.Pattern[str]:
        """A value on a line of its own."""
        return re.compile(rf"[\s*•-]*(?P<value>{self._value})[\s,;}}\]]*", re.IGNORECASE)

    def is_named(self, text: str) -> bool:
        """Whether the name of a flag stands in a text, or what looks like one."""
        text = text.lower()
        return any(name in text for name in self._names)

    def read(self, text: str) -> Flag:
        """The value a word stands for; a word that is no truth value stays as it is."""
        word = text.strip("\"' -").casefold().rpartition("/")[2]
        if word in self._values:
            return self._values[word]
        return int(word) if word.isdecimal() else word


@cache
def _grammar() -> _Grammar:
    return _Grammar()
