"""Bytes of any encoding, declared rightly, wrongly or not at all."""

from __future__ import annotations

import codecs

import pytest

from newsscraper.readers.decode import to_utf8

WORDS = "Die Bürgermeisterin grüßt „alle“ – fünf Gäste, drei Ärzte"


def declared(charset: str) -> str:
    return f'<html><head><meta charset="{charset}"></head><body>{WORDS}</body></html>'


@pytest.mark.parametrize(
    ("stored", "says", "header"),
    [
        ("utf-8", "utf-8", None),
        ("utf-8", "iso-8859-1", None),
        ("utf-8", "utf-8", "text/html; charset=ISO-8859-1"),
        ("utf-8", "", None),
        ("windows-1252", "utf-8", None),
        ("windows-1252", "utf-8", "text/html; charset=utf-8"),
        ("windows-1252", "iso-8859-1", None),
        ("windows-1252", "", None),
        ("windows-1252", "no-such-charset", "text/html; charset=&"),
        ("windows-1250", "windows-1250", None),
        ("mac_roman", "", "text/html; charset=macintosh"),
        ("utf-16-le", "", None),
        ("utf-16-be", "utf-8", None),
        ("utf-16", "utf-8", "text/html; charset=utf-8"),
        ("utf-32", "", None),
        ("utf-8-sig", "windows-1252", None),
    ],
)
def test_bytes(stored: str, says: str, header: str | None) -> None:
    html = declared(says)
    assert to_utf8(html.encode(stored), header).decode() == html


def test_latin_bytes_in_a_utf8_page_are_read_one_by_one() -> None:
    html = declared("utf-8").encode()
    mixed = html.replace(b"</body>", "<p>Käse für Ärzte</p></body>".encode("windows-1252"))
    assert "<p>Käse für Ärzte</p>" in to_utf8(mixed).decode()
    assert WORDS in to_utf8(mixed).decode()


def test_a_letter_cut_in_two_costs_nothing_else() -> None:
    cut = "Straße ü".encode()[:-1]
    assert (
        to_utf8(b"<p>" + "„Grüße“ aus der ".encode() + cut).decode().startswith("<p>„Grüße“ aus der Straße ")
    )


@pytest.mark.parametrize(
    ("html", "read"),
    [
        ("a\ud83d\ude00b", "a😀b"),
        ("a\ud800b", "a\ufffdb"),
        ("\ufeffa", "a"),
        ("a\0b", "ab"),
    ],
)
def test_str(html: str, read: str) -> None:
    assert to_utf8(html).decode() == read


def test_nul_bytes_go_and_nothing_is_raised_on_any_byte() -> None:
    assert b"\0" not in to_utf8(bytes(range(256)) * 9)
    assert to_utf8(codecs.BOM_UTF16_LE + b"\0").decode() == "\ufffd"
