"""Any bytes and any text give a record."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsscraper import Article, clean_html

PIECES = st.sampled_from(
    [
        "<html>", "<head>", "</head>", "<body>", "<article>", "</article>", "<h1>", "</h1>", "<p>", "</p>",
        "<div class='", "'>", "<time datetime='", "<meta property='article:published_time' content='",
        "<meta name='author' content='", "<script type='application/ld+json'>", "</script>",
        '{"@type": "NewsArticle", "headline": ', '"author": [', "]}", "Von Ida Roth", "3. Mai 2024, 8 Uhr",
        "2024-05-03T08:00:00Z", "9999-99-99", "isAccessibleForFree", "<a rel=author>", "<!--", "-->",
        "<![CDATA[", "&#0;", "&#xD800;", "&auml;", "\0", "\ud800", "\u202e", "<svg>", "<table><td>", "<h1",
        "=", "<link rel=canonical href='http://[", "<base href='//[", "<span itemprop='author'>", "<figure>",
        "<img src='http://[x'>", "<title>Wien - Wien</title>", "<h1>Wien</h1>",
    ]
)  # fmt: skip


@given(st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=40).map("".join), st.text(max_size=30))
def test_text(html: str, url: str) -> None:
    article = clean_html(html, url)
    assert Article.from_json(article.to_json()) == article


@given(st.binary(max_size=400))
def test_bytes(html: bytes) -> None:
    article = clean_html(b"<html><body>" + html)
    assert Article.from_json(article.to_json()) == article


def test_headline_that_is_the_name_of_the_site() -> None:
    text = "Der Prater ist wieder offen, und alle gehen hin. " * 4
    page = f"<html><head><title>Wien - Wien</title></head><body><h1>Wien</h1><p>{text}</p></body></html>"
    assert clean_html(page).title == "Wien"
