"""From the parts of a line to its dates: which time goes with which day, which label with which date."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from newsscraper.fields.date_grammar import EMPTY_LABEL, JOIN, Part, find_parts, is_bare, is_named, is_set_off
from newsscraper.fields.date_lexer import Line
from newsscraper.fields.moments import Clock
from newsscraper.rules import load_words

_LABELS = {"P": "P", "l": "P", "A": "A", "K": "A", "S": "S"}
_BOTH = re.compile(r"P ?[/p|] ?A")
"""One date under two labels: `Veröffentlicht/Aktualisiert: …`."""
_UNTIL = frozenset(load_words("dates")["words"]["until"])
_VERBS = frozenset(load_words("dates")["words"]["verbs"])
_SPAN = re.compile(r" ?- ?(?:W[., ]*)?")
"""What stands between the ends of a span of time."""


class Entry(Struct):
    """One date of a line: a day, a time of day, a form that counts back, or a mixture."""

    line: Line
    start: int
    end: int
    day: date | None = None
    back: int | None = None
    """Days before the reference time: `gestern` is 1."""
    yearless: tuple[int, int] | None = None
    """Month and day without a year."""
    weekday: int | None = None
    past: tuple[int, int] | None = None
    """Tokens of a form that counts back: `vor 2 Stunden`."""
    clock: Clock | None = None
    label: str = ""
    """`P` published, `A` modified, `S` standing, or empty."""
    certain: bool = False
    """Whether nothing but a date looks like this: a full year or a month's name is there."""
    wrong: bool = False
    """A day or time that no calendar or clock has: 31.02.2025."""

    @property
    def has_day(self) -> bool:
        """Whether it is more than a time of day."""
        return bool(self.day or self.yearless or self.past or self.certain) or self.back is not None


class DateLine(Struct):
    """A line and the dates in it."""

    line: Line
    entries: list[Entry] = []
    parts: list[Part] = []
    trailing: str = ""
    """The label behind the last date."""

    @property
    def rest(self) -> str:
        """The line's shape with `_` for every part that was read, and nothing for counts and numbers."""
        pieces: list[str] = []
        end = 0
        for part in self.parts:
            pieces += self.line.shape[end : part.start], " " if part.name == "issue" else "_"
            end = part.end
        return "".join(pieces) + self.line.shape[end:]

    @property
    def reading_times(self) -> list[Part]:
        """What says how long the text is to read: `Lesezeit: 3 Min.`"""
        shape = self.line.shape
        return [part for part in self.parts if part.name == "reading" and "R" in shape[part.start : part.end]]

    @property
    def fits(self) -> bool:
        """Whether what stands around the dates may stand around a date."""
        if self._has_span() or self._is_sentence():
            return False
        return is_named(self.rest) if any(entry.certain for entry in self.entries) else is_set_off(self.rest)

    @property
    def is_bare(self) -> bool:
        """Whether the line is nothing but a date line: see `dates.is_date_line`."""
        if not is_bare(self.rest) or self._has_span():
            return False
        if self.entries:
            return all(
                e.certain or e.past or (e.clock and (e.day or e.back is not None or e.label))
                for e in self.entries
            )
        if self.reading_times:
            return True
        return EMPTY_LABEL.fullmatch(self.line.shape) is not None

    def _is_sentence(self) -> bool:
        """Whether a verb stands in the line and no label that it goes with."""
        if "p" not in self.line.shape or self.trailing or any(entry.label for entry in self.entries):
            return False
        return not _VERBS.isdisjoint(map(str.lower, self.line.tokens))

    def _has_span(self) -> bool:
        """Whether a date ends a span of time: `3.12.2025 - 5.12.2025`, `verfügbar bis 5.12.2025`."""
        start = 0
        for entry in self.entries:
            if start and _SPAN.fullmatch(self.line.shape, start, entry.start):
                return True
            if "p" in self.line.shape[start : entry.start]:
                words = map(str.lower, self.line.tokens[start : entry.start])
                if not _UNTIL.isdisjoint(words):
                    return True
            start = entry.end
        return False


def read_entries(line: Line) -> DateLine:
    """Find the dates of a line and give each its time and its label."""
    reading = _Reading(DateLine(line))
    found = reading.found
    for part in find_parts(line.shape):
        if reading.take(part):
            found.parts.append(part)
    found.trailing = read_label(found.line, reading.labels)
    _move_labels(found)
    return found


