"""Bylines and sign-offs: who wrote an article, and what it was made of."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from msgspec import Struct

from newsscraper.article import Author, AuthorKind
from newsscraper.fields.byline_leads import Lead, is_plain_genre, split_sections
from newsscraper.fields.byline_pieces import Piece, read_pieces
from newsscraper.fields.dates import cut_dates
from newsscraper.fields.moments import Dates, Moment
from newsscraper.fields.names import natural_name
from newsscraper.fields.vocabulary import plain
from newsscraper.rules import load_words

MAX_LENGTH = 1000
"""Longer texts are no bylines."""


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says."""

    authors: tuple[Author, ...] = ()
    """Persons, initials and organisations in the order of the byline, each once. Photographers and
    translators are here with their role; organisations are outlets and desks, never news agencies."""

    agencies: tuple[str, ...] = ()
    """Canonical short names of news agencies, in order, each once."""

    date: Moment | None = None
    """A date that stood among the names, in Europe/Berlin."""

    rest: tuple[str, ...] = ()
    """Pieces that are neither names nor known words. A byline that is one leaves nothing."""

    raw: str = ""
    """The text as it came."""


def parse_byline(text: str, *, outlets: Collection[str] = ()) -> Byline:
    """Read a byline, a sign-off or an author's name from metadata.

    `text`: one line as printed: `Von A und B, Berlin`, `(dpa/lni)`, `kry/dpa`, `Text: A, Fotos: B`.
    `outlets`: names the publisher signs with, besides those in `rules/outlets.toml`.

    A place goes to the persons it follows, a job to the last of them. A lone capital word is a place
    behind a person, a person if it is a given name or stands behind `Von`, and an organisation if it is
    all there is. Never raises.

        >>> byline = parse_byline("Von Ida ROTH und Dr. Ole Beck, Kairo (mit dpa)")
        >>> [(author.name, author.place) for author in byline.authors], byline.agencies
        ([('Ida Roth', 'Kairo'), ('Ole Beck', 'Kairo')], ('dpa',))
    """
    if len(text) > MAX_LENGTH or not text.strip():
        return Byline(raw=text)
    return _read(text, tuple(outlets))


@lru_cache(maxsize=512)
def _read(text: str, outlets: tuple[str, ...]) -> Byline:
    """A byline read once: a page says it in several places, and a house's texts say the same ones."""
    line, dates = cut_dates(plain(text))
    result = _Result()
    for section in split_sections(line):
        if section.lead.skip:
            continue
        result.open(section.lead, whole=section.text == line)
        stretch = section.text
        if section.lead.role and section.lead.role.lower().endswith(_talks()):
            stretch = _without_partner(stretch)
        for piece in read_pieces(stretch, outlets):
            result.add(piece)
    return Byline(
        authors=tuple(_unique(result.authors)),
        agencies=tuple(dict.fromkeys(result.agencies)),
        date=_date_of(dates),
        rest=tuple(result.rest),
        raw=text,
    )


class _Result(Struct):
    """The byline as far as it is read."""

    authors: list[Author] = []
    agencies: list[str] = []
    rest: list[str] = []
    role: str | None = None
    lone: AuthorKind | None = None
    """What a lone unknown word is here; None where it is nothing known."""
    unplaced: int = 0
    """Index of the first author that the next place speaks of."""

    def open(self, lead: Lead, *, whole: bool) -> None:
        """Begin a stretch whose names share a lead; `whole` if there is nothing else."""
        self.role = lead.role
        self.lone = lead.lone or ("organisation" if whole else None)
        self.unplaced = len(self.authors)

    def add(self, piece: Piece) -> None:
        """Take in the next piece."""
        match piece.kind:
            case "organisation":
                self.authors.append(Author(piece.text, "organisation"))
            case "person" | "initials":
                self.authors.append(Author(piece.text, piece.kind, piece.role or self.role, piece.place))
                if piece.place:
                    self.unplaced = len(self.authors)
            case "agency":
                self.agencies.append(piece.text)
            case "place":
                for index in range(self.unplaced, len(self.authors)):
                    if self.authors[index].kind != "organisation":
                        self.authors[index] = replace(self.authors[index], place=piece.text)
                self.unplaced = len(self.authors)
            case "role" if self.authors and self.authors[-1].kind != "organisation":
                if not self.authors[-1].role and not is_plain_genre(piece.text):
                    self.authors[-1] = replace(self.authors[-1], role=piece.text)
            case "lone" if self.lone:
                name = natural_name(piece.text) if self.lone == "person" else piece.text
                self.authors.append(Author(name, self.lone, self.role))
            case "rest" | "lone":
                self.rest.append(piece.text)


@cache
def _talks() -> tuple[str, ...]:
    """How the kinds of text end that are led with somebody."""
    return tuple(load_words("bylines")["talks"])


def _without_partner(text: str) -> str:
    """Who led a talk, without whom it was led with: `Ida Roth mit Ole Beck`."""
    head, _, tail = text.partition(" mit ")
    kinds = {piece.kind for piece in read_pieces(tail)}
    return head if kinds and kinds <= {"person", "role", "place"} else text


def _unique(authors: list[Author]) -> list[Author]:
    """Each name once, with what is known about it."""
    if len(authors) < 2:
        return authors
    known: dict[str, Author] = {}
    for author in authors:
        key = author.name.casefold()
        if key in known:
            first = known[key]
            author = replace(first, role=first.role or author.role, place=first.place or author.place)
        known[key] = author
    return list(known.values())


def _date_of(dates: Dates) -> Moment | None:
    return dates.published or dates.modified
