"""What a publisher file may say. Every key is a field here; anything else is refused."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, get_args
from zoneinfo import available_timezones

import msgspec

from newsscraper.errors import ConfigError

SourceKind = Literal["news-sitemap", "sitemap", "feed"]


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a publisher names its articles."""

    kind: SourceKind
    url: str
    """Address; `{year}`, `{month}`, `{month:02}`, `{day:02}` are filled in, newest first."""
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


class Publisher(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A publisher as its file describes it, its family's defaults filled in."""

    slug: str
    """File name without `.toml`: lower-case letters, digits and hyphens."""
    name: str
    hosts: tuple[str, ...]
    """Host names the publisher serves articles from, without scheme."""
    timezone: str = "Europe/Berlin"
    country: str = "de"
    """ISO 3166 code, lower case."""
    language: str = "de"
    family: str | None = None
    """Name of a file in `publishers/families/` whose values fill in what is not set here."""
    sources: tuple[Source, ...] = ()
    only_urls: tuple[str, ...] = ()
    """Regular expressions: an article's address must match one of them, where any is given."""
    skip_urls: tuple[str, ...] = ()
    """Regular expressions: an address that matches one is not fetched."""
    outlet_names: tuple[str, ...] = ()
    """How the publisher signs for itself (`Tsp`); never persons."""
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


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file; raises `ConfigError` that names the file and the line."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error


def parse_publisher(path: Path, family: dict[str, Any] | None = None) -> Publisher:
    """Build the publisher that `path` describes, over its family's values.

    Raises `ConfigError` that names the file, the key and what is allowed there.
    """
    data = {**(family or {}), **read_toml(path), "slug": path.stem}
    try:
        publisher = msgspec.convert(data, Publisher)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{path}: {_explain(str(error), data)}") from error
    if publisher.timezone not in available_timezones():
        raise ConfigError(f"{path}: timezone: {publisher.timezone!r} is no IANA zone, such as 'Europe/Berlin'")
    for key, patterns in _patterns(publisher):
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ConfigError(f"{path}: {key}: {pattern!r} is no regular expression: {error}") from error
    return publisher


def _patterns(publisher: Publisher) -> list[tuple[str, tuple[str, ...]]]:
    found = [("only_urls", publisher.only_urls), ("skip_urls", publisher.skip_urls)]
    for number, source in enumerate(publisher.sources):
        found += [(f"sources[{number}].only", source.only), (f"sources[{number}].skip", source.skip)]
    return found


def _explain(message: str, data: dict[str, Any]) -> str:
    """msgspec's message, with the keys or values that are allowed at that place."""
    where = re.search(r"at `\$(.*?)`", message)
    place = where.group(1) if where else ""
    unknown = re.search(r"unknown field `(.+?)`", message)
    if unknown:
        model = Layout if place.startswith(".layouts") else Source if place.startswith(".sources") else Publisher
        allowed = ", ".join(sorted(set(model.__struct_fields__) - {"slug"}))
        prefix = place.lstrip(".") + "." if place else ""
        return f"unknown key {prefix}{unknown.group(1)}; allowed: {allowed}"
    if place.endswith(".kind"):
        return f"{place.lstrip('.')}: {message.split(' - ')[0]}; allowed: {', '.join(get_args(SourceKind))}"
    return f"{place.lstrip('.') or 'file'}: {message.split(' - ')[0]}"
