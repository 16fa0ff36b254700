"""What a crawl remembers: every address it ever met, in an SQLite file.

The table is also the queue: addresses go in as sources name them and come out newest first, so that a
back-fill over years needs no more memory than a day's news.

An address is `queued`, then `writing` while its record is on the way to the output, then `done`. Or it is
`alias` (another address of a page that is done), `gone` (404, 410), `other` (no article: a video, a front
page, a file), `wall` (consent, paywall, challenge, empty), `failed`, `outside` (not in the asked-for days) or
`reserved` (not to be mined, and respected).
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from newsscraper.crawl import runs
from newsscraper.crawl.discovery.found import Found
from newsscraper.crawl.runs import Immediate, Runs
from newsscraper.errors import OutputError

SCHEMA = 1
YOUNG = timedelta(days=2)
"""Age up to which an article is looked at again."""
MAX_TRIES = 5
"""Failed looks after which an address is left alone."""
LEARN_FROM = 14
"""Latest runs that say what is usual."""
LEARN_RECORDS = 30
"""Records that it takes to say so."""

_TABLES = (
    """
    CREATE TABLE IF NOT EXISTS pages (
        url TEXT PRIMARY KEY,
        publisher TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'queued',
        rank REAL NOT NULL,
        dated REAL,
        published REAL,
        first_seen REAL NOT NULL,
        last_fetched REAL,
        etag TEXT,
        last_modified TEXT,
        content_hash TEXT,
        record_url TEXT,
        tries INTEGER NOT NULL DEFAULT 0,
        evidence TEXT,
        named TEXT,
        claim TEXT
    )
    """,
    """
    CREATE INDEX IF NOT EXISTS pages_queue ON pages (publisher, state, claim, rank DESC)
    """,
    """
    CREATE TABLE IF NOT EXISTS sources (
        publisher TEXT, url TEXT, listed INTEGER NOT NULL, PRIMARY KEY (publisher, url)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS coverage (
        publisher TEXT NOT NULL, field TEXT NOT NULL, at REAL NOT NULL,
        records INTEGER NOT NULL, had INTEGER NOT NULL
    )
    """,
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of an address that is to be fetched."""

    url: str
    etag: str | None
    last_modified: str | None
    content_hash: str | None
    evidence: dict[str, tuple[str, str]]


class State:
    """The store. One object a crawl; several crawls, in any processes, may share a file.

    `path` None makes a throw-away store. `clock` gives the present moment.
    Raises `OutputError` where the file cannot be used.
    """

    def __init__(self, path: Path | None, clock: Callable[[], datetime]) -> None:
        self.path = path
        self._clock = clock
        # An empty name is SQLite's own throw-away file, which spills to disk when it grows.
        try:
            self._db = sqlite3.connect(path or "", timeout=60, isolation_level=None)
            self._prepare()
        except sqlite3.Error as error:
            raise OutputError(f"{path}: cannot be used as state file: {error}") from error
        self._runs = Runs(self._db)
        self._runs.beat()

    def _prepare(self) -> None:
        """Make the tables. Two runs may begin at once, and the change to WAL does not wait for a lock."""
        patience = time.monotonic() + 30
        while True:
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
                break
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > patience:
                    raise
                time.sleep(0.05)
        self._db.execute("PRAGMA synchronous = NORMAL")
        with Immediate(self._db):
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, SCHEMA):
                raise OutputError(
                    f"{self.path}: a state file of version {version}; this newsscraper writes {SCHEMA}"
                )
            for statement in (*_TABLES, runs.TABLE):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {SCHEMA}")

    def begin(self, publisher: str, *, recheck: float = 0.0, any_day: bool = True) -> None:
        """Queue again what died with an earlier run, what failed, and what is due for another look.

        `recheck`: seconds that pass at least between two looks at a young article.
        `any_day`: whether this run takes articles of any day, so that those left outside come back in.
        """
        now = self._now()
        self._runs.bury_dead()
        again = ["failed", "wall"] + (["outside"] if any_day else [])
        with Immediate(self._db):
            self._db.execute(
                f"UPDATE pages SET state = 'queued' WHERE publisher = ? AND claim IS NULL AND tries < ?"
                f" AND state IN ({', '.join('?' * len(again))})",
                (publisher, MAX_TRIES, *again),
            )
            self._db.execute(
                "UPDATE pages SET state = 'queued' WHERE publisher = ? AND claim IS NULL AND state = 'done'"
                " AND published > ? AND last_fetched < ?",
                (publisher, now - YOUNG.total_seconds(), now - recheck),
            )

    def discover(self, publisher: str, found: Iterable[tuple[str, Found]]) -> int:
        """Queue addresses that are new, or changed since they were fetched; returns how many were new.

        `found`: addresses in normal form, with what a source says about them.
        """
        now = self._now()
        new = 0
        with Immediate(self._db):
            for place, (url, item) in enumerate(found):
                dated = item.dated.timestamp() if item.dated else None
                # Undated addresses rank by when they were met, in the source's own order.
                rank = dated if dated is not None else now - place / 1000
                evidence = json.dumps(item.evidence, ensure_ascii=False) if item.evidence else None
                added = self._db.execute(
                    "INSERT INTO pages (url, publisher, rank, dated, first_seen, evidence, named)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (url) DO NOTHING",
                    (url, publisher, rank, dated, now, evidence, self._runs.token),
                ).rowcount
                new += added
                if not added:
                    self._db.execute("UPDATE pages SET named = ? WHERE url = ?", (self._runs.token, url))
                if not added and dated is not None:
                    self._db.execute(
                        "UPDATE pages SET state = 'queued', dated = ?, rank = ?, evidence = ?"
                        " WHERE url = ? AND state IN ('done', 'failed', 'wall') AND claim IS NULL"
                        " AND last_fetched < ? AND (dated IS NULL OR dated < ?)",
                        (dated, rank, evidence, url, dated, dated),
                    )
        return new

    def take(self, publisher: str, count: int, *, only_named: bool = False) -> list[Known]:
        """Claim up to `count` queued addresses, newest first.

        `only_named`: only those that this run itself has discovered, because it is after certain articles.
        """
        where = "publisher = ? AND state = 'queued' AND claim IS NULL"
        values: list[str | int] = [publisher]
        if only_named:
            where += " AND named = ?"
            values.append(self._runs.token)
        with Immediate(self._db):
            self._runs.beat()
            rows = self._db.execute(
                f"UPDATE pages SET claim = ? WHERE url IN"
                f" (SELECT url FROM pages WHERE {where} ORDER BY rank DESC LIMIT ?)"
                " RETURNING rank, url, etag, last_modified, content_hash, evidence",
                (self._runs.token, *values, count),
            ).fetchall()
        return [
            Known(url, etag, modified, digest, {k: (v[0], v[1]) for k, v in json.loads(text or "{}").items()})
            for _, url, etag, modified, digest, text in sorted(rows, reverse=True)
        ]

    def hash_of(self, url: str) -> str | None:
        """Content hash of the last record of an address, written or on its way, or None."""
        row = self._db.execute("SELECT content_hash FROM pages WHERE url = ?", (url,)).fetchone()
        return row[0] if row else None

    def writing(self, url: str, record_url: str, content_hash: str) -> None:
        """Note, before it is written, that a record is on its way to the output."""
        self._runs.beat()
        self._db.execute(
            "UPDATE pages SET state = 'writing', record_url = ?, content_hash = ? WHERE url = ?",
            (record_url, content_hash, url),
        )

    def done(
        self,
        url: str,
        *,
        published: datetime | None,
        etag: str | None,
        last_modified: str | None,
        content_hash: str | None,
        unchanged: bool = False,
    ) -> None:
        """Note that an address is fetched and its record safe in the output.

        `unchanged`: it gave the record that is known already; that one may still be on its way, and then
        it is not for this call to say that it has arrived.
        """
        self._db.execute(
            "UPDATE pages SET state = 'done', claim = NULL, tries = 0, last_fetched = ?, etag = ?,"
            " last_modified = ?, content_hash = ?, published = coalesce(?, published, dated, first_seen)"
            " WHERE url = ?" + (" AND state != 'writing'" if unchanged else ""),
            (self._now(), etag, last_modified, content_hash, published and published.timestamp(), url),
        )

    def fresh(self, url: str) -> None:
        """Note that an address was asked for and has not changed."""
        self._db.execute(
            "UPDATE pages SET state = 'done', claim = NULL, tries = 0, last_fetched = ?,"
            " published = coalesce(published, dated, first_seen) WHERE url = ?",
            (self._now(), url),
        )

    def close_with(self, url: str, state: str) -> None:
        """Note that an address gave no record, and why (see the module's docstring for the states)."""
        self._runs.beat()
        self._db.execute(
            "UPDATE pages SET state = ?, claim = NULL, last_fetched = ?, tries = tries + ? WHERE url = ?",
            (state, self._now(), int(state in ("failed", "wall")), url),
        )

    def adopt(self, url: str, publisher: str) -> None:
        """Know an address that no source named: a page's canonical one."""
        now = self._now()
        self._db.execute(
            "INSERT INTO pages (url, publisher, rank, first_seen, claim) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (url) DO NOTHING",
            (url, publisher, now, now, self._runs.token),
        )

    def doubtful(self) -> dict[tuple[str, str], str]:
        """Records that were on their way when a run died: (record's URL, content hash) -> address."""
        self._runs.bury_dead()
        rows = self._db.execute(
            "SELECT record_url, content_hash, url FROM pages WHERE state = 'writing' AND claim IS NULL"
        ).fetchall()
        return {(record, digest): url for record, digest, url in rows}

    def settle(self, url: str, *, written: bool) -> None:
        """Decide a doubtful address: its record is in the output, or it has to be fetched again."""
        decision = (
            "state = 'done', published = coalesce(published, dated, first_seen)"
            if written
            else "state = 'queued', content_hash = NULL"
        )
        self._db.execute(
            f"UPDATE pages SET {decision} WHERE url = ? AND state = 'writing' AND claim IS NULL", (url,)
        )

    def remember_source(self, publisher: str, url: str, listed: int) -> int:
        """Note how many articles a source listed; returns how many it listed the time before."""
        row = self._db.execute(
            "SELECT listed FROM sources WHERE publisher = ? AND url = ?", (publisher, url)
        ).fetchone()
        if listed:
            self._db.execute(
                "INSERT INTO sources VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET listed = excluded.listed",
                (publisher, url, listed),
            )
        return row[0] if row else 0

    def usual(self, publisher: str) -> dict[str, float]:
        """Field -> share of records that had it in the latest runs, where there were enough to tell."""
        rows = self._db.execute(
            "SELECT field, sum(had) * 1.0 / sum(records) FROM (SELECT *, row_number() OVER"
            " (PARTITION BY field ORDER BY at DESC) AS age FROM coverage WHERE publisher = ?)"
            " WHERE age <= ? GROUP BY field HAVING sum(records) >= ?",
            (publisher, LEARN_FROM, LEARN_RECORDS),
        )
        return dict(rows.fetchall())

    def remember_coverage(self, publisher: str, records: int, had: Mapping[str, int]) -> None:
        """Note how many of a run's records had each field."""
        now = self._now()
        rows = [(publisher, field, now, records, count) for field, count in had.items()]
        self._db.executemany("INSERT INTO coverage VALUES (?, ?, ?, ?, ?)", rows)

    def queued(self, publisher: str) -> int:
        """Number of addresses that wait to be fetched."""
        row = self._db.execute(
            "SELECT count(*) FROM pages WHERE publisher = ? AND state = 'queued' AND claim IS NULL",
            (publisher,),
        ).fetchone()
        return int(row[0])

    def close(self) -> None:
        """Give back what was claimed and not looked at, and let go of the file."""
        self._runs.end()
        self._db.close()

    def _now(self) -> float:
        return self._clock().timestamp()
