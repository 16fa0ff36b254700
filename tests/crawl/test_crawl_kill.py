"""A crawl that is killed at a bad moment goes on as if nothing had been."""

from __future__ import annotations

import random
import signal
import subprocess
import time

import pytest
from simulator import Answer, article
from world import World, ago

ARTICLES = 30


@pytest.mark.parametrize("output", ["out.jsonl", "sqlite:///out.db"])
def test_nothing_is_lost_or_doubled_over_kills(world: World, output: str) -> None:
    host = world.publisher("nachtkurier")
    for number in range(ARTICLES):
        world.serve(host, f"/a/{number}.html", Answer(article(f"Nummer {number}", ago(hours=2)), wait=0.04))
    world.list_all(host)
    chance = random.Random(output)
    for _ in range(2):
        before = len(world.simulator.asked)
        crawl = subprocess.Popen(
            world.command("nachtkurier", output=output), cwd=world.folder, env=world.environment,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        while len(world.simulator.asked) < before + 5 and crawl.poll() is None:
            time.sleep(0.01)
        time.sleep(chance.uniform(0.02, 0.5))
        crawl.send_signal(signal.SIGKILL)
        crawl.wait()
    last = world.crawl("nachtkurier", output=output)
    assert last.code == 0, last.log
    titles = sorted(str(record.title) for record in world.records(output))
    assert titles == sorted(f"Nummer {number}" for number in range(ARTICLES))
