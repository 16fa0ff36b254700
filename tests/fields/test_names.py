"""Names in normal case, and what is no name."""

import pytest

from newsscraper.fields.names import is_initials, is_person, natural_name
from newsscraper.fields.organisations import is_organisation, is_picture_agency


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("Ida ROTH", "Ida Roth"),
        ("IDA ROTH", "Ida Roth"),
        ("Bo MCLEAN", "Bo McLean"),
        ("Bo McLEAN", "Bo McLean"),
        ("JEAN-LUC DU MONT", "Jean-Luc Du Mont"),
        ("KAI VAN DER SEE", "Kai van der See"),
        ("EVA ZU AUE", "Eva zu Aue"),
        ("PIA D'ANGELO", "Pia D'Angelo"),
        ("OMAR AL-MASRI", "Omar al-Masri"),
        ("İLKER IŞIK", "İlker Işik"),
        ("KARL ROTH III", "Karl Roth III"),
        ("Karl Roth III", "Karl Roth III"),
        ("TJ Roth", "TJ Roth"),
        ("Jo NG", "Jo Ng"),
        ("J. R. ROTH", "J. R. Roth"),
        ("Dr. rer. nat. Ida Roth, M.Sc.", "Ida Roth"),
        ("Mag. (FH) Ida Roth", "Ida Roth"),
        ("Ida  Roth ", "Ida Roth"),
        ("PROF. DR. MED. IDA ROTH", "Ida Roth"),
        ("Jack Ma", "Jack Ma"),
        ("Phil Roth", "Phil Roth"),
    ],
)
def test_natural_name(printed: str, wanted: str) -> None:
    assert natural_name(printed) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Ida Roth",
        "Ida von der Aue",
        "J. Roth",
        "Anne-Marie de l'Orme",
        "Jack Ma",
        "Phil Roth",
        "Omar al-Masri",
    ],
)
def test_persons(text: str) -> None:
    assert is_person(text)


@pytest.mark.parametrize(
    "text", ["Ida", "ida roth", "Die Zahlen", "Mehr dazu", "Ida 2", "", "Ida von", "Das war es", "Ida & Ole"]
)
def test_no_persons(text: str) -> None:
    assert not is_person(text)


@pytest.mark.parametrize("text", ["red", "mit", "Ida", "langeswort", "", "1", "DPA"])
def test_no_initials(text: str) -> None:
    assert not is_initials(text)


@pytest.mark.parametrize(
    "text",
    [
        "DER STANDARD",
        "MDR SACHSEN",
        "Musterstädter Bote-Redaktion",
        "musterblatt.de",
        "Polizei Musterstadt",
        "Verlag Muster GmbH",
    ],
)
def test_organisations(text: str) -> None:
    assert is_organisation(text)


@pytest.mark.parametrize("text", ["Klaus Stern", "Brigitte Muster", "Eva Bild", "Ida Roth", "fr"])
def test_no_organisations(text: str) -> None:
    assert not is_organisation(text)


def test_picture_agencies_sign_images() -> None:
    assert is_picture_agency("Getty Images")
    assert not is_picture_agency("Ida Roth")
