"""What class names and ids mean."""

from __future__ import annotations

import pytest

from newsscraper.readers.markup import vocabulary

NAMES = {
    "barrierefrei": None,
    "sidebar": "aside",
    "article-body": "body",
    "articleBody": "body",
    "c-article__body--wide": "body",
    "related-articles": "related",
    "relatedArticles": "related",
    "article-teaser": "related",
    "no-ads": None,
    "has-newsletter": None,
    "ads-top-after": None,
    "adslot_top": "ad",
    "advanced": None,
    "shareholder": None,
    "md:hidden": None,
    "hidden": "hidden",
    "hidden-xs": None,
    "category-werbung": None,
    "tag-newsletter": None,
    "comments-area": "comment",
    "Kommentar": None,
    "imgCaption": "caption",
    "photo-credit": "credit",
    "article-body related": "body",
    "": None,
}


@pytest.mark.parametrize(("names", "meaning"), NAMES.items())
def test_names(names: str, meaning: str | None) -> None:
    found = vocabulary().meaning_of(names)
    assert (found.name if found else None) == meaning
