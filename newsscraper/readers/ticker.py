"""Live blogs: the block that opens an entry, and the entry's time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from newsscraper.readers.choice import Choice
from newsscraper.readers.outline import Outline

_CLOCK = re.compile(r"(?:um )?([01]?\d|2[0-3])[:.]([0-5]\d)(?: ?Uhr)?")


def mark_entries(choices: Sequence[Choice], outline: Outline, zone: ZoneInfo, day: datetime | None) -> None:
    """In live blogs, make the block after an entry's time the `ticker` block that carries it.

    That is the entry's heading; without one, the line with the time itself stays, as the entry's first block.
    `day`: when the article was published; a clock time without a date is taken to be of that day in `zone`.
    """
    live = live_sections(outline)
    opened: Choice | None = None
    for choice in choices:
        piece = choice.piece
        if not live[piece.section]:
            continue
        if choice.part == "date" and (moment := entry_time(choice, zone, day)):
            opened, choice.time = choice, moment
        elif opened is not None and choice.part == "body" and choice.removal is None:
            opener = choice if piece.level else opened
            opener.time, opener.kind, opener.part, opener.removal = opened.time, "ticker", "body", None
            opened = None


def live_sections(outline: Outline) -> list[bool]:
    """For each section whether it is a live blog or in one."""
    live: list[bool] = []
    for section in outline.sections:
        here = section.meaning is not None and section.meaning.name == "ticker"
        live.append(here or (section.parent >= 0 and live[section.parent]))
    return live


def entry_time(choice: Choice, zone: ZoneInfo, day: datetime | None) -> datetime | None:
    """The moment a line names: by `<time datetime>`, or by the clock."""
    if choice.piece.time:
        try:
            moment = datetime.fromisoformat(choice.piece.time)
        except ValueError:
            moment = None
        if moment is not None:
            return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
    clock = _CLOCK.fullmatch(choice.piece.text)
    if clock is None or day is None:
        return None
    return datetime.combine(day.astimezone(zone), time(int(clock[1]), int(clock[2])), zone)
