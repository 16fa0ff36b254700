"""Boxes that lead to other articles, put between the paragraphs of every invented page, take no paragraph."""

from __future__ import annotations

from pathlib import Path

import pytest
from marked_pages import MarkedPage, read_page

from newsscraper import clean_html

PAGES = [read_page(path) for path in sorted((Path(__file__).parent / "pages").glob("*.html"))]
BOXES = {
    "list": '<div><h4>Zum Thema</h4><ul><li><a href="/1">Streik am Hafen</a></li></ul></div>',
    "heading": '<h3>Mehr zum Thema</h3><p><a href="/1">Streik am Hafen geht weiter</a></p>',
    "label": '<p>Artikel zum Thema</p><p><a href="/1">Streik am Hafen geht weiter</a></p>',
    "line": '<p><strong>Lesen Sie auch:</strong> <a href="/1">Streik am Hafen geht weiter</a></p>',
}
SHORT = 40
"""A shorter line under the heading of such a box may be a teaser."""


def between(page: MarkedPage, box: str) -> str | None:
    """The page's source with a box behind a paragraph in its middle; None without such a paragraph."""
    source = page.source.decode("utf-8", "replace")
    ends = [source.find(f"{text}</p>") + len(text) + 4 for text in page.text if f"{text}</p>" in source]
    if len(ends) < 3:
        return None
    middle = ends[len(ends) // 2 - 1]
    return source[:middle] + box + source[middle:]


@pytest.mark.parametrize("box", BOXES)
def test_paragraphs_stay(box: str) -> None:
    lost = []
    for page in PAGES:
        if page.status == "ok" and (source := between(page, BOXES[box])):
            text = clean_html(source, page.url).text
            lost += [(page.name, line) for line in page.text if len(line) >= SHORT and line not in text]
    assert lost == []
