"""What `newsscraper probe` finds out about a site, and how it says it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from newsscraper.article import Article
from newsscraper.crawl.discovery import Found, Nested, form_of, read_source
from newsscraper.publishers import Publisher, Source
from newsscraper.publishers.writing import to_toml


@dataclass(slots=True)
class SourceLook:
    """What came of one source."""

    source: Source
    origin: str
    """Where its address is from: `publisher file`, `robots.txt`, `front page` or `usual place`."""
    answer: str = "not asked for"
    """HTTP status, or why there is none."""
    form: str | None = None
    """`sitemap`, `index`, `feed` or `list`; None for anything else."""
    articles: int = 0
    sitemaps: int = 0
    newest: datetime | None = None
    """Latest date among its articles."""
    problems: dict[str, int] = field(default_factory=dict)

    @property
    def works(self) -> bool:
        """Whether it names articles, itself or through the newest sitemap that it names."""
        return self.articles > 0

    def read(self, body: bytes, url: str, publisher: Publisher) -> tuple[Found | None, Nested | None]:
        """Take in a document of this source; returns its newest article and its newest sitemap."""
        self.form = self.form or form_of(body)
        article: Found | None = None
        sitemap: Nested | None = None
        for entry in read_source(
            body, url, serves=publisher.serves, serves_sources=publisher.names_sources_on
        ):
            if isinstance(entry, Found):
                self.articles += 1
                article = article or entry
                if entry.dated and (self.newest is None or entry.dated > self.newest):
                    self.newest, article = entry.dated, entry
            elif isinstance(entry, Nested):
                self.sitemaps += 1
                sitemap = sitemap or entry
            else:
                self.problems[entry.kind] = self.problems.get(entry.kind, 0) + entry.count
        return article, sitemap

    def kept(self) -> Source:
        """The source as a publisher file needs it: only an index has sitemaps to leave out."""
        return self.source if self.form == "index" else msgspec.structs.replace(self.source, only=(), skip=())

    def line(self) -> str:
        """One line about it."""
        names = [f"articles: {self.articles}"] if self.form else []
        if self.sitemaps:
            names = [f"sitemaps: {self.sitemaps}", f"articles in the newest: {self.articles}"]
        if self.newest:
            names.append(f"newest: {self.newest.isoformat(timespec='minutes')}")
        names += [f"{kind}: {count}" for kind, count in self.problems.items()]
        found = f"{self.form or 'no source'} ({', '.join(names)})" if names else self.form or "no source"
        return f"{self.source.url}: {self.answer}, {found}, from {self.origin}"


@dataclass(slots=True)
class SampleLook:
    """What came of one article."""

    url: str
    answer: str
    """HTTP status, or why there is none."""
    article: Article | None = None

    def line(self) -> str:
        """One line about it: the wall, or what was read."""
        if self.article is None:
            return f"{self.url}: {self.answer}"
        read = self.article
        date = read.published_at.isoformat(timespec="minutes") if read.published_at else "unknown"
        said = f"{read.status}" + (f" ({read.reason})" if read.reason else "")
        return (
            f"{self.url}: {self.answer}, {said}, access {read.access}, blocks: {len(read.body)}, "
            f"published: {date}, title: {read.title or 'none'}"
        )


@dataclass(slots=True)
class SiteLook:
    """What came of a whole site."""

    home: str
    """Address of the front page."""
    publisher: Publisher
    known: bool
    """Whether a publisher file describes the site already."""
    answer: str = "not asked for"
    """What the front page answers."""
    robots: str = "none"
    """`read`, `none`, or `not read` where the host does not answer."""
    allowed: bool = False
    """Whether robots.txt lets us fetch the front page."""
    crawl_delay: float | None = None
    """Seconds between two requests that robots.txt asks for."""
    rights: dict[str, str] = field(default_factory=dict)
    """Reservations of the host, and of the sample page."""
    sources: list[SourceLook] = field(default_factory=list)
    sample: SampleLook | None = None

    @property
    def usable(self) -> bool:
        """Whether a crawl would get articles."""
        return self.allowed and any(look.works for look in self.sources)

    def publisher_file(self) -> str:
        """A publisher file to start from, with the sources that work."""
        working = tuple(look.kept() for look in self.sources if look.works)
        fitting = msgspec.structs.replace(
            self.publisher, family=None, sources=working, verified=bool(working)
        )
        return to_toml(fitting)

    def lines(self) -> Iterator[str]:
        """The report, line by line."""
        yield f"{self.home}: {self.answer}" + (f"; known as {self.publisher.slug}" if self.known else "")
        verdict = "allows the front page" if self.allowed else "keeps us out"
        yield f"robots.txt: {self.robots}" + (f", {verdict}" if self.robots == "read" else "")
        yield f"Crawl-delay: {self.crawl_delay:g} s" if self.crawl_delay else "Crawl-delay: none"
        for key, value in self.rights.items():
            yield f"rights: {key}: {value}"
        if not set(self.rights) - {"robots"}:
            yield "rights: no reservation of text and data mining found"
        for look in self.sources:
            yield f"source: {look.line()}"
        if not self.sources:
            yield "source: none found"
        yield f"sample: {self.sample.line()}" if self.sample else "sample: no article to try"

    def as_file(self) -> str:
        """The report as comments above the publisher file: the whole is a publisher file."""
        comments = [
            row
            for line in self.lines()
            for row in textwrap.wrap(
                _plain(line), 108, initial_indent="# ", subsequent_indent="#     ", break_long_words=False
            )
        ]
        return "\n".join(comments) + "\n\n" + self.publisher_file()

    def as_dict(self) -> dict[str, Any]:
        """The report as plain JSON types."""
        plain: dict[str, Any] = msgspec.to_builtins(asdict(self))
        return {**plain, "usable": self.usable, "publisher_file": self.publisher_file()}


def _plain(text: str) -> str:
    """The text without control characters, which TOML refuses in comments."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
