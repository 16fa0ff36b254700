"""How plain `scrapy crawl` ends: with a line that says what is wrong, and an exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CASSETTE = Path(__file__).parent.parent.parent / "cassettes" / "taz.yaml"
REPLAY = (
    "-s", 'DOWNLOAD_HANDLERS={"https": "newsscraper.crawl.cassettes.CassetteHandler"}',
    "-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0", "-o", "articles.jsonl",
)  # fmt: skip


def scrapy_crawl(folder: Path, *arguments: str) -> tuple[int, str]:
    environment = {**os.environ, "SCRAPY_SETTINGS_MODULE": "newsscraper.crawl.settings"}
    environment.pop("NEWSSCRAPER_CONTACT", None)
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", *arguments, "-L", "ERROR"],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("taz",), "scrapy crawl taz: a live crawl has to say who is asking: set CONTACT"),
        (("taz", "-s", "CONTACT=x@y.example", "-a", "since=gestern"), "since: 'gestern' is no day"),
        (("taz", "-s", "CASSETTE=nowhere.yaml"), "nowhere.yaml: no such cassette"),
        (("tazz",), "no publisher 'tazz'"),
    ],
)
def test_what_keeps_a_crawl_from_starting_is_one_line(
    tmp_path: Path, arguments: tuple[str, ...], line: str
) -> None:
    code, log = scrapy_crawl(tmp_path, *arguments)
    assert code == 2
    assert line in log
    assert "Traceback" not in log


def test_a_replay_ends_well(tmp_path: Path) -> None:
    code, log = scrapy_crawl(tmp_path, "taz", "-s", f"CASSETTE={CASSETTE}", *REPLAY)
    assert (code, log) == (0, "")
    assert (tmp_path / "articles.jsonl").read_bytes().count(b"\n") >= 2


def test_a_replay_that_missed_something_fails(tmp_path: Path) -> None:
    whole = CASSETTE.read_text()
    gone = next(line for line in whole.splitlines() if "uri:" in line and "/!" in line)
    cassette = tmp_path / "taz.yaml"
    cassette.write_text(whole.replace(gone, gone.replace("/!", "/anderswo/!")))
    code, log = scrapy_crawl(tmp_path, "taz", "-s", f"CASSETTE={cassette}", *REPLAY)
    assert code == 1
    assert f"not on the cassette: GET {gone.split('uri: ')[1]}" in log.splitlines()[-1]
