"""What a killed run or a full disk leaves behind."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import made_up
import pytest

from newsscraper.errors import InputError, OutputError
from newsscraper.stores import open_store, parse_address, read_store
from newsscraper.stores.spool import spool_files

FILES = ("a.jsonl", "a.jsonl.gz", "a.csv", "a.csv.gz", "a.parquet")
STORES = (*FILES, "a/", "sqlite:///a.db")


def address(folder: Path, name: str) -> str:
    return name.replace("///", f"///{folder}/") if "://" in name else f"{folder}/{name}"


def kill_while_writing(address: str, start: int) -> int:
    """Run `writer.py` and kill it in the middle; returns the last record that it called safe."""
    script = str(Path(__file__).with_name("writer.py"))
    writer = subprocess.Popen(
        [sys.executable, script, address, str(start)],
        stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent,
    )  # fmt: skip
    assert writer.stdout is not None
    with writer.stdout as said:
        for line in said:
            if int(line) >= start + 100:
                break
        writer.send_signal(signal.SIGKILL)
        safe = [int(line), *map(int, said)]
    assert writer.wait() == -signal.SIGKILL
    return safe[-1]


def numbers(address: str) -> list[int]:
    return sorted(int((article.title or "").rpartition(" ")[2]) for article in read_store(address))


@pytest.mark.parametrize("name", [*STORES, "postgresql"])
def test_kill_9(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    target = request.getfixturevalue("postgresql") if name == "postgresql" else address(tmp_path, name)
    safe = kill_while_writing(target, 0)
    first = numbers(target)
    assert first == list(range(len(first))), "none lost or doubled"
    assert len(first) > safe
    safe = kill_while_writing(target, len(first))
    with open_store(target) as store:
        store.write(made_up.plain(len(numbers(target))))
    after = numbers(target)
    assert after == list(range(len(after)))
    assert len(after) > safe + 1


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.csv", "a.csv.gz"])
def test_a_file_cut_anywhere_loses_no_whole_record(tmp_path: Path, name: str) -> None:
    """Every length that a power cut could leave is readable and can be written on."""
    target = address(tmp_path, name)
    records = [made_up.plain(1, "Eins."), made_up.plain(2, 'Mit »Gänsefüßen«, "Strichen"\nund zwei Zeilen.')]
    ends = []
    for record in records:
        with open_store(target) as store:
            store.write(record)
        ends.append(os.path.getsize(target))
    everything = Path(target).read_bytes()
    for length in range(0, len(everything) + 1, 7):
        Path(target).write_bytes(everything[:length])
        whole = sum(end <= length for end in ends)
        if length >= ends[0]:
            read = list(read_store(target))
            assert read == records[: len(read)]
            assert len(read) >= whole
        with open_store(target) as store:
            store.write(made_up.plain(9))
        *before, last = read_store(target)
        assert before == records[: len(before)]
        assert len(before) >= whole
        assert last == made_up.plain(9)


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_another_program_is_left_alone(tmp_path: Path, name: str) -> None:
    target = address(tmp_path, name)
    Path(target).write_bytes(b"Einkaufsliste: Milch, Brot, Quark")
    with pytest.raises((OutputError, InputError)) as error:
        open_store(target)
    assert str(error.value).startswith(f"{target}: ")
    assert "\n" not in str(error.value)
    assert Path(target).read_bytes() == b"Einkaufsliste: Milch, Brot, Quark"


def test_two_runs_do_not_write_to_one_file(tmp_path: Path) -> None:
    target = address(tmp_path, "a.jsonl")
    with open_store(target), pytest.raises(OutputError, match=r"a\.jsonl: another run is writing to it"):
        open_store(target)


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """A disk on which every file of this size is as large as it can be."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


@pytest.mark.parametrize(
    ("name", "first"), [("a.jsonl", 60), ("a.jsonl.gz", 600), ("a.csv", 60), ("sqlite:///a.db", 60)]
)
def test_disk_full(tmp_path: Path, name: str, first: int) -> None:
    """Records that find no room are kept aside, the run ends with a clear word, and `resume` loads them."""
    target = address(tmp_path, name)
    store = open_store(target)
    for number in range(first):
        store.write(made_up.plain(number))
    store.flush()
    full = 20_000 if "sqlite" in name else os.path.getsize(target) + 1500
    with files_no_larger_than(full):
        for number in range(first, first + 30):
            store.write(made_up.plain(number))
            store.flush()
        with pytest.raises(OutputError, match="records are kept in") as error:
            store.close()
    assert f"load them with `newsscraper resume {target}`" in str(error.value)
    spools = [path for path in spool_files(parse_address(target)) if path.exists()]
    left = sum(1 for path in spools for _ in read_store(path))
    assert f"; {left} records are kept in" in str(error.value)
    assert len(numbers(target)) + left == first + 30
    resume = [sys.executable, "-m", "newsscraper", "resume", target]
    done = subprocess.run(resume, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert numbers(target) == list(range(first + 30))
    assert not any(path.exists() for path in spools)


def test_no_room_for_the_spool_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The only case in which `write` fails: then the caller still has the record, and is told so."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    target = address(tmp_path, "a.jsonl")
    store = open_store(target)
    os.mkdir(f"{target}.spool.jsonl")
    with files_no_larger_than(100), pytest.raises(OutputError, match="1 records can be kept nowhere"):
        store.write(made_up.plain(1))
    store.abandon()
    assert Path(target).read_bytes() == b""
