"""What reading a source gives: articles, further sitemaps, and what was wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ProblemKind = Literal[
    "empty",  # nothing in it
    "html",  # a page where a sitemap or feed was to be
    "unknown-format",  # neither sitemap nor feed nor a list of addresses
    "broken-xml",  # damaged or cut off; what could be read was read
    "broken-gzip",
    "entities",  # declares XML entities: refused, nobody needs them and bombs are made of them
    "too-large",  # more than a sitemap may have; what came before was read
    "bad-address",  # an entry without a usable http(s) address
    "foreign-host",  # an entry on a host that is not the publisher's
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article's address, with what the source says about the article."""

    url: str
    """Absolute http(s) address."""
    source: str
    """Address of the sitemap or feed that names it."""
    medium: Literal["sitemap", "news-sitemap", "feed", "list"]
    """What named it; stands in the evidence."""
    dated: datetime | None = None
    """Publication where the source gives it, otherwise the last change; aware."""
    published: str | None = None
    """Publication date as the source writes it."""
    lastmod: str | None = None
    """Date of the last change as the source writes it."""
    title: str | None = None
    keywords: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    """A feed's categories."""
    authors: tuple[str, ...] = ()
    language: str | None = None

    @property
    def evidence(self) -> dict[str, tuple[str, str]]:
        """Record field -> (value, where it stood), for `newsscraper.clean.draft_html`."""
        values = {
            "title": (self.title, "title"),
            "published_at": (self.published, "published"),
            "modified_at": (self.lastmod, "lastmod"),
            "keywords": (", ".join(self.keywords), "keywords"),
            "section": (self.sections[0] if self.sections else None, "category"),
            "authors": (", ".join(self.authors), "author"),
            "language": (self.language, "language"),
        }
        return {name: (text, f"{self.medium}:{key}") for name, (text, key) in values.items() if text}


@dataclass(frozen=True, slots=True)
class Nested:
    """A sitemap that a sitemap index names."""

    url: str
    source: str
    """Address of the index."""
    lastmod: datetime | None = None
    """When the index says it last changed; aware."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a source. One problem stands for all of its kind in that source."""

    kind: ProblemKind
    source: str
    """Address of the sitemap or feed."""
    detail: str
    """What it was, with the first example."""
    count: int = 1
