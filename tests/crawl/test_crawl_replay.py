"""Crawls from cassettes, several in one process, without a network."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsscraper.cli import main
from newsscraper.stores import read_store

CASSETTES = Path(__file__).parent.parent.parent / "cassettes"


def replay(folder: Path, name: str, *options: str) -> int:
    output = str(folder / f"{name}.jsonl")
    cassettes = ("--replay", "--cassettes", str(CASSETTES))
    return main(["crawl", "tagesspiegel", *cassettes, "-o", output, *options])


def test_a_replay_gives_the_same_bytes_every_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NEWSSCRAPER_CONTACT", raising=False)
    assert [replay(tmp_path, "a"), replay(tmp_path, "b")] == [0, 0]
    first, second = ((tmp_path / f"{name}.jsonl").read_bytes() for name in ("a", "b"))
    assert first == second
    assert first.count(b"\n") >= 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "b.jsonl"]


def test_walls_are_kept_only_when_asked_for_and_under_their_status(tmp_path: Path) -> None:
    assert replay(tmp_path, "plain", "--report", str(tmp_path / "r.json")) == 0
    (report,) = json.loads((tmp_path / "r.json").read_text())["publishers"]
    assert report["walls"] == {"paywall_teaser": 1}
    assert replay(tmp_path, "all", "--keep", "paywall_teaser") == 0
    plain, everything = (list(read_store(tmp_path / f"{name}.jsonl")) for name in ("plain", "all"))
    assert {record.status for record in plain} == {"ok"}
    assert sorted(r.status for r in everything) == ["ok"] * len(plain) + ["paywall_teaser"]


def test_what_a_cassette_lacks_fails_the_crawl_and_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = (CASSETTES / "tagesspiegel.yaml").read_text()
    gone = next(line for line in whole.splitlines() if line.strip().startswith("uri:") and ".html" in line)
    address = gone.split("uri: ")[1]
    (tmp_path / "tagesspiegel.yaml").write_text(whole.replace(gone, gone.replace("/berlin/", "/anderswo/")))
    output = str(tmp_path / "x.jsonl")
    assert main(["crawl", "tagesspiegel", "--replay", "--cassettes", str(tmp_path), "-o", output]) == 1
    assert f"not on the cassette: GET {address}" in capsys.readouterr().err
