"""Cleaning in worker processes gives what cleaning in the crawl's own gives."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from scrapy.settings import Settings
from simulator import article
from world import World, ago

from newsscraper import Article, clean_html
from newsscraper.crawl import settings as crawl_settings
from newsscraper.crawl.deadline import CleaningTimeoutError
from newsscraper.crawl.worker import Task
from newsscraper.crawl.workers import Workers, steps_between
from newsscraper.errors import ConfigError
from newsscraper.steps import STEPS

URL = "https://www.beispiel.example/politik/a-1.html"
AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PAGE = article("Ein Beispiel", "2026-11-20T08:00:00+01:00").encode()
TASK = Task(
    url=URL, body=PAGE, headers={}, fetched_at=AT, publisher=None, evidence={}, rights={},
    steps=tuple(step.__name__ for step in STEPS), limit=20.0,
)  # fmt: skip


def settings(pipelines: dict[str, int | None]) -> Settings:
    made = Settings()
    made.setmodule(crawl_settings, priority="project")
    made.set("ITEM_PIPELINES", {**crawl_settings.ITEM_PIPELINES, **pipelines}, priority="cmdline")
    return made


def test_workers_run_the_steps_that_the_settings_switch_on() -> None:
    names = [step.__name__ for step in STEPS]
    assert list(steps_between(settings({}))) == names
    names.remove("promos")
    assert list(steps_between(settings({"newsscraper.crawl.steps.promos": None}))) == names


@pytest.mark.parametrize(
    ("pipelines", "wrong"),
    [
        ({"newsscraper.crawl.pipelines.HandOver": 250}, "HandOver stands among"),
        ({"newsscraper.crawl.pipelines.Finish": None}, "Read and Finish"),
    ],
)
def test_what_workers_cannot_do_is_refused(pipelines: dict[str, Any], wrong: str) -> None:
    with pytest.raises(ConfigError, match=wrong):
        steps_between(settings(pipelines))


def test_a_crawl_with_workers_writes_what_one_without_them_writes(world: World) -> None:
    host = world.publisher("werkblatt")
    for number in range(5):
        world.serve(host, f"/a/{number}.html", article(f"Nummer {number}", ago(hours=2)))
    world.list_all(host)
    without = world.crawl("werkblatt", output="without.jsonl")
    beside = world.crawl("werkblatt", output="beside.jsonl", options=("-s", "CLEAN_WORKERS=1"))
    assert (without.code, beside.code) == (0, 0), beside.log

    def timeless(records: list[Article]) -> list[Article]:
        return sorted((replace(r, fetched_at=None) for r in records), key=lambda r: r.url or "")

    assert timeless(beside.records) == timeless(without.records)
    assert beside.reports["werkblatt"]["records"] == 5


def test_a_worker_that_dies_is_replaced() -> None:
    async def run() -> None:
        workers = Workers(1)
        workers.users = 1
        try:
            assert await workers.clean(TASK) == clean_html(PAGE, URL, fetched_at=AT)
            with pytest.raises(CleaningTimeoutError):
                await workers.clean(replace(TASK, body=PAGE * 200, limit=0.001))
            for process in multiprocessing.active_children():
                process.kill()
                process.join()
            assert (await workers.clean(TASK)).title == "Ein Beispiel"
        finally:
            workers.release()

    asyncio.run(run())


SCRIPT = """
import asyncio, os, signal, sys
sys.path.insert(0, {folder!r})
from test_crawl_workers import TASK
from newsscraper.crawl.workers import hire

async def main():
    print((await hire(1).clean(TASK)).title, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    asyncio.run(main())
"""


def test_no_worker_outlives_a_crawl_that_is_killed() -> None:
    script = SCRIPT.format(folder=os.path.dirname(__file__))
    # The worker has inherited the script's output, which so ends when both have ended.
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=False
    )
    assert done.stdout == "Ein Beispiel\n", done.stderr
