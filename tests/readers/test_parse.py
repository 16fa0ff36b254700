"""One tree within bounds, and what is said about bytes that give no whole page."""

from __future__ import annotations

import pytest

from newsscraper.readers.parse import MAX_BYTES, MAX_TAGS, parse

PAGE = (
    "<!DOCTYPE html><html><head><title>Brücke</title></head><body><main><article><h1>Brücke</h1>"
    "<p>Ein Absatz über die Brücke.</p><p>Noch einer.</p></article></main>"
    "<script>var a = 1;</script><!-- Ende --></body></html>"
)


@pytest.mark.parametrize(
    ("html", "status", "reason"),
    [
        (PAGE, "ok", None),
        (PAGE + "<!-- cached by a proxy -->", "ok", None),
        (PAGE.replace("</body></html>", ""), "ok", None),  # templates forget it
        ("<p>Ein Bruchstück ohne Ende", "ok", None),  # never opened a page
        (PAGE[: PAGE.index("Noch")], "truncated", "ends early"),
        (PAGE[: PAGE.index("<p>Noch") + 2], "truncated", "ends early"),
        (PAGE[: PAGE.index("a = 1")], "truncated", "ends early"),
        (PAGE[: PAGE.index("Ende")], "truncated", "ends early"),
        ("<html><body>" + "<div><section><article>" * 2 + "<p>Text.</p>", "truncated", "ends early"),
        (
            "<html><body>" + "<div>" * 3000 + "<p>tief</p>" + "</div>" * 3000 + "</body></html>",
            "truncated",
            "deep",
        ),
        ("<html><body>" + "<p>x" * MAX_TAGS + "</body></html>", "truncated", "too large"),
        ("<html><body>" + "x" * MAX_BYTES + "</body></html>", "truncated", "too large"),
        ("", "empty", "no content"),
        (" \n\t", "empty", "no content"),
        (b"\0\0\0", "empty", "no markup"),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3 <html>", "not_article", "PDF"),
        ("%PDF-1.4 als Text gelesen", "not_article", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "not_article", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "not_article", "JPEG"),
        (b"\x1f\x8b\x08\0\0", "not_article", "gzip"),
        (bytes(range(1, 32)) * 40, "not_article", "binary"),
        ('<?xml version="1.0"?><rss version="2.0"><channel/></rss>', "not_article", "XML document (rss)"),
        ("<urlset xmlns='x'></urlset>", "not_article", "XML document (urlset)"),
        ('{"headline": "Brücke"}', "not_article", "JSON"),
        ('[{"a": 1}]', "not_article", "JSON"),
        ('<?xml version="1.0"?>\n<!DOCTYPE html>' + PAGE[15:], "ok", None),
        ("[Foto: Ufer] <p>Text</p>", "ok", None),
    ],
)
def test_status(html: str | bytes, status: str, reason: str | None) -> None:
    page = parse(html if isinstance(html, bytes) else html.encode())
    assert page.status == status
    assert (reason or "") in "; ".join(page.reasons)
    assert bool(page.reasons) == (status != "ok")


def test_nothing_is_lost_down_to_two_thousand_levels() -> None:
    page = parse("<html><body>" + "<div>" * 2000 + "ganz unten" + "</div>" * 2000 + "</body></html>")
    assert page.status == "ok"
    assert "ganz unten" in "".join(map(str, page.tree.itertext()))


def test_comments_do_not_part_text() -> None:
    page = parse("<p>Brü<!-- weich -->cke</p>")
    assert [element.tag for element in page.tree.iter()] == ["html", "body", "p"]
    assert page.tree.findtext(".//p") == "Brücke"


@pytest.mark.parametrize("before", ["", "</i></b>" * 400], ids=["plain", "after more errors than are kept"])
@pytest.mark.parametrize("declared", ["", '<meta charset="utf-8">', '<meta charset="windows-1252">'])
def test_bytes_that_are_no_utf8_are_found(before: str, declared: str) -> None:
    html = f"<html><head>{declared}</head><body>{before}<p>Käse für Ärzte</p></body></html>"
    paragraph = parse(html.encode("cp1252")).tree.find(".//p")
    assert paragraph is not None
    assert paragraph.text == "Käse für Ärzte"
