"""Who wrote the article and which agencies it is based on, from the evidence of page or text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby

from newsscraper.article import Author
from newsscraper.draft import Draft, Evidence, fold
from newsscraper.fields.agencies import canonical_agency
from newsscraper.fields.bylines import parse_byline
from newsscraper.rules import load_words
from newsscraper.steps.outlets import outlet_key, outlet_names

SHOWN = frozenset({"html:byline", "microdata:author"})
"""Sources that readers see. One that names all the people of another and more persons is the fuller one."""

_NO_NAME = re.compile(r"https?://|www\.|@|^\W*$")
_BY = re.compile(r"(?i:\b(?:von|by|und|and)\b)|[\s,:;|/&]+")
_NOTE = re.compile(r"\[\w+\]$")
_MARK = re.compile(r"\s*\[[^\[\]]{1,20}\]")  # `Foto [M]: …` is a montage
_KUERZEL = re.compile(r"(?<=[a-zäöüß]) \(([a-zäöü.]{2,5})\)")
_SIGNED = re.compile(r"[(/]([^()]+)")


@dataclass(slots=True)
class _Reading:
    """What one source says."""

    source: str
    authors: list[Author] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)

    def people(self) -> list[Author]:
        return [author for author in self.authors if author.kind != "organisation"]

    def names(self) -> set[str]:
        return {fold(author.name) for author in self.people()}


def authors(draft: Draft) -> None:
    """Set `authors` and `agencies`.

    Authors come from the first source that names a person or a Kürzel, or from a byline on the page that
    names the same people and more; sign-offs in the text (`(ben, dpa)`) count where no other source names
    anybody. Outlets and desks sign where nobody else does. Photographers, translators and other helpers
    are no authors. Agencies are collected from all that is said about the author, from sign-offs and from
    the dateline.
    """
    outlets = outlet_names(draft)
    readings = list(_read(draft.candidates("authors"), outlets))
    signed = [_merge("text:byline", _read(draft.candidates("byline"), outlets))]
    chosen = _choose([*readings, *signed])
    if chosen and chosen.authors:
        draft.authors = list(_unique(chosen.authors))
        draft.sources["authors"] = chosen.source
    dateline = _read(
        [Evidence(text, "text:dateline") for text in _SIGNED.findall(draft.dateline or "")], outlets
    )
    said = [
        (agency, reading.source) for reading in (*readings, *signed, *dateline) for agency in reading.agencies
    ]
    draft.agencies = list(dict.fromkeys(agency for agency, _ in said))
    if said:
        draft.sources["agencies"] = said[0][1]


def _read(candidates: Iterable[Evidence], outlets: list[str]) -> Iterator[_Reading]:
    """Read the candidates, those of one source together.

    Once a hidden source has named people, the others of its kind only repeat them, in part.
    """
    own = {outlet_key(name) for name in outlets}
    known: list[str] = []
    for source, group in groupby(candidates, key=lambda evidence: _NOTE.sub("", evidence.source)):
        reading = _Reading(source)
        if known and source.startswith("meta:"):
            continue
        for evidence in group:
            shown = source.startswith(("html:", "text:"))
            if _repeats(evidence.value, known) or (_NO_NAME.search(evidence.value) and not shown):
                continue
            byline = parse_byline(_KUERZEL.sub(_drop_kuerzel, _MARK.sub("", evidence.value)), outlets=outlets)
            body = evidence.source.endswith("[Organization]")
            for author in byline.authors:
                house = outlet_key(author.name) in own
                if body or house:
                    author = replace(author, kind="organisation")
                # Any line in the page's head looks like somebody; of bodies only the house signs there.
                if not _is_helper(author) and (house or not shown or author.kind != "organisation"):
                    reading.authors.append(author)
            reading.agencies.extend(byline.agencies)
        known += [author.name for author in reading.people()]
        yield reading


def _repeats(line: str, known: list[str]) -> bool:
    """Whether a line has nothing but names that are known: reading bylines is what takes this step's time."""
    if not known:
        return False
    for name in known:
        line = line.replace(name, " ")
    return not _BY.sub("", line)


def _is_helper(author: Author) -> bool:
    return bool(author.role) and fold(author.role or "") in _helpers()


@cache
def _helpers() -> frozenset[str]:
    return frozenset(map(fold, load_words("authors")["helpers"]))


def _drop_kuerzel(match: re.Match[str]) -> str:
    """`Elena Oberholzer (obe)` is one person; `Elena Oberholzer (dpa)` is with an agency."""
    return match.group() if canonical_agency(match.group(1)) else ""


def _merge(source: str, readings: Iterable[_Reading]) -> _Reading:
    merged = _Reading(source)
    for reading in readings:
        merged.authors.extend(reading.authors)
        merged.agencies.extend(reading.agencies)
    return merged


def _choose(readings: list[_Reading]) -> _Reading | None:
    named = [reading for reading in readings if reading.people()]
    if not named:
        return next((reading for reading in readings if reading.authors), None)
    best = named[0]
    for reading in named[1:]:
        more = reading.names() - best.names()
        if reading.source in SHOWN and reading.names() > best.names() and all(" " in name for name in more):
            best = reading
    return best


def _unique(found: list[Author]) -> Iterator[Author]:
    seen: set[str] = set()
    for author in found:
        key = outlet_key(author.name)
        if key not in seen:
            seen.add(key)
            yield author
