"""Invented records: any that the schema allows, and plain ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import get_args
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from newsscraper import Article, article

BERLIN = ZoneInfo("Europe/Berlin")

# Umlauts, quotes, line breaks, formula signs, commas, NUL and characters beyond the first 65,536.
_letters = st.sampled_from(list("aZ9äöüÄÖÜß„“»«–…\"'=+-@,;\t\n\r\\ \0\u00a0\u200b😀𝔄漢"))
texts = st.text(_letters | st.characters(exclude_categories=["Cs"]), max_size=12)
maybe = st.none() | texts
zones = st.builds(lambda m: timezone(timedelta(minutes=m)), st.integers(-14 * 60, 14 * 60)) | st.just(UTC)
moments = st.none() | st.datetimes(timezones=zones)


def _part(model: type, **values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(st.builds(model, **values), max_size=3).map(tuple)


flags = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-1e9, 1e9) | texts

articles = st.builds(
    Article,
    url=maybe,
    canonical_url=maybe,
    publisher=maybe,
    language=maybe,
    status=st.sampled_from(get_args(article.Status)),
    reason=maybe,
    kicker=maybe,
    title=maybe,
    lead=maybe,
    body=_part(article.Block, kind=st.sampled_from(get_args(article.BlockKind)), text=texts, time=moments),
    authors=_part(
        article.Author,
        name=texts,
        kind=st.sampled_from(get_args(article.AuthorKind)),
        role=maybe,
        place=maybe,
    ),
    agencies=st.lists(texts, max_size=3).map(tuple),
    byline=maybe,
    dateline=maybe,
    published_at=moments,
    modified_at=moments,
    published_precision=st.none() | st.sampled_from(get_args(article.Precision)),
    section=maybe,
    keywords=st.lists(texts, max_size=3).map(tuple),
    images=_part(article.Image, url=maybe, caption=maybe, credit=maybe, alt=maybe),
    access=st.sampled_from(get_args(article.Access)),
    access_flags=st.dictionaries(texts, flags, max_size=3),
    rights=st.dictionaries(texts, texts, max_size=2),
    sources=st.dictionaries(texts, texts, max_size=2),
    removed=_part(
        article.Removal,
        kind=st.sampled_from(get_args(article.RemovalKind)),
        text=texts,
        rule=texts,
        position=st.integers(0, 2**31 - 1),
    ),
    fetched_at=moments,
    content_hash=maybe,
)
"""Any record; every field is drawn, which a test holds."""


def plain(number: int, text: str = "Im Rathaus brannte bis Mitternacht Licht.", **values: object) -> Article:
    """A record like those of a crawl, a different one for each number."""
    body = (article.Block("paragraph", text),)
    title = f"Größe und Maß, Folge {number}"
    record: dict[str, object] = {
        "url": f"https://www.example-zeitung.de/artikel-{number}",
        "publisher": "example-zeitung",
        "title": title,
        "body": body,
        "authors": (article.Author("Jörg Mußler"), article.Author("kä", "initials")),
        "agencies": ("dpa",),
        "published_at": datetime(2026, 3, 1 + number % 28, 8, 5, tzinfo=BERLIN),
        "fetched_at": datetime(2026, 3, 1 + number % 28, 9, tzinfo=UTC),
        "content_hash": article.content_hash(title, None, body),
    }
    return Article(**(record | values))  # type: ignore[arg-type]
