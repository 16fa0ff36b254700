"""`Page`: what a spider yields, and what the item pipelines make of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from newsscraper.article import Article
from newsscraper.draft import Draft
from newsscraper.publishers import Publisher


@dataclass(slots=True)
class Page:
    """A fetched page with everything the reader needs; the pipelines fill in `draft`, then `article`."""

    url: str
    """Address the page came from, after redirects."""

    body: bytes = field(repr=False)
    """The page as fetched, decompressed."""

    headers: dict[str, str] = field(default_factory=dict, repr=False)
    """Response headers by lower-case name."""

    fetched_at: datetime | None = None
    """When it was fetched, in UTC."""

    publisher: Publisher | None = field(default=None, repr=False)
    """The publisher that serves it; None lets the address tell."""

    evidence: dict[str, tuple[str, str]] = field(default_factory=dict, repr=False)
    """Field -> (value, source) from outside the page, such as a news sitemap's title and date."""

    rights: dict[str, str] = field(default_factory=dict, repr=False)
    """What the host reserves for this address; what the page itself says goes first."""

    key: str = ""
    """The address under which the state store knows the page: its canonical one, once that is known."""

    alias: str | None = None
    """The address it was asked for by, where that is another one."""

    draft: Draft | None = field(default=None, repr=False)
    """Set by the read pipeline, refined by the steps."""

    article: Article | None = field(default=None, repr=False)
    """Set by the finish pipeline."""

    seconds: float = 0.0
    """Time spent on reading and cleaning so far."""
