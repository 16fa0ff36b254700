"""Boxes put between the paragraphs of every invented page take no paragraph with them, and go themselves."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from marked_pages import MarkedPage, read_page

from newsscraper import clean_html

PAGES = [read_page(path) for path in sorted((Path(__file__).parent / "pages").glob("*.html"))]
LINK = '<a href="/1">Streik am Hafen geht weiter</a>'
BOXES = {
    "list": '<div><h4>Zum Thema</h4><ul><li><a href="/1">Streik am Hafen</a></li></ul></div>',
    "heading": f"<h3>Mehr zum Thema</h3><p>{LINK}</p>",
    "label": f"<p>Artikel zum Thema</p><p>{LINK}</p>",
    "line": f"<p><strong>Lesen Sie auch:</strong> {LINK}</p>",
    "teaser": '<div><h4>Lesen Sie auch</h4><div><a href="/1"><img src="/t.jpg"><h5>Streik am Hafen</h5></a>'
    "<p>Die Kapitäne wollen mehr Geld und weniger Nebel.</p></div></div>",
    "newsletter": '<div class="box"><h3>Unser Newsletter</h3><p>Das Wichtigste vom Tage, jeden Morgen '
    'kostenlos in Ihrem Postfach.</p><form><input type="email"><button>Anmelden</button></form></div>',
    "consent": "<div><p>Empfohlener externer Inhalt</p><p>An dieser Stelle finden Sie einen externen Inhalt "
    "von Bluesky, der den Artikel ergänzt.</p><button>Inhalt anzeigen</button></div>",
    "comments": '<p><a href="#comments">12 Kommentare</a></p>',
    "ad": "<div>Anzeige</div>",
    "share": '<ul><li><a href="#">Teilen</a></li><li><a href="#">Drucken</a></li></ul>',
    "picture": '<figure><img src="/b.jpg"><figcaption>Der Hafen von oben <span>Ida Roth/dpa</span>'
    "</figcaption></figure>",
}
SAID = {
    "teaser": ["Lesen Sie auch", "Streik am Hafen", "Die Kapitäne wollen"],
    "newsletter": ["Unser Newsletter", "Postfach"],
    "consent": ["Empfohlener externer Inhalt", "externen Inhalt"],
    "comments": ["12 Kommentare"],
    "ad": ["Anzeige"],
    "share": ["Teilen", "Drucken"],
    "picture": ["Der Hafen von oben", "Ida Roth"],
}
"""What the boxes say, where it is not the headline that the others link."""
SHORT = 40
"""A shorter line under the heading of such a box may be a teaser."""
STILL_THERE = {"heading": 2, "label": 2, "teaser": 2}
"""Pages on which a line of the box stays: it is put into an element of its own with a paragraph."""


@cache
def text_with(number: int, box: str) -> str | None:
    """A page's text with a box behind a paragraph in its middle; None without such a paragraph."""
    page = PAGES[number]
    source = page.source.decode("utf-8", "replace")
    ends = [source.find(f"{text}</p>") + len(text) + 4 for text in page.text if f"{text}</p>" in source]
    if page.status != "ok" or len(ends) < 3:
        return None
    middle = ends[len(ends) // 2 - 1]
    return clean_html(source[:middle] + BOXES[box] + source[middle:], page.url).text


def texts(box: str) -> list[tuple[MarkedPage, str]]:
    found = ((page, text_with(number, box)) for number, page in enumerate(PAGES))
    return [(page, text) for page, text in found if text is not None]


@pytest.mark.parametrize("box", BOXES)
def test_paragraphs_stay(box: str) -> None:
    lost = []
    for page, text in texts(box):
        lost += [(page.name, line) for line in page.text if len(line) >= SHORT and line not in text]
    assert lost == []


@pytest.mark.parametrize("box", BOXES)
def test_the_box_goes(box: str) -> None:
    said = SAID.get(
        box, ["Zum Thema", "Mehr zum Thema", "Artikel zum Thema", "Lesen Sie auch", "Streik am Hafen"]
    )
    left = [
        (page.name, line)
        for page, text in texts(box)
        for line in said
        if line in text and line not in "\n".join(page.text)
    ]
    assert len(left) == STILL_THERE.get(box, 0), left
