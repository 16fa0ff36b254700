"""The draft: folding, removals, and what is kept of a look at the blocks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsscraper.draft import MARK, Draft, DraftBlock, fold, fold_lines, squash


def draft(*texts: str) -> Draft:
    return Draft("text", blocks=[DraftBlock("paragraph", text, n) for n, text in enumerate(texts)])


@given(st.lists(st.text(st.characters(codec=None)), min_size=1, max_size=4))
def test_lines_folded_together_are_those_folded_alone(texts: list[str]) -> None:
    lines = fold_lines(texts).split("\n")
    assert [" ".join(line.replace(MARK, " ").split()) for line in lines] == [fold(text) for text in texts]


@given(st.text())
def test_squashed_is_folded_without_spaces(text: str) -> None:
    assert squash(text) == fold(text).replace(" ", "")


def test_hyphens_part_words_and_other_marks_stay_before_them() -> None:
    assert fold_lines(["Der „Newsletter-Dienst“ (neu)", "5 € für Škoda"]) == (
        "der *newsletter dienst* *neu*\n5 * für škoda"
    )


def count(made: Draft) -> int:
    return len(made.blocks)


def lengths(made: Draft) -> list[int]:
    return [len(block.text) for block in made.blocks]


def test_a_look_is_kept_until_blocks_go() -> None:
    made = draft("eins", "zwei")
    assert made.view(lengths) is made.view(lengths)
    assert made.view(count) == 2
    made.remove(made.blocks[:1], "ad", "ad.label")
    assert made.view(count) == 1
    made.blocks.append(DraftBlock("paragraph", "drei", 2))
    assert made.view(lengths) == [4, 4]


def test_a_look_is_taken_anew_after_a_cut() -> None:
    made = draft("eins (dpa)")
    assert made.view(lengths) == [10]
    made.cut(made.blocks[0], "eins", "(dpa)", "byline", "byline.sign_off")
    assert made.view(lengths) == [4]


def test_what_a_cut_leaves_empty_goes_with_the_others() -> None:
    made = draft("eins", "zwei")
    made.drop_empty()
    assert made.view(count) == 2
    made.cut(made.blocks[0], "", "eins", "byline", "byline.sign_off")
    made.drop_empty()
    assert [block.text for block in made.blocks] == ["zwei"]


def test_removals_are_recorded_in_the_order_of_the_text() -> None:
    made = draft("eins", "zwei", "drei")
    made.remove_each([(made.blocks[2], "ad", "a"), (made.blocks[0], "share", "b")])
    assert [(removal.text, removal.rule) for removal in made.removed] == [("eins", "b"), ("drei", "a")]
