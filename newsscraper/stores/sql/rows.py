"""A record as rows of the tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Table

from newsscraper.article import Article
from newsscraper.stores.sql import tables

Row = dict[str, Any]

PARTS: tuple[Table, ...] = (tables.authors, tables.agencies, tables.images, tables.removals)


def version_row(article: Article, article_id: int, number: int, mark: str, seen: datetime) -> Row:
    """The row of `versions`; `mark` is the record's fingerprint, `seen` when it was seen."""
    return {
        "article_id": article_id,
        "number": number,
        "fingerprint": mark,
        "first_seen": seen,
        "last_seen": seen,
        "url": plain(article.url),
        "canonical_url": plain(article.canonical_url),
        "publisher": plain(article.publisher),
        "language": plain(article.language),
        "status": article.status,
        "reason": plain(article.reason),
        "kicker": plain(article.kicker),
        "title": plain(article.title),
        "lead": plain(article.lead),
        "text": plain(article.text) or "",
        "byline": plain(article.byline),
        "dateline": plain(article.dateline),
        "published_at": moment(article.published_at),
        "published_precision": article.published_precision,
        "modified_at": moment(article.modified_at),
        "section": plain(article.section),
        "keywords": msgspec.json.encode(article.keywords).decode(),
        "access": article.access,
        "fetched_at": moment(article.fetched_at),
        "content_hash": plain(article.content_hash),
        "record": article.to_json().decode(),
    }


def part_rows(article: Article, article_id: int, number: int) -> dict[Table, list[Row]]:
    """The rows of the tables that hold a version's parts."""
    removed = [
        {"kind": removal.kind, "text": removal.text, "rule": removal.rule, "block": removal.position}
        for removal in article.removed
    ]
    lists: tuple[Sequence[Row], ...] = (
        [asdict(author) for author in article.authors],
        [{"name": name} for name in article.agencies],
        [asdict(image) for image in article.images],
        removed,
    )
    return {
        table: [
            {name: plain(value) if isinstance(value, str) else value for name, value in part.items()}
            | {"article_id": article_id, "version": number, "position": position}
            for position, part in enumerate(parts)
        ]
        for table, parts in zip(PARTS, lists, strict=True)
    }


def plain(text: str | None) -> str | None:
    """A text as any database takes it: PostgreSQL knows no NUL. The record itself keeps it."""
    return text.replace("\0", "") if text else text


def moment(value: datetime | None) -> datetime | None:
    """A datetime in UTC, or None where UTC would leave the years 1 to 9999."""
    try:
        return value.astimezone(UTC) if value else None
    except OverflowError:
        return None
