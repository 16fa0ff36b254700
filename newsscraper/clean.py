"""`clean_html` and `clean_text`: a reader, then the steps, then the record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from newsscraper import publishers
from newsscraper.article import Article
from newsscraper.draft import Draft
from newsscraper.publishers import Publisher
from newsscraper.steps import FIELDS, STEPS, settle


def clean_html(
    html: bytes | str,
    url: str | None = None,
    *,
    fetched_at: datetime | None = None,
    publisher: Publisher | str | None = None,
) -> Article:
    """Turn an article page into a clean record.

    `html`: the page as fetched, bytes (preferred, the encoding is found out) or str.
    `url`: its address; names the publisher and tells the article from its teasers.
    `fetched_at`: when it was fetched (aware; naive means UTC); chooses the layout, anchors "vor 2 Stunden".
    `publisher`: a slug or `Publisher`, where the address does not tell.

    Never raises on bad pages: `Article.status` says what the page was. Raises `ConfigError` for an
    unknown publisher slug and `TypeError` for input that is neither bytes nor str.
    """
    return refine(draft_html(html, url, fetched_at=fetched_at, publisher=publisher))


def clean_text(
    text: str,
    url: str | None = None,
    *,
    fetched_at: datetime | None = None,
    publisher: Publisher | str | None = None,
) -> Article:
    """Turn a text that somebody extracted, one block a line, into a clean record.

    Arguments and errors are those of `clean_html`.
    """
    return refine(draft_text(text, url, fetched_at=fetched_at, publisher=publisher))


def draft_html(
    html: bytes | str,
    url: str | None = None,
    *,
    fetched_at: datetime | None = None,
    publisher: Publisher | str | None = None,
    headers: Mapping[str, str] | None = None,
    evidence: Mapping[str, tuple[str, str]] | None = None,
    rights: Mapping[str, str] | None = None,
) -> Draft:
    """Read a page without refining it: what a crawl hands to its pipelines.

    `headers`: response headers, lower-case names (`content-type`, `tdm-reservation`, `x-robots-tag`).
    `evidence`: field -> (value, source) from outside the page, such as a news sitemap's title and date;
    it ranks after the page's own.
    `rights`: reservations known from outside the page (robots.txt, `tdmrep.json`); the page's own win.
    """
    from newsscraper.readers.html import read_html

    if not isinstance(html, bytes | str):
        raise TypeError(f"html must be bytes or str, not {type(html).__name__}")
    return read_html(
        html,
        url,
        fetched_at=fetched_at,
        publisher=find_publisher(publisher, url),
        headers=headers or {},
        evidence=evidence or {},
        rights=rights or {},
    )


def draft_text(
    text: str,
    url: str | None = None,
    *,
    fetched_at: datetime | None = None,
    publisher: Publisher | str | None = None,
    evidence: Mapping[str, tuple[str, str]] | None = None,
) -> Draft:
    """Read a text without refining it; `evidence` as in `draft_html`: the date in a table's column, say."""
    from newsscraper.readers.text import read_text

    if not isinstance(text, str):
        raise TypeError(f"text must be str, not {type(text).__name__}")
    draft = read_text(text, url, fetched_at=fetched_at, publisher=find_publisher(publisher, url))
    for name, (value, source) in (evidence or {}).items():
        draft.add_evidence(name, value, source)
    return draft


def refine(draft: Draft) -> Article:
    """Run all steps over a draft, in order; in plain text the residue steps until they find nothing more."""
    if draft.medium == "text":
        settle(draft)
    for step in FIELDS if draft.medium == "text" else STEPS:
        step(draft)
    return draft.finish()


def find_publisher(publisher: Publisher | str | None, url: str | None) -> Publisher | None:
    """The publisher given by slug, or the one that serves `url`, or None."""
    if isinstance(publisher, str):
        return publishers.get(publisher)
    return publisher or publishers.for_url(url)
