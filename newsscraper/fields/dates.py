"""Dates as German-language news sites print them, read by a grammar of their own.

Every form is day before month; nothing is guessed. What only looks like a date is none: a number, a
price, an address, a score, a year, a month, a time of day on its own. dateparser is asked only where a
line has a day, a full year and words that the grammar does not know (see `foreign_dates`).

The clock of this machine is never read: without `now`, forms that need a reference time (`gestern`,
`vor 2 Stunden`, `Stand: 10:49 Uhr`) give None. Seconds since 1970 give None too: in a text they cannot
be told from any other number.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from newsscraper.fields.date_entries import DateLine, Entry, read_entries
from newsscraper.fields.date_grammar import Part
from newsscraper.fields.date_lexer import has_other_words, read_line
from newsscraper.fields.foreign_dates import read_foreign
from newsscraper.fields.moments import Dates, Moment, clock_moment, day_moment, in_range, settle
from newsscraper.fields.relative import ago
from newsscraper.fields.vocabulary import plain
from newsscraper.rules import load_words

MAX_LENGTH = 300
"""Longer texts are no date lines."""

_ISO = re.compile(r"[0-9]{4}(?:-[0-9]{2}-[0-9]{2}|[0-9]{4})(?:[T ][0-9:.,+Z -]*)?", re.IGNORECASE)
"""What `datetime.fromisoformat` is asked about; it would also take week numbers."""
_DIGIT = re.compile(r"[0-9]")
_BEFORE_A_DATE = frozenset(load_words("dates")["words"]["introducing"])
_RUN_ON = re.compile(r"(?:Uhr|Min\.|Minuten)(?=[A-ZÄÖÜ])")
_STAMP = re.compile(r"([0-9]{8})([0-9]{6})")
"""Date and time in one number: 20251203081500."""


def parse_date(text: str, *, now: datetime | None = None, tz: str = "Europe/Berlin") -> Moment | None:
    """The date that a line gives: of two, the one of publication.

    `text`: a date as printed, with or without labels, weekday, place, agency or byline around it.
    `now`: reference of relative forms, usually when the page was fetched; naive means in `tz`.
    `tz`: the publisher's IANA zone. It reads times that name no zone, and `value` comes back in it.

    Returns None where the text gives no single date between 1990 and the year after `now`. A time in
    the gap of spring moves ahead, a doubled one in autumn is the first. Raises `ZoneInfoNotFoundError`
    for an unknown `tz`, and nothing else on any text.

        >>> parse_date("Stand: 3. Jänner 2024, 8.15 Uhr").value.isoformat()
        '2024-01-03T08:15:00+01:00'
    """
    dates = parse_dates(text, now=now, tz=tz)
    return dates.published or dates.modified


def parse_dates(text: str, *, now: datetime | None = None, tz: str = "Europe/Berlin") -> Dates:
    """Publication and modification as a line's labels tell them; arguments and limits as in `parse_date`.

    A date without a label is the publication if none is labelled so. `Stand` is the modification
    beside another date, and the publication where it is all there is.
    """
    zone = _zone(tz)
    if len(text) > MAX_LENGTH:
        return Dates()
    text = plain(text)
    if now is not None:
        now = now.replace(tzinfo=zone) if now.tzinfo is None else now.astimezone(zone)
    if iso := _read_iso(text, zone):
        return Dates(published=iso) if in_range(iso.value, now) else Dates()
    found = read_entries(read_line(text))
    if found.entries:
        return _dates_of(found, now, zone) if found.fits else Dates()
    foreign = read_foreign(found.line, text, zone)
    return Dates(published=foreign) if foreign and in_range(foreign.value, now) else Dates()


def is_date_line(text: str) -> bool:
    """Whether the whole line is nothing but dates, times, labels, weekday, place, agency and reading time.

    True as well for a label without its date (`Aktualisiert am`) and for a reading time alone; False for
    a lone weekday, month, time, `heute` or number, and for a line with a name.

    Words that an extractor has run together (`18:50 UhrLesedauer: 4 Min.`) are read apart.

        >>> is_date_line("Berlin, 3. Mai 2024 | Lesezeit: 4 Min."), is_date_line("Am 3. Mai 2024 regnete es.")
        (True, False)
    """
    if not text or len(text) > MAX_LENGTH:
        return False
    text = _RUN_ON.sub(r"\g<0> ", plain(text))
    if _read_iso(text, _zone("UTC")) is not None:
        return True
    return not has_other_words(text) and read_entries(read_line(text)).is_bare


def cut_dates(text: str, tz: str = "Europe/Berlin") -> tuple[str, Dates]:
    """A line with `|` in place of its dates, their labels and their `am` and `um`; and these dates.

    For lines that hold more than dates, such as bylines: what stands around the dates does not matter.
    Reading times go as well: `Von Ida Roth Lesezeit: 3 Min.`
    """
    if not _DIGIT.search(text) and "vor" not in text.casefold():
        return text, Dates()
    found = read_entries(read_line(text))
    line, pieces, start = found.line, [], 0
    dated: list[Entry | Part] = [entry for entry in found.entries if entry.day or entry.clock or entry.past]
    for piece in sorted([*dated, *found.reading_times], key=lambda piece: piece.start):
        begin = piece.start
        while begin > start and (
            line.shape[begin - 1] in " ,.:|-WPASK" or line.tokens[begin - 1].lower() in _BEFORE_A_DATE
        ):
            begin -= 1
        pieces += [*line.tokens[start:begin], " | "]
        start = piece.end
    return "".join([*pieces, *line.tokens[start:]]), _dates_of(found, None, _zone(tz))


def _read_iso(text: str, zone: ZoneInfo) -> Moment | None:
    """A whole text in ISO 8601, with or without time and offset."""
    if text[:4].isdigit() and (_ISO.fullmatch(text) or _STAMP.fullmatch(text)):
        try:
            moment = datetime.fromisoformat(_STAMP.sub(r"\1T\2", text))
            if len(text) <= len("2025-12-03"):
                return day_moment(moment.date(), zone)
            return Moment(settle(moment.replace(tzinfo=moment.tzinfo or zone)).astimezone(zone), "minute")
        except (ValueError, OverflowError):
            return None
    return None


def _dates_of(found: DateLine, now: datetime | None, zone: ZoneInfo) -> Dates:
    """The entries' moments by their labels; nothing where one without a label gives none, or some compete."""
    entries = found.entries
    unlabelled = [entry for entry in entries if not entry.label] if len(entries) > 1 else []
    if len(unlabelled) > 2 or sum(not entry.certain for entry in unlabelled) > 1:
        return Dates()
    moments: dict[str, list[Moment]] = {"P": [], "A": [], "S": [], "": []}
    day: date | None = None
    for entry in entries:
        moment = _moment_of(entry, day, now, zone)
        if moment is not None:
            moments[entry.label].append(moment)
            day = day or moment.value.date()
        elif not entry.label:
            return Dates()
    first = [*moments["P"], *moments[""]]
    later = [*moments["A"], *moments["S"]]
    if not first and not moments["A"] and moments["S"]:
        return Dates(published=moments["S"][0])
    return Dates(first[0] if first else None, later[-1] if later else None)


