"""Fixtures: a world with a site simulator."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from simulator import Simulator
from world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A fresh world."""
    (tmp_path / "publishers").mkdir()
    world = World(tmp_path, Simulator())
    yield world
    world.simulator.close()
