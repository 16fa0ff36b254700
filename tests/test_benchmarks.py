"""The benchmarks' own measures and floors."""

from __future__ import annotations

import importlib
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"

TRUTH = {
    "title": "Rathaus bekommt neues Dach",
    "lead": ["Das Dach ist undicht."],
    "body": [{"text": "Die Arbeiten beginnen im Mai und dauern bis September."}],
    "authors": ["Dr. Eva Muster"],
    "agencies": ["dpa"],
    "published": "2024-05-03T10:00:00+02:00",
    "images": [{"credits": ["Eva Muster/dpa"]}],
}
TEXT = "Das Dach ist undicht.\nDie Arbeiten beginnen im Mai und dauern bis September."


@pytest.fixture
def measures(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module("measures")


@pytest.fixture
def floors(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module("floors")


def test_a_perfect_extract(measures: ModuleType) -> None:
    extract = measures.Extract(
        TEXT,
        "RATHAUS bekommt neues Dach",
        datetime.fromisoformat("2024-05-03T08:00:30+00:00"),
        ["Eva Muster"],
        ["dpa"],
        ["Foto: Eva Muster/dpa"],
    )
    values = measures.measure(extract, TRUTH, TEXT)
    assert values.pop("residue") == 0.0
    assert set(values.values()) == {1.0}
    assert measures.credits_found(extract, TRUTH) == (1, 1)


def test_faults_are_seen(measures: ModuleType) -> None:
    text = TEXT + "\nLesen Sie auch: Neues Schwimmbad öffnet im Sommer"
    extract = measures.Extract(
        text, "Rathaus bekommt neues Dach - Beispielblatt am Sonntag", None, ["dpa", "Max"]
    )
    values = measures.measure(extract, TRUTH, TEXT)
    assert values["residue"] == 1.0
    assert values["title"] == values["people"] == values["day"] == values["minute"] == 0.0
    assert values["recall"] == 1.0 > values["body"]


def test_a_dirty_text(measures: ModuleType) -> None:
    raw = "Anzeige\n" + TEXT
    kept = measures.measure_text(raw, TEXT, "", TEXT, None)
    assert (kept["kept"], kept["gone"], kept["residue"]) == (1.0, 1.0, 0.0)
    left = measures.measure_text(raw, raw, "", TEXT, None)
    assert (left["gone"], left["residue"]) == (0.0, 1.0)


def test_floors_rise_by_themselves_and_fall_only_on_purpose(floors: ModuleType) -> None:
    old, now = {"html": {"body": 0.9, "title": 0.9}}, {"html": {"body": 0.95, "title": 0.8}}
    assert floors.merged(now, old, allow_lower=False) == {"html": {"body": 0.95, "title": 0.9}}
    assert floors.merged(now, old, allow_lower=True) == now
    assert floors.fallen(now, old) == ["html.title: 0.800 is below its floor 0.900"]
    assert floors.fallen({}, old)


def test_the_cost_of_fields_is_measured() -> None:
    command = [sys.executable, str(BENCHMARKS / "fields.py"), str(Path(__file__).parent / "fields")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "reach dateparser" in done.stdout
