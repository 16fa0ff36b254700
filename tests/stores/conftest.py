"""Stores to write to, among them a real PostgreSQL."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from postgresql_server import Server, find_programs

_numbers = itertools.count()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A running PostgreSQL server."""
    programs = find_programs()
    if programs is None:
        reason = "PostgreSQL's server programs are not installed (Debian: apt-get install postgresql)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    server = Server(programs)
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture
def new_database(server: Server) -> Callable[[], str]:
    """Makes an empty PostgreSQL database and returns its address."""

    def make() -> str:
        name = f"news{next(_numbers)}"
        server.sql(f"CREATE DATABASE {name}")
        return server.url(name)

    return make


@pytest.fixture
def postgresql(new_database: Callable[[], str]) -> str:
    """The address of an empty PostgreSQL database."""
    return new_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/news.db"
    address: str = request.getfixturevalue("postgresql")
    return address
