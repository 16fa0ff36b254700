"""The record as Parquet columns: nested lists, moments in UTC with the zone's offset beside them.

Parquet has one zone a column, the record one a date: `published_at` is the moment, `published_at_offset`
the seconds that the publisher's clock was ahead of UTC. Values of `access_flags` are JSON, because one
column has one type.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pyarrow as arrow

from newsscraper.article import Article

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - moments are reckoned in integers, where no zone can overflow
_MICRO = timedelta(microseconds=1)
_TEXT = arrow.string()
_MOMENT = arrow.timestamp("us", tz="UTC")
_PAIRS = arrow.map_(_TEXT, _TEXT)

_MOMENTS = ("published_at", "modified_at", "fetched_at")


def _struct(*names: str) -> list[arrow.Field]:
    return [arrow.field(name, _TEXT) for name in names]


_BLOCK = arrow.struct(
    [*_struct("kind", "text"), arrow.field("time", _MOMENT), arrow.field("time_offset", arrow.int32())]
)
_REMOVAL = arrow.struct([*_struct("kind", "text", "rule"), arrow.field("position", arrow.int64())])

_TYPES: dict[str, arrow.DataType] = {
    "body": arrow.list_(_BLOCK),
    "authors": arrow.list_(arrow.struct(_struct("name", "kind", "role", "place"))),
    "agencies": arrow.list_(_TEXT),
    "keywords": arrow.list_(_TEXT),
    "images": arrow.list_(arrow.struct(_struct("url", "caption", "credit", "alt"))),
    "access_flags": _PAIRS,
    "rights": _PAIRS,
    "sources": _PAIRS,
    "removed": arrow.list_(_REMOVAL),
    "schema_version": arrow.int32(),
}


def _fields() -> list[arrow.Field]:
    found = []
    for name in Article.__dataclass_fields__:
        if name in _MOMENTS:
            found += [arrow.field(name, _MOMENT), arrow.field(f"{name}_offset", arrow.int32())]
        else:
            found.append(arrow.field(name, _TYPES.get(name, _TEXT)))
    return [*found, arrow.field("text", _TEXT)]


def _as_numbers(kind: arrow.DataType) -> arrow.DataType:
    if kind == _MOMENT:
        return arrow.int64()
    if kind == _TYPES["body"]:
        fields = [_BLOCK.field(n) for n in range(_BLOCK.num_fields)]
        return arrow.list_(arrow.struct([arrow.field(f.name, _as_numbers(f.type)) for f in fields]))
    return kind


SCHEMA = arrow.schema(_fields())
"""All fields of the record, and `text` (lead and body) for queries."""


_PLAIN = arrow.schema([arrow.field(field.name, _as_numbers(field.type)) for field in SCHEMA])
"""The same with moments as integers, in which every date of the record fits."""


def table_of(articles: Sequence[Article]) -> arrow.Table:
    """Records as a table."""
    rows = [_row(article) for article in articles]
    columns = [
        arrow.array([row[field.name] for row in rows], type=field.type, from_pandas=False) for field in SCHEMA
    ]
    return arrow.Table.from_arrays(columns, schema=SCHEMA)


def articles_of(table: arrow.RecordBatch) -> list[Article]:
    """The records of a table with these columns. Raises `ValueError` for rows that are none."""
    columns = [column.cast(field.type) for column, field in zip(table.columns, _PLAIN, strict=True)]
    return [_article(row) for row in arrow.RecordBatch.from_arrays(columns, schema=_PLAIN).to_pylist()]


def _row(article: Article) -> dict[str, Any]:
    row = article.to_dict()
    for name in _MOMENTS:
        row[name], row[f"{name}_offset"] = _split(getattr(article, name))
    for block, plain in zip(article.body, row["body"], strict=True):
        plain["time"], plain["time_offset"] = _split(block.time)
    row["access_flags"] = [(name, json.dumps(value)) for name, value in article.access_flags.items()]
    row["rights"], row["sources"] = list(article.rights.items()), list(article.sources.items())
    return row | {"text": article.text}


def _article(row: Mapping[str, Any]) -> Article:
    plain = {name: row[name] for name in Article.__dataclass_fields__}
    for name in _MOMENTS:
        plain[name] = _join(row[name], row[f"{name}_offset"])
    for block in plain["body"]:
        block["time"] = _join(block["time"], block.pop("time_offset"))
    plain["access_flags"] = {name: json.loads(value) for name, value in plain["access_flags"]}
    plain["rights"], plain["sources"] = dict(plain["rights"]), dict(plain["sources"])
    return Article.from_dict(plain)


def _split(value: datetime | None) -> tuple[int | None, int | None]:
    """Microseconds since 1970 in UTC, and the offset in seconds."""
    offset = value.utcoffset() if value else None
    if value is None or offset is None:
        return None, None
    return (value.replace(tzinfo=None) - _EPOCH - offset) // _MICRO, int(offset.total_seconds())


def _join(moment: int | None, offset: int | None) -> datetime | None:
    if moment is None:
        return None
    ahead = timedelta(seconds=offset or 0)
    zone = timezone(ahead) if ahead else UTC
    return (_EPOCH + (moment * _MICRO + ahead)).replace(tzinfo=zone)
