"""The pool of processes: a death costs one task, an error arrives as itself, nothing is left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager

import pytest

from newsscraper.processes import ProcessPool, WorkerDiedError


class AwkwardError(Exception):
    """An error that can be sent, and not be put together again at the other end."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)


def work(task: str) -> str:
    """What the processes of these tests do."""
    match task.split():
        case ["die"]:
            os._exit(3)
        case ["fail"]:
            raise KeyError("gone")
        case ["fail", "awkwardly"]:
            raise AwkwardError(7, "no way back")
        case ["fail", "locally"]:
            raise ValueError(threading.Lock())
        case ["wait"]:
            time.sleep(0.3)
        case ["pid"]:
            return str(os.getpid())
    return task


@contextmanager
def pool_of(number: int) -> Iterator[ProcessPool[str, str]]:
    pool = ProcessPool(number, work)
    try:
        yield pool
    finally:
        pool.close()
    assert not [child for child in multiprocessing.active_children() if child.is_alive()]


def outcome(future: Future[str]) -> str:
    """The result, or the name of the error."""
    error = future.exception(timeout=30)
    return future.result() if error is None else type(error).__name__


def test_a_death_costs_the_task_that_had_the_process() -> None:
    tasks = ["a", "die", "b", "die", "die", "c", "d"]
    with pool_of(2) as pool:
        futures = [pool.submit(task) for task in tasks]
        assert [outcome(future) for future in futures] == [
            "WorkerDiedError" if task == "die" else task for task in tasks
        ]


def test_a_process_that_is_killed_at_rest_costs_nothing() -> None:
    with pool_of(1) as pool:
        first = outcome(pool.submit("pid"))
        os.kill(int(first), signal.SIGKILL)
        for process in multiprocessing.active_children():
            process.join()
        assert outcome(pool.submit("pid")) not in {first, "WorkerDiedError"}


def test_processes_killed_at_any_moment_neither_hang_nor_mix_up_the_work() -> None:
    with pool_of(2) as pool:
        futures = []
        for number in range(60):
            futures.append(pool.submit(str(number)))
            if number % 10 == 0:
                for process in multiprocessing.active_children():
                    process.kill()
        outcomes = [outcome(future) for future in futures]
        assert outcome(pool.submit("on")) == "on"
    assert all(found in {str(number), "WorkerDiedError"} for number, found in enumerate(outcomes))


def test_an_error_arrives_as_itself_and_says_where_it_was_raised() -> None:
    with pool_of(1) as pool:
        error = pool.submit("fail").exception(timeout=30)
        assert isinstance(error, KeyError)
        assert 'raise KeyError("gone")' in "".join(error.__notes__)
        for task, text in (
            ("fail awkwardly", "AwkwardError: no way back"),
            ("fail locally", "ValueError: <unlocked"),
        ):
            with pytest.raises(RuntimeError, match=text):
                pool.submit(task).result(timeout=30)
        assert outcome(pool.submit("on")) == "on"


def test_ctrl_c_is_for_the_process_that_owns_them() -> None:
    with pool_of(1) as pool:
        process = int(outcome(pool.submit("pid")))
        waiting = pool.submit("wait")
        os.kill(process, signal.SIGINT)
        assert outcome(waiting) == "wait"
        assert outcome(pool.submit("pid")) == str(process)


def test_closing_waits_for_what_is_under_way_and_cancels_the_rest() -> None:
    with pool_of(1) as pool:
        assert outcome(pool.submit("on")) == "on"
        begun, at_hand, later = (pool.submit(task) for task in ("wait", "on", "never"))
        while not at_hand.running():
            time.sleep(0.001)
    assert (begun.result(), at_hand.result()) == ("wait", "on")
    assert later.cancelled()


def test_a_death_is_its_own_kind_of_error() -> None:
    with pool_of(1) as pool, pytest.raises(WorkerDiedError, match="died"):
        pool.submit("die").result(timeout=30)
