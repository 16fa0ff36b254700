"""What holds for every text that `clean_text` is given."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_texts import Made, articles, dirty_lines, odd_texts

from newsscraper import Article, clean_text

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)


def lines_of(article: Article) -> list[str]:
    """Title, lead and body, one block a line."""
    return [line for line in (article.title, article.lead) if line] + [block.text for block in article.body]


def seen(article: Article) -> tuple[object, ...]:
    return article.title, article.lead, article.body


def letters(text: str) -> Counter[str]:
    text = unicodedata.normalize("NFC", "".join(c for c in text if not "\ud800" <= c <= "\udfff"))
    return Counter(char for char in text if char.isalpha())


@unhurried
@given(odd_texts)
def test_it_never_raises_and_always_makes_a_record_that_can_be_written(text: str) -> None:
    article = clean_text(text)
    assert json.loads(article.to_json())["schema_version"] == article.schema_version


@unhurried
@given(st.one_of(odd_texts, dirty_lines().map("\n".join)))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_text(text)
    assert seen(clean_text("\n".join(lines_of(once)))) == seen(once)


@unhurried
@given(st.one_of(odd_texts, dirty_lines().map("\n".join)))
def test_every_letter_is_somewhere_in_the_record(text: str) -> None:
    article = clean_text(text)
    kept = [article.kicker or "", *lines_of(article), *(removal.text for removal in article.removed)]
    assert letters(" ".join(kept)) >= letters(text.replace("\u00ad", ""))


@unhurried
@given(dirty_lines())
def test_order_is_kept(lines: list[str]) -> None:
    places = iter(lines)
    for line in lines_of(clean_text("\n".join(lines))):
        assert any(line in original for original in places), line


@unhurried
@given(articles())
def test_a_text_without_residue_comes_back_unchanged(made: Made) -> None:
    article = clean_text("\n".join(made.lines))
    assert article.removed == ()
    assert (article.title, article.lead) == (made.title, made.lead)
    assert tuple(block.text for block in article.body) == made.body


@unhurried
@given(dirty_lines())
def test_what_cannot_be_seen_changes_nothing(lines: list[str]) -> None:
    plain = clean_text("\n".join(lines))
    for vary in VARIATIONS:
        varied = clean_text(vary(lines))
        assert seen(varied) == seen(plain)
        assert (varied.byline, varied.images, varied.access_flags) == (
            plain.byline,
            plain.images,
            plain.access_flags,
        )


def _inside_words(mark: str, line: str) -> str:
    return "".join(
        char + mark if index % 3 == 1 and char.isalpha() else char for index, char in enumerate(line)
    )


VARIATIONS = [
    "\r\n".join,
    lambda lines: "\n\n".join(lines) + "\n\n",
    lambda lines: "\ufeff" + "\r".join(lines),
    lambda lines: "\n".join(lines).replace(" ", "\u00a0"),
    lambda lines: "\n".join(f"  {line}\t" for line in lines).replace(" ", "\u202f"),
    lambda lines: "\n".join(_inside_words("\u200b", line) for line in lines),
    lambda lines: "\n".join(_inside_words("\u00ad", line) for line in lines),
    lambda lines: unicodedata.normalize("NFD", "\n".join(lines)),
]
