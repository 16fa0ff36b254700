"""Lift the dateline off the first paragraph (`Hamburg (dpa/lno) – …`) and lines of nothing but dates."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from newsscraper.draft import Draft, DraftBlock
from newsscraper.fields.dates import is_date_line
from newsscraper.rules import load_words
from newsscraper.rules.prefixes import one_of
from newsscraper.steps.shape import is_prose, top_end

LONGEST_DATE_LINE = 120
_digit = re.compile(r"\d")
_marks = re.compile(r"\A\W+")
_signed_date = re.compile(r"(?P<signature>\([^()]{2,60}\))\s+(?P<date>.+)")
_stamp = re.compile(r"/(\d\d\.\d\d\.\d{4})/(\d\d:\d\d)\)")
"""Day and minute in an agency's own sign: `(pte014/03.05.2012/14:00)`."""
_day = re.compile(
    r"(?:\((?P<inner>\d{1,2}\.\d{1,2}\.\d{4})\)|(?P<day>\d{1,2}\.\d{1,2}\.\d{4}) ?[·•|])\s+(?=[A-ZÄÖÜ„“»«\"])"
)
"""The day in front of the first sentence: `(03.05.2012) Der Hafen …`, `03.05.2012 · Der Hafen …`."""
_own_day = re.compile(r"\d{1,2}\. ?(?:\d{1,2}\.|[A-ZÄÖÜ][a-zä]+) ?\d{4}")
_initials = re.compile(r"\(([a-z]{2,4}(?:[/,] ?[a-z]{2,4})*)\)")
_time = re.compile(r"\d{1,2}[:.]\d{2}\s?(?:Uhr|h\b)|\d{4},?\s+\d{1,2}:\d{2}")


def date_lines(draft: Draft) -> None:
    """Take out date lines; what they say goes to the evidence `date_line`.

    Near the top every date line goes. Further down a bare day may be a heading of a live blog, so only
    a labelled date or one with a time of day goes.
    """
    top = top_end(draft)
    labels = _labels()
    gone: list[DraftBlock] = []
    for index, block in enumerate(draft.blocks):
        text = block.text
        if (
            len(text) > LONGEST_DATE_LINE
            or "date" in block.spared
            or block.part in ("title", "kicker", "lead")
        ):
            continue
        if (signed := _signed_date.match(text)) and is_date_line(signed["date"]):
            draft.add_evidence("date_line", signed["date"], "text:date_line")
            draft.cut(block, signed["signature"], signed["date"], "date", "date.behind_signature")
        elif not (_digit.search(text) or _begins_with_label(text)):
            block.spared += ("date",)
        elif index < top or labels.search(text.lower()) or _time.search(text):
            if _is_date_line(text, near_top=0 < index < top):
                gone.append(block)
                draft.add_evidence("date_line", text, "text:date_line")
            else:
                block.spared += ("date",)
    draft.remove(gone, "date", "date.line")


def _begins_with_label(text: str) -> bool:
    if not text[0].isalpha():
        text = _marks.sub("", text, count=1)
    return _labels().match(text.lower()) is not None


def _is_date_line(text: str, *, near_top: bool) -> bool:
    """Whether a line is nothing but dates; near the top, a label may stand alone."""
    text = text.rstrip(" ,")
    return is_date_line(text) or (near_top and text.isalpha() and is_date_line(f"{text}:"))


def datelines(draft: Draft) -> None:
    """Cut a dateline off the first paragraph that has one, or take out a line `Ort –`.

    A dateline is signed (`Ort (Agentur) – `, `(Agentur) `, `(abc) – `, `ORT (abc). `) or dated
    (`Ort, 3. Mai 2012 – `).
    """
    if draft.dateline is not None:
        return
    top = draft.blocks[: top_end(draft) + 1]
    for block, following in pairwise(top):
        if is_prose(following) and _place().fullmatch(block.text):
            draft.dateline = block.text
            draft.remove([block], "dateline", "dateline.place")
            return
    for block in top:
        if is_prose(block) and (day := _day.match(block.text)):
            draft.add_evidence("date_line", day["inner"] or day["day"], "text:date_line")
            draft.cut(block, block.text[day.end() :], day[0].strip(), "date", "date.opening")
        if is_prose(block) and (match := _dateline().match(block.text)):
            draft.dateline = match["dateline"].strip()
            if stamp := _stamp.search(draft.dateline):
                draft.add_evidence("date_line", f"{stamp[1]}, {stamp[2]} Uhr", "text:date_line")
            elif own := _own_day.search(draft.dateline):
                draft.add_evidence("date_line", own[0], "text:date_line")
            if initials := _initials.search(draft.dateline):
                draft.add_evidence("byline", initials[1], "text:sign_off")
            rest = block.text[match.end() :]
            draft.cut(block, rest, match["dateline"].strip(), "dateline", "dateline.agency")
            return


@cache
def _labels() -> re.Pattern[str]:
    """The labels, and how old a text is, for texts in lower case."""
    words = load_words("datelines")
    labels, units = (one_of(map(str.lower, words[key])) for key in ("labels", "units"))
    return re.compile(rf"(?:{labels}|vor \d{{1,2}} {units})\b")


@cache
def _place() -> re.Pattern[str]:
    """A line of a place alone, with a dash or the outlet behind: `Köln -`, `Halle (Saale)/MZ.`"""
    further = r"(?:[ /](?:[A-ZÄÖÜ][\w.'’-]*|am|an|der|im|bei|ob|[adiv]\.))"
    return re.compile(rf"[A-ZÄÖÜ][\w.'’-]+{further}{{0,3}}(?: \([A-ZÄÖÜ]\w+\))?(?: [-–—]|/[A-ZÄÖÜ]{{2,4}}\.)")


@cache
def _dateline() -> re.Pattern[str]:
    words = load_words("datelines")
    agencies = "|".join(re.escape(word) for word in sorted(words["agencies"], key=len, reverse=True))
    place = r"[A-ZÄÖÜ][\w.'’-]*(?:[ /][A-ZÄÖÜa-zäöü][\w.'’-]*){0,3}(?: \([A-ZÄÖÜ]\w+\))?"
    day = r"(?:,? (?:\d{1,2}\. ?\w+|\d{1,2}\.\d{1,2}\.\d{0,4}))?"
    signed = rf"\((?:{agencies})\d{{0,3}}(?:[/, -]+[\w.:-]{{2,20}})*\)"
    no_initials = "|".join(load_words("signoffs")["no_initials"])
    initials = rf"\((?!(?:{no_initials})\b)[a-z]{{2,4}}(?:[/,] ?[a-z]{{2,4}})*\)"
    dated = rf"{place}, (?:den )?{_own_day.pattern}"
    return re.compile(
        rf"(?P<dateline>(?:\d{{1,2}}\.\d{{1,2}}\.\d{{4}} \| )?(?:{place}:?{day} ?)?{signed}\s*"
        rf"(?:[-–—.:|]|(?=[A-ZÄÖÜ0-9„“»«\"]))|[A-ZÄÖÜ-]{{3,30}} taz \|"
        rf"|{place}/(?i:{agencies}) ?[-–—.:]|(?:[A-ZÄÖÜ/ -]{{3,30}} )?{initials} ?[-–—.:|]"
        rf"|{dated} ?[-–—.:|](?=\s))\s*(?=\S)"
    )
