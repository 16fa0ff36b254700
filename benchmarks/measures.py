"""What good means, in numbers from 0 to 1.

body      F1 of 4-word shingles against lead, subheads and paragraphs
title     equal but for case and punctuation; a kicker in front may be there or missing, a site's name may not
day, minute   the publication date: on the true day (Berlin time), within 60 seconds
people    the set of persons and initials is exactly right; agencies and outlets are no people
residue   a line that is not the article's and looks like a credit, a banner, a paywall or a promo
credits   true image credits that are found
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")
AGENCIES = frozenset(
    {
        *("dpa", "afp", "reuters", "sid", "apa", "sda", "kna", "epd", "ap", "ots", "dts"),
        *("deutsche presse agentur", "afp deutschland", "keystone sda"),
    }
)

_WORD = re.compile(r"\w+")
_TITLE = re.compile(r"^(?:dr|prof|dipl|mag|ing|autor|autorin) ")
_RESIDUE = re.compile(
    r"©|^\s*(?:foto|fotos|bild|quelle|copyright|grafik|bildquelle)\s*:"
    r"|empfohlener (?:redaktioneller|externer) inhalt|externe[rn]? inhalt|lesen sie (?:auch|mehr|hier)"
    r"|datenschutz|einwilligung|zustimm|cookie|mehr zum thema"
    r"|newsletter|abonn|jetzt weiterlesen|anzeige$|zur startseite|artikel anhören|whatsapp-kanal|registrieren"
    r"|anmelden|paywall|issubscriber|(?:kommentare?|teilen|merken|drucken)$",
    re.IGNORECASE,
)
_RESIDUE_IN_TEXT = re.compile(
    r"©|^\s*(?:foto|fotos|bild|quelle|grafik|copyright|bildquelle)\s*:"
    r"|empfohlener (?:redaktioneller|externer) inhalt|externe[rn]? inhalt|lesen sie (?:auch|hier)"
    r"|einverstanden, dass|personenbezogene daten|mehr zum thema"
    r"|newsletter|zur startseite|per e-mail teilen|showpaywall|issubscriber|^anzeige$",
    re.IGNORECASE,
)


@dataclass
class Extract:
    """What a tool made of a page."""

    text: str = ""
    title: str | None = None
    published: datetime | None = None
    people: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)


def words(text: str | None) -> list[str]:
    """The words of a text, in lower case and NFC."""
    return [word.casefold() for word in _WORD.findall(unicodedata.normalize("NFC", text or ""))]


def flat(text: str | None) -> str:
    """A text as nothing but its words."""
    return " ".join(words(text))


def overlap(got: str, want: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of 4-word shingles."""
    mine, true = _shingles(got), _shingles(want)
    hits = sum((mine & true).values())
    precision = hits / sum(mine.values()) if mine else 0.0
    recall = hits / sum(true.values()) if true else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0


def measure(extract: Extract, truth: dict[str, Any], text: str) -> dict[str, float]:
    """All measures of one page. Without a true date or credits, these measures are missing."""
    precision, recall, f1 = overlap(extract.text, text)
    known = flat(text)
    lines = [line for line in extract.text.split("\n") if _RESIDUE.search(line)]
    outlets = {flat(name) for name in truth.get("organisations") or ()}
    result = {
        "precision": precision,
        "recall": recall,
        "body": f1,
        "title": float(_same_title(extract.title, truth["title"])),
        "people": float(_people(extract.people, outlets) == _people(truth["authors"])),
        "agencies": float(set(truth.get("agencies") or ()) <= set(extract.agencies)),
        "residue": float(any(flat(line) and flat(line)[:60] not in known for line in lines)),
    }
    if truth["published"]:
        want = _aware(datetime.fromisoformat(truth["published"]))
        got = extract.published and _aware(extract.published)
        same_day = got and got.astimezone(ZONE).date() == want.astimezone(ZONE).date()
        result["day"] = float(bool(same_day))
        result["minute"] = float(bool(got and abs((want - got).total_seconds()) <= 60))
    return result


def credits_found(extract: Extract, truth: dict[str, Any]) -> tuple[int, int]:
    """How many of the true image credits are found, and how many there are."""
    want = {flat(credit) for image in truth["images"] for credit in image["credits"]} - {""}
    got = {flat(credit) for credit in extract.credits}
    return sum(any(credit in line for line in got) for credit in want), len(want)


def measure_text(raw: str, cleaned: str, heads: str, text: str, title: str | None) -> dict[str, float]:
    """The measures of a cleaned text; `heads`: title and kicker that the cleaner found."""
    true = flat(f"{text} {title or ''}")
    out = flat(f"{cleaned} {heads}")
    lines = [flat(line) for line in raw.split("\n") if flat(line)]
    own = [line for line in lines if line in true]
    foreign = [line for line in lines if line not in true]
    left = [line for line in cleaned.split("\n") if flat(line) and flat(line) not in true]
    precision, recall, f1 = overlap(cleaned, text)
    return {
        "precision": precision,
        "recall": recall,
        "body": f1,
        "kept": sum(line in out for line in own) / len(own) if own else 1.0,
        "gone": sum(line not in out for line in foreign) / len(foreign) if foreign else 1.0,
        "residue": float(any(_RESIDUE_IN_TEXT.search(line) for line in left)),
    }


def mean(rows: Iterable[dict[str, float]]) -> dict[str, float]:
    """The mean of each measure over the rows that have it."""
    sums, counts = Counter[str](), Counter[str]()
    for row in rows:
        sums.update(row)
        counts.update(dict.fromkeys(row, 1))
    return {key: sums[key] / counts[key] for key in sums}


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = words(text)
    return Counter(tuple(tokens[i : i + 4]) for i in range(max(1, len(tokens) - 3))) if tokens else Counter()


def _same_title(got: str | None, want: str | None) -> bool:
    mine, true = flat(got), flat(want)
    if not mine:
        return False
    without_kicker = true.endswith(mine) and len(mine) >= 0.5 * len(true)
    with_kicker = mine.endswith(true) and len(true) >= 0.6 * len(mine)
    return mine == true or without_kicker or with_kicker


def _people(names: Iterable[str], outlets: Collection[str] = ()) -> set[str]:
    found = set()
    for name in map(flat, names):
        while _TITLE.match(name):
            name = _TITLE.sub("", name)
        if name and name not in AGENCIES and name not in outlets:
            found.add(name)
    return found


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)
