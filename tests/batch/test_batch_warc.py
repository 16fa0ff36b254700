"""WARC as input: our own, Common Crawl's, and broken ones."""

from __future__ import annotations

import gzip
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pages
import pytest

from newsscraper.batch.document import Document, Fault, Work
from newsscraper.batch.inputs import Reading, find_sources, read_sources
from newsscraper.batch.mapping import parse_map
from newsscraper.batch.work import clean_chunk

ENGLISH = "<html><body>" + "<p>The council said that the bridge was closed for this year.</p>" * 9


def archive(*exchanges: tuple[str, bytes, dict[str, str]], gz: bool = True, status: str = "200 OK") -> bytes:
    """An archive as another crawler writes it: response records alone, times to the second."""
    records = [_record("warcinfo", None, b"software: another\r\n")]
    for url, body, headers in exchanges:
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        records.append(_record("response", url, f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body))
    return b"".join(map(gzip.compress, records) if gz else records)


def _record(kind: str, url: str | None, block: bytes) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{uuid.uuid4()}>\r\n"
    head += "WARC-Date: 2026-03-01T09:30:15Z\r\n"
    head += f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n" if url else ""
    return f"{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


HTML = {"Content-Type": "text/html; charset=utf-8"}


def exchange(number: int, host: str = "www.example-zeitung.de") -> tuple[str, bytes, dict[str, str]]:
    return f"https://{host}/artikel-{number}", pages.page(number).encode(), HTML


def read(tmp_path: Path, data: bytes, name: str = "a.warc.gz", language: str = "de") -> list[Work]:
    (tmp_path / name).write_bytes(data)
    reading = Reading(parse_map(None), language=language)
    return list(read_sources(find_sources([str(tmp_path / name)]), reading))


def urls(works: list[Work]) -> list[str | None]:
    """The addresses of the pages that give a record."""
    return [
        work.url for work, result in zip(works, clean_chunk(works), strict=True) if isinstance(result, bytes)
    ]


def test_pages_of_another_crawler(tmp_path: Path) -> None:
    works = read(tmp_path, archive(exchange(1), exchange(2)))
    assert [work.url for work in works] == [exchange(1)[0], exchange(2)[0]]
    first = works[0]
    assert isinstance(first, Document)
    assert first.place == f"{tmp_path}/a.warc.gz: record 2"
    assert first.fetched_at == datetime(2026, 3, 1, 9, 30, 15, tzinfo=UTC)
    assert first.headers == {"content-type": "text/html; charset=utf-8"}


def test_known_publishers_first_then_german(tmp_path: Path) -> None:
    known = ("https://www.tagesspiegel.de/politik/x-1.html", ENGLISH.encode(), HTML)
    foreign = ("https://www.example.com/a", ENGLISH.encode(), HTML)
    data = archive(known, foreign, exchange(3))
    assert urls(read(tmp_path, data)) == [known[0], exchange(3)[0]]
    assert urls(read(tmp_path, data, language="any")) == [known[0], foreign[0], exchange(3)[0]]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "application/xml"}, "200 OK"),
        ({"Content-Type": "image/jpeg"}, "200 OK"),
        ({}, "200 OK"),
        (HTML, "404 Not Found"),
        (HTML, "301 Moved Permanently"),
    ],
)
def test_what_is_no_page_is_passed_over(tmp_path: Path, headers: dict[str, str], status: str) -> None:
    assert read(tmp_path, archive(("https://a.example/b", b"<p>x</p>", headers), status=status)) == []


def _chunked(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


@pytest.mark.parametrize(
    ("headers", "encode"),
    [
        ({"Content-Encoding": "gzip"}, gzip.compress),
        ({"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}, lambda b: _chunked(gzip.compress(b))),
        ({"Transfer-Encoding": "chunked"}, _chunked),
        ({"Transfer-Encoding": "chunked"}, bytes),
        ({"Content-Encoding": "gzip"}, bytes),
    ],
)
def test_bodies_as_they_were_sent(
    tmp_path: Path, headers: dict[str, str], encode: Callable[[bytes], bytes]
) -> None:
    body = pages.page(1).encode()
    (work,) = read(tmp_path, archive((exchange(1)[0], encode(body), HTML | headers)))
    assert isinstance(work, Document)
    assert work.data == body


def test_a_body_that_cannot_be_unpacked_is_a_fault(tmp_path: Path) -> None:
    broken = (exchange(1)[0], b"\x1f\x8b\x08 not gzip", HTML | {"Content-Encoding": "gzip"})
    fault, good = read(tmp_path, archive(broken, exchange(2)))
    assert isinstance(fault, Fault)
    assert str(fault).startswith(f"{tmp_path}/a.warc.gz: record 2: the page cannot be unpacked: ")
    assert good.url == exchange(2)[0]


def test_a_bomb_is_cut(tmp_path: Path) -> None:
    bomb = gzip.compress(b"<p>" + b"x" * 100_000_000)
    (work,) = read(tmp_path, archive(("https://a.example/b", bomb, HTML | {"Content-Encoding": "gzip"})))
    assert isinstance(work, Document)
    assert work.data is not None
    assert len(work.data) == 20 * 1024 * 1024


@pytest.mark.parametrize("gz", [True, False])
def test_an_archive_cut_anywhere_says_so(tmp_path: Path, gz: bool) -> None:
    name = "a.warc.gz" if gz else "a.warc"
    whole = archive(exchange(1), gz=gz)
    both = whole + archive(exchange(2), gz=gz)
    # Of a gzip member that lacks nothing but its checksum, the page is whole.
    for length in range(len(whole) + 1, len(both) - 10, 37):
        *works, last = read(tmp_path, both[:length], name)
        assert [work.url for work in works] == [exchange(1)[0]]
        assert isinstance(last, Fault)


@pytest.mark.parametrize("gz", [True, False])
def test_an_archive_cut_in_the_middle(tmp_path: Path, gz: bool) -> None:
    name = "a.warc.gz" if gz else "a.warc"
    data = archive(*map(exchange, range(5)), gz=gz)
    works = read(tmp_path, data[:-300], name)
    assert [work.url for work in works[:-1]] == [exchange(n)[0] for n in range(4)]
    assert isinstance(works[-1], Fault)
    assert str(works[-1]).startswith(f"{tmp_path}/{name}: at record ")
    assert "cut off, damaged or no WARC" in works[-1].error
    assert "\n" not in str(works[-1])


def test_gzip_that_is_not_chunked_per_record(tmp_path: Path) -> None:
    whole = gzip.compress(archive(*map(exchange, range(200)), gz=False))
    assert [work.url for work in read(tmp_path, whole)] == [exchange(n)[0] for n in range(200)]
    *works, last = read(tmp_path, whole[:-200])
    assert len(works) > 100
    assert isinstance(last, Fault)
    assert "cut off, damaged or no WARC" in last.error


@pytest.mark.parametrize(
    "data",
    [b"", b"Das ist kein Archiv.\r\n" * 50, gzip.compress(b"kein Archiv" * 99)],
    ids=["empty", "text", "gzipped text"],
)
def test_what_is_no_archive(tmp_path: Path, data: bytes) -> None:
    (fault,) = read(tmp_path, data)
    assert isinstance(fault, Fault)
    assert "no WARC" in fault.error
