"""The lead of a page whose markup names none: the first paragraph, said again by the description."""

import pytest

from newsscraper.draft import Draft, DraftBlock
from newsscraper.steps.leads import leads

LEAD = "Der Rat von Musterstadt hat nach langem Streit den Bau der Brücke beschlossen."
BODY = "Am Ende waren es elf Stimmen, die den Ausschlag gaben."


def draft(*texts: str, description: str = LEAD) -> Draft:
    made = Draft("html", blocks=[DraftBlock("paragraph", text, n) for n, text in enumerate(texts)])
    made.add_evidence("description", description, "meta:description")
    return made


def test_the_described_first_paragraph_is_the_lead() -> None:
    made = draft(LEAD, BODY)
    leads(made)
    assert (made.lead, [block.text for block in made.blocks]) == (LEAD, [BODY])
    assert made.sources["lead"] == "meta:description"
    assert made.removed == []


@pytest.mark.parametrize(
    "made",
    [
        draft(LEAD),
        draft(BODY, LEAD),
        draft(LEAD, BODY, description="Aktuelle Nachrichten aus Musterstadt und der Region"),
        draft("Musterstadt baut", BODY, description="Musterstadt baut"),
    ],
    ids=["only paragraph", "second paragraph", "other description", "a label"],
)
def test_no_lead_is_made_up(made: Draft) -> None:
    before = list(made.blocks)
    leads(made)
    assert made.lead is None
    assert made.blocks == before


def test_a_place_may_stand_in_front_of_it() -> None:
    made = draft(f"Musterstadt. {LEAD}", BODY)
    leads(made)
    assert made.lead == f"Musterstadt. {LEAD}"
