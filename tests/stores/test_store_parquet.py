"""Parquet as other programs see it."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime
from pathlib import Path

import made_up
import pyarrow.dataset
import pyarrow.parquet
import pytest

from newsscraper.cli import main
from newsscraper.errors import InputError, OutputError
from newsscraper.stores import open_store, parquet, read_store
from newsscraper.stores.parquet import partition


def write(address: str, *numbers: int, **values: object) -> None:
    with open_store(address) as store:
        for number in numbers:
            store.write(made_up.plain(number, **values))


def test_a_folder_is_partitioned_as_every_engine_knows_it(tmp_path: Path) -> None:
    write(f"{tmp_path}/a/", 0, 1, 28)
    write(f"{tmp_path}/a/", 2, publisher=None)
    folders = sorted(path.parent.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.parquet"))
    assert folders == [
        "a/publisher=__HIVE_DEFAULT_PARTITION__/day=2026-03-03",
        "a/publisher=example-zeitung/day=2026-03-01",
        "a/publisher=example-zeitung/day=2026-03-02",
    ]
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == [
        "publisher=__HIVE_DEFAULT_PARTITION__", "publisher=example-zeitung",
    ]  # fmt: skip
    dataset = pyarrow.dataset.dataset(tmp_path / "a", partitioning="hive")
    day = pyarrow.dataset.field("day") == "2026-03-01"
    titles = dataset.to_table(filter=day, columns=["title"]).column("title").to_pylist()
    assert sorted(titles) == ["Größe und Maß, Folge 0", "Größe und Maß, Folge 28"]


def test_partition_falls_back_to_the_fetch_date() -> None:
    fetched = datetime(2026, 3, 9, tzinfo=UTC)
    assert partition(made_up.plain(1, published_at=None, fetched_at=fetched)).endswith("/day=2026-03-09")
    assert partition(made_up.plain(1, publisher="a/../b")).startswith("publisher=a%2F..%2Fb/")


def test_row_groups_stay_full_when_a_file_grows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS", 10)
    file = tmp_path / "a.parquet"
    for start in range(0, 40, 5):
        write(str(file), *range(start, start + 5))
    metadata = pyarrow.parquet.ParquetFile(file).metadata
    assert [metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)] == [10, 10, 10, 10]
    assert [article.title for article in read_store(file)] == [made_up.plain(n).title for n in range(40)]


def test_other_columns_are_refused(tmp_path: Path) -> None:
    pyarrow.parquet.write_table(pyarrow.table({"headline": ["x"]}), tmp_path / "a.parquet")
    for use in (open_store, lambda address: list(read_store(address))):
        with pytest.raises(InputError, match="has other columns than records: headline"):
            use(tmp_path / "a.parquet")


def test_a_merged_journal_is_not_merged_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run killed after the file was replaced, before its journal was deleted."""
    target = str(tmp_path / "a.parquet")
    with monkeypatch.context() as patch:
        patch.setattr("newsscraper.stores.journals.Journal.drop", lambda _: None)
        write(target, 1, 2)
    assert len(list(tmp_path.iterdir())) == 2
    assert len(list(read_store(target))) == 2
    write(target, 3)
    assert [article.title for article in read_store(target)] == [made_up.plain(n).title for n in (1, 2, 3)]
    assert [path.name for path in tmp_path.iterdir()] == ["a.parquet"]


@pytest.mark.parametrize("name", ["a.parquet", "a/"])
def test_records_wait_in_the_journal_when_there_is_no_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    target = f"{tmp_path}/{name}"
    with monkeypatch.context() as patch:
        patch.setattr(parquet, "_write", full)
        with pytest.raises(OutputError, match=f"No space left on device; .*`newsscraper resume {target}`"):
            write(target, 1, 2)
    assert len(list(read_store(target))) == 2
    assert main(["resume", target]) == 0
    assert capsys.readouterr().err.endswith(f".jsonl are in {target}\n")
    assert len(list(read_store(target))) == 2
    assert not list(tmp_path.rglob("*.jsonl"))


def test_two_runs_write_to_one_folder(tmp_path: Path) -> None:
    with open_store(f"{tmp_path}/a/") as one, open_store(f"{tmp_path}/a/") as other:
        one.write(made_up.plain(1))
        other.write(made_up.plain(2))
    assert len(list(read_store(f"{tmp_path}/a/"))) == 2
