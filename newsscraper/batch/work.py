"""What a worker does: a pure function from documents to records, on any machine."""

from __future__ import annotations

from collections.abc import Sequence

from newsscraper.article import Article
from newsscraper.batch.document import Document, Fault, Result, Work
from newsscraper.batch.files import read_file
from newsscraper.batch.german import is_german
from newsscraper.batch.sniff import medium_of
from newsscraper.clean import draft_html, draft_text, refine
from newsscraper.crawl.deadline import deadline
from newsscraper.errors import NewsscraperError
from newsscraper.readers.decode import to_utf8
from newsscraper.stores.model import encodable

CLEAN_TIMEOUT = 60.0
"""Seconds that one document may take; one that needs longer is a fault."""


def clean_chunk(chunk: Sequence[Work]) -> list[Result]:
    """Clean documents one after the other; one that fails gives a `Fault` in its place."""
    return [clean_one(work) for work in chunk]


def clean_one(work: Work) -> Result:
    """Clean one document into a record as JSON."""
    if isinstance(work, Fault):
        return work
    try:
        with deadline(CLEAN_TIMEOUT):
            return _clean(work)
    except NewsscraperError as error:
        return Fault(place=work.place, error=str(error), url=work.url, read=work.read)
    except Exception as error:  # noqa: BLE001 - whatever one document breaks must not end the batch
        reason = f"{type(error).__name__}: {error}"
        return Fault(place=work.place, error=reason, url=work.url, read=work.read)


def _clean(work: Document) -> bytes | None:
    data = read_file(work.file) if work.data is None and work.file else work.data or b""
    medium = work.medium
    if isinstance(data, bytes) and work.headers == {}:
        # What came over HTTP is judged by the reader; a file must at least be what it is taken for.
        found = medium_of(data)
        medium = medium or found
    if work.only_german and isinstance(data, bytes) and not is_german(data):
        return None
    if medium != "text":
        draft = draft_html(
            data,
            work.url,
            fetched_at=work.fetched_at,
            publisher=work.publisher,
            headers=work.headers,
            evidence=work.evidence,
            rights=work.rights,
        )
        return _wanted(refine(draft), work.only)
    text = data if isinstance(data, str) else to_utf8(data).decode("utf-8", "replace")
    text = "\n".join(part for part in (work.title, work.lead, text) if part)
    draft = draft_text(
        text, work.url, fetched_at=work.fetched_at, publisher=work.publisher, evidence=work.evidence
    )
    return _wanted(refine(draft), work.only)


def _wanted(article: Article, only: frozenset[str]) -> bytes | None:
    return encodable(article).to_json() if not only or article.status in only else None
