"""`newsscraper clean` as it is typed: what it writes, says and returns."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pages
import pytest

from newsscraper import Article


def clean(folder: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "newsscraper", "clean", *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, cwd=folder, check=False)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_one_page_to_the_screen(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(pages.page(1))
    done = clean(
        tmp_path, "page.html", "--url", "https://www.example-zeitung.de/artikel-1", "--fetched", "2026-03-02"
    )
    assert (done.returncode, done.stderr) == (0, "")
    article = Article.from_json(done.stdout)
    assert article.title == "Neue Brücke, Teil 1"
    assert [block.text for block in article.body] == list(pages.SENTENCES)
    assert str(article.fetched_at) == "2026-03-02 00:00:00+00:00"


def test_text_from_standard_input(tmp_path: Path) -> None:
    text = "Brücke wird saniert\n" + "\n".join(pages.SENTENCES)
    done = clean(tmp_path, "-", stdin=text.encode())
    assert done.returncode == 0
    assert pages.SENTENCES[-1] in Article.from_json(done.stdout).text


def test_texts_of_a_table(tmp_path: Path) -> None:
    row = {"header": "Brücke wird saniert", "article": "\n".join(pages.SENTENCES), "date": "2021-03-01"}
    (tmp_path / "old.jsonl").write_text(json.dumps(row) + "\n")
    mapping = "text=article,title=header,published=date"
    done = clean(tmp_path, "old.jsonl", "--map", mapping, "-o", "new.jsonl")
    assert (done.returncode, done.stderr) == (0, "1 records in new.jsonl\n")
    article = Article.from_json((tmp_path / "new.jsonl").read_bytes())
    assert article.title == "Brücke wird saniert"
    assert str(article.published_at) == "2021-03-01 00:00:00+01:00"
    assert (article.published_precision, article.sources["published_at"]) == ("day", "input:date")


def test_a_fault_among_others(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").write_text(pages.page(1))
    (tmp_path / "pages" / "b.html").write_bytes(b"")
    done = clean(tmp_path, "pages", "-o", "out.csv")
    assert done.returncode == 1
    assert done.stderr == "1 inputs failed: see out.csv.errors.jsonl\n1 records in out.csv\n"
    (line,) = (tmp_path / "out.csv.errors.jsonl").read_text().splitlines()
    assert json.loads(line) == {"place": "pages/b.html", "url": None, "error": "the file is empty"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.html"], "missing.html: no such file or folder"),
        (["folder"], "folder: a folder without files"),
        (["empty.txt", "-o", "out.jsonl"], "empty.txt: the file is empty"),
        (["image.png", "-o", "out.jsonl"], "image.png: neither HTML nor text, but a PNG image"),
        (["-"], "standard input is empty"),
        (["page.html", "-o", "missing/out.jsonl"], "missing/out.jsonl: cannot be written: no folder missing"),
        (["page.html", "-o", "out.xml"], "out.xml: no known kind of store; known: NAME.jsonl[.gz], "),
        (
            ["page.html", "-o", "mysql://host/news"],
            "mysql://: no known kind of store; known: NAME.jsonl[.gz], ",
        ),
        (
            ["ftps://host/page.html"],
            "ftps://: unknown kind of address; known: paths of this machine, and s3://",
        ),
        (["page.html", "--map", "text"], "--map: 'text' is no TARGET=FIELD; targets: text, html, "),
        (
            ["page.html", "--publisher", "tagespiegel"],
            "no publisher 'tagespiegel'; did you mean tagesspiegel",
        ),
        (["page.html", "--fetched", "gestern"], "--fetched: 'gestern' is no ISO 8601 date"),
        (["page.html", "--workers", "0"], "--workers: at least 1"),
    ],
)
def test_a_mistake_is_one_clear_line(tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "page.html").write_text(pages.page(1))
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (tmp_path / "folder").mkdir()
    before = sorted(tmp_path.rglob("*"))
    done = clean(tmp_path, *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(f"newsscraper clean: {message}")
    assert len(done.stderr.splitlines()) == 1
    assert sorted(tmp_path.rglob("*")) == before
