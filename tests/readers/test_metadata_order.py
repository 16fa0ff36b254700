"""The order of sources is what the documentation says, and every source it names can be asked."""

from __future__ import annotations

import re
from pathlib import Path

from made_pages import page

from newsscraper.clean import draft_html
from newsscraper.rules import load_words

ROOT = Path(__file__).parents[2]
ORDER: dict[str, list[str]] = load_words("metadata")["order"]


def test_the_documentation_shows_the_rules() -> None:
    text = (ROOT / "docs/metadata.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (`.*`) \|$", text, re.MULTILINE)
    shown = {field: re.findall(r"`([^`]+)`", sources) for field, sources in rows if field in ORDER}
    assert shown == ORDER


def test_every_source_is_known_and_none_is_named_twice() -> None:
    kinds = {source.split(":", 1)[0] for sources in ORDER.values() for source in sources}
    assert kinds <= {"json-ld", "meta", "link", "microdata", "html", "colophon", "title", "url"}
    assert all(len(sources) == len(set(sources)) for sources in ORDER.values())
    draft = draft_html(
        page(top="<h1>Streit um die Brücke</h1>"), "https://www.uferblatt.example/2024/05/03/a.html"
    )
    assert draft.evidence["title"][0].source == "html:h1"


def test_what_is_known_from_outside_ranks_last() -> None:
    html = page(head='<meta property="og:title" content="Innen">')
    outside = {"title": ("Außen", "news-sitemap:title"), "section": ("Lokales", "news-sitemap:section")}
    draft = draft_html(html, evidence=outside)
    assert [evidence.value for evidence in draft.evidence["title"]] == ["Innen", "Außen"]
    assert [evidence.source for evidence in draft.evidence["section"]] == ["news-sitemap:section"]
