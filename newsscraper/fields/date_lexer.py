"""A line as tokens, one letter for each: the shape that the grammar of dates is written in.

    >>> read_line("Mi., 3. Dez. 2025, 8.15 Uhr").shape
    'W., n. M. y, n.N U'

| letter | token | letter | token |
|---|---|---|---|
| `n` `N` `t` | number of one, two, three digits | `y` | year 1900-2099 |
| `f` | any other four digits | `x` | longer number |
| `M` `W` `H` | month, weekday, heute/gestern | `U` `h` | Uhr, h |
| `v` `e` `r` `~` | vor, seit, her, about | `q` `u` | number word, unit of time |
| `P` `A` `S` | label: published, modified, Stand | `R` `D` | reading time, duration |
| `K` `l` | label: remark (`Update`); online | `s` `k` | Seite, Nr, Ausgabe; Kommentare |
| `Z` `i` `j` | zone, am, AM/PM | `T` `o` | the T of ISO 8601, st/nd/rd/th |
| `p` | a word that goes with dates | `B` | von |
| `G` `O` | agency, place | `C` `c` `d` | other word: capital, up to 5 letters, longer |
| ` ` | space | other | `\\|` for bullets, `-` for dashes, `!` for symbols, else itself |
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from msgspec import Struct

from newsscraper.fields.agencies import agency_words
from newsscraper.fields.vocabulary import fold
from newsscraper.rules import load_words

_TOKEN = re.compile(r"[0-9]+|[ap]\.m\.|[^\W\d_]+(?:['’][^\W\d_]+)*|\s+|.", re.DOTALL)
_WEEKEND = re.compile(r"\b(\d{1,2})\. ?/ ?(\d{1,2})(?=\. ?(?:\d{1,2}\.|[^\W\d_]))")
_GLUED = re.compile(r"(?<=[\d ]Uhr)(?=[A-ZÄÖÜ])")
"""`18:50 UhrLesedauer: 4 Min.`: two elements of a page side by side."""
_DIGITS = {1: "n", 2: "N", 3: "t", 4: "f"}
_MARKS = {
    **dict.fromkeys("|•·●▪‧∙", "|"),
    **dict.fromkeys("-–—−", "-"),
    **dict.fromkeys("'’‘`´", "'"),
    **dict.fromkeys('"„“”«»‹›', '"'),
    **{mark: mark for mark in ",.:;/()+"},
    "@": "p",
    "[": "(",
    "]": ")",
    "*": "|",
}


_OTHER_WORDS = frozenset("Ccd")


class Line(Struct, frozen=True):
    """A line cut into tokens. `shape[i]`, `tokens[i]` and `values[i]` belong together."""

    shape: str
    tokens: list[str]
    values: tuple[Any, ...]
    """What a token stands for: a number, a month, minutes east of UTC, (unit, count); None for most."""

    def find(self, letters: str, start: int, end: int) -> list[Any]:
        """Values of the tokens between `start` and `end` whose letter is one of `letters`."""
        shape, values = self.shape[start:end], self.values[start:end]
        return [value for letter, value in zip(shape, values, strict=True) if letter in letters]


def read_line(text: str) -> Line:
    """Cut a line into tokens and give each its letter. A weekend's edition is out on its first day."""
    if "/" in text:
        text = _WEEKEND.sub(_first_day, text)
    if "Uhr" in text:
        text = _GLUED.sub(" ", text)
    tokens = _TOKEN.findall(text)
    letters, values = zip(*map(_read_token, tokens), strict=True) if tokens else ((), ())
    return Line("".join(letters), tokens, values)


def _first_day(match: re.Match[str]) -> str:
    """`3` for `3./4`; two days that do not follow each other stay."""
    return match[1] if int(match[2]) == int(match[1]) + 1 else match[0]


def has_other_words(text: str) -> bool:
    """Whether a word stands in a line that goes neither into a date nor around one."""
    return any(_read_token(match.group())[0] in _OTHER_WORDS for match in _TOKEN.finditer(text))


@lru_cache(maxsize=4096)
def _read_token(token: str) -> tuple[str, Any]:
    """Letter and value of a token."""
    first = token[0]
    if first in "0123456789":
        letter = _DIGITS.get(len(token), "x")
        if letter == "x":
            return "x", None
        value = int(token)
        return ("y" if letter == "f" and 1900 <= value < 2100 else letter), value
    if first in _MARKS:
        return _MARKS[first], None
    if first.isspace():
        return " ", None
    lexicon = _lexicon()
    if entry := lexicon.get(token) or lexicon.get(fold(token)):
        return entry
    if not first.isalpha():
        return "!", None
    if first.isupper():
        return "C", None
    return ("c" if len(token) <= 5 else "d"), None


@cache
def _lexicon() -> dict[str, tuple[str, Any]]:
    """Folded word -> letter and value. Where two lists share a word, the one read last has it."""
    rules = load_words("dates")
    words, labels, units = rules["words"], rules["labels"], rules["units"]
    lexicon: dict[str, tuple[str, Any]] = {}

    def add(letter: str, names: Iterable[str], value: Any = None) -> None:
        lexicon.update({fold(name): (letter, value) for name in names})

    add("G", agency_words())
    add("O", [name for name in load_words("places")["names"] if name.isalpha()])
    for letter, name in (("p", "filler"), ("~", "about"), ("v", "ago"), ("r", "back"), ("R", "reading")):
        add(letter, words[name])
    for letter, name in (
        ("U", "clock"),
        ("h", "hour"),
        ("B", "byline"),
        ("s", "numbered"),
        ("k", "counted"),
        ("l", "online"),
        ("D", "duration"),
        ("e", "since"),
    ):
        add(letter, words[name])
    for letter, name in (("P", "published"), ("A", "modified"), ("S", "standing"), ("K", "remark")):
        add(letter, labels[name])
    for letter, name in (("W", "weekdays"), ("M", "months"), ("H", "days"), ("Z", "zones")):
        for value, names in rules[name].items():
            add(letter, names, int(value))
    for value, names in rules["numbers"].items():
        add("q", names, float(value))
    for unit, lengths in units.items():
        for value, names in lengths.items():
            add("u", names, (unit, int(value)))
    add("o", ["st", "nd", "rd", "th"])
    add("T", ["t"])
    add("i", ["am"], 0)
    add("j", ["pm", "p.m."], 12)
    add("j", ["a.m."], 0)
    lexicon["AM"] = ("j", 0)
    return lexicon
