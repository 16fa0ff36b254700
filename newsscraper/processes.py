"""Processes that work for this one, and are replaced when they die.

The standard library's pool gives up as a whole when one of its processes dies, and loses work or its own
balance when some is handed in at that moment. A night's work meets that: a system short of memory kills.
Here each process has a pipe and a thread of its own, so that a death is felt at one place, by one task.
"""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")

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
        self._function = function
        self._threads = ThreadPoolExecutor(number, thread_name_prefix="worker")
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        for _ in range(number):
            self._idle.put(_Worker(function))
        self._number = number

    def submit(self, task: Task) -> Future[Outcome]:
        """Begin a task.

        The future raises what the function raises, or `WorkerDiedError`: then the other tasks go on, and the
        next one finds a new process.
        """
        return self._threads.submit(self._run, task)

    def close(self) -> None:
        """Let what is under way come to its end, and end the processes; what has not begun is cancelled."""
        self._threads.shutdown(cancel_futures=True)
        for _ in range(self._number):
            self._idle.get().end()

    def _run(self, task: Task) -> Outcome:
        worker = self._idle.get()
        try:
            if not worker.alive:
                worker = _Worker(self._function)
            try:
                outcome: Outcome = worker.call(task)
            except WorkerDiedError:
                worker.end()
                raise
            return outcome
        finally:
            self._idle.put(worker)


class _Worker:
    """One process, and this side of the pipe to it."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self._pipe, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(theirs, function), daemon=True)
        self._process.start()
        # The process alone holds its side now, so that its death closes the pipe.
        theirs.close()

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    def call(self, task: object) -> Any:
        try:
            self._pipe.send(task)
            outcome, error = self._pipe.recv()
        except (EOFError, OSError) as gone:
            raise WorkerDiedError("the worker process died") from gone
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
