"""Captions and credits of pictures, as publishers' markup puts them."""

import pytest

from newsscraper import clean_html

PROSE = "<p>" + "Der Hafen von Musterstadt bekommt im Frühjahr einen neuen Kran aus Stahl. " * 3 + "</p>"


@pytest.mark.parametrize(
    ("figure", "caption", "credit"),
    [
        (
            '<figcaption>Baustelle im Hafen am 3. Juli. Ida Roth / Pool via Reuters</figcaption>',
            "Baustelle im Hafen am 3. Juli.",
            "Ida Roth / Pool via Reuters",
        ),
        ("<figcaption>Der alte Kran. Quelle: Ole von Beck</figcaption>", "Der alte Kran.", "Ole von Beck"),
        ("<figcaption>Legende: Der alte Kran. © Ole Beck</figcaption>", "Der alte Kran.", "Ole Beck"),
        (
            '<p class="credit">Der Kran steht seit 1956.</p><p class="credit">Bildrechte: Ole Beck</p>',
            "Der Kran steht seit 1956.",
            "Ole Beck",
        ),
    ],
)  # fmt: skip
def test_caption_and_credit(figure: str, caption: str, credit: str) -> None:
    page = f"<article><h1>Ein Kran</h1>{PROSE}<figure><img src='/a.jpg'>{figure}</figure>{PROSE}</article>"
    [image] = clean_html(page).images
    assert (image.caption, image.credit) == (caption, credit)


@pytest.mark.parametrize("text", ["21.11.2026, 11:04 Uhr", "Bitte aktivieren Sie Javascript."])
def test_a_figure_without_a_picture_is_no_image(text: str) -> None:
    page = (
        f"<article><h1>Ein Kran</h1>{PROSE}<figure><figcaption>{text}</figcaption></figure>{PROSE}</article>"
    )
    assert clean_html(page).images == ()
