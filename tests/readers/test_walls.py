"""Pages that are no article, and articles that look like them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from made_pages import TEXT

from newsscraper import clean_html

CASES = tomllib.loads((Path(__file__).parent / "walls.toml").read_text(encoding="utf-8"))["cases"]

TEASERS = "".join(
    f'<article class="teaser"><h2><a href="/lokales/{n}.html">Meldung {n} aus der Stadt am Fluss</a></h2>'
    f"<p>Was am {n}. Tag des Monats geschah und wer dabei war.</p></article>"
    for n in range(1, 15)
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_status(case: dict[str, str]) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in TEXT)
    long = "".join(f"<p>{one} {other}</p>" for one in TEXT for other in TEXT)
    body = case["html"].replace("{text}", text).replace("{long}", long).replace("{teasers}", TEASERS)
    html = f'<!DOCTYPE html><html lang="de"><head>{case["head"]}</head><body>{body}</body></html>'
    article = clean_html(html.encode(), case.get("url", "https://www.uferblatt.example/lokales/123.html"))
    assert (article.status, bool(article.reason)) == (case["status"], case["status"] != "ok"), article.reason
