"""A whole batch: order, faults, resumption, workers that die, and the outputs."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import pages
import pytest

from newsscraper.batch import engine, job
from newsscraper.batch.document import Document, Fault, Result, Work
from newsscraper.batch.engine import clean_stream
from newsscraper.batch.inputs import Reading
from newsscraper.batch.mapping import parse_map
from newsscraper.batch.pools import Chunk, Here, Processes
from newsscraper.errors import InputError, OutputError
from newsscraper.processes import WorkerDiedError
from newsscraper.stores import read_store

READING = Reading(parse_map(None))


def write_lines(path: Path, count: int, broken: frozenset[int] = frozenset()) -> Path:
    """JSON Lines of texts; lines with a number in `broken` are no JSON."""
    with path.open("w") as file:
        for number in range(count):
            row = {
                "text": f"Meldung {number}\n" + "\n".join(pages.SENTENCES),
                "url": f"https://a.example/{number}",
            }
            file.write("{halb\n" if number in broken else json.dumps(row) + "\n")
    return path


def urls(address: str | Path) -> list[int]:
    return [int((article.url or "").rpartition("/")[2]) for article in read_store(address)]


def records(results: list[list[Result]]) -> list[Result]:
    return [result for chunk in results for result in chunk]


def test_workers_give_what_one_process_gives(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", 150, broken=frozenset({3, 70}))
    outputs = []
    for workers in (1, 2):
        output = tmp_path / f"out{workers}.jsonl"
        summary = job.clean([str(source)], str(output), READING, workers=workers)
        assert (summary.records, summary.faults) == (148, 2)
        outputs.append(output.read_bytes())
    assert outputs[0] == outputs[1]
    assert urls(tmp_path / "out2.jsonl") == [n for n in range(150) if n not in (3, 70)]
    errors = (tmp_path / "out2.jsonl.errors.jsonl").read_text().splitlines()
    assert [json.loads(line)["place"] for line in errors] == [f"{source}: line 4", f"{source}: line 71"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "in.jsonl", "out1.jsonl", "out1.jsonl.errors.jsonl", "out2.jsonl", "out2.jsonl.errors.jsonl",
    ]  # fmt: skip


class Counting(Here):
    """Cleans here, and counts the documents; breaks off at one of them."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.done = 0
        self._stop_at = stop_at

    def submit(self, chunk: Chunk) -> Future[list[Result]]:
        self.done += len(chunk)
        if self._stop_at is not None and self.done > self._stop_at:
            raise KeyboardInterrupt
        return super().submit(chunk)


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet", "jsonl.gz"])
def test_what_is_finished_is_not_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    source = write_lines(tmp_path / "in.jsonl", 200, broken=frozenset({5}))
    output = tmp_path / f"out.{ending}"
    first, second = Counting(stop_at=100), Counting()
    for pool in (first, second):
        monkeypatch.setattr(job, "_pool", lambda *_, pool=pool: pool)
        try:
            job.clean([str(source)], str(output), READING)
        except KeyboardInterrupt:
            assert not output.exists(), "nothing half written"
    assert second.done == 200 - 32, "of the first run's three chunks, one had come back"
    assert urls(output) == [n for n in range(200) if n != 5]
    assert len((tmp_path / f"out.{ending}.errors.jsonl").read_text().splitlines()) == 1


def test_another_task_starts_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, output = write_lines(tmp_path / "in.jsonl", 100), tmp_path / "out.jsonl"
    monkeypatch.setattr(job, "_pool", lambda *_: Counting(stop_at=50))
    with pytest.raises(KeyboardInterrupt):
        job.clean([str(source)], str(output), READING)
    write_lines(source, 80)
    again = Counting()
    monkeypatch.setattr(job, "_pool", lambda *_: again)
    job.clean([str(source)], str(output), READING)
    assert again.done == 80
    assert urls(output) == list(range(80))


def test_kill_9_and_again(tmp_path: Path) -> None:
    source, output = write_lines(tmp_path / "in.jsonl", 3000), tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "newsscraper", "clean", str(source), "-o", str(output), "--workers", "2"]
    run = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    progress = tmp_path / "out.jsonl.progress.json"
    while not progress.exists() and run.poll() is None:
        time.sleep(0.01)
    os.killpg(run.pid, signal.SIGKILL)
    assert run.wait() == -signal.SIGKILL
    done = json.loads(progress.read_text())["done"]
    assert 0 < done < 3000
    assert not output.exists()
    again = subprocess.run([*command, "-q"], capture_output=True, text=True, check=False)
    assert (again.returncode, again.stderr) == (0, "")
    assert urls(output) == list(range(3000))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


class Fragile(Here):
    """A pool whose worker dies of one document."""

    def __init__(self, deadly: str) -> None:
        self._deadly = deadly
        self.deaths = 0

    def submit(self, chunk: Chunk) -> Future[list[Result]]:
        if any(isinstance(work, Document) and self._deadly in str(work.data) for work in chunk):
            self.deaths += 1
            future: Future[list[Result]] = Future()
            future.set_exception(WorkerDiedError("the worker died while cleaning it"))
            return future
        return super().submit(chunk)


