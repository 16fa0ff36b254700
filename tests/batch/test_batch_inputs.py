"""What inputs become, and what is said of those that cannot be read."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pages
import pyarrow
import pyarrow.parquet
import pytest

from newsscraper.batch.document import Document, Fault, Work
from newsscraper.batch.files import find
from newsscraper.batch.german import is_german
from newsscraper.batch.inputs import Reading, find_sources, read_sources
from newsscraper.batch.mapping import parse_map
from newsscraper.batch.sniff import medium_of
from newsscraper.errors import ConfigError, InputError

MAP = "text=article,title=header,published=date"
ROW = {"article": "Ein Satz.\nNoch einer.", "header": "Überschrift", "date": "2021-03-01", "source": "Blatt"}


def read(*names: Path | str, mapping: str | None = None, language: str = "de") -> list[Work]:
    reading = Reading(parse_map(mapping), language=language)
    return list(read_sources(find_sources(map(str, names)), reading))


def faults(works: list[Work]) -> list[str]:
    return [str(work) for work in works if isinstance(work, Fault)]


def test_folders_are_read_in_order_with_all_below(tmp_path: Path) -> None:
    for name in ("b.html", "a/z.txt", "a/c.html.gz", ".hidden/x.html", ".DS_Store"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [Path(name).relative_to(tmp_path).as_posix() for name, _ in find(str(tmp_path))] == [
        "a/c.html.gz", "a/z.txt", "b.html",
    ]  # fmt: skip
    assert [Path(name).name for name, _ in find(f"{tmp_path}/**/*.html*")] == ["c.html.gz", "b.html"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert len(read(tmp_path / "a.txt", tmp_path / "a.txt")) == 1


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.html", "missing.html: no such file or folder"),
        ("empty", "empty: a folder without files"),
        ("*.warc.gz", r"\*.warc.gz: no file fits this pattern"),
        (
            "gopher://host/a",
            r"gopher://: unknown kind of address; known: paths.*s3://.*newsscraper\[remote\]",
        ),
        ("s3a-b+c://host/a", "unknown kind of address"),
    ],
)
def test_what_cannot_be_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=message) as error:
        find(name)
    assert "\n" not in str(error.value)


def test_remote_inputs_come_through_fsspec() -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe("/archive/b.jsonl", json.dumps({"text": "Zwei."}).encode())
    memory.pipe("/archive/a.html", b"<p>Eins.</p>")
    try:
        works = read("memory://archive/*")
        assert [work.place for work in works] == [
            "memory:///archive/a.html", "memory:///archive/b.jsonl: line 1",
        ]  # fmt: skip
        with pytest.raises(InputError, match=r"memory://archive/none: no such file or folder"):
            find("memory://archive/none")
    finally:
        memory.rm("/archive", recursive=True)


@pytest.mark.parametrize(
    ("data", "medium"),
    [
        (b"<!DOCTYPE html><p>x", "html"),
        (b"\xef\xbb\xbf  <html>", "html"),
        ("<html><p>Grüße".encode("utf-16"), "html"),
        ("<html><p>Grüße".encode("utf-16-le"), "html"),
        (b"Text mit <spitzen> Klammern und 3 < 4", "text"),
        ("Grüße aus Köln".encode("cp1252"), "text"),
        (b"Ein Text mit einer \0 mittendrin und noch mehr Text", "text"),
    ],
)
def test_pages_are_told_from_texts(data: bytes, medium: str) -> None:
    assert medium_of(data) == medium


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b" \r\n\t", "the file is empty"),
        (b"%PDF-1.7 \xe2\xe3", "but a PDF"),
        (b"\x89PNG\r\n\x1a\n", "but a PNG image"),
        (bytes(range(256)) * 20, "but a binary file"),
        (b"\0" * 100 + b"\1\2\3" * 50, "but a binary file"),
    ],
)
def test_what_is_neither_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        medium_of(data)


def test_json_lines_with_a_mapping(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(ROW) + "\n\n")
    (work,) = read(file, mapping=MAP)
    assert isinstance(work, Document)
    assert (work.title, work.data, work.medium) == ("Überschrift", ROW["article"], "text")
    assert work.evidence == {"published_at": ("2021-03-01", "input:date")}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("kein JSON", "a.jsonl: line 2: not a JSON object: JSON is malformed"),
        ("[1, 2]", "a.jsonl: line 2: not a JSON object: Expected `object`, got `array`"),
        (
            '{"body": "Text", "id": 7}',
            "line 2: no field 'article' or 'html'; it has: body, id (name the right one",
        ),
        ('{"article": null}', "line 2: no field 'article' or 'html'"),
        (
            '{"article": "Text", "fetched": "gestern"}',
            "line 2: field 'fetched': 'gestern' is no ISO 8601 date",
        ),
    ],
)
def test_a_wrong_line_is_a_fault_and_the_rest_is_read(tmp_path: Path, line: str, message: str) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(f"{json.dumps(ROW)}\n{line}\n{json.dumps(ROW)}\n")
    works = read(file, mapping=MAP)
    assert [isinstance(work, Document) for work in works] == [True, False, True]
    assert message in str(works[1])
    assert "\n" not in str(works[1])


def test_gzip_that_is_cut_off(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl.gz"
    lines = "".join(json.dumps({"text": f"Zeile {n} {n * 7919 % 10007}"}) + "\n" for n in range(2000))
    file.write_bytes(gzip.compress(lines.encode())[:-500])
    works = read(file)
    assert len(works) > 1000
    assert len(faults(works)) == 1
    assert "the gzip file is cut off or damaged" in faults(works)[0]


def test_parquet(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    table = pyarrow.table({"article": ["Eins.", "Zwei."], "date": [datetime(2021, 3, 1), None], "n": [1, 2]})  # noqa: DTZ001
    pyarrow.parquet.write_table(table, file)
    first, second = read(file, mapping=MAP)
    assert isinstance(first, Document)
    assert (first.place, first.data) == (f"{file}: row 1", "Eins.")
    assert first.evidence == {"published_at": ("2021-03-01T00:00:00", "input:date")}
    assert isinstance(second, Document)
    assert second.evidence == {}
    (fault,) = faults(read(file))
    assert fault.startswith(f"{file}: no column 'text' or 'html'; it has: article, date, n (name the right ")


def test_what_is_no_parquet(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 or not")
    (fault,) = faults(read(tmp_path / "a.parquet"))
    assert fault.startswith(f"{tmp_path}/a.parquet: no Parquet file, or a damaged one: ")


@pytest.mark.parametrize("text", ["text", "text=", "author_name=x", "=x"])
def test_a_wrong_mapping(text: str) -> None:
    with pytest.raises(ConfigError, match=r"--map: .* is no TARGET=FIELD; targets: text, html, url"):
        parse_map(text)


ENGLISH = (
    "<p>The city council has decided that the old bridge will be closed for the next eight months.</p>" * 5
)


@pytest.mark.parametrize(
    ("page", "german"),
    [
        (pages.page(1), True),
        (pages.page(1, lang=""), True),
        (pages.page(1, lang=' lang="en-US"'), True),
        (pages.page(1, sentences=(), lang=' lang="de-AT"'), True),
        (f"<html><body>{ENGLISH}", False),
        (f'<html lang="en"><body>{ENGLISH}', False),
        (f"<html><script>{' der die das und'.join('x' * 50)}</script>{ENGLISH}", False),
        ("<html><body><p>Kurz.</p>", False),
    ],
)
def test_german_is_told(page: str, german: bool) -> None:
    assert is_german(page.encode()) is german


def test_times_in_evidence_keep_their_zone(tmp_path: Path) -> None:
    table = pyarrow.table({"text": ["Eins."], "published": [datetime(2021, 3, 1, 8, tzinfo=UTC)]})
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    (work,) = read(tmp_path / "a.parquet")
    assert isinstance(work, Document)
    assert work.evidence == {"published_at": ("2021-03-01T08:00:00+00:00", "input:published")}
