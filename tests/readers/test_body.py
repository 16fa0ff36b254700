"""The body reader: invented pages in a table, and what must hold for any page."""

from __future__ import annotations

import re
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsscraper.clean import draft_html
from newsscraper.draft import Draft

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "body.toml").read_text("utf-8"))["cases"]


def read(html: str) -> Draft:
    return draft_html(html, "https://www.beispielblatt.example/lokales/artikel-1.html")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_page(case: dict[str, Any]) -> None:
    draft = read(case["html"])
    expected = [
        (part, kind, text, datetime.fromisoformat(rest[0]) if rest else None)
        for part, kind, text, *rest in case["blocks"]
    ]
    assert [(b.part, b.kind, b.text, b.time) for b in draft.blocks] == expected
    removed = "\n".join(removal.text for removal in draft.removed)
    for text in case.get("absent", ()):
        assert text in removed
    if "images" in case:
        assert [[i.url, i.caption or "", i.credit or "", i.alt or ""] for i in draft.images] == case["images"]


WORDS = st.lists(st.text("abcdefghij", min_size=1, max_size=6), min_size=12, max_size=30)
INLINE = st.sampled_from(["a", "b", "em", "span", "font", "strong", "i", "u", "x-mark"])


@settings(max_examples=50, deadline=None)
@given(words=WORDS, data=st.data())
def test_inline_tags_neither_glue_nor_split_words(words: list[str], data: st.DataObject) -> None:
    text = "Anfang " + " ".join(words) + "."
    html, open_tags = [], []
    for letter in text:
        move = data.draw(st.sampled_from(["none"] * 8 + ["open", "close"]))
        if move == "open" and len(open_tags) < 5:
            open_tags.append(data.draw(INLINE))
            html.append(f"<{open_tags[-1]}>")
        elif move == "close" and open_tags:
            html.append(f"</{open_tags.pop()}>")
        html.append(letter)
    html.extend(f"</{tag}>" for tag in reversed(open_tags))
    draft = read(f"<html><body><article><p>{''.join(html)}</p></article></body></html>")
    # A line that is nearly all link is a teaser; then it stands among the removals, as it was.
    assert [block.text for block in draft.blocks] + [removal.text for removal in draft.removed] == [text]


SENTENCE = st.sampled_from(
    [
        "Der Rat hat am Dienstag über den Haushalt beraten und ihn am Ende beschlossen.",
        "Im Stadtpark blühen die ersten Krokusse, zwei Wochen früher als im vergangenen Jahr.",
        "Kurz.",
        "Mehr dazu",
        "Die Feuerwehr war mit vierzig Leuten im Einsatz und hatte den Brand schnell gelöscht.",
    ]
)
CLASS = st.sampled_from(
    ["", "text", "related", "teaser", "share", "comments", "caption", "ad", "author", "box"]
)
TAG = st.sampled_from(
    ["p", "div", "li", "h2", "blockquote", "aside", "figure", "td", "footer", "section", "form"]
)


@settings(max_examples=50, deadline=None)
@given(boxes=st.lists(st.tuples(TAG, CLASS, SENTENCE), min_size=1, max_size=12))
def test_every_letter_is_in_blocks_images_or_removals(boxes: list[tuple[str, str, str]]) -> None:
    inner = "".join(
        f'<{tag} class="{name}">{text} ({n})</{tag}>' for n, (tag, name, text) in enumerate(boxes)
    )
    end = f"<p>Schluss: {'Ein Satz. ' * 40}</p>"
    draft = read(f"<html><body><article><h1>Überschrift</h1>{inner}{end}</article></body></html>")
    kept = [block.text for block in draft.blocks] + [removal.text for removal in draft.removed]
    kept += [f"{image.caption} {image.credit} {image.alt}" for image in draft.images]
    found = re.sub(r"\s", "", " ".join(kept))
    for n, (_, _, text) in enumerate(boxes):
        assert re.sub(r"\s", "", f"{text} ({n})") in found


def test_blocks_are_found_below_two_hundred_levels() -> None:
    sentence = "Tief unten im Baum steht ein Satz, der lang genug ist, um ein Absatz zu sein."
    html = "<html><body>" + "<div>" * 200 + f"<p>{sentence}</p>" + "</div>" * 200 + "</body></html>"
    assert [block.text for block in read(html).blocks] == [sentence]
