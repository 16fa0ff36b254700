"""Steps that make fields of evidence, on drafts made by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsscraper.article import Image, Removal
from newsscraper.draft import Draft, DraftBlock
from newsscraper.steps.access import access, read_flag
from newsscraper.steps.authors import authors
from newsscraper.steps.dates import dates
from newsscraper.steps.images import images
from newsscraper.steps.titles import labels, titles
from newsscraper.steps.verdict import verdict


def draft(**evidence: list[tuple[str, str]]) -> Draft:
    made = Draft(
        "html", url="https://www.uferblatt.example/1.html", fetched_at=datetime(2024, 5, 4, 12, tzinfo=UTC)
    )
    made.add_evidence("outlet", "Uferblatt Online", "meta:og:site_name")
    for field, values in evidence.items():
        for source, value in values:
            made.add_evidence(field, value, source)
    return made


@pytest.mark.parametrize(
    ("candidates", "kicker", "title"),
    [
        (["Streit um die Brücke | Uferblatt Online"], None, "Streit um die Brücke"),
        (["Streit um die Brücke - Lokales - Uferblatt Online"], None, "Streit um die Brücke"),
        (["Streit um die Brücke – uferblatt.example"], None, "Streit um die Brücke"),
        (["Streit um die Brücke | Irgendwas", "Streit um die Brücke"], None, "Streit um die Brücke"),
        (["Brücke - und kein Ende"], None, "Brücke - und kein Ende"),
        (["Uferblatt Online", "Streit um die Brücke"], None, "Streit um die Brücke"),
        (["Streit um die neue …", "Streit um die neue Brücke"], None, "Streit um die neue Brücke"),
        (["Stadtrat: Streit um die Brücke"], "Stadtrat", "Streit um die Brücke"),
        (["Streit im Rat der Stadt: Brücke"], "Streit im Rat der Stadt", "Streit im Rat der Stadt: Brücke"),
    ],
)
def test_titles(candidates: list[str], kicker: str | None, title: str) -> None:
    made = draft(title=[("x", value) for value in candidates], kicker=[("html:kicker", kicker or "")])
    titles(made)
    assert made.title == title
    assert made.kicker == (kicker if kicker and kicker not in title else None)


@pytest.mark.parametrize(
    ("shown", "kicker"),
    [
        ("F+Literatur", "Literatur"),
        ("SPIEGEL Plus", None),
        ("SZ Plus Köln", "Köln"),
        ("Plusenergie", "Plusenergie"),
    ],
)
def test_a_badge_is_no_part_of_the_kicker(shown: str, kicker: str | None) -> None:
    made = draft(title=[("x", "Streit um die neue Brücke")], kicker=[("html:kicker", shown)])
    titles(made)
    assert made.kicker == kicker


def test_labels() -> None:
    made = draft(
        section=[("a", "/lokales/stadt/"), ("b", "Lokales")],
        keywords=[("a", "Brücke, Rat; Brücke"), ("a", "Ufer"), ("b", "ganz anderes")],
        language=[("a", "???"), ("b", "de-AT")],
        canonical_url=[("a", "http://["), ("b", "/1.html")],
    )
    labels(made)
    assert (made.section, made.keywords, made.language) == ("Lokales", ["Brücke", "Rat", "Ufer"], "de")
    assert made.canonical_url == "https://www.uferblatt.example/1.html"


@pytest.mark.parametrize(
    ("published", "modified", "expected"),
    [
        ([("json-ld:datePublished", "2024-05-03T08:00:00Z")], [], ("2024-05-03T10:00+02:00", "minute", None)),
        (
            [("json-ld:datePublished", "2024-05-03 08:00:00.0")],
            [],
            ("2024-05-03T08:00+02:00", "minute", None),
        ),
        ([("json-ld:datePublished", "2024-05-03")], [], ("2024-05-03T00:00+02:00", "day", None)),
        # Of the same day: the minute of a source about publication; no other.
        (
            [("json-ld:x", "2024-05-03"), ("html:time", "2024-05-03T08:00")],
            [],
            ("2024-05-03T08:00+02:00", "minute", None),
        ),
        (
            [("json-ld:x", "2024-05-03"), ("html:time", "2024-05-02T08:00")],
            [],
            ("2024-05-03T00:00+02:00", "day", None),
        ),
        (
            [("json-ld:x", "2024-05-03"), ("meta:dc.date", "2024-05-03T08:00")],
            [],
            ("2024-05-03T00:00+02:00", "day", None),
        ),
        # Nothing is published long after it was fetched, or in the year 0001.
        (
            [("json-ld:x", "2031-01-01"), ("meta:date", "0001-01-01"), ("html:date", "3.5.2024")],
            [],
            ("2024-05-03T00:00+02:00", "day", None),
        ),
        ([("meta:date", "1714723200")], [], ("2024-05-03T10:00+02:00", "minute", None)),
        ([("html:date", "1714723200")], [], (None, None, None)),
        # One line with both dates serves both fields; a change alone is no publication.
        (
            [("html:date", "Erstellt: 03.05.2024, 08:00 Uhr, aktualisiert: 04.05.2024, 09:00 Uhr")],
            [("html:date", "Erstellt: 03.05.2024, 08:00 Uhr, aktualisiert: 04.05.2024, 09:00 Uhr")],
            ("2024-05-03T08:00+02:00", "minute", "2024-05-04T09:00+02:00"),
        ),
        (
            [("html:date", "Aktualisiert am 04.05.2024")],
            [("html:date", "Aktualisiert am 04.05.2024")],
            (None, None, "2024-05-04T00:00+02:00"),
        ),
        ([], [("meta:last-modified", "2024-05-04T07:00:00Z")], (None, None, "2024-05-04T09:00+02:00")),
        ([("html:date", "vor 2 Stunden")], [], ("2024-05-04T12:00+02:00", "minute", None)),
    ],
)
def test_dates(
    published: list[tuple[str, str]], modified: list[tuple[str, str]], expected: tuple[str | None, ...]
) -> None:
    made = draft(published_at=published, modified_at=modified)
    dates(made)
    shown = [
        moment.isoformat(timespec="minutes") if moment else None
        for moment in (made.published_at, made.modified_at)
    ]
    assert (shown[0], made.published_precision, shown[1]) == expected


@pytest.mark.parametrize(
    ("candidates", "signed", "people", "others", "agencies"),
    [
        (
            [("json-ld:author", "Ida Roth"), ("html:byline", "Von Ida Roth und Ole Beck")],
            [],
            ["Ida Roth", "Ole Beck"],
            [],
            [],
        ),
        ([("json-ld:author", "Ida Roth"), ("html:byline", "Von Ole Beck")], [], ["Ida Roth"], [], []),
        (
            [("json-ld:author[Organization]", "Uferblatt"), ("html:byline", "Von Ida Roth, Wien")],
            [],
            ["Ida Roth"],
            [],
            [],
        ),
        ([("json-ld:author", "Uferblatt Online"), ("meta:author", "Ida Roth")], [], ["Ida Roth"], [], []),
        ([("json-ld:author", "Uferblatt Online")], ["(kas)"], ["kas"], [], []),
        ([("json-ld:author", "Uferblatt Online")], [], [], ["Uferblatt Online"], []),
        ([("json-ld:author", "Ida Roth")], ["(kas/dpa)"], ["Ida Roth"], [], ["dpa"]),
        ([("json-ld:author", "Deutsche Presse-Agentur")], [], [], [], ["dpa"]),
        (
            [("json-ld:author", "Ida Roth (iro)"), ("json-ld:author", "Ole Beck (dpa)")],
            [],
            ["Ida Roth", "Ole Beck"],
            [],
            ["dpa"],
        ),
        (
            [("meta:author", "i.roth@uferblatt.example"), ("meta:twitter:creator", "@uferblatt")],
            [],
            [],
            [],
            [],
        ),
        ([("meta:article:author", "https://www.facebook.com/uferblatt")], [], [], [], []),
        ([("html:byline", "Text: Ida Roth, Fotos: Ole Beck")], [], ["Ida Roth"], [], []),
        ([("html:byline", "Lesezeit: 3 Minuten"), ("html:byline", "12 Kommentare")], [], [], [], []),
    ],
)
def test_authors(
    candidates: list[tuple[str, str]],
    signed: list[str],
    people: list[str],
    others: list[str],
    agencies: list[str],
) -> None:
    made = draft(authors=candidates, byline=[("text:sign_off", text) for text in signed])
    authors(made)
    assert [author.name for author in made.authors if author.kind != "organisation"] == people
    assert [author.name for author in made.authors if author.kind == "organisation"] == others
    assert made.agencies == agencies


def test_the_dateline_names_agencies() -> None:
    made = draft()
    made.dateline = "Hamburg (dpa/lno) –"
    authors(made)
    assert made.agencies == ["dpa"]


def test_images() -> None:
    logo, lead = ("json-ld:image", "/static/logo.png"), ("meta:og:image", "/bild/1.jpg")
    made = draft(image=[logo, lead])
    images(made)
    assert made.images == [Image("https://www.uferblatt.example/bild/1.jpg")]
    images(made)
    assert len(made.images) == 1


@pytest.mark.parametrize(
    ("name", "value", "meaning"),
    [
        ("isAccessibleForFree", True, "free"),
        ("isAccessibleForFree", "False", "paid"),
        ("isAccessibleForFree", "https://schema.org/True", "free"),
        ("hasPart.isAccessibleForFree", "false", "paid"),
        ("hasPart.cssSelector", ".paywall", "unknown"),
        ("article:content_tier", "metered", "metered"),
        ("article:content_tier", "locked", "paid"),
        ("k5a:paid", "0", "free"),
        ("showPaywall", False, "free"),
        ("isSubscriber", False, "free"),
        ("isPaid", None, "unknown"),
        ("outbrain:article_access_status", "abo", "paid"),
        ("cXenseParse:rnv-articleType", "non-premium", "free"),
        ("paywall", "17", "unknown"),
    ],
)
def test_flags(name: str, value: bool | str | None, meaning: str) -> None:
    assert read_flag(name, value) == meaning


@pytest.mark.parametrize(
    ("flags", "length", "end", "advertised", "status"),
    [
        ({"paid": True}, 400, ".", False, "paywall_teaser"),
        ({"paid": True}, 3000, ".", False, "ok"),
        ({"paid": True}, 3000, " …", False, "paywall_teaser"),
        ({"paid": True}, 3000, ".", True, "paywall_teaser"),
        ({"paid": True}, 9000, ".", True, "ok"),
        ({"tier": "metered"}, 400, ".", False, "ok"),
        ({"tier": "metered"}, 400, ".", True, "paywall_teaser"),
        ({"paid": False}, 400, ".", True, "ok"),
        ({}, 400, ".", True, "paywall_teaser"),
        ({}, 400, ".", False, "ok"),
        ({}, 0, "", False, "empty"),
    ],
)
def test_verdict(flags: dict[str, bool | str], length: int, end: str, advertised: bool, status: str) -> None:
    made = draft()
    made.access_flags.update(flags)
    if length:
        made.blocks.append(DraftBlock("paragraph", "x" * (length - len(end)) + end, 0))
    if advertised:
        made.removed.append(Removal("paywall", "Jetzt weiterlesen", "paywall.continue", 1))
    access(made)
    verdict(made)
    assert made.status == status
    assert bool(made.reasons) == (status != "ok")
