"""Which of the named addresses a crawl wants: the publisher's filters, the asked-for days, the section."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal
from urllib.parse import unquote, urlsplit

from newsscraper.crawl.discovery.found import Found, Nested
from newsscraper.crawl.discovery.stamps import period_of
from newsscraper.publishers import Publisher, Source

Refusal = Literal["skip", "only", "before", "after", "section"]
"""Why an address is left out: `skip_urls` or `only_urls`, `--since`, `--until`, `--section`."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days whose articles are wanted, both ends included; None leaves an end open."""

    since: datetime | None = None
    """Aware. Nothing published before."""
    until: datetime | None = None
    """Aware. Nothing published after."""

    def refuses(self, published: datetime | None, changed: datetime | None = None) -> Refusal | None:
        """Why an article of these dates is not wanted, or None if it is or may be.

        An article is never published after its last change, so `changed` can tell that it is too old, but
        not that it is too new. Without dates the page itself must tell.
        """
        latest = published or changed
        if self.since and latest and _end(latest) < self.since:
            return "before"
        if self.until and published and published > self.until:
            return "after"
        return None


@dataclass(frozen=True, slots=True)
class Selection:
    """What one crawl wants of one publisher."""

    publisher: Publisher | None = None
    window: Window = Window()
    sections: frozenset[str] = frozenset()
    """Sections asked for, as `section_key` writes them; empty for all."""
    _only: tuple[re.Pattern[str], ...] = field(init=False, repr=False, default=())
    _skip: tuple[re.Pattern[str], ...] = field(init=False, repr=False, default=())

    def __post_init__(self) -> None:
        """Compile the publisher's expressions once."""
        if self.publisher:
            object.__setattr__(self, "_only", tuple(map(re.compile, self.publisher.only_urls)))
            object.__setattr__(self, "_skip", tuple(map(re.compile, self.publisher.skip_urls)))
        object.__setattr__(self, "sections", frozenset(map(section_key, self.sections)))

    def refuses(self, found: Found) -> Refusal | None:
        """Why an address is not wanted, or None if it is."""
        by_address = self.refuses_url(found.url)
        if by_address:
            return by_address
        published, changed = (found.dated, None) if found.published else (None, found.dated)
        by_date = self.window.refuses(published, changed)
        if by_date:
            return by_date
        if self.sections and not self.sections & _sections_of(found):
            return "section"
        return None

    def refuses_url(self, url: str) -> Refusal | None:
        """Why the publisher's own filters leave an address out, or None if they do not."""
        if any(pattern.search(url) for pattern in self._skip):
            return "skip"
        if self._only and not any(pattern.search(url) for pattern in self._only):
            return "only"
        return None

    def follows(self, nested: Nested, source: Source | None = None) -> bool:
        """Whether a sitemap of an index is to be read.

        It is not, where the source's `only` and `skip` leave it out, where its name says that it covers
        other days than the wanted, or where it has not changed since before them. A bare year in a name may
        be a number: where the index says that such a sitemap changed lately, it is read.
        """
        if source and any(re.search(pattern, nested.url) for pattern in source.skip):
            return False
        if source and source.only and not any(re.search(pattern, nested.url) for pattern in source.only):
            return False
        since, until = self.window.since, self.window.until
        if since and nested.lastmod and _end(nested.lastmod) < since:
            return False
        period = period_of(nested.url)
        if period and until and period[0] > _day(until, 1):
            return False
        changed_lately = nested.lastmod is not None and period is not None and _is_year(period)
        return not (period and since and period[1] < _day(since, -1)) or changed_lately


def section_key(text: str) -> str:
    """A section's name as it would stand in an address: `Münster & Umland` -> `muenster-umland`."""
    lower = text.strip().casefold()
    for letter, spelled in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        lower = lower.replace(letter, spelled)
    return re.sub(r"[^a-z0-9]+", "-", lower).strip("-")


def _sections_of(found: Found) -> set[str]:
    """A feed's categories, a news sitemap's keywords, and the folders of the address."""
    folders: Iterable[str] = unquote(urlsplit(found.url).path).split("/")[1:-1]
    return {section_key(name) for name in (*found.sections, *found.keywords, *folders)}


def _end(moment: datetime) -> datetime:
    """The latest moment meant: midnight is what a date without a time of day looks like."""
    return moment if moment.time() != time() else moment + timedelta(days=1)


def _is_year(period: tuple[date, date]) -> bool:
    return period[1] - period[0] > timedelta(days=31)


def _day(moment: datetime, shift: int) -> date:
    """The moment's day, moved by a day: a file's name counts days in a zone we do not know."""
    return date.fromordinal(moment.toordinal() + shift)
