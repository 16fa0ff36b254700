"""Processes that work for this one, and are replaced when they die.

The standard library's pool gives up as a whole when one of its processes dies, and loses work or its own
balance when some is handed in at that moment. A night's work meets that: a system short of memory kills.
Here each process has a pipe and a thread of its own, so that a death is felt at one place, by one task.
"""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")

AT_HAND = 2
"""Tasks that a process is given at a time."""

# Spawned, not forked: a fork of a process with threads or open connections can hang.
_SPAWN = multiprocessing.get_context("spawn")


class WorkerDiedError(Exception):
    """A worker was killed, or crashed, while it had the task."""


class ProcessPool(Generic[Task, Outcome]):
    """So many processes that call one function; each has loaded it before its first task comes.

    The function, the tasks and the outcomes must be picklable. The processes leave Ctrl-C to this one,
    and end with it, however it ends.
    """

    def __init__(self, number: int, function: Callable[[Task], Outcome]) -> None:
        # Each process has a second task at hand, so that it need not wait for this one to fetch the first.
        self._threads = ThreadPoolExecutor(AT_HAND * number, thread_name_prefix="worker")
        self._seats = [_Seat(function) for _ in range(number)]
        self._free: SimpleQueue[_Seat] = SimpleQueue()
        for seat in self._seats * AT_HAND:
            self._free.put(seat)

    def submit(self, task: Task) -> Future[Outcome]:
        """Begin a task.

        The future raises what the function raises, or `WorkerDiedError`: then the other tasks go on, and the
        next one finds a new process.
        """
        return self._threads.submit(self._run, task)

    def close(self) -> None:
        """Let what is under way come to its end, and end the processes; what has not begun is cancelled."""
        self._threads.shutdown(cancel_futures=True)
        for seat in self._seats:
            seat.end()

    def _run(self, task: Task) -> Outcome:
        seat = self._free.get()
        try:
            while True:
                try:
                    outcome: Outcome = seat.worker().call(task)
                except _NotBegunError:
                    continue
                return outcome
        finally:
            self._free.put(seat)


class _NotBegunError(Exception):
    """The process died before it came to the task."""


class _Seat:
    """The place of a process, which a new one takes when it has died."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self._function = function
        self._lock = threading.Lock()
        self._worker = _Worker(function)

    def worker(self) -> _Worker:
        with self._lock:
            if not self._worker.alive:
                # Who still waits at the old one's pipe keeps it open: closed, its number could become
                # that of the new one's, and an outcome go to the wrong task.
                self._worker = _Worker(self._function)
            return self._worker

    def end(self) -> None:
        self._worker.end()


class _Worker:
    """One process, and this side of the pipe to it; it gives the outcomes in the order of the tasks."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self._pipe, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(theirs, function), daemon=True)
        self._process.start()
        # The process alone holds its side now, so that its death closes the pipe.
        theirs.close()
        self._sending = threading.Lock()
        self._turns = threading.Condition()
        self._sent = self._received = 0
        self._dead = False

    @property
    def alive(self) -> bool:
        return not self._dead and self._process.is_alive()

    def call(self, task: object) -> Any:
        with self._sending:
            try:
                self._pipe.send(task)
            except OSError as gone:
                raise _NotBegunError from gone
            turn = self._sent
            self._sent += 1
        with self._turns:
            self._turns.wait_for(lambda: self._dead or self._received == turn)
            if self._dead:
                raise _NotBegunError
        try:
            outcome, error = self._pipe.recv()
        except (EOFError, OSError) as gone:
            self._dead = True
            raise WorkerDiedError("the worker process died") from gone
        finally:
            with self._turns:
                self._received += 1
                self._turns.notify_all()
        if error is not None:
            raise error
        return outcome

    def end(self) -> None:
        """Wait until the process has ended; the closed pipe tells it to."""
        self._pipe.close()
        self._process.join()


def _serve(pipe: Connection, function: Callable[[Any], Any]) -> None:
    """What the process does, until the other side of the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        while True:
            pipe.send(_attempt(function, pipe.recv()))
    except (EOFError, OSError):
        return


def _attempt(function: Callable[[Any], Any], task: object) -> tuple[Any, Exception | None]:
    try:
        return function(task), None
    except Exception as error:  # noqa: BLE001 - it is raised where the task came from
        return None, _portable(error)


def _portable(error: Exception) -> Exception:
    """The error, with the lines it came from; one that cannot be sent becomes its message."""
    try:
        pickle.loads(pickle.dumps(error))
        portable = error
    except Exception:  # noqa: BLE001 - anything may go wrong in an error of another library
        portable = RuntimeError(f"{type(error).__name__}: {error}")
    portable.add_note(f"in a worker process: {''.join(traceback.format_exception(error))}")
    return portable
