"""Bylines: a table of printed forms, and what holds for any text."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscraper.article import Author
from newsscraper.fields import canonical_agency, parse_byline
from newsscraper.fields.byline_leads import _kinds
from newsscraper.fields.byline_pieces import _words
from newsscraper.fields.vocabulary import lower

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "bylines.jsonl").read_text(encoding="utf-8").splitlines()
]


def known(author: Author) -> dict[str, str]:
    named = {"name": author.name, "role": author.role, "place": author.place}
    return {key: value for key, value in named.items() if value}


@pytest.mark.parametrize("row", ROWS, ids=[row["byline"] for row in ROWS])
def test_printed_forms(row: dict[str, list[object]]) -> None:
    byline = parse_byline(str(row["byline"]))
    assert [known(author) for author in byline.authors if author.kind != "organisation"] == row["people"]
    assert list(byline.agencies) == row["agencies"]
    organisations = [author.name for author in byline.authors if author.kind == "organisation"]
    assert organisations == row.get("organisations", [])
    assert byline.rest == ()


@pytest.mark.parametrize("name", ["iro", "kry", "aHe", "M. R."])
def test_signs_are_initials(name: str) -> None:
    assert parse_byline(f"({name})").authors == (Author(name, "initials"),)


def test_outlets_of_the_publisher_are_never_persons() -> None:
    assert parse_byline("Von Blaue Seiten").authors[0].kind == "person"
    assert parse_byline("Von Blaue Seiten", outlets=["Blaue Seiten"]).authors[0].kind == "organisation"


def test_a_date_among_the_names() -> None:
    byline = parse_byline("Von Ida Roth am 7. März 2024, 06:05 Uhr")
    assert byline.date
    assert byline.date.value.isoformat() == "2024-03-07T06:05:00+01:00"
    assert byline.raw == "Von Ida Roth am 7. März 2024, 06:05 Uhr"


def test_what_is_no_byline_leaves_a_rest() -> None:
    assert parse_byline("Der Minister sagte gestern, er werde nicht gehen").rest


def test_what_a_comment_is_about_is_no_part_of_the_name() -> None:
    byline = parse_byline("Kommentar: Ida Roth zur Rentenreform")
    assert [author.name for author in byline.authors] == ["Ida Roth"]
    assert byline.rest == ("zur Rentenreform",)


@pytest.mark.parametrize(
    "text", ["", " ", "x" * 100_000, "Von", "Von:", "(", "()", "//", "und", "Dr.", "\ud800"]
)
def test_texts_without_names(text: str) -> None:
    assert parse_byline(text).agencies == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Deutsche Presse-Agentur", "dpa"),
        ("DEUTSCHE PRESSE-AGENTUR", "dpa"),
        ("dpa-infocom", "dpa"),
        ("Keystone-SDA", "SDA"),
        ("Associated Press", "AP"),
        ("Österreich", None),
        ("Ida Roth", None),
        ("", None),
    ],
)
def test_agencies_have_one_name(text: str, wanted: str | None) -> None:
    assert canonical_agency(text) == wanted


@pytest.mark.parametrize("row", ROWS, ids=[row["byline"] for row in ROWS])
def test_what_has_no_sign_has_no_lead_and_nothing_to_trim(row: dict[str, object]) -> None:
    text = str(row["byline"])
    for kind in _kinds():
        if kind.search(text, lower(text), 0):
            assert any(sign in lower(text) for sign in kind.signs)
    if _words().trimmings.search(text):
        assert _words().trimming_signs.search(text.casefold())


def test_leads_are_written_in_small_letters() -> None:
    for kind in _kinds():
        bare = re.sub(r"\\[DSW]|\(\?P", "", kind.pattern.pattern)
        assert bare == lower(bare)


GIVEN = st.sampled_from(["Ida", "Ole", "Kai", "Ayşe", "Jörg", "Anne-Marie", "José", "Łukasz"])
PARTICLE = st.sampled_from(["", "", "", "von ", "van der ", "zu ", "de la "])
SURNAME = st.sampled_from(["Roth", "Beck", "Lund", "Öztürk", "Müller-Groß", "O'Neill", "McCarthy"])
PERSON = st.builds("{} {}{}".format, GIVEN, PARTICLE, SURNAME)
PEOPLE = st.lists(PERSON, min_size=1, max_size=5, unique=True)


def listed(names: list[str], last: str) -> str:
    return ", ".join([*names[:-2], last.join(names[-2:])])


@given(
    names=PEOPLE,
    lead=st.sampled_from(["", "Von ", "Von: ", "Ein Interview von ", "Autor: "]),
    dressed=st.booleans(),
)
def test_persons_read_back(names: list[str], lead: str, dressed: bool) -> None:
    text = lead + listed(names, " und ")
    byline = parse_byline(f"({text}, dpa)" if dressed else text)
    assert [author.name for author in byline.authors] == names
    assert {author.kind for author in byline.authors} == {"person"}
    assert byline.agencies == (("dpa",) if dressed else ())


@given(names=PEOPLE)
def test_persons_in_capitals_read_back(names: list[str]) -> None:
    shouted = listed(names, " und ").upper().replace("GROSS", "GROß")
    assert [author.name for author in parse_byline("VON " + shouted).authors] == names


WORDS = st.sampled_from([
    "Von", "von", "und", "mit", "aus", "in", "Ida", "Roth", "ROTH", "O'NEILL", "dpa", "AFP", "red",
    "iro", "Kairo", "Dr.", "MBA", "(", ")", "/", ",", ";", "|", "-", ":", "Text", "Fotos", "Interview",
    "führte", "sprach", "Redakteurin", "SPIEGEL", "3.5.2024", "@ida", "https://x.de", "·", "\ud800", "ß",
    "İ",
])  # fmt: skip


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(WORDS, max_size=14).map(" ".join),
        st.lists(WORDS, max_size=9).map("".join),
    )
)
def test_any_text_gives_names_without_agencies(text: str) -> None:
    byline = parse_byline(text)
    assert byline.raw == text
    for author in byline.authors:
        assert author.name.strip()
        assert canonical_agency(author.name) is None
