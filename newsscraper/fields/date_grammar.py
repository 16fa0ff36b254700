"""What stands in a date line: dates, times, labels and the rest, found on the line's shape.

The letters are those of `date_lexer`. A group's name says in which order its numbers come:
`dmy` is day, month, year. Where two patterns fit at one place, the one that stands first has it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_ALONE = r"(?<![nNtyfx][.:/,])(?<![nNtyfx])"
"""A number that is not the tail of a longer one: of a version, an address, a price."""
_CLOSED = r"(?![nNtyfx]|[.:/][nNtyfx])"

_DAY = r"[nN]"
_YEAR = r"(?:y|'?N(?! ?[Uh:]|\.N))"
_AMOUNT = r"(?:[nNt](?:[.,][nN])?|q)(?: q)* ?[uh]\.?(?!C)"
_AMOUNTS = rf"{_AMOUNT}(?:(?: p|,)? ?{_AMOUNT})*"
_MERIDIEM = r"(?: ?(?:j|i(?! ?[nNWH])))"

_PARTS = {
    "ago": rf"(?:v|(?<=l )e) (?:~ )*{_AMOUNTS}|(?<![nNtyfx][.,:])(?<![nNtyfx]){_AMOUNTS} r",
    "reading": r"[RD][ :.p~-]*(?:[nNt](?:[:.,][nN])?|q) ?[uh]?\.?|(?:(?:[nNt]|q)-? ?[uh]\.?-?|[nNt]') ?[Rp]*R"
    r"|\( ?[nNt] ?[uh]\.? ?\)(?: [nNt] ?[uh]\.?)?|[nN]:N(?::N)? ?u\.?"
    r"|(?<= )[nN] ?u\.?(?=[ )]*$)|^[nN] ?u\.?(?= ?[|,])",
    "mdhmsy": rf"{_ALONE}M {_DAY} [nN]:N:N (?:Z )?y",
    "dmy": rf"{_ALONE}{_DAY}(?: ?\. ?{_DAY} ?\. ?{_YEAR}|/{_DAY}/(?:y|N)|-{_DAY}-(?:y|N)|-M-(?:y|N)"
    rf"|(?:\.|o)?[ .-]*(?:p )?M\.?(?: ?,)? ?{_YEAR}){_CLOSED}",
    "ymd": rf"{_ALONE}(?:y-{_DAY}-{_DAY}|y/{_DAY}/{_DAY}|y\.N\.N)(?![nNtyfx]|[./-][nNtyfx])",
    "mdy": rf"M\.? {_DAY}(?:\.|o)?(?:, ?| )y{_CLOSED}",
    "dm": rf"{_ALONE}{_DAY} ?\. ?(?:{_DAY}\.|M\.?)(?= ?[,|]| p| -|$)",
    "day": r"H",
    "clock": rf"(?<![nNtyfx][.:])(?<![nNtyfx])(?:[nN]:N(?::N(?:[.,][nNtyfx])?)?(?![:.,]?[nNtyfx])"
    rf"(?: ?[Uh]\.?)?{_MERIDIEM}?"
    rf"|[nN] ?: ?N ?U\.?|[nN](?:\.N(?:\.N)?)? ?U\.?(?: N(?![.:nN]| k))?"
    rf"|[nN]\.N ?h|[nN](?:\.N)? ?j|[nN]hN?(?![a-zA-Z]))",
    "dotted": rf"{_ALONE}[nN]\.N(?![.,]?[nNtyfx])",
    "zone": r"(?<=[NUhji]) ?\(?Z(?: ?[+-](?:f|[nN]:N|[nN](?! ?u)))?(?:/Z)?\)?"
    r"|(?<=[NUh]) ?[+-]f|(?<=[NUh]) ?\+N(?::N)?(?!\.)|(?<=:N:N) ?-N:N",
    "issue": r"s\.? ?[nNt](?:/[yN])?(?![.:,/]?[nNtyfx])|(?<=[CGOj] )[nNt]/y(?![.:,/]?[nNtyfx])"
    rf"|{_ALONE}(?:[nNt] k|[nNt]\. s\b)",
    "label": r"[PASK]|l(?= e)",
    "weekday": r"W",
}  # fmt: skip
_PART = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PARTS.items()))

EMPTY_LABEL = re.compile(r".*(?:[PAS](?: ?[:ij])|l e ?:?)[ |]*")
"""A line that ends with a label whose date is missing."""

JOIN = re.compile(r"[ ,|:;/()TW\-]*(?:[pi][ ,|]*)*|\.? ")
"""What may stand between a date and its time."""


class Part(NamedTuple):
    """A piece of the grammar and where it stands (token indexes)."""

    name: str
    start: int
    end: int


@lru_cache(maxsize=1024)
def find_parts(shape: str) -> tuple[Part, ...]:
    """The parts of a line of this shape, from left to right, without overlap.

    Remembered, as lines of few shapes make up nearly all: a site prints all its dates in one.
    """
    return tuple(Part(match.lastgroup or "", *match.span()) for match in _PART.finditer(shape))


_ABOUT = r" ,.:;|/()+\-\"'PASKlWpsveBGO~iHjRDU_"
_SEPARATOR = re.compile(r"[,|/();]| - ")
_NUMBER_OF_A_NAME = r"(?<=[CG] )[nNt](?![.:,]?[nNtyfx])"
_BARE = re.compile(rf"[{_ABOUT}]*")
_NAMES = r"[CMBk][CMoTBGpOk '.-]*"
_SIGN = r"(?:B[ :]*)?c *"
_SET_OFF = re.compile(rf"[{_ABOUT}]*| *(?:_ *(?=B))?{_NAMES}| *{_SIGN}")
_HYPHENED = r"[cd](?=-)|(?<=-)[cd]"
_NAMED = re.compile(rf"(?:[{_ABOUT}CMoTqZuhk]|{_HYPHENED}|{_NUMBER_OF_A_NAME})*| *{_SIGN}")


def is_bare(rest: str) -> bool:
    """Whether a line, its parts blanked with `_`, has nothing left that is no part of a date line."""
    return _BARE.fullmatch(rest) is not None


@lru_cache(maxsize=1024)
def is_set_off(rest: str) -> bool:
    """The same, but names, outlets and signs may stand there, set off by separators: `Kiew, _ | Von A`."""
    return all(_SET_OFF.fullmatch(piece) for piece in _SEPARATOR.split(rest))


@lru_cache(maxsize=1024)
def is_named(rest: str) -> bool:
    """The same, with names and outlets anywhere. A lower-case word makes a sentence of the line."""
    return all(_NAMED.fullmatch(piece) for piece in _SEPARATOR.split(rest))
