"""What a run is asked for: days, sections, a number of articles. As text, from a command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from newsscraper.crawl.discovery import Selection, Window
from newsscraper.errors import ConfigError
from newsscraper.publishers import Publisher


@dataclass(frozen=True, slots=True)
class Asked:
    """The arguments of a run, as given; None where nothing was."""

    since: str | None = None
    """First day of publication: `2026-11-22`."""
    until: str | None = None
    """Last day of publication."""
    section: str | None = None
    """Sections, separated by commas."""

    @property
    def certain(self) -> bool:
        """Whether the run is after certain articles, not after whatever is new."""
        return any((self.since, self.until, self.section))

    def selection(self, publisher: Publisher, now: datetime, recent: timedelta) -> Selection:
        """Which articles are wanted, by the publisher's calendar; without days, those since `now - recent`.

        Raises `ConfigError` for what is no day.
        """
        zone = ZoneInfo(publisher.timezone)
        first, last = _day(self.since, "since", zone), _day(self.until, "until", zone)
        if first is None and last is None:
            first = now - recent
        end = last and last + timedelta(days=1, microseconds=-1)
        sections = frozenset(filter(None, (self.section or "").split(",")))
        return Selection(publisher, Window(first, end), sections)


def limit_of(text: str | int | None) -> int | None:
    """A number of articles, or None for no limit. Raises `ConfigError`."""
    if text is None:
        return None
    if not str(text).isdecimal() or int(text) == 0:
        raise ConfigError(f"limit: {text!r} is no number of articles")
    return int(text)


def _day(text: str | None, name: str, zone: ZoneInfo) -> datetime | None:
    if not text:
        return None
    try:
        day = datetime.fromisoformat(text).date()
    except ValueError:
        raise ConfigError(f"{name}: {text!r} is no day, such as 2026-11-22") from None
    return datetime.combine(day, time(), zone)
