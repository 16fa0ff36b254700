"""Lines of the page's head read as bylines: how they open, and which part of them says who wrote."""

from __future__ import annotations

import re

from newsscraper.fields.bylines import parse_byline
from newsscraper.fields.names import is_given_name
from newsscraper.readers.lines import any_of
from newsscraper.rules import load_words

_FACT = re.compile(rf"{any_of('byline')} ?: ?\S", re.IGNORECASE)
_PART = re.compile(r"\s*[|•·,]\s+")
_SIGNED = re.compile(r"\b(?i:von|by) [A-ZÄÖÜ](?!.*[.!?]$)")
_OUTLET = re.compile(r"\s*\([^()]+\)\s*$")
"""What stands in brackets behind a name: its paper, its sign."""
_GENRE = "|".join(map(re.escape, load_words("bylines")["genres"] + load_words("bylines")["plain_genres"]))
OPENING = re.compile(
    rf"{any_of('byline')}(?: ?:|\b)|(?:eine? )?(?:{_GENRE}) von (?-i:[A-ZÄÖÜ])", re.IGNORECASE
)
BYLINE = re.compile(rf"(?:{OPENING.pattern})(?![^|]*[.!?]$)", re.IGNORECASE)
OPENER = re.compile(rf"{any_of('byline')} ?:?", re.IGNORECASE)


def signature_in(line: str) -> str | None:
    """What of a line with a date says who wrote: the line if it reads as a byline, or the part that does.

    Without `von` or a label a name must begin with a known given name: `Bad Aibling, 3. Mai 2012` is a place.
    """
    parts = (*re.split(r"\s*[|•·]\s+", line), *_PART.split(line))
    if not BYLINE.match(line) and (fact := next(filter(_FACT.match, parts), None)):
        return fact
    byline = parse_byline(_OUTLET.sub("", line))
    if match := _SIGNED.search(line):
        return line if byline.authors else line[match.start() :]
    names = [author.name.split() for author in byline.authors if author.kind == "person"]
    if names and not byline.rest and all(is_given_name(name[0]) for name in names):
        return line
    return next(filter(BYLINE.match, _PART.split(line)), None)
