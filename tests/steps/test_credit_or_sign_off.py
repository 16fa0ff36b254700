"""The last line of a text: agencies alone sign it, a photographer or a photo agency is a credit."""

import pytest

from newsscraper.draft import Draft, DraftBlock
from newsscraper.steps.bylines import bylines
from newsscraper.steps.credits import credits as lift_credits

PROSE = "Der Stadtrat hat am Montag nach langer Beratung beschlossen, die Brücke im Frühjahr zu sanieren."


def draft(*texts: str) -> Draft:
    return Draft("html", blocks=[DraftBlock("paragraph", text, n) for n, text in enumerate(texts)])


@pytest.mark.parametrize("line", ["mit dpa", "dpa", "RND/dpa", "dpa/AFP"])
def test_agencies_below_the_text_sign_it(line: str) -> None:
    made = draft(PROSE, PROSE, line)
    lift_credits(made)
    bylines(made)
    assert made.images == []
    assert made.bylines == [line]
    assert [block.text for block in made.blocks] == [PROSE, PROSE]


@pytest.mark.parametrize("line", ["IMAGO/dpa", "dpa/Ida Roth", "© dpa", "Foto: dpa", "Getty Images"])
def test_a_credit_below_the_text_is_one(line: str) -> None:
    made = draft(PROSE, PROSE, line)
    lift_credits(made)
    assert len(made.images) == 1


def test_between_paragraphs_an_agency_alone_is_a_credit() -> None:
    made = draft(PROSE, "dpa", PROSE)
    lift_credits(made)
    assert [image.credit for image in made.images] == ["dpa"]


@pytest.mark.parametrize("end", ["dpa", "AP", "dpa/lno", "idr/dpa", "(dpa)", "Reuters/AFP"])
def test_agencies_behind_the_last_sentence_sign_it(end: str) -> None:
    made = draft(PROSE, PROSE, f"{PROSE} {end}")
    lift_credits(made)
    bylines(made)
    assert (made.bylines, made.images) == ([end], [])
    assert [block.text for block in made.blocks] == [PROSE, PROSE, PROSE]


@pytest.mark.parametrize("line", ["Die Brücke im Winter. dpa", "Die alte Brücke im Nebel. Getty Images"])
def test_behind_a_caption_they_are_its_credit(line: str) -> None:
    made = draft(line, PROSE, PROSE)
    lift_credits(made)
    assert [block.text for block in made.blocks] == [PROSE, PROSE]


@pytest.mark.parametrize("end", ["Von Ida Roth", "Von Eva Beck und Ole Beck"])
def test_a_byline_runs_on_behind_a_lead(end: str) -> None:
    made = draft(f"{PROSE} {end}", PROSE, PROSE)
    made.blocks[0].part = "lead"
    bylines(made)
    assert made.bylines == [end]
    assert made.blocks[0].text == PROSE


@pytest.mark.parametrize("end", ["Von Bad Aibling", "Von Beruf Schmied", "Von wegen Ruhe"])
def test_other_words_run_on(end: str) -> None:
    made = draft(f"{PROSE} {end}", PROSE, PROSE)
    bylines(made)
    assert made.blocks[0].text == f"{PROSE} {end}"


@pytest.mark.parametrize(
    "line",
    [
        "DIE ZEIT, 13.03.2008 Nr. 12",
        "(DER STANDARD, Printausgabe, 13.3.2008)",
        "(Ida Roth, DER STANDARD, 13.3.2008)",
        "Berliner Zeitung, 13.03.2008",
        "Text: Uferblatt, 13.03.2008, Nr. 61 / Seite 33",
    ],
)
def test_a_printed_paper_and_its_day_end_the_text(line: str) -> None:
    made = draft(PROSE, PROSE, line)
    bylines(made)
    assert [block.text for block in made.blocks] == [PROSE, PROSE]
    assert [evidence.value for evidence in made.candidates("date_line")] == ["2008-03-13"]


@pytest.mark.parametrize("line", ["Stadthalle, 13.03.2008", "Konzert am 13.03.2008, 20 Uhr, Stadtkirche"])
def test_a_place_and_a_day_do_not(line: str) -> None:
    made = draft(PROSE, PROSE, line)
    bylines(made)
    assert len(made.blocks) == 3
