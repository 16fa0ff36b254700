"""A publisher's layouts on a page: what they take, which one is chosen, and what happens if none fits."""

from __future__ import annotations

from datetime import UTC, date, datetime

from newsscraper.clean import draft_html
from newsscraper.draft import Draft
from newsscraper.publishers import Publisher
from newsscraper.publishers.model import Layout

FIRST = "Der Kreis baut eine neue Straße um das Dorf herum, die Arbeiten beginnen im Frühjahr."
SECOND = "Anwohner hatten jahrelang dafür gekämpft, denn durch den Ort fahren jeden Tag tausend Lastwagen."
NOTE = "Dieser Absatz ist eine Anmerkung des Verlags, lang genug, um wie ein Absatz auszusehen."
PAGE = f"""
<html><body><div class="kopf"><h1>Umgehung für Beispieldorf</h1></div>
<div class="neu"><p class="t">{FIRST}</p><p class="x">{NOTE}</p><p class="t">{SECOND}</p></div>
</body></html>"""


def read(*layouts: Layout, fetched_at: datetime | None = None) -> Draft:
    publisher = Publisher(slug="beispiel", name="Beispiel", hosts=("beispiel.example",), layouts=layouts)
    return draft_html(PAGE, "https://beispiel.example/a.html", fetched_at=fetched_at, publisher=publisher)


def texts(draft: Draft) -> list[str]:
    return [block.text for block in draft.blocks]


def test_without_layout_the_general_reader_takes_all() -> None:
    assert texts(read()) == [FIRST, NOTE, SECOND]


def test_drop_leaves_out_and_records() -> None:
    draft = read(Layout(drop=(".x",)))
    assert texts(draft) == [FIRST, SECOND]
    assert [(removal.text, removal.rule) for removal in draft.removed] == [(NOTE, "markup.layout")]
    assert draft.sources["body"] == "layout"


def test_body_takes_only_what_it_names_and_records_the_rest() -> None:
    draft = read(Layout(body=("p.t",)))
    assert texts(draft) == [FIRST, SECOND]
    assert [removal.text for removal in draft.removed] == [NOTE]


def test_lead() -> None:
    first, *_ = read(Layout(lead=("p.t:first-child",))).blocks
    assert (first.part, first.text) == ("lead", FIRST)


def test_the_layout_of_the_day_of_the_fetch_is_chosen() -> None:
    layouts = (Layout(drop=(".x",)), Layout(until=date(2020, 12, 31), drop=(".t",)))
    assert texts(read(*layouts)) == [FIRST, SECOND]
    assert texts(read(*layouts, fetched_at=datetime(2020, 5, 1, tzinfo=UTC))) == [NOTE]


def test_another_layout_is_taken_where_that_of_the_day_finds_nothing() -> None:
    layouts = (Layout(body=(".ganz-neu p",)), Layout(until=date(2020, 12, 31), body=(".neu p.t",)))
    draft = read(*layouts)
    assert texts(draft) == [FIRST, SECOND]
    assert not draft.reasons


def test_where_no_layout_fits_the_general_reader_reads_and_says_so() -> None:
    draft = read(Layout(root=("main.gibt-es-nicht",)))
    assert texts(draft) == [FIRST, NOTE, SECOND]
    assert any("no layout of beispiel fits" in reason for reason in draft.reasons)
    assert "body" not in draft.sources
