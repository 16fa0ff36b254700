"""The pieces of a byline between its separators, and what each of them is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from newsscraper.fields.agencies import canonical_agency, is_service
from newsscraper.fields.byline_leads import is_plain_genre, role_of_genre
from newsscraper.fields.names import (
    is_common_word,
    is_degree,
    is_given_name,
    is_initials,
    is_noise,
    is_person,
    name_of_person,
    natural_name,
    strip_titles,
)
from newsscraper.fields.organisations import is_desk, is_organisation, is_picture_agency
from newsscraper.fields.vocabulary import Endings, fold
from newsscraper.rules import load_words

Kind = Literal["person", "initials", "organisation", "agency", "place", "role", "lone", "noise", "rest"]
"""`lone` is a capital word that may be a surname, an outlet or any noun."""


class Piece(Struct, frozen=True):
    """One piece and what it is."""

    kind: Kind
    text: str
    role: str | None = None
    place: str | None = None


_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž]")
_OUTLET_BUILD = re.compile(r"[A-Z]{3,}[a-z]")
_FOR_OUTLET = re.compile(r"(?P<who>.+?) (?:für(?: die| den| das)?|im Auftrag (?:von|der|des)) (?P<outlet>.+)")
_PREPOSITION = re.compile(
    r"(?:(?:zurzeit|derzeit|zzt\.?) |(?:aus|für|von|bei|nach)(?: dem| der| den| das| die)? "
    r"|(?-i:der|die|dem|unserer|unsere) )",
    re.IGNORECASE,
)
_ON_TOPIC = re.compile(r"(?P<who>[A-ZÀ-Þ]\S+(?: \S+){1,2}) (?P<topic>(?:zum|zur) .+)")
"""`Anna Muster zur Reform`; but Karl Heinz zur Mühlen is a name."""
_LAST_LETTER = re.compile(r"(?:^|[ .])[^\W\d_]\.$")
_LONE = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_PLACE_BUILD = re.compile(r"[A-ZÄÖÜ]\w+ (?:am|an der|an den|im|in|ob der|bei|vor der|auf) [A-ZÄÖÜ]\w+")
_IN_PLACE = re.compile(r"(?P<who>.+?) (?:(?:berichte|schreib)(?:t|en) )?(?:aus|in) (?P<place>[A-ZÄÖÜ].*)")
_PLACE_ALONE = re.compile(r"(?:zurzeit |derzeit |z\. ?Zt\. |zz?t?\.? |[Aa]us |[Ii]n )+(?P<place>[A-ZÄÖÜ].*)")
_SURNAME_FIRST = re.compile(r"(?P<surname>[^\W\d_][\w'’-]+), (?P<given>[^\W\d_][\w-]+(?: [^\W\d_][\w-]+)?)")
_TRIM = " :*\"'„“”«»‹›‚‘’…!?_-–—"
_SHIELD = str.maketrans({",": "\ue000", "/": "\ue001", "(": "\ue002", ")": "\ue003"})
_UNSHIELD = str.maketrans({"\ue000": ",", "\ue001": "/", "\ue002": "(", "\ue003": ")", "\ue004": " und "})


def read_pieces(text: str, outlets: Collection[str] = ()) -> Iterator[Piece]:
    """The pieces of a stretch of a byline, in order.

    Left out: addresses, words that name nobody, and the sign behind its owner's name: `Ida Roth (iro)`.
    """
    words = _words()
    if words.trimming_signs.search(text.casefold()):
        text = words.trimmings.sub("|", text)
    parts = words.separator.split(_flip(_shield(text)))
    before: Piece | None = None
    for opener, raw, closer in zip(["", *parts[1::2]], parts[::2], [*parts[1::2], ""], strict=True):
        trimmed = _trim(raw if raw.isascii() else raw.translate(_UNSHIELD))
        if not trimmed:
            continue
        for piece in read_piece(trimmed, before, outlets):
            # The rest of a section or place: `in Arbeit & Freizeit`.
            rest = piece.kind == "lone" and before is not None and before.kind == "place" and opener == "&"
            own_sign = piece.kind == "initials" and before is not None and before.kind == "person"
            if piece.kind != "noise" and not rest and not (own_sign and opener in "([" and closer in ")]"):
                yield piece
            before = piece


def read_piece(text: str, before: Piece | None = None, outlets: Collection[str] = ()) -> list[Piece]:
    """What one piece says; `before` is the piece in front of it. Most pieces say one thing."""
    words = _words()
    if " ist " in text:
        text = text.partition(" ist ")[0]
    if agency := canonical_agency(text):
        return [Piece("agency", agency)]
    if before and before.kind == "agency" and is_service(text, before.text):
        return [replace(before, kind="noise")]
    follows_person = before is not None and before.kind in ("person", "initials")
    if follows_person and (role := role_of_genre(text) or _profession(text)):
        return [Piece("role", role)]
    if (
        text.isdigit()
        or is_noise(text)
        or is_picture_agency(text)
        or (follows_person and all(map(is_degree, text.split(" "))))
    ):
        return [Piece("noise", text)]
    if is_desk(text):
        return [Piece("noise" if before else "organisation", text)]
    if fold(text).rstrip(".") in words.places:
        return [Piece("place", text)]
    return (
        _with_role(text, before, outlets)
        or _organisation(text, outlets)
        or _with_place(text, before, outlets, follows_person)
        or _with_agency(text, before, outlets)
        or _person(text, follows_person)
        or [Piece("rest", text)]
    )


def _organisation(text: str, outlets: Collection[str]) -> list[Piece]:
    """An outlet or a desk, alone or behind the name of somebody who works for it."""
    if (" für " in text or " Auftrag " in text) and (match := _FOR_OUTLET.fullmatch(text)):
        who, outlet = match["who"], match["outlet"]
        if is_person(who) and (agency := canonical_agency(outlet)):
            return [Piece("person", natural_name(who)), Piece("agency", agency)]
        if is_person(who) and is_organisation(outlet, outlets):
            return [Piece("person", natural_name(who)), Piece("organisation", outlet)]
    opening = _PREPOSITION.match(text)
    name = text[opening.end() :] if opening else text
    if text != name and is_person(name):
        return []
    agency = canonical_agency(name.rpartition(" ")[2])
    if agency and all(is_noise(word) or fold(word) in _words().our for word in name.split(" ")[:-1]):
        return [Piece("agency", agency)]
    return [Piece("organisation", name)] if is_organisation(name, outlets) else []


def _with_role(text: str, before: Piece | None, outlets: Collection[str]) -> list[Piece]:
    """A job, alone, in front of a name or behind it."""
    words = text.split(" ")
    if len(words) > 1 and fold(words[0]) in _words().our:
        words = words[1:]
        if not _is_role(words[0]) and not _opens_role(" ".join(words)):
            return []
    if len(words) > 1 and (genre := role_of_genre(words[0])) and is_person(" ".join(words[1:])):
        role = None if is_plain_genre(genre) else genre
        return [Piece("person", natural_name(" ".join(words[1:])), role=role)]
    if len(words) == 1 and is_organisation(text, outlets):
        return []  # Krautreporter
    jobs = [index for index, word in enumerate(words) if _is_role(word)]
    if not jobs:
        return [Piece("role", text)] if before and _opens_role(text) else []
    first, last = jobs[0], jobs[-1]
    while first and _opens_role(words[first - 1] + " "):
        first -= 1
    front, behind = " ".join(words[:first]), " ".join(words[last + 1 :])
    if front and is_person(front):
        return [Piece("person", natural_name(front), role=" ".join(words[first:]))]
    if behind[:1].isupper() and last < 3 and (is_person(behind) or _IN_PLACE.fullmatch(behind)):
        found = read_piece(behind, before, outlets)
        if found[0].kind == "person":
            return [replace(found[0], role=" ".join(words[: last + 1])), *found[1:]]
    if is_given_name(front) and not behind:
        return []  # Anna Arzt
    return [Piece("role", " ".join(words))]


def _with_place(
    text: str, before: Piece | None, outlets: Collection[str], follows_person: bool
) -> list[Piece]:
    """A place, alone or behind a name."""
    if match := _PLACE_ALONE.fullmatch(text):
        return [Piece("place", match["place"])]
    if (" aus " in text or " in " in text) and (match := _IN_PLACE.fullmatch(text)):
        who = read_piece(match["who"], before, outlets)
        if who[0].kind in ("person", "initials"):
            return [replace(who[0], place=None if is_common_word(match["place"]) else match["place"])]
    if _PLACE_BUILD.fullmatch(text) or (follows_person and text.split(" ")[0] in _words().place_openers):
        return [Piece("place", text)]
    who_text, _, place = text.rpartition(" ")
    if who_text and fold(place) in _words().places and (is_initials(who_text) or len(who_text.split()) > 1):
        who = read_piece(who_text, before, outlets)
        if who[0].kind in ("person", "initials"):
            return [replace(who[0], place=place)]
    return []


def _person(text: str, follows_person: bool) -> list[Piece]:
    if is_initials(text):
        return [Piece("initials", text if text.count(".") > 1 else text.rstrip("."))]
    if " zu" in text and (match := _ON_TOPIC.fullmatch(text)):
        person = name_of_person(match["who"])
        if person and not is_given_name(match["who"].rpartition(" ")[2]):
            return [Piece("person", person), Piece("rest", match["topic"])]
    if person := name_of_person(text):
        office, _, others = text.partition(" ")
        if _words().professions.end(fold(office)) and is_person(others) and strip_titles(text) == text:
            return [Piece("person", natural_name(others), role=office)]
        return [Piece("person", person)]
    name = strip_titles(text)
    if agency := canonical_agency(name):
        return [Piece("agency", agency)]
    if not _LONE.fullmatch(name) or not _CAPITAL.match(name) or is_common_word(name):
        return []
    if name != text or is_given_name(name):
        return [Piece("person", natural_name(name))]
    if follows_person:
        return [Piece("place", name)]
    if _OUTLET_BUILD.match(name) or (name.isupper() and len(name) <= 5):
        return [Piece("organisation", name)]
    return [Piece("lone", name)]


def _with_agency(text: str, before: Piece | None, outlets: Collection[str]) -> list[Piece]:
    """An agency and something else without a separator: `Can Merey dpa`, `AFP Berlin`, `dpa-Newsticker`."""
    if agency := _acronym(text.partition("-")[0]):
        return [Piece("agency", agency)]
    for first, _, second in dict.fromkeys((text.partition(" "), text.rpartition(" "))):
        if second and (_acronym(first) or _acronym(second)):
            found = read_piece(first, before, outlets)
            found += read_piece(second, found[-1], outlets)
            return [piece for piece in found if piece.kind != "lone"]
    return []


def _acronym(text: str) -> str | None:
    """The agency that a text names in the way agencies are printed: SID and sid, not the Sid of Sid Meyer."""
    agency = canonical_agency(text)
    return agency if agency and (text == agency or text.isupper() or text.islower()) else None


def _is_role(word: str) -> bool:
    return _words().roles.end(fold(word).strip(".,*")) and word.rpartition("-")[2][:1].isupper()


def _profession(text: str) -> str | None:
    """What stands behind a name, if its first word names a profession or an office."""
    first, _, others = text.partition(" ")
    if not first[:1].isupper() or not _words().professions.end(fold(first)):
        return None
    return None if is_person(others) else text


def _opens_role(text: str) -> bool:
    return fold(text).startswith(_words().role_openers)


def _flip(text: str) -> str:
    """`Muster, Anna; Roth, Ida` as `Anna Muster; Ida Roth`, where the given names tell."""
    if "," not in text:
        return text
    turned = list(map(_turned, text.split(";")))
    return "; ".join(map(str, turned)) if all(turned) else text


def _turned(text: str) -> str | None:
    """A name in natural order that stands as surname, comma, given name; None for anything else."""
    match = _SURNAME_FIRST.fullmatch(text.strip())
    if match and is_given_name(match["given"].split(" ")[0]) and not is_given_name(match["surname"]):
        surname = match["surname"]
        if not (canonical_agency(surname) or is_organisation(surname) or fold(surname) in _words().places):
            return f"{match['given']} {surname}"
    return None


def _trim(text: str) -> str:
    """A piece without marks around it; the dot of a last letter stays: `Washington D.C.`, `M. R.`."""
    text = text.strip(_TRIM).lstrip(". ")
    if text.endswith(".") and not _LAST_LETTER.search(text):
        return text.rstrip(_TRIM + ".")
    return text


def _shield(text: str) -> str:
    """Hide separators that belong to a name: `Frankfurt/Main`, `Prof. (FH) Dr. Roth`, `von und zu`."""
    text = text.replace("von und zu", "von\ue004zu")
    for place in _words().shielded:
        if place in text:
            text = text.replace(place, place.translate(_SHIELD))
    return text


class _Words(Struct, frozen=True):
    trimmings: re.Pattern[str]
    trimming_signs: re.Pattern[str]
    separator: re.Pattern[str]
    places: frozenset[str]
    shielded: tuple[str, ...]
    place_openers: frozenset[str]
    our: frozenset[str]
    roles: Endings
    role_openers: tuple[str, ...]
    professions: Endings


@cache
def _words() -> _Words:
    rules: dict[str, Any] = load_words("bylines")
    places: list[str] = load_words("places")["names"]
    bracketed = tuple(f". {part}" for part in load_words("names")["title_parts"] if part.startswith("("))
    joiners = "|".join(map(re.escape, rules["joiners"]))
    return _Words(
        trimmings=re.compile("|".join(rules["trimmings"]), re.IGNORECASE),
        trimming_signs=re.compile(rules["trimming_signs"]),
        separator=re.compile(
            rf"([,;|/•·&+()\[\]]|\s[-–—]+\s|(?<![\w-])(?:{joiners})(?![\w-]))", re.IGNORECASE
        ),
        places=frozenset(fold(place).rstrip(".") for place in places),
        shielded=tuple(place for place in places if re.search(r"[,/()]", place)) + bracketed,
        place_openers=frozenset(rules["place_openers"]),
        our=frozenset(map(fold, rules["our"])),
        roles=Endings(fold(role).strip("*") for role in rules["roles"]),
        professions=Endings(map(fold, rules["professions"])),
        role_openers=tuple(fold(role) + " " for role in rules["role_openers"]),
    )
