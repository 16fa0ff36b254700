"""`--map text=article,title=header,published=date`: which column or key of an input is what."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from newsscraper.batch.document import Document, Fault, Work
from newsscraper.errors import ConfigError

TARGETS = (
    "text", "html", "url", "title", "lead", "published", "modified", "author", "publisher", "fetched",
)  # fmt: skip
"""What a field can be mapped to."""

EVIDENCE = {"published": "published_at", "modified": "modified_at", "author": "authors"}
"""Targets that are candidates for a field of the record, ranked after those of the text itself."""


def parse_map(text: str | None) -> dict[str, str]:
    """Read the option; targets that it does not name keep their own name.

    >>> parse_map("text=article")["text"]
    'article'

    Raises `ConfigError` that names the known targets.
    """
    mapping = {target: target for target in TARGETS}
    for pair in filter(None, (part.strip() for part in (text or "").split(","))):
        target, equals, name = pair.partition("=")
        if not equals or not name or target not in TARGETS:
            raise ConfigError(f"--map: {pair!r} is no TARGET=FIELD; targets: {', '.join(TARGETS)}")
        mapping[target] = name
    return mapping


def document_of(row: Mapping[str, Any], mapping: Mapping[str, str], place: str, read: int = 0) -> Work:
    """The document that a row or JSON object holds, or what it lacks."""
    values = {target: _text(row.get(name)) for target, name in mapping.items()}
    for medium in ("html", "text"):
        if row.get(mapping[medium]) is not None:
            break
    else:
        fields = ", ".join(list(row)[:20]) or "none"
        wanted = " or ".join(repr(mapping[medium]) for medium in ("text", "html"))
        error = f"no field {wanted}; it has: {fields} (name the right one with --map text=FIELD)"
        return Fault(place=place, error=error, url=values["url"], read=read)
    try:
        fetched_at = datetime.fromisoformat(values["fetched"]) if values["fetched"] else None
    except ValueError:
        error = f"field {mapping['fetched']!r}: {values['fetched']!r} is no ISO 8601 date"
        return Fault(place=place, error=error, url=values["url"], read=read)
    return Document(
        place=place,
        medium="html" if medium == "html" else "text",
        data=values[medium],
        url=values["url"] or None,
        publisher=values["publisher"] or None,
        fetched_at=fetched_at,
        evidence={
            EVIDENCE[target]: (value, f"input:{mapping[target]}")
            for target in EVIDENCE
            if (value := values[target])
        },
        title=values["title"] or None,
        lead=values["lead"] or None,
        read=read,
    )


def _text(value: Any) -> str | None:
    """A field as text: numbers and dates as they would be written, a list as its parts."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value)))
    return json.dumps(value, ensure_ascii=False)
