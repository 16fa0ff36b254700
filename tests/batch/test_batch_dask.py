"""A Dask cluster gives what one process gives, also when a worker is killed in the middle."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pages
import pytest

from newsscraper.batch import job
from newsscraper.batch.inputs import Reading
from newsscraper.batch.mapping import parse_map
from newsscraper.errors import ConfigError

distributed = pytest.importorskip("distributed", reason="the extra `dask` is not installed")

READING = Reading(parse_map(None))

# Dask leaves sockets and event loops to the garbage collector when a worker dies.
pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"
)


@pytest.fixture
def cluster() -> Iterator[Any]:
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "silence_logs": 50}
    with distributed.LocalCluster(**options) as cluster:
        yield cluster


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    with path.open("w") as file:
        for number in range(1200):
            text = f"Meldung {number}\n" + "\n".join(pages.SENTENCES)
            file.write("{halb\n" if number == 77 else json.dumps({"text": text}) + "\n")
    return path


def kill_one(cluster: Any, progress: Path) -> None:
    """Kill a worker once the first chunks are done."""
    while not progress.exists():
        time.sleep(0.01)
    pids = [worker.pid for worker in cluster.workers.values() if worker.pid]
    os.kill(pids[0], signal.SIGKILL)


def test_a_cluster_gives_what_one_process_gives(cluster: Any, source: Path, tmp_path: Path) -> None:
    alone, together = tmp_path / "alone.jsonl", tmp_path / "together.jsonl"
    job.clean([str(source)], str(alone), READING, workers=1)
    killer = threading.Thread(target=kill_one, args=(cluster, tmp_path / "together.jsonl.progress.json"))
    killer.start()
    summary = job.clean([str(source)], str(together), READING, dask=cluster.scheduler_address)
    killer.join()
    assert (summary.records, summary.faults) == (1199, 1)
    assert together.read_bytes() == alone.read_bytes()


def test_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsscraper.batch.pools.CONNECT_TIMEOUT", 0.5)
    with pytest.raises(ConfigError, match=r"--dask: no Dask scheduler answers at tcp://127\.0\.0\.1:9: "):
        job.clean([__file__], "-", READING, dask="tcp://127.0.0.1:9")
