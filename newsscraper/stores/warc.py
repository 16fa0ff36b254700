"""The raw archive: responses as WARC 1.1 files, each with the request and a metadata record.

One gzip member a record, so that every tool can read on from any record. The metadata record is JSON: what
the crawl knew from outside the page, which cleaning the archive again needs (see `Known`).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import msgspec
from fastwarc.warc import WarcRecord, WarcRecordType

from newsscraper.errors import OutputError
from newsscraper.stores.append_file import AppendFile, nothing

MAX_SIZE = 1_000_000_000
"""Bytes after which an archive goes on in a new file; the usual size for WARC."""

Headers = Sequence[tuple[bytes, bytes]]

_SECRET = frozenset({b"authorization", b"proxy-authorization", b"cookie"})


class Known(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a crawl knows of a page from elsewhere."""

    newsscraper: str
    """Version that crawled."""
    article: bool = False
    """Whether it was fetched as an article; robots.txt, sitemaps and feeds were not."""
    publisher: str | None = None
    fetched_at: datetime | None = None
    evidence: dict[str, tuple[str, str]] = {}
    """Field -> (value, source), such as a news sitemap's title and date."""
    rights: dict[str, str] = {}
    """What the host reserves outside the page."""


class WarcWriter:
    """Writes exchanges to files `NAME-TIME-NUMBER.warc.gz` in a folder, each record in one piece."""

    def __init__(self, folder: Path, name: str, *, agent: str = "", max_size: int = MAX_SIZE) -> None:
        """`name`: what file names begin with; `agent`: the user agent, noted in each file.

        Raises `OutputError` where the folder cannot be made.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{folder}: cannot be written: {error.strerror}") from error
        self._folder = folder
        self._name = name
        self._agent = agent
        self._max_size = max_size
        self._file: AppendFile | None = None

    def write(
        self,
        url: str,
        *,
        status: str,
        headers: Headers,
        body: bytes,
        request: bytes,
        request_headers: Headers,
        at: datetime,
        known: Known,
    ) -> None:
        """Write an exchange: response, request and metadata.

        `status`: `200 OK`. `headers`, `body`: as received, the body still compressed if it was. `request`:
        the request line. `at`: when it was received, aware. Raises `OutputError`.
        """
        file = self._file_at(at)
        response = _record(
            WarcRecordType.response, at, url, _http(f"HTTP/1.1 {status}".encode(), headers, body)
        )
        refers = response.record_id or ""
        public = [(name, value) for name, value in request_headers if name.lower() not in _SECRET]
        asked = _record(WarcRecordType.request, at, url, _http(request, public, b""))
        noted = _record(WarcRecordType.metadata, at, url, msgspec.json.encode(known), "application/json")
        asked.headers["WARC-Concurrent-To"] = refers
        noted.headers["WARC-Concurrent-To"] = refers
        for record in (response, asked, noted):
            file.append(_bytes(record))

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.sync()
            self._file.close()
            self._file = None

    def _file_at(self, at: datetime) -> AppendFile:
        """The file to write to: the open one, or the next when that is full."""
        if self._file is not None and self._file.size < self._max_size:
            return self._file
        self.close()
        number = 0
        while (path := self._folder / f"{self._name}-{at:%Y%m%dT%H%M%SZ}-{number:05}.warc.gz").exists():
            number += 1
        self._file = AppendFile(path, nothing, compressed=True)
        fields = {
            "software": f"newsscraper/{version('newsscraper')}",
            "format": "WARC File Format 1.1",
            "http-header-user-agent": self._agent,
        }
        info = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
        record = _record(WarcRecordType.warcinfo, at, None, info.encode(), "application/warc-fields")
        record.headers["WARC-Filename"] = path.name
        self._file.append(_bytes(record))
        return self._file


def _record(
    kind: WarcRecordType, at: datetime, url: str | None, payload: bytes, content_type: str | None = None
) -> WarcRecord:
    record = WarcRecord()
    record.init_headers(record_type=kind)
    record.record_date = at
    if url:
        record.headers["WARC-Target-URI"] = url
    if content_type:
        record.headers["Content-Type"] = content_type
    else:
        record.is_http = True
    record.set_bytes_content(payload)
    return record


def _bytes(record: WarcRecord) -> bytes:
    stream = io.BytesIO()
    record.write(stream, checksum_data=True)
    return stream.getvalue()


def _http(start: bytes, headers: Headers, body: bytes) -> bytes:
    lines = b"".join(name + b": " + value + b"\r\n" for name, value in headers)
    return start + b"\r\n" + lines + b"\r\n" + body
