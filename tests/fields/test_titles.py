"""Headlines lose the site's name and nothing else."""

import pytest

from newsscraper.fields.titles import clean_title


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("Der Wald brennt | WELT", "Der Wald brennt"),
        ("Der Wald brennt - WELT", "Der Wald brennt"),
        ("Der Wald brennt - welt.de", "Der Wald brennt"),
        ("Der Wald brennt – DER SPIEGEL", "Der Wald brennt"),
        ("Emden: Der Wald brennt | FAZ", "Emden: Der Wald brennt"),
        ("Der Wald brennt - Panorama - SZ.de", "Der Wald brennt"),
        ("Der Wald brennt | Europa | DW | 07.03.2024", "Der Wald brennt"),
        ("(S+) Der Wald brennt", "Der Wald brennt"),
        ("heise+ | Der Wald brennt", "Der Wald brennt"),
        ("Der Wald brennt\u200b", "Der Wald brennt"),
        ("Der Wald brennt - Tageblatt", "Der Wald brennt"),
        # left alone
        ("Das Ende der Welt", "Das Ende der Welt"),
        ("Wir und der Rest - Welt", "Wir und der Rest - Welt"),
        ("Zwei Rücktritte - und viele offene Fragen", "Zwei Rücktritte - und viele offene Fragen"),
        ("Was zählt - Politik", "Was zählt - Politik"),
        ("Das war der 7. März 2024", "Das war der 7. März 2024"),
        ("Bilanz - 7. März 2024", "Bilanz - 7. März 2024"),
        ("WELT", "WELT"),
        ("", ""),
        ("Plus ein Prozent", "Plus ein Prozent"),
    ],
)
def test_known_outlets(raw: str, title: str) -> None:
    assert clean_title(raw) == (None, title)


def test_names_of_the_site_itself() -> None:
    assert clean_title("Der Wald brennt - Emder Bote") == (None, "Der Wald brennt - Emder Bote")
    assert clean_title("Der Wald brennt - Emder Bote", ["Emder Bote"]) == (None, "Der Wald brennt")
    assert clean_title("Der Wald brennt - Emder Bote", ["emder-bote.de"]) == (None, "Der Wald brennt")


def test_a_line_of_its_own_is_the_kicker() -> None:
    assert clean_title("Ostfriesland\nDer Wald brennt") == ("Ostfriesland", "Der Wald brennt")
