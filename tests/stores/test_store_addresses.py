"""What stands after `-o`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from newsscraper.errors import ConfigError, InputError
from newsscraper.stores import open_store, parse_address, read_store
from newsscraper.stores.copying import copy

KINDS = {
    "a.jsonl": "jsonl",
    "a.JSONL.gz": "jsonl",
    "a.csv": "csv",
    "folder.csv/b.parquet": "parquet",
    "folder/": "parquet-folder",
    "sqlite:///news.db": "sqlite",
    "sqlite:////var/news.db": "sqlite",
    "postgresql://me:secret@localhost:5432/news": "postgresql",
    "postgresql+psycopg://localhost/news": "postgresql",
    "postgres://localhost/news": "postgresql",
    "-": "stdout",
}


@pytest.mark.parametrize("text", KINDS)
def test_kinds(text: str) -> None:
    assert parse_address(text).kind == KINDS[text]


@pytest.mark.parametrize(
    "text", ["news", "news.xml", "mysql://host/news", "s3://bucket/a.jsonl", "http://a/b.csv"]
)
def test_unknown_kinds_name_the_known(text: str) -> None:
    with pytest.raises(ConfigError, match=r"no known kind of store; known: NAME\.jsonl.*postgresql://"):
        parse_address(text)


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("out/a.jsonl", "out/a.jsonl.spool.jsonl"),
        ("out/", "out.spool.jsonl"),
        ("sqlite:////var/news.db?timeout=3", "/var/news.db.spool.jsonl"),
        ("postgresql://me:secret@host/news", "newsscraper-news.spool.jsonl"),
    ],
)
def test_what_stands_beside_an_output(text: str, beside: str) -> None:
    assert parse_address(text).beside(".spool.jsonl") == Path(beside)


def test_passwords_are_not_shown() -> None:
    assert str(parse_address("postgresql://me:se:cr@t@host/news")) == "postgresql://me@host/news"


@pytest.mark.parametrize(
    ("address", "module", "extra"),
    [
        ("a.parquet", "pyarrow", "parquet"),
        ("a/", "pyarrow", "parquet"),
        ("postgresql://localhost/news", "psycopg", "postgresql"),
    ],
)
def test_a_missing_library_names_its_extra(tmp_path: Path, address: str, module: str, extra: str) -> None:
    code = (
        f"import sys; sys.modules[{module!r}] = None\n"
        "from newsscraper.stores import open_store\n"
        "from newsscraper.errors import MissingExtraError\n"
        f"try: open_store({address!r})\n"
        "except MissingExtraError as error: sys.stdout.write(str(error))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.stdout == f"{address} needs an extra: pip install 'newsscraper[{extra}]'", done.stderr


def test_a_store_is_not_copied_onto_itself(tmp_path: Path) -> None:
    open_store(tmp_path / "a.jsonl").close()
    with pytest.raises(InputError, match="both where records come from and where they go"):
        copy(f"{tmp_path}/a.jsonl", f"{tmp_path}/x/../a.jsonl")


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.parquet", "a/", "sqlite:///a.db"])
def test_a_store_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="no such file"):
        list(read_store(name))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "a.jsonl",
            b'{"url": 7}\n',
            "a.jsonl: line 1: not a record: Expected `str | null`, got `int` - at `$.url`",
        ),
        (
            "a.jsonl",
            b'{"url": "x"}\nkein JSON\n{"url": "y"}\n',
            "a.jsonl: line 2: not a record: JSON is malformed",
        ),
        ("a.csv", b"name,age\nx,1\n", "a.csv: no column url, title, body: not a CSV file of newsscraper"),
        ("a.jsonl.gz", b"kein Gzip", "a.jsonl.gz: after line 0: not gzip"),
        ("a.parquet", b"kein Parquet", "a.parquet: not a Parquet file"),
    ],
)
def test_what_is_no_record(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    command = [sys.executable, "-m", "newsscraper", "convert", name, "b.jsonl"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(f"newsscraper convert: {message}")
    assert len(done.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == [name]
