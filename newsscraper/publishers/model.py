"""What a publisher file may say. Every key is a field here; anything else is refused."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from urllib.parse import urlsplit

import msgspec

SourceKind = Literal["news-sitemap", "sitemap", "feed"]

PLACEHOLDERS = ("year", "yy", "month", "day")
"""What may stand in braces in a source's address; in a family's file also `host`."""


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a publisher names its articles."""

    kind: SourceKind
    """`news-sitemap` and `feed` name the newest articles, `sitemap` the archive."""
    url: str
    """Address; `{year}`, `{yy}`, `{month}`, `{month:02}`, `{day:02}` are filled in, newest first. In a
    family's file `{host}` stands for a member's first host."""
    only: tuple[str, ...] = ()
    """Regular expressions: of a sitemap index, follow only sitemaps whose address matches one."""
    skip: tuple[str, ...] = ()
    """Regular expressions: of a sitemap index, do not follow sitemaps whose address matches one."""


class Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """CSS selectors for pages of one period; a field without selectors is left to the general reader."""

    until: date | None = None
    """Last day this layout was served; None for today's. Layouts stand newest first."""
    root: tuple[str, ...] = ()
    """Containers of the article: the general reader then looks nowhere else."""
    kicker: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    """The body's blocks, in document order over all selectors."""
    byline: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    """Elements to leave out, with everything in them; what they held is recorded as removed."""

    def selectors(self) -> list[tuple[str, str]]:
        """All selectors as (key, selector)."""
        keys = [key for key in self.__struct_fields__ if key != "until"]
        return [(key, selector) for key in keys for selector in getattr(self, key)]


class Publisher(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A publisher as its file describes it, its family's defaults filled in."""

    slug: str
    """File name without `.toml`: lower-case letters, digits and hyphens."""
    name: str
    hosts: tuple[str, ...]
    """Host names the publisher serves articles from, without scheme. `www.` and other names under a host
    belong to it."""
    source_hosts: tuple[str, ...] = ()
    """Foreign hosts that serve only sitemaps and feeds (`follow.it`)."""
    timezone: str = "Europe/Berlin"
    """IANA zone of dates without an offset, and of the dates in the record."""
    country: str = "de"
    """ISO 3166 code, lower case."""
    language: str = "de"
    """Primary BCP 47 tag of the articles."""
    family: str | None = None
    """Name of a file in `publishers/families/` whose values fill in what is not set here."""
    sources: tuple[Source, ...] = ()
    """Where articles are named. Without any, a crawl looks for them as on an unknown site."""
    only_urls: tuple[str, ...] = ()
    """Regular expressions: an article's address must match one of them, where any is given."""
    skip_urls: tuple[str, ...] = ()
    """Regular expressions: an address that matches one is not fetched. A family's are added."""
    outlet_names: tuple[str, ...] = ()
    """How the publisher signs for itself (`Tsp`); never persons. A family's are added."""
    verified: bool = True
    """False where addresses come from a family's pattern or an old list and were not seen to work;
    `newsscraper probe` settles it."""
    coverage: dict[str, float] = {}
    """Usual share (0 to 1) of records that have a field; a run that falls well under it fails."""
    spider: str | None = None
    """Name of a spider class in `newsscraper.spiders`, where the general one is not enough."""
    layouts: tuple[Layout, ...] = ()

    def layout_at(self, day: date | datetime | None) -> Layout | None:
        """The layout served on `day` (None: today's), or None where the file has none."""
        if isinstance(day, datetime):
            day = day.date()
        for layout in reversed(self.layouts):
            if layout.until is not None and day is not None and day <= layout.until:
                return layout
        return next((layout for layout in self.layouts if layout.until is None), None)

    def serves(self, url: str) -> bool:
        """Whether an article at this address is the publisher's: its host is one of `hosts` or under one."""
        return under(host_of(url), self.hosts)

    def names_sources_on(self, url: str) -> bool:
        """Whether a sitemap or feed at this address may be trusted to name the publisher's articles."""
        return under(host_of(url), (*self.hosts, *self.source_hosts))


def host_of(url: str) -> str:
    """Host name of an address, lower case; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def under(host: str, hosts: tuple[str, ...]) -> bool:
    """Whether `host` is one of `hosts` or a name under one; `www.` makes no difference."""
    names = [name.removeprefix("www.") for name in hosts]
    return any(host == name or host.endswith("." + name) for name in names)
