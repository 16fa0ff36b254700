"""Reading records back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, select

from newsscraper.article import Article
from newsscraper.errors import InputError, OutputError
from newsscraper.stores.address import Address
from newsscraper.stores.sql.database import engine_for, transaction
from newsscraper.stores.sql.migrations import LATEST, check_version, found_version
from newsscraper.stores.sql.tables import versions

ROWS = 500
"""Rows fetched at a time."""


def read_sql(source: Address) -> Iterator[Article]:
    """Every version of every article, in the order they were written.

    Raises `InputError` where the database cannot be read or has no tables of ours, `ConfigError` where they
    are of a newer schema version.
    """
    with reading(source) as connection:
        chosen = select(versions.c.record).order_by(versions.c.id).execution_options(yield_per=ROWS)
        for (record,) in connection.execute(chosen):
            yield Article.from_json(record)


@contextmanager
def reading(source: Address, version: int = 1) -> Iterator[Connection]:
    """A connection to a database whose schema is at least `version`, for reading only."""
    if source.path is not None and not source.path.exists():
        raise InputError(f"{source}: no such database; a crawl without -o makes it")
    engine = engine_for(source, write=False)
    try:
        with transaction(engine, source) as connection:
            found = found_version(connection)
            check_version(found, str(source))
            if found == 0:
                raise InputError(f"{source}: has no tables of newsscraper")
            if found < version:
                raise InputError(
                    f"{source}: has schema version {found} of {LATEST}; the next writing run updates it"
                )
            yield connection
    except OutputError as error:
        raise InputError(str(error)) from error
    finally:
        engine.dispose()
