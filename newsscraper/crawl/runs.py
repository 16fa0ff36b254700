"""Which crawls are at work on a state file, and which have died."""

from __future__ import annotations

import os
import socket
import sqlite3
import time
import uuid

TABLE = """
CREATE TABLE IF NOT EXISTS runs (
    token TEXT PRIMARY KEY,
    process TEXT NOT NULL,
    pid INTEGER NOT NULL,
    host TEXT NOT NULL,
    seen REAL NOT NULL
);
"""
BEAT = 30.0
"""Seconds between two signs of life."""
DEAD_AFTER = 20 * 60.0
"""Silence in seconds after which a run on another machine is taken for dead."""

_PROCESS = uuid.uuid4().hex
"""This process. Its number alone will not do: in a container, every process is number 1."""


class Immediate:
    """A transaction that takes the write lock at once, so that it cannot fail half-way for want of it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, *_: object) -> None:
        self._db.execute("COMMIT" if kind is None else "ROLLBACK")


class Runs:
    """One crawl's entry among the runs of a state file. Real time, also in a replay: others must be able
    to tell whether it lives."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.token = uuid.uuid4().hex
        self._db = db
        self._beaten = 0.0

    def beat(self) -> None:
        """Give a sign of life, if the last one is a while ago."""
        now = time.time()
        if now - self._beaten < BEAT:
            return
        self._beaten = now
        self._db.execute(
            "INSERT INTO runs VALUES (?, ?, ?, ?, ?) ON CONFLICT (token) DO UPDATE SET seen = excluded.seen",
            (self.token, _PROCESS, os.getpid(), socket.gethostname(), now),
        )

    def bury_dead(self) -> None:
        """Free the addresses that killed runs hold."""
        with Immediate(self._db):
            for token, process, pid, host, seen in self._db.execute("SELECT * FROM runs").fetchall():
                if process != _PROCESS and _dead(pid, host, time.time() - seen):
                    self._db.execute("DELETE FROM runs WHERE token = ?", (token,))
            self._db.execute(
                "UPDATE pages SET claim = NULL"
                " WHERE claim IS NOT NULL AND claim NOT IN (SELECT token FROM runs)"
            )

    def end(self) -> None:
        """Give back what was claimed and not looked at, and leave."""
        with Immediate(self._db):
            self._db.execute(
                "UPDATE pages SET claim = NULL WHERE claim = ? AND state != 'writing'", (self.token,)
            )
            self._db.execute("DELETE FROM runs WHERE token = ?", (self.token,))


def _dead(pid: int, host: str, silent: float) -> bool:
    if host != socket.gethostname():
        return silent > DEAD_AFTER
    if pid == os.getpid():
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False
