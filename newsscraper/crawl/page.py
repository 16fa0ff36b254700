"""`Page`: what a spider yields, and what the item pipelines make of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from itemadapter import ItemAdapter
from scrapy.http import Response

from newsscraper.article import Article
from newsscraper.draft import Draft
from newsscraper.publishers import Publisher


@dataclass(slots=True)
class Page:
    """A fetched page with everything the reader needs; the pipelines fill in `draft`, then `article`."""

    url: str | None
    """Address the page came from, after redirects; None where whoever fetched it does not say."""

    body: bytes | str = field(repr=False)
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


def page_of(item: Any) -> Page | None:
    """What any spider yields as a page; None for what carries none.

    A response; or a dict, item, dataclass or attrs object with `html` or `body` (bytes or str) and, if it has
    them, `url`, `headers` and `fetched_at` (a naive moment is UTC).
    """
    if isinstance(item, Page):
        return item
    if isinstance(item, Response):
        return Page(item.url, item.body, headers_of(item), datetime.now(UTC))
    if not ItemAdapter.is_item(item):
        return None
    values = ItemAdapter(item)
    body = values.get("html") or values.get("body")
    if not isinstance(body, bytes | str):
        return None
    url, headers, fetched_at = (values.get(name) for name in ("url", "headers", "fetched_at"))
    return Page(
        url if isinstance(url, str) else None,
        body,
        {str(k).lower(): str(v) for k, v in headers.items()} if isinstance(headers, Mapping) else {},
        fetched_at if isinstance(fetched_at, datetime) else None,
    )


def headers_of(response: Response) -> dict[str, str]:
    """A response's headers by lower-case name, repeated ones joined."""
    return {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
