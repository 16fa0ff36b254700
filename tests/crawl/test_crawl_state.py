"""The state store: a queue that remembers."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsscraper.crawl.discovery import Found
from newsscraper.crawl.state import MAX_TRIES, Known, State
from newsscraper.errors import OutputError


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_state(tmp_path: Path, clock: Clock) -> Callable[[], State]:
    return lambda: State(tmp_path / "news.state", clock)


def found(name: str, dated: datetime | None = None) -> tuple[str, Found]:
    url = f"https://a.de/{name}"
    return url, Found(url=url, source="https://a.de/feed", medium="feed", dated=dated, title=name)


def finish(state: State, known: Known, content_hash: str, published: datetime | None = None) -> None:
    state.writing(known.url, known.url, content_hash)
    state.done(known.url, published=published, etag='"1"', last_modified=None, content_hash=content_hash)


def names(taken: list[Known]) -> list[str]:
    return [known.url.rpartition("/")[2] for known in taken]


def test_newest_first_and_undated_in_the_sources_order(open_state: Callable[[], State], clock: Clock) -> None:
    state = open_state()
    yesterday, week = clock.now - timedelta(days=1), clock.now - timedelta(days=7)
    state.discover("a", [found("alt", week), found("u1"), found("u2"), found("neu", yesterday)])
    assert names(state.take("a", 3)) == ["u1", "u2", "neu"]
    assert names(state.take("a", 3)) == ["alt"]
    assert state.take("a", 3) == []
    assert state.take("b", 3) == []
    state.close()


def test_what_is_known_is_discovered_once(open_state: Callable[[], State]) -> None:
    state = open_state()
    assert state.discover("a", [found("1"), found("2"), found("1")]) == 2
    assert state.discover("a", [found("2"), found("3")]) == 1
    assert state.queued("a") == 3
    state.close()


def test_a_source_that_names_a_later_change_brings_an_article_back(
    open_state: Callable[[], State], clock: Clock
) -> None:
    state = open_state()
    state.discover("a", [found("1", clock.now)])
    finish(state, state.take("a", 1)[0], "h1", clock.now)
    state.discover("a", [found("1", clock.now - timedelta(hours=1))])
    assert state.take("a", 1) == []
    clock.forward(hours=2)
    state.discover("a", [found("1", clock.now - timedelta(hours=1))])
    (again,) = state.take("a", 1)
    assert (again.etag, again.content_hash, again.evidence["title"]) == ('"1"', "h1", ("1", "feed:title"))
    finish(state, again, "h2", clock.now)
    state.discover("a", [found("1", clock.now + timedelta(days=1))])
    (future,) = state.take("a", 1)
    finish(state, future, "h2", clock.now)
    state.discover("a", [found("1", clock.now + timedelta(days=1))])
    assert state.take("a", 1) == []
    state.close()


def test_young_articles_are_due_again_old_ones_are_not(open_state: Callable[[], State], clock: Clock) -> None:
    state = open_state()
    state.discover("a", [found("jung"), found("alt")])
    for known in state.take("a", 2):
        age = timedelta(hours=1) if "jung" in known.url else timedelta(days=3)
        finish(state, known, "h", clock.now - age)
    clock.forward(minutes=10)
    state.begin("a", recheck=1800)
    assert state.take("a", 2) == []
    clock.forward(minutes=25)
    state.begin("a", recheck=1800)
    assert names(state.take("a", 2)) == ["jung"]
    state.close()


def test_failures_come_back_until_there_were_enough(open_state: Callable[[], State]) -> None:
    state = open_state()
    state.discover("a", [found("1")])
    looks = 0
    while state.take("a", 1):
        looks += 1
        state.close_with("https://a.de/1", "failed")
        state.begin("a")
    assert looks == MAX_TRIES
    state.close()


def test_what_is_gone_stays_gone_and_what_was_outside_comes_back(open_state: Callable[[], State]) -> None:
    state = open_state()
    state.discover("a", [found("weg"), found("alt")])
    state.take("a", 2)
    state.close_with("https://a.de/weg", "gone")
    state.close_with("https://a.de/alt", "outside")
    state.begin("a", any_day=False)
    assert state.take("a", 2) == []
    state.begin("a")
    assert names(state.take("a", 2)) == ["alt"]
    state.close()


def test_a_run_that_is_after_certain_articles_takes_only_what_it_discovered(
    open_state: Callable[[], State],
) -> None:
    first, second = open_state(), open_state()
    first.discover("a", [found("1"), found("2")])
    second.discover("a", [found("2"), found("3")])
    assert sorted(names(second.take("a", 9, only_named=True))) == ["2", "3"]
    assert names(first.take("a", 9)) == ["1"]
    first.close()
    second.close()


def test_what_a_run_did_not_get_to_is_given_back(open_state: Callable[[], State]) -> None:
    first = open_state()
    first.discover("a", [found("1")])
    assert first.take("a", 1)
    second = open_state()
    second.begin("a")
    assert second.take("a", 1) == []
    first.close()
    assert names(second.take("a", 1)) == ["1"]
    second.close()


def test_a_killed_runs_work_is_taken_over_and_its_records_are_in_doubt(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "news.state"
    script = (
        "import os, sys; from datetime import UTC, datetime; from pathlib import Path\n"
        "from newsscraper.crawl.discovery import Found; from newsscraper.crawl.state import State\n"
        "s = State(Path(sys.argv[1]), lambda: datetime(2026, 11, 22, tzinfo=UTC))\n"
        "urls = [f'https://a.de/{n}' for n in range(3)]\n"
        "s.discover('a', [(u, Found(url=u, source='x', medium='feed')) for u in urls])\n"
        "s.take('a', 3); s.writing(urls[1], urls[1], 'h1'); s.writing(urls[2], urls[2], 'h2')\n"
        "os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=False, timeout=30)
    state = State(path, clock)
    doubtful = state.doubtful()
    assert doubtful == {
        ("https://a.de/1", "h1"): "https://a.de/1",
        ("https://a.de/2", "h2"): "https://a.de/2",
    }
    state.settle("https://a.de/1", written=True)
    state.settle("https://a.de/2", written=False)
    assert state.doubtful() == {}
    assert sorted(names(state.take("a", 9))) == ["0", "2"]
    assert state.hash_of("https://a.de/1") == "h1"
    assert state.hash_of("https://a.de/2") is None
    state.close()


def test_a_record_on_its_way_is_not_settled_by_its_twin(open_state: Callable[[], State]) -> None:
    state = open_state()
    state.discover("a", [found("1")])
    (known,) = state.take("a", 1)
    state.writing(known.url, known.url, "h1")
    assert state.hash_of(known.url) == "h1"
    state.done(known.url, published=None, etag=None, last_modified=None, content_hash="h1", unchanged=True)
    db = sqlite3.connect(str(state.path))
    assert db.execute("SELECT state FROM pages").fetchone() == ("writing",)
    db.close()
    state.close()


def test_a_source_remembers_how_much_it_listed(open_state: Callable[[], State]) -> None:
    state = open_state()
    assert [state.remember_source("a", "https://a.de/feed", n) for n in (40, 0, 30)] == [0, 40, 40]
    state.close()


def test_what_is_usual_is_learned_from_enough_records(open_state: Callable[[], State], clock: Clock) -> None:
    state = open_state()
    state.remember_coverage("a", 20, {"title": 20, "lead": 10})
    assert state.usual("a") == {}
    clock.forward(days=1)
    state.remember_coverage("a", 20, {"title": 20, "lead": 14})
    assert state.usual("a") == {"title": 1.0, "lead": 0.6}
    for _ in range(14):
        clock.forward(days=1)
        state.remember_coverage("a", 10, {"lead": 9})
    assert state.usual("a") == {"title": 1.0, "lead": 0.9}
    assert state.usual("b") == {}
    state.close()


def test_a_throw_away_store_leaves_nothing(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    state = State(None, clock)
    state.discover("a", [found("1")])
    assert names(state.take("a", 1)) == ["1"]
    state.close()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_state_file_is_refused(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "bild.jpg"
    path.write_bytes(b"\xff\xd8" + os.urandom(4096))
    with pytest.raises(OutputError, match=r"bild\.jpg: cannot be used as state file"):
        State(path, clock)
    with pytest.raises(OutputError, match="cannot be used as state file"):
        State(tmp_path / "nirgends" / "x.state", clock)


def test_a_state_file_of_another_version_is_refused(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "x.state"
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(OutputError, match="version 99"):
        State(path, clock)
