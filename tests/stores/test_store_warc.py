"""The raw archive: what other tools read in it, and what comes of it when it is cleaned again."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from newsscraper.errors import OutputError
from newsscraper.stores.warc import Known, WarcWriter

AT = datetime(2026, 3, 1, 9, 30, 15, 250_000, tzinfo=UTC)
URL = "https://www.example-zeitung.de/artikel-1"


def write(writer: WarcWriter, body: bytes = "<p>Grüße</p>".encode(), url: str = URL) -> None:
    writer.write(
        url,
        status="200 OK",
        headers=[(b"Content-Type", b"text/html"), (b"Content-Length", str(len(body)).encode())],
        body=body,
        request=b"GET /artikel-1 HTTP/1.1",
        request_headers=[(b"User-Agent", b"newsscraper"), (b"Authorization", b"Basic c2VjcmV0")],
        at=AT,
        known=Known(newsscraper="1", article=True, evidence={"title": ("Größe", "news-sitemap")}),
    )


def test_other_tools_read_it(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path / "new" / "folder", "zeitung", agent="newsscraper (+mailto:a@example.org)")
    write(writer)
    writer.close()
    (file,) = (tmp_path / "new" / "folder").iterdir()
    assert file.name == "zeitung-20260301T093015Z-00000.warc.gz"
    with file.open("rb") as stream:
        records = []
        for record in ArchiveIterator(stream, check_digests="raise"):
            headers = record.rec_headers
            records.append((record.rec_type, headers["WARC-Target-URI"], record.content_stream().read()))
            assert headers["WARC-Date"] == "2026-03-01T09:30:15.250000Z"
    assert [(kind, url) for kind, url, _ in records] == [
        ("warcinfo", None), ("response", URL), ("request", URL), ("metadata", URL),
    ]  # fmt: skip
    assert records[1][2].decode() == "<p>Grüße</p>"
    assert b'"title":["Gr\xc3\xb6\xc3\x9fe","news-sitemap"]' in records[3][2]


def test_secrets_are_left_out(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path, "zeitung")
    write(writer)
    writer.close()
    (file,) = tmp_path.iterdir()
    content = gzip.decompress(file.read_bytes())
    assert b"User-Agent: newsscraper" in content
    assert b"c2VjcmV0" not in content


def test_a_full_file_is_followed_by_the_next(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path, "zeitung", max_size=2000)
    for _ in range(8):
        write(writer)
    writer.close()
    files = sorted(tmp_path.iterdir())
    assert [file.name[-13:] for file in files] == [f"{n:05}.warc.gz" for n in range(len(files))]
    assert len(files) > 2
    responses = 0
    for file in files:
        with file.open("rb") as stream:
            responses += sum(record.rec_type == "response" for record in ArchiveIterator(stream))
    assert responses == 8


def test_every_record_is_a_gzip_member(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path, "zeitung")
    write(writer)
    writer.close()
    (file,) = tmp_path.iterdir()
    assert file.read_bytes().count(b"\x1f\x8b\x08\x00\x00\x00\x00\x00") == 4


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="file/archive: cannot be written: Not a directory"):
        WarcWriter(tmp_path / "file" / "archive", "zeitung")
