"""Expectations: the records a cassette should give, as a file that a person can read and correct.

`cassettes/tagesspiegel.expected.json` stands beside `cassettes/tagesspiegel.yaml`. Fields that have their
default value are left out.
"""

from __future__ import annotations

import dataclasses
import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from newsscraper.article import Article
from newsscraper.errors import InputError, OutputError
from newsscraper.testing.replaying import SUFFIXES, Replay

BOOKKEEPING = frozenset({"url", "content_hash", "fetched_at", "schema_version"})
"""Fields that are not expected of a record: they follow from the others, or from the recording."""

_COUNTS = ("records", "unchanged", "gone", "reserved")
_GROUPS = ("walls/", "blocked/", "errors/")


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a cassette should give."""

    counts: dict[str, int]
    """Newsscraper's own statistics of the crawl: `records`, `walls/consent_wall`, `blocked/challenge` …"""
    articles: tuple[Article, ...]


def expected_path(cassette: Path) -> Path:
    """Where the expectation for a cassette stands: beside it."""
    for suffix in reversed(SUFFIXES):
        if cassette.name.endswith(suffix):
            return cassette.with_name(cassette.name.removesuffix(suffix) + ".expected.json")
    raise InputError(f"{cassette}: a cassette's name ends in {' or '.join(SUFFIXES)}")


def expectation_of(replay: Replay) -> Expectation:
    """What a replayed crawl gave, as an expectation."""
    counts = {key.removeprefix("newsscraper/"): value for key, value in replay.stats.items()}
    kept = {key: value for key, value in counts.items() if key in _COUNTS or key.startswith(_GROUPS)}
    return Expectation(dict(sorted(kept.items())), replay.articles)


def field_names() -> list[str]:
    """The fields of a record that are compared."""
    return [field.name for field in dataclasses.fields(Article) if field.name not in BOOKKEEPING]


def read_expectation(path: Path) -> Expectation:
    """Read an expectation file.

    Raises `InputError`, one line, where it is missing, no JSON, or does not fit the record's schema.
    """
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise InputError(f"{path}: no expectation; pytest --update-expected writes one") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise InputError(f"{path}: not JSON: {error}") from error
    _check_keys(path, data)
    try:
        return msgspec.convert(data, Expectation)
    except msgspec.ValidationError as error:
        raise InputError(f"{path}: does not fit the record's schema: {error}") from error


def write_expectation(path: Path, expectation: Expectation) -> None:
    """Write an expectation file; raises `OutputError` where that fails."""
    try:
        path.write_text(dump_expectation(expectation), encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error


def dump_expectation(expectation: Expectation) -> str:
    """The text of an expectation file."""
    articles = [_without_defaults(article) for article in expectation.articles]
    data = {"counts": expectation.counts, "articles": articles}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def difference(path: Path, old: str, new: str) -> str:
    """What changes in an expectation file, as a unified diff; empty where nothing does."""
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), f"{path} (old)", f"{path} (new)", n=2
    )
    return "".join(lines)


def _without_defaults(article: Article) -> dict[str, Any]:
    plain = article.to_dict()
    kept = {}
    for field in dataclasses.fields(Article):
        default = field.default_factory() if callable(field.default_factory) else field.default
        if field.name == "url" or (field.name not in BOOKKEEPING and getattr(article, field.name) != default):
            kept[field.name] = _without_nulls(plain[field.name])
    return kept


def _without_nulls(value: Any) -> Any:
    """Parts of a record without the keys that say nothing (a null flag says something); maps sorted."""
    if isinstance(value, dict):
        return dict(sorted(value.items()))
    if isinstance(value, list | tuple):
        return [
            {k: v for k, v in part.items() if v is not None} if isinstance(part, dict) else part
            for part in value
        ]
    return value


def _check_keys(path: Path, data: Any) -> None:
    """msgspec skips unknown keys of a dataclass; in an expectation one is a slip of the pen."""
    known = {field.name for field in dataclasses.fields(Article)}
    articles = data.get("articles") if isinstance(data, Mapping) else None
    if not isinstance(articles, list):
        raise InputError(f"{path}: does not fit the record's schema: no list of articles")
    for number, article in enumerate(articles):
        unknown = sorted(set(article) - known) if isinstance(article, Mapping) else []
        if unknown:
            near = difflib.get_close_matches(unknown[0], known, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise InputError(f"{path}: articles[{number}]: a record has no field {unknown[0]!r}{hint}")
