"""The tables as SQLAlchemy sees them. `migrations` makes them; a test holds that both agree.

`versions.record` is the record itself, as JSON; the other columns and tables are drawn from it, for queries.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Utc(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; SQLite keeps it as text without a zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        aware: datetime = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(UTC)


metadata = MetaData()
_id = BigInteger().with_variant(Integer, "sqlite")

schema_version = Table("schema_version", metadata, Column("version", Integer, nullable=False))

articles = Table(
    "articles",
    metadata,
    Column("id", _id, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("publisher", Text),
    Column("version", Integer, nullable=False),
    Column("first_seen", Utc, nullable=False),
    Column("last_seen", Utc, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    Column("id", _id, primary_key=True),
    Column("article_id", _id, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("first_seen", Utc, nullable=False),
    Column("last_seen", Utc, nullable=False),
    Column("url", Text),
    Column("canonical_url", Text),
    Column("publisher", Text),
    Column("language", Text),
    Column("status", Text, nullable=False),
    Column("reason", Text),
    Column("kicker", Text),
    Column("title", Text),
    Column("lead", Text),
    Column("text", Text, nullable=False),
    Column("byline", Text),
    Column("dateline", Text),
    Column("published_at", Utc),
    Column("published_precision", Text),
    Column("modified_at", Utc),
    Column("section", Text),
    Column("keywords", Text, nullable=False),
    Column("access", Text, nullable=False),
    Column("fetched_at", Utc),
    Column("content_hash", Text),
    Column("record", Text, nullable=False),
    UniqueConstraint("article_id", "number"),
)


def _part(name: str, *columns: Column[Any]) -> Table:
    """A table with the parts of a version: one row a part, in the record's order."""
    return Table(
        name,
        metadata,
        Column("article_id", _id, primary_key=True),
        Column("version", Integer, primary_key=True),
        Column("position", Integer, primary_key=True),
        *columns,
        ForeignKeyConstraint(
            ["article_id", "version"], ["versions.article_id", "versions.number"], ondelete="CASCADE"
        ),
    )


authors = _part(
    "authors",
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("role", Text),
    Column("place", Text),
)
agencies = _part("agencies", Column("name", Text, nullable=False))
images = _part(
    "images", Column("url", Text), Column("caption", Text), Column("credit", Text), Column("alt", Text)
)
removals = _part(
    "removals",
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("block", Integer, nullable=False),
)
