"""Connections to either database, and the driver's errors in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from newsscraper.errors import ConfigError, OutputError
from newsscraper.stores.address import Address

CONNECT_TIMEOUT = 5
"""Seconds to wait for a server to answer."""

LOCK_TIMEOUT = 30
"""Seconds to wait for another run that is writing to the same SQLite file."""


def engine_for(target: Address, *, write: bool) -> Engine:
    """An engine for a database; nothing is connected yet.

    `write`: whether a transaction may write; SQLite then takes its lock when the transaction begins, so that
    two runs wait for each other and none fails half way.
    Raises `ConfigError` for a URL that cannot be understood.
    """
    try:
        url = make_url(target.text)
        if target.kind == "postgresql":
            if url.drivername in ("postgresql", "postgres"):
                url = url.set(drivername="postgresql+psycopg")
            url = url.update_query_dict({"connect_timeout": str(CONNECT_TIMEOUT)} | dict(url.query))
            return create_engine(url, pool_size=1)
        engine = create_engine(url, connect_args={"timeout": LOCK_TIMEOUT})
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise ConfigError(f"{target}: no usable database address: {error}") from error
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_immediate if write else _begin)
    return engine


@contextmanager
def transaction(engine: Engine, target: Address) -> Iterator[Connection]:
    """A connection with a transaction, committed at the end. Driver errors become `OutputError`."""
    try:
        with engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        reason = " ".join(str(error.orig).split()) or type(error.orig).__name__
        raise OutputError(f"{target}: the database failed: {reason}") from error


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver is kept from opening transactions of its own, which leave out CREATE TABLE.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
