"""The progress bar is seen on a terminal, and nowhere else."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pages

COMMAND = [sys.executable, "-m", "newsscraper", "clean", "page.html", "-o", "out.jsonl"]


def test_on_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(pages.page(1))
    controller, terminal = pty.openpty()
    environment = os.environ | {"COLUMNS": "120", "TERM": "xterm"}
    run = subprocess.Popen(COMMAND, cwd=tmp_path, stderr=terminal, env=environment)
    os.close(terminal)
    shown = b""
    try:
        while piece := os.read(controller, 4096):
            shown += piece
    except OSError:
        # What Linux says at the end of a terminal.
        pass
    os.close(controller)
    assert run.wait() == 0
    assert b"1 documents, 0 errors" in shown
    assert b"100%" in shown


def test_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(pages.page(1))
    done = subprocess.run(COMMAND, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"1 records in out.jsonl\n")