def documents(count: int) -> Iterator[Work]:
    for number in range(count):
        yield Document(place=f"line {number}", medium="text", data=f"Meldung {number}.\n{pages.SENTENCES[0]}")


def test_a_document_that_kills_its_worker_is_a_fault() -> None:
    pool = Fragile("Meldung 40.")
    results = records([results for _, results in clean_stream(documents(100), pool)])
    assert len(results) == 100
    assert [str(r) for r in results if isinstance(r, Fault)] == ["line 40: the worker died while cleaning it"]
    assert isinstance(results[40], Fault)
    assert pool.deaths == 2, "with its chunk, and alone"


def test_a_real_process_that_dies_is_replaced() -> None:
    pool = Processes(2)
    try:
        list(clean_stream(documents(10), pool))
        for process in multiprocessing.active_children():
            process.kill()
        results = records([results for _, results in clean_stream(documents(100), pool)])
    finally:
        pool.close()
    assert all(isinstance(result, bytes) for result in results)
    assert len(results) == 100


def test_a_cleaner_that_fails_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("newsscraper.batch.work.refine", fail)
    ((_, results),) = clean_stream(documents(1), Here())
    assert [str(result) for result in results] == ["line 0: RecursionError: too deep"]


def test_a_cleaner_that_hangs_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsscraper.batch.work.CLEAN_TIMEOUT", 0.05)
    monkeypatch.setattr("newsscraper.batch.work.refine", lambda _: time.sleep(60))
    ((_, results),) = clean_stream(documents(1), Here())
    assert [str(result) for result in results] == [
        "line 0: CleaningTimeoutError: not done when its time was up"
    ]


def test_memory_is_bounded_by_the_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the stream, only so much of it has been read as the workers need."""
    monkeypatch.setattr(engine, "CHUNK_DOCUMENTS", 4)
    read = 0

    def stream() -> Iterator[Work]:
        nonlocal read
        for work in documents(200):
            read += 1
            yield work

    settled = 0
    for chunk, _ in clean_stream(stream(), Here()):
        settled += len(chunk)
        assert read - settled <= 4 * 3


def test_large_documents_make_small_chunks() -> None:
    large = [Document(place=str(n), data=b"x" * 3_000_000) for n in range(5)]
    assert [len(chunk) for chunk in engine.chunks(large)] == [2, 2, 1]


Call = Callable[[list[str], str], None]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.write_bytes(b""), "in.txt: the file is empty"),
        (lambda path: path.write_bytes(b"%PDF-1.4 ..."), "in.txt: neither HTML nor text, but a PDF"),
        (lambda path: path.mkdir(), "in.txt: a folder without files"),
        (lambda path: None, "in.txt: no such file or folder"),
    ],
)
def test_an_input_that_gives_nothing_leaves_nothing(
    tmp_path: Path, make: Callable[[Path], object], message: str
) -> None:
    make(tmp_path / "in.txt")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(InputError, match=message):
        job.clean([str(tmp_path / "in.txt")], str(tmp_path / "out.jsonl"), READING)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("missing/out.jsonl", "missing/out.jsonl: cannot be written: no folder"),
        ("in.txt/out.jsonl", "in.txt/out.jsonl: cannot be written: no folder"),
        ("folder.jsonl", "folder.jsonl: cannot be written: a folder of this name exists"),
        ("missing/out.parquet", "cannot be written: no folder"),
    ],
)
def test_an_output_that_cannot_be_written(tmp_path: Path, output: str, message: str) -> None:
    (tmp_path / "in.txt").write_text("\n".join(pages.SENTENCES))
    (tmp_path / "folder.jsonl").mkdir()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OutputError, match=message):
        job.clean([str(tmp_path / "in.txt")], str(tmp_path / output), READING)
    assert sorted(tmp_path.rglob("*")) == before


def test_an_old_output_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    source, output = write_lines(tmp_path / "in.jsonl", 3), tmp_path / "out.jsonl"
    output.write_text("alt\n")
    with pytest.raises(InputError):
        job.clean([str(tmp_path / "missing.jsonl")], str(output), READING)
    assert output.read_text() == "alt\n"
    job.clean([str(source)], str(output), READING)
    assert urls(output) == [0, 1, 2]


def test_only_some_statuses(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.html").write_text(pages.page(number))
    (tmp_path / "empty.html").write_text("<html><head><script>1</script></head><body></body></html>")
    only = Reading(parse_map(None), only=frozenset({"ok"}))
    summary = job.clean([str(tmp_path)], str(tmp_path / "out.jsonl"), only)
    assert (summary.records, summary.faults) == (3, 0)


def test_a_task_is_known_again_by_another_process() -> None:
    """Whatever order Python gives a set: the same call goes on with its own work."""
    code = (
        "from newsscraper.batch import job; from newsscraper.batch.inputs import Reading\n"
        "only = frozenset({'ok', 'empty', 'blocked', 'truncated'})\n"
        "print(job._task([], 'out.jsonl', Reading({'text': 'a'}, only=only)))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip
    assert len(found) == 1
