"""Lines of the page's head with a date in them: whether they have one, and which part of them it is."""

from __future__ import annotations

import re
from itertools import chain

from newsscraper.readers.lines import MODIFIED, any_of
from newsscraper.rules import load_words

_MONTH = rf"(?:{'|'.join(chain.from_iterable(load_words('dates')['months'].values()))})\.?"
_DATE = re.compile(
    r"\b\d{1,2}\. ?\d{1,2}\. ?(?:\d{4}|\d{2})\b|\b\d{4}-\d\d-\d\d|\b(?:heute|gestern),? |\bvor \w+ "
    rf"|\b\d{{1,2}}\.? ?{_MONTH} \d{{4}}|\b{_MONTH} \d{{1,2}}, \d{{4}}",
    re.IGNORECASE,
)
_MOMENT = re.compile(
    rf"(?:{_DATE.pattern})\W{{0,3}}(?:um )?\d{{1,2}}[:.]\d{{2}}(?: ?Uhr| ?h\b)?", re.IGNORECASE
)
_STROKES = re.compile(r"[|•·()]|\s[-–—]\s(?!\d{1,2}[:.]\d{2})")
_LABELLED = re.compile(
    rf"\b{any_of('dated')} (?:am |vom )?(?:{_DATE.pattern})(?:,? (?:um )?\d{{1,2}}[:.]\d{{2}})?",
    re.IGNORECASE,
)
"""A date that a label says to be the article's: `Artikel vom 3. Mai 2012, 14:05`."""
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?: ?Uhr| ?h)?(?![.\d])")
_STAND = re.compile(rf"\b{any_of('stand')}\b", re.IGNORECASE)


def has_date(line: str) -> bool:
    """Whether a date stands in a line, or how long ago something was."""
    return _DATE.search(line) is not None


def has_moment(line: str) -> bool:
    """Whether a date with a time of day stands in a line."""
    return _MOMENT.search(line) is not None


def has_labelled_date(line: str) -> bool:
    """Whether a label in a line says that its date is the article's."""
    return _LABELLED.search(line) is not None


def is_clock(line: str) -> bool:
    """Whether a line is nothing but a time of day."""
    return _CLOCK.fullmatch(line) is not None


def lacks_clock(line: str) -> bool:
    """Whether no time of day stands beside the date in a line."""
    return _CLOCK.search(_DATE.sub("", line)) is None


def says_age(line: str) -> bool:
    """Whether a line says how old the text is: its date may be that of the last change."""
    return _STAND.search(line) is not None


def date_parts(line: str, *, signed: bool) -> list[str]:
    """A line with a date and what of it may be read as one alone, the longest first, each once.

    What stands around a date with a time, or in a `signed` line, may be anything but `aktualisiert`.
    """
    pattern = _DATE if signed else _MOMENT
    moments = [] if MODIFIED.search(line) else pattern.findall(line)
    labelled = (match.group() for match in _LABELLED.finditer(line))
    parts = (part.strip() for part in _STROKES.split(line))
    return list(dict.fromkeys([line, *labelled, *filter(_DATE.search, parts), *moments[:1]]))