class _Reading(Struct):
    """A line while its parts are read from left to right."""

    found: DateLine
    labels: list[int] = []
    """Where the labels stand that wait for their date."""
    weekday: int | None = None

    def take(self, part: Part) -> bool:
        """Take in a part; False if it says nothing where it stands and so is left over."""
        match part.name:
            case "label":
                self.labels.append(part.start)
            case "weekday":
                self.weekday = self.found.line.values[part.start]
            case "reading" | "issue":
                pass
            case "zone":
                return self._take_zone(part)
            case "clock" | "dotted":
                return self._take_clock(part)
            case _:
                self._take_day(part)
        return True

    def _take_zone(self, part: Part) -> bool:
        last = self._last()
        if last is None or last.clock is None or last.end != part.start:
            return False
        last.clock, last.end = _with_zone(last.clock, self.found.line, part), part.end
        return True

    def _take_clock(self, part: Part) -> bool:
        """A time goes with the day in front of it, or waits for one behind it."""
        last = self._last()
        clock = read_clock(self.found.line, part)
        if last is not None and not last.clock and not last.past and _joins(last, part):
            last.clock, last.end = clock, part.end
            last.wrong = last.wrong or not clock.valid
            return True
        if part.name == "dotted":
            return False
        entry = Entry(self.found.line, part.start, part.end, weekday=self.weekday, clock=clock)
        entry.wrong = not clock.valid
        self._append(entry)
        return True

    def _take_day(self, part: Part) -> None:
        last = self._last()
        entry = read_day(self.found.line, part)
        # `Gestern, 2. Dezember 2025`: the same day twice, as a weekday would tell it
        told_before = last is not None and last.back is not None and not last.clock and entry.day is not None
        if last is not None and (told_before or not last.has_day) and not entry.past and _joins(last, part):
            entry.clock, entry.start, entry.label = last.clock, last.start, last.label
            entry.wrong = entry.wrong or last.wrong
            self.found.entries.pop()
        self._append(entry)

    def _last(self) -> Entry | None:
        return self.found.entries[-1] if self.found.entries else None

    def _append(self, entry: Entry) -> None:
        entry.label = read_label(self.found.line, self.labels) or entry.label
        self.found.entries.append(entry)
        self.labels, self.weekday = [], None


def read_day(line: Line, part: Part) -> Entry:
    """The day of a part, whatever its form."""
    entry = Entry(line, part.start, part.end)
    values = line.find("nNyfM", part.start, part.end)
    if part.name == "ago":
        entry.past = (part.start, part.end)
    elif part.name == "day":
        entry.back = line.values[part.start]
    elif part.name == "dm":
        entry.yearless = values[1], values[0]
    else:
        named = dict(zip(part.name, values, strict=False)) if part.name != "mdhmsy" else _asctime(values)
        year = named["y"]
        entry.certain = year >= 1000 or "M" in line.shape[part.start : part.end]
        if year < 100:
            year += 2000 if year < 70 else 1900
        try:
            entry.day = date(year, named["m"], named["d"])
        except ValueError:
            entry.wrong = True
        if part.name == "mdhmsy":
            hour, minute, second = values[2:5]
            entry.clock = Clock(hour, minute, second, next(iter(line.find("Z", part.start, part.end)), None))
            entry.wrong = entry.wrong or not entry.clock.valid
    return entry


def read_clock(line: Line, part: Part) -> Clock:
    """The time of day of a part; 12 AM is midnight, 12 PM noon."""
    hour, *others = line.find("nN", part.start, part.end)
    if half := line.find("ij", part.start, part.end):
        hour = hour % 12 + half[-1] if 1 <= hour <= 12 else 99
    return Clock(hour, *others[:2])


def read_label(line: Line, labels: list[int]) -> str:
    """What labels that follow each other say about the date behind them: the last one counts."""
    if not labels:
        return ""
    letters = line.shape[labels[0] : labels[-1] + 1]
    return "P" if _BOTH.fullmatch(letters) else _LABELS[letters[-1]]


def _asctime(values: list[int]) -> dict[str, int]:
    month, day, *_, year = values
    return {"y": year, "m": month, "d": day}


def _with_zone(clock: Clock, line: Line, part: Part) -> Clock:
    """The clock with the offset of `MESZ`, `GMT+1`, `+0100` or `-05:30`."""
    offset = next(iter(line.find("Z", part.start, part.end)), 0)
    digits = "".join(line.tokens[i] for i in range(part.start, part.end) if line.shape[i] in "nNf")
    if digits:
        hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
        sign = -1 if "-" in line.shape[part.start : part.end] else 1
        offset += sign * (hours * 60 + minutes)
    return Clock(clock.hour, clock.minute, clock.second, offset if abs(offset) <= 14 * 60 else None)


def _joins(entry: Entry, part: Part) -> bool:
    """Whether nothing stands between a date and a time that would part them."""
    return JOIN.fullmatch(entry.line.shape, entry.end, part.start) is not None


def _move_labels(found: DateLine) -> None:
    """Give each date the label behind it, where labels stand behind: `3.5.2024 veröffentlicht`."""
    entries = found.entries
    if found.trailing and entries and not entries[0].label:
        labels = [entry.label for entry in entries[1:]] + [found.trailing]
        for entry, label in zip(entries, labels, strict=True):
            entry.label = label
