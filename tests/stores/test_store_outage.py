"""A real PostgreSQL that is stopped, and started again, while records are written to it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import made_up
import pytest
from postgresql_server import Server

from newsscraper.errors import OutputError
from newsscraper.stores import parse_address, read_store
from newsscraper.stores.opening import open_bare
from newsscraper.stores.spool import RETRY_AFTER, SafeStore


@pytest.fixture
def target(server: Server, postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database on a server that runs again after the test; spools go to a folder of the test's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("newsscraper.stores.sql.store.SqlStore.batch", 10)
    yield postgresql
    if not server.is_running():
        server.start()


class Clock:
    """A clock that the test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def safe_store(target: str, clock: Clock) -> SafeStore:
    address = parse_address(target)
    return SafeStore(address, open_bare(address), lambda: open_bare(address), clock=clock)


def numbers(address: str) -> list[int]:
    return sorted(int((article.title or "").rpartition(" ")[2]) for article in read_store(address))


def test_a_database_that_comes_back_has_every_record(server: Server, target: str, tmp_path: Path) -> None:
    clock = Clock()
    with safe_store(target, clock) as store:
        for number in range(100):
            if number == 33:
                server.stop()
            if number == 66:
                server.start()
                clock.now += RETRY_AFTER
            store.write(made_up.plain(number))
            if number == 50:
                assert list(tmp_path.glob("*.spool.jsonl")), "kept aside while the database is gone"
    assert numbers(target) == list(range(100))
    assert not list(tmp_path.iterdir())


def test_a_database_that_stays_away_leaves_a_spool(server: Server, target: str, tmp_path: Path) -> None:
    store = safe_store(target, Clock())
    for number in range(40):
        if number == 25:
            server.stop()
        store.write(made_up.plain(number))
    with pytest.raises(OutputError) as error:
        store.close()
    (spool,) = tmp_path.iterdir()
    kept = numbers(str(spool))
    assert str(error.value).endswith(
        f"; {len(kept)} records are kept in {spool.name}: load them with `newsscraper resume {target}`"
    )
    assert "\n" not in str(error.value)
    resume = [sys.executable, "-m", "newsscraper", "resume", target]
    failed = subprocess.run(resume, capture_output=True, text=True, check=False)
    assert failed.returncode == 2
    assert len(failed.stderr.splitlines()) == 1
    assert spool.exists()
    server.start()
    done = subprocess.run(resume, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, f"{len(kept)} records from {spool.name} are in {target}\n")
    assert numbers(target) == list(range(40))
    assert not spool.exists()
    again = subprocess.run(resume, capture_output=True, text=True, check=False)
    assert (again.returncode, again.stderr) == (0, f"nothing was kept aside for {target}\n")


def test_a_copy_to_a_database_that_goes_away(server: Server, target: str, tmp_path: Path) -> None:
    """The reader goes on, and the spool takes what the database does not."""
    from newsscraper.stores.copying import replace

    def records() -> Iterator[made_up.Article]:
        for number in range(30):
            if number == 15:
                server.stop()
            yield made_up.plain(number)

    with pytest.raises(OutputError, match="20 records are kept in"):
        replace(parse_address(target), records())
    assert numbers(str(next(tmp_path.iterdir()))) == list(range(10, 30))
