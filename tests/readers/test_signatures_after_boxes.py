"""What signs an article survives the box in front of it; a wall against ad blockers is no article."""

import pytest

from newsscraper import clean_html

PROSE = (
    "<p>" + "Der Rat hat am Montag nach langer Beratung beschlossen, die Brücke zu sanieren. " * 3 + "</p>"
)


@pytest.mark.parametrize(
    "box",
    [
        '<aside class="related"><h3>Mehr zum Thema</h3><a href="/1">Wer die Brücke bezahlt</a></aside>',
        '<div><h3>Lesen Sie auch</h3><article><a href="/1"><h3>Wer sie bezahlt</h3></a></article></div>',
    ],
)
@pytest.mark.parametrize("signature", ["(ida)", "(ida, Ole Beck, mit dpa)"])
def test_a_signature_behind_a_box_is_the_byline(box: str, signature: str) -> None:
    page = f"<article><h1>Brücke</h1>{PROSE * 3}{box}<p>{signature}</p></article>"
    article = clean_html(page)
    assert article.byline == signature
    assert "ida" in [author.name for author in article.authors]


def test_a_wall_against_ad_blockers_is_blocked_whatever_it_explains() -> None:
    page = """<html><head><title>Blatt.de: Aktuelle Nachrichten und Themen des Tages</title></head><body>
    <h1>Aufgrund Ihres Blockers zeigen wir Blatt.de nicht an.</h1>
    <p>Sie haben einen Adblocker aktiviert. Bitte deaktivieren Sie ihn, um unsere Seite weiter zu lesen.</p>
    <ol><li>Klicken Sie auf das Symbol oben rechts im Browser und wählen Sie dort die Einstellungen aus.</li>
    <li>Wählen Sie „Auf dieser Website nicht ausführen“ und bestätigen Sie die Auswahl mit einem Klick.</li>
    <li>Laden Sie die Seite danach neu, dann erscheinen die Artikel wieder.</li></ol></body></html>"""
    assert clean_html(page).status == "blocked"
