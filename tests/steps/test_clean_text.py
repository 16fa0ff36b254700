"""`clean_text` on whole texts as extractors leave them."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsscraper import Article, clean_text
from newsscraper.article import Author

ROOT = Path(__file__).parents[2]
FERRY = (ROOT / "tests" / "data" / "faehre.txt").read_text(encoding="utf-8")
SEED = ROOT.parent / "shared" / "seed" / "tagesspiegel_moskau.txt"


@pytest.fixture(scope="module")
def ferry() -> Article:
    return clean_text(FERRY)


def test_title_and_lead_are_the_first_lines_of_text(ferry: Article) -> None:
    lines = FERRY.splitlines()
    assert (ferry.title, ferry.lead) == (lines[1], lines[2])


def test_the_body_is_all_paragraphs_and_headings_in_order(ferry: Article) -> None:
    assert [block.kind for block in ferry.body].count("paragraph") == 9
    assert [block.text for block in ferry.body if block.kind == "heading"] == [
        "Roth schon zum dritten Mal auf der Fähre",
        "Reeder droht mit Verkauf",
    ]
    kept = [line for line in FERRY.splitlines() if any(line == block.text for block in ferry.body)]
    assert [block.text for block in ferry.body[:-1]] == kept


def test_the_sign_off_becomes_the_byline(ferry: Article) -> None:
    assert ferry.body[-1].text.endswith("Musterfunk.")
    assert ferry.byline == "(ben, Lena Licht, mit Agenturen)"
    assert ferry.authors == (Author("ben", kind="initials"), Author("Lena Licht"))
    assert ferry.agencies == ()


def test_credits_become_images(ferry: Article) -> None:
    assert [image.credit for image in ferry.images] == [
        "IMAGO/Eva Muster Agentur/IMAGO/Reederei Musterhafen",
        "REUTERS/OLE BECK",
        "REUTERS/LENA LICHT",
    ]
    assert all(image.url is image.caption is image.alt is None for image in ferry.images)


def test_flags_say_that_it_is_free(ferry: Article) -> None:
    assert ferry.access_flags == {"showPaywall": False, "isSubscriber": False, "isPaid": None}
    assert ferry.access == "free"


def test_an_empty_label_gives_no_date(ferry: Article) -> None:
    assert ferry.published_at is None
    assert ferry.modified_at is None
    assert [removal.text for removal in ferry.removed if removal.kind == "date"] == ["Stand:"]


def test_each_removal_has_its_kind_and_rule(ferry: Article) -> None:
    kinds = [removal.kind for removal in ferry.removed]
    assert kinds == ["credit", "date", "credit", "credit", *["consent"] * 3, "byline", *["paywall"] * 5]
    assert [removal.position for removal in ferry.removed] == sorted(r.position for r in ferry.removed)
    assert all(removal.rule for removal in ferry.removed)


@pytest.mark.skipif(not SEED.exists(), reason="the article is not part of the project")
def test_the_real_article_that_it_stands_for() -> None:
    article = clean_text(SEED.read_text(encoding="utf-8"))
    kinds = [block.kind for block in article.body]
    assert (kinds.count("paragraph"), kinds.count("heading"), len(kinds)) == (21, 3, 24)
    assert (article.title or "").startswith("US-Gesandte")
    assert [(author.name, author.kind) for author in article.authors] == [
        ("ben", "initials"),
        ("Valeriia Semeniuk", "person"),
    ]
    assert len(article.images) == 3
    assert (article.access, article.agencies, article.published_at) == ("free", (), None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        " \t\u00a0\n",
        "x",
        "Von",
        "(dpa)",
        "Foto:",
        "©",
        "- showPaywall:",
        "\ud800",
        "[" * 50,
        "Lesen Sie auch",
    ],
)
def test_next_to_nothing_is_no_error(text: str) -> None:
    assert isinstance(clean_text(text), Article)
