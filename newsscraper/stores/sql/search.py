"""Full-text search: PostgreSQL with its German dictionary, SQLite with FTS5.

A search is written as people know it: all words must occur, `"in quotes"` side by side, `-word` not at all,
`or` between two. PostgreSQL reduces words to their German stem. SQLite has no stems: there, a word of four
letters or more finds every word that begins so, and umlauts count as their vowels ("Friedensplan" finds
"Friedensplans" and "Friedenspläne").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, text

from newsscraper.article import Article
from newsscraper.errors import ConfigError
from newsscraper.stores.address import Address
from newsscraper.stores.sql.reading import reading
from newsscraper.stores.sql.tables import Utc

NEEDED = 2
"""The schema version that brought full-text search."""

_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_WORD = re.compile(r"\w+")
_STEM = 4
"""Letters from which on a word stands for all words that begin so, in SQLite."""

_FILTERS = """
    AND (CAST(:since AS {time}) IS NULL OR coalesce(v.published_at, v.fetched_at) >= :since)
    AND (CAST(:until AS {time}) IS NULL OR coalesce(v.published_at, v.fetched_at) < :until)
    AND (CAST(:publisher AS TEXT) IS NULL OR v.publisher = :publisher)"""

_SQLITE = (
    """
    SELECT v.record, snippet(search, -1, '', '', ' … ', 24) AS snippet
    FROM search JOIN articles AS a ON a.id = search.rowid
    JOIN versions AS v ON v.article_id = a.id AND v.number = a.version
    WHERE search MATCH :query"""
    + _FILTERS.format(time="TEXT")
    + """
    ORDER BY bm25(search, 10.0, 4.0, 1.0) LIMIT :limit"""
)

_POSTGRESQL = (
    """
    SELECT v.record, ts_headline('german', left(v.text, 100000), query,
        'StartSel="", StopSel="", MaxFragments=1, MaxWords=24, MinWords=8') AS snippet
    FROM versions AS v JOIN articles AS a ON v.article_id = a.id AND v.number = a.version,
        websearch_to_tsquery('german', :query) AS query
    WHERE v.search @@ query"""
    + _FILTERS.format(time="TIMESTAMP WITH TIME ZONE")
    + """
    ORDER BY ts_rank_cd(v.search, query) DESC, v.published_at DESC NULLS LAST LIMIT :limit"""
)


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found, in its current version."""

    article: Article
    snippet: str
    """The place in the text, in one line."""


def search(
    source: Address,
    query: str,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    publisher: str | None = None,
    limit: int = 20,
) -> Iterator[Hit]:
    """Articles that fit, best first.

    `since` (inclusive) and `until` (exclusive) are aware and compared with `published_at`, where that is
    missing with `fetched_at`. Raises `ConfigError` for a store without search or a query without a word,
    `InputError` where the database cannot be read.
    """
    if not source.is_database:
        raise ConfigError(
            f"{source}: only databases can be searched; "
            f"`newsscraper convert {source} sqlite:///news.db` makes one"
        )
    sqlite = source.kind == "sqlite"
    values: dict[str, Any] = {
        "query": fts5_query(query) if sqlite else query,
        "since": since,
        "until": until,
        "publisher": publisher,
        "limit": limit,
    }
    if not _WORD.search(query):
        raise ConfigError(f"{query!r} holds no word to search for")
    statement = text(_SQLITE if sqlite else _POSTGRESQL)
    statement = statement.bindparams(bindparam("since", type_=Utc), bindparam("until", type_=Utc))
    with reading(source, NEEDED) as connection:
        for record, snippet in connection.execute(statement, values):
            yield Hit(Article.from_json(record), " ".join(snippet.split()))


def fts5_query(query: str) -> str:
    """A search in FTS5's own language.

    >>> fts5_query('Friedensplan "rote Linie" -Wahl')
    '"Friedensplan"* AND "rote Linie" NOT "Wahl"*'

    Raises `ConfigError` where there is no word that must occur.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    alternative = False
    for minus, phrase, word in _TERM.findall(query):
        if word.lower() in ("or", "oder") and wanted and not minus:
            alternative = True
            continue
        term = _phrase(phrase or word, prefix=not phrase)
        if not term:
            continue
        if minus:
            unwanted.append(term)
        elif alternative:
            wanted[-1] = f"({wanted[-1]} OR {term})"
        else:
            wanted.append(term)
        alternative = False
    if not wanted:
        raise ConfigError(f"{query!r} holds no word to search for")
    return " NOT ".join([" AND ".join(wanted), *unwanted])


def _phrase(words: str, *, prefix: bool) -> str:
    """Words side by side, in quotes, so that nothing in them is taken for an operator."""
    found = _WORD.findall(words)
    if not found:
        return ""
    return f'"{" ".join(found)}"' + ("*" if prefix and len(found[-1]) >= _STEM else "")
