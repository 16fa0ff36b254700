"""The command line as a whole: help, exit codes, and one clear line for every mistake."""

import importlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsscraper.cli import COMMANDS, build_parser, main
from newsscraper.publishers import catalogue

ROOT = Path(__file__).parent.parent


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with everything that can be wrong with an input."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(importlib.import_module("newsscraper.publishers.catalogue"), "_extra_folders", [])
    (tmp_path / "good.txt").write_text(
        "Hafen bleibt gesperrt\nDer Hafen bleibt bis Ostern gesperrt.\n", "utf-8"
    )
    (tmp_path / "empty.html").touch()
    (tmp_path / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    (tmp_path / "nothing_here").mkdir()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "dorfblatt.toml").write_text(
        'name = "Dorfblatt"\nhosts = ["d.example"]\nzone = "x"\n'
    )
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "tagesspiegel.yaml").write_text("interactions: [\n", "utf-8")
    yield tmp_path
    catalogue.cache_clear()


# A call, what its one line names, the exit code: 2 for a mistake in the call, 1 for an input that fails.
BAD_CALLS = [
    ("clean missing.html", "missing.html", 2),
    ("clean nothing_here", "nothing_here", 2),
    ("clean empty.html", "empty.html", 1),
    ("clean picture.html", "picture.html", 1),
    ("clean good.txt -o no/such/folder/a.jsonl", "no/such/folder", 2),
    ("clean good.txt -o gopher://x", "gopher", 2),
    ("clean good.txt --publisher tagespiegel", "tagesspiegel", 2),
    ("show missing.jsonl", "missing.jsonl", 2),
    ("convert missing.jsonl b.jsonl", "missing.jsonl", 2),
    ("crawl tagespiegel", "did you mean tagesspiegel", 2),
    ("crawl tagesspiegel --shard 6/5 --replay", "6/5", 2),
    ("crawl tagesspiegel --replay --cassettes nothing_here", "tagesspiegel", 2),
    ("crawl tagesspiegel --replay --cassettes broken", "tagesspiegel.yaml", 2),
    ("crawl tagesspiegel -o a.jsonl", "contact", 2),
    ("publishers --publishers mine", "zone", 2),
    ("publishers faaz", "faz", 2),
    ("record tagesspiegel", "contact", 2),
    ("search x", "news.db", 2),
    ("schema -o no/such/folder/s.json", "no/such/folder", 2),
]


@pytest.mark.parametrize(("call", "named", "code"), BAD_CALLS, ids=[call[0] for call in BAD_CALLS])
def test_a_mistake_is_one_line_that_names_it(
    call: str,
    named: str,
    code: int,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NEWSSCRAPER_CONTACT", raising=False)
    before = sorted(folder.rglob("*"))
    assert exit_code(call.split()) == code
    shown = capsys.readouterr().err.strip()
    assert shown.splitlines()[-1].startswith("newsscraper")
    assert named in shown.splitlines()[-1]
    assert "Traceback" not in shown
    assert sorted(folder.rglob("*")) == before, "nothing is half written"


def test_no_right_to_write(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taken = folder / "taken.jsonl"
    taken.mkdir()
    assert main(["clean", "good.txt", "-o", "taken.jsonl"]) == 2
    assert "taken.jsonl" in capsys.readouterr().err


def test_good_calls_end_with_0(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clean", "good.txt"]) == 0
    assert '"title":"Hafen bleibt gesperrt"' in capsys.readouterr().out
    assert main(["publishers"]) == 0
    assert main(["schema"]) == 0


def test_a_reader_that_leaves_early_is_no_error(folder: Path) -> None:
    assert os.system(f"cd {ROOT} && {_program()} publishers | head -1 >/dev/null") == 0


def _program() -> str:
    return f"{sys.executable} -m newsscraper"


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    text = build_parser().format_help()
    assert all(command in text for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code([command, "--help"]) == 0
    assert len(capsys.readouterr().out) > 200


def exit_code(arguments: list[str], run: Callable[[list[str]], int] = main) -> int:
    try:
        return run(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