def _moment_of(entry: Entry, day: date | None, now: datetime | None, zone: ZoneInfo) -> Moment | None:
    """An entry as a moment; `day` is that of the line's first date, for a time that has none."""
    if entry.wrong:
        return None
    if entry.past:
        return ago(entry.line, *entry.past, now, zone) if now else None
    day = _day_of(entry, day, now)
    if day is None or not in_range(day, now):
        return None
    return clock_moment(day, entry.clock, zone) if entry.clock else day_moment(day, zone)


def _day_of(entry: Entry, day: date | None, now: datetime | None) -> date | None:
    """The day of an entry. A time alone, or a day without a year, counts only behind a label."""
    if entry.day or (now is None and entry.has_day):
        return entry.day
    if entry.back is not None and now is not None:
        return now.date() - timedelta(days=entry.back)
    if not entry.label or entry.clock is None:
        return None
    if entry.yearless and now is not None:
        return _last_anniversary(*entry.yearless, now.date())
    if day or now is None:
        return day
    if entry.weekday is not None:
        return now.date() - timedelta(days=(now.weekday() - entry.weekday) % 7)
    late = (entry.clock.hour, entry.clock.minute) > (now.hour, now.minute) and entry.clock.offset is None
    return now.date() - timedelta(days=int(late))


def _last_anniversary(month: int, day: int, today: date) -> date | None:
    """The last such day up to tomorrow, or None for one that neither this year nor the last has."""
    for year in (today.year, today.year - 1):
        try:
            then = date(year, month, day)
        except ValueError:
            continue
        if then <= today + timedelta(days=1):
            return then
    return None


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
