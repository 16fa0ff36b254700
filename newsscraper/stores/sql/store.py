"""Writing: upsert by article, a new version when the record changed, a new `last_seen` when it did not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from newsscraper.article import Article
from newsscraper.stores.address import Address
from newsscraper.stores.keys import article_key, fingerprint
from newsscraper.stores.model import Store
from newsscraper.stores.sql.database import engine_for, transaction
from newsscraper.stores.sql.migrations import migrate
from newsscraper.stores.sql.rows import Row, moment, part_rows, plain, version_row
from newsscraper.stores.sql.tables import articles, versions


def _now() -> datetime:
    return datetime.now(UTC)


class SqlStore(Store):
    """Writes to a database, a batch a transaction; several runs can write to the same one."""

    batch = 200

    def __init__(self, target: Address, *, now: Callable[[], datetime] = _now) -> None:
        """Connect, and make or migrate the tables.

        `now`: when a record counts as seen that does not say when it was fetched.
        Raises `OutputError` and `ConfigError`, see `migrate`.
        """
        super().__init__()
        self._target = target
        self._now = now
        self._engine = engine_for(target, write=True)
        try:
            with transaction(self._engine, target) as connection:
                migrate(connection, str(target))
        except BaseException:
            self._engine.dispose()
            raise

    def _save(self, articles: Sequence[Article]) -> None:
        now = self._now()
        with transaction(self._engine, self._target) as connection:
            _Batch(connection, now).save(articles)

    def _sync(self) -> None:
        """Nothing to do: a transaction that was committed lasts."""

    def _close(self) -> None:
        self._engine.dispose()


@dataclass(slots=True)
class _Known:
    """A version that the database has, or will have at the end of the batch."""

    number: int
    fingerprint: str
    first_seen: datetime
    last_seen: datetime
    rank: tuple[bool, datetime, int]
    """The version with the highest is the current one: a whole article before a wall, then the newest."""


class _Batch:
    """One transaction's work, in three round trips: lock the articles, read their versions, write."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now
        self._new: dict[Table, list[Row]] = defaultdict(list)
        self._seen: list[Row] = []

    def save(self, records: Sequence[Article]) -> None:
        keyed = [(article_key(record), record) for record in records]
        ids = self._lock(dict(keyed))
        known = self._versions(ids.values())
        for key, record in keyed:
            self._take(record, ids[key], known[ids[key]])
        self._write({ids[key] for key, _ in keyed}, known)

    def _lock(self, wanted: dict[str, Article]) -> dict[str, int]:
        """The ids of articles by key, made where they are new, locked against other runs.

        In the order of the keys, so that two runs wait for each other and never both.
        """
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        start: list[Row] = [
            {"key": key, "publisher": plain(record.publisher), "version": 0}
            | dict.fromkeys(("first_seen", "last_seen"), self._seen_at(record))
            for key, record in sorted(wanted.items())
        ]
        self._connection.execute(dialect.insert(articles).on_conflict_do_nothing(), start)
        chosen = select(articles.c.key, articles.c.id).where(articles.c.key.in_(wanted))
        rows = self._connection.execute(chosen.order_by(articles.c.key).with_for_update())
        return {row.key: row.id for row in rows}

    def _versions(self, ids: Any) -> dict[int, list[_Known]]:
        found: dict[int, list[_Known]] = defaultdict(list)
        columns = versions.c
        chosen = select(
            columns.article_id, columns.number, columns.fingerprint, columns.first_seen, columns.last_seen,
            columns.status,
        )  # fmt: skip
        for row in self._connection.execute(
            chosen.where(columns.article_id.in_(list(ids))).order_by(columns.number)
        ):
            rank = (row.status == "ok", row.last_seen, row.number)
            found[row.article_id].append(
                _Known(row.number, row.fingerprint, row.first_seen, row.last_seen, rank)
            )
        return found

    def _take(self, record: Article, article_id: int, known: list[_Known]) -> None:
        mark, seen = fingerprint(record), self._seen_at(record)
        for version in reversed(known):
            # The latest version once more, or one that is loaded a second time after a run broke off.
            again = version is known[-1] or version.first_seen <= seen <= version.last_seen
            if version.fingerprint == mark and again:
                self._see_again(article_id, version, seen)
                return
        number = known[-1].number + 1 if known else 1
        rank = (record.status == "ok", seen, number)
        known.append(_Known(number, mark, seen, seen, rank))
        self._new[versions].append(version_row(record, article_id, number, mark, seen))
        for table, rows in part_rows(record, article_id, number).items():
            self._new[table] += rows

    def _see_again(self, article_id: int, version: _Known, seen: datetime) -> None:
        version.first_seen, version.last_seen = min(seen, version.first_seen), max(seen, version.last_seen)
        version.rank = (version.rank[0], version.last_seen, version.number)
        self._seen.append(
            {"a": article_id, "n": version.number, "f": version.first_seen, "l": version.last_seen}
        )

    def _write(self, ids: set[int], known: dict[int, list[_Known]]) -> None:
        for table in sorted(self._new, key=lambda table: table is not versions):
            if self._new[table]:
                self._connection.execute(insert(table), self._new[table])
        if self._seen:
            this = (versions.c.article_id == bindparam("a")) & (versions.c.number == bindparam("n"))
            change = update(versions).where(this).values(first_seen=bindparam("f"), last_seen=bindparam("l"))
            self._connection.execute(change, self._seen)
        current = [_article_row(article_id, known[article_id]) for article_id in sorted(ids)]
        change = update(articles).where(articles.c.id == bindparam("a"))
        change = change.values(version=bindparam("v"), first_seen=bindparam("f"), last_seen=bindparam("l"))
        self._connection.execute(change, current)

    def _seen_at(self, record: Article) -> datetime:
        return moment(record.fetched_at) or self._now


def _article_row(article_id: int, known: list[_Known]) -> Row:
    return {
        "a": article_id,
        "v": max(known, key=lambda version: version.rank).number,
        "f": min(version.first_seen for version in known),
        "l": max(version.last_seen for version in known),
    }
