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
