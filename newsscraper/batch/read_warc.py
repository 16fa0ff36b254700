"""WARC as documents: a crawl's own archive, or any other, such as Common Crawl's news files."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from typing import BinaryIO

import msgspec

from newsscraper import publishers
from newsscraper.batch.document import Document, Fault, Work
from newsscraper.batch.files import open_input
from newsscraper.batch.inputs import Reading
from newsscraper.errors import InputError, MissingExtraError
from newsscraper.stores.members import Members

try:
    from fastwarc.stream_io import BrotliReader, ChunkedReader, ZstdReader
    from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

    from newsscraper.stores.warc import Known
except ModuleNotFoundError as error:
    raise MissingExtraError("reading WARC", "warc") from error

MAX_PAGE = 20 * 1024 * 1024
"""Bytes of a page, unpacked, that are read; the crawler itself takes no page above half of that."""

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_CHUNK = re.compile(rb"[0-9a-fA-F]{1,8}[ \t]*(?:;[^\r\n]*)?\r\n")
"""How a body begins that really is in chunks: many archives keep the header and not the chunks."""
_RECORD_END = b"\r\n\r\n"
_KNOWN = msgspec.json.Decoder(Known)


def read_warc(name: str, reading: Reading) -> Iterator[Work]:
    """A document for each article page of the archive.

    Of our own archives, what was fetched as an article and found; of others, every HTML page that was found
    and, unless any language is wanted, is on a known publisher's host or, as the worker finds out, in German.

    Raises `InputError` where the archive cannot be read on: cut off, damaged, or none.
    """
    number = 0
    page: Document | Fault | None = None
    page_id: str | None = None
    with open_input(name) as stream:
        try:
            for record in ArchiveIterator(_Whole(stream), parse_http=True):
                number += 1
                if record.record_type is WarcRecordType.response:
                    if page is not None:
                        yield page
                        page = None
                    page, page_id = _page(record, f"{name}: record {number}", reading), record.record_id
                elif _is_about(record, page_id):
                    page = _with_known(page, record.reader.read())
                if page is not None:
                    page = replace(page, read=stream.tell())
        except (OSError, ValueError, EOFError, zlib.error) as error:
            if page is not None:
                yield page
            after = f"at record {number}" if number else "at its beginning"
            raise InputError(f"{after}: cut off, damaged or no WARC: {error}") from error
    if page is not None:
        yield page
    if number == 0:
        raise InputError("no WARC: it holds no record")


class _Whole(io.RawIOBase):
    """An archive's content, unpacked, with an `EOFError` at its end if that is not the end of a record.

    FastWARC itself takes a file that is cut between two lines of a header for one that is over.
    """

    def __init__(self, file: BinaryIO) -> None:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        self._content: io.RawIOBase | BinaryIO = Members(file, strict=True) if packed else file
        self._end = _RECORD_END
        self._position = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def read(self, size: int = -1) -> bytes:
        data = self._content.read(size) or b""
        if data:
            self._position += len(data)
            self._end = (self._end + data[-len(_RECORD_END) :])[-len(_RECORD_END) :]
        elif size and not self._end.endswith((_RECORD_END, b"\n\n")):
            raise EOFError("the last record is not complete")
        return data


def _is_about(record: WarcRecord, page_id: str | None) -> bool:
    """Whether this is the metadata record of a page."""
    concurrent = record.headers.get("WARC-Concurrent-To")
    return record.record_type is WarcRecordType.metadata and page_id is not None and concurrent == page_id


def _page(record: WarcRecord, place: str, reading: Reading) -> Document | Fault | None:
    """The page of a response record; None for what is no page."""
    http = record.http_headers
    url = record.headers.get("WARC-Target-URI")
    raw = record.reader.read()
    if len(raw) < record.content_length:
        raise ValueError(f"record {record.record_id} is shorter than it says")
    if http is None or http.status_code != 200 or record.http_content_type not in _HTML:
        return None
    headers = {name.lower(): value for name, value in http}
    try:
        body = _decoded(raw, headers.pop("transfer-encoding", ""), headers.pop("content-encoding", ""))
    except (OSError, ValueError, zlib.error) as error:
        return Fault(place=place, error=f"the page cannot be unpacked: {error}", url=url)
    known = reading.publisher or publishers.for_url(url)
    date = record.record_date
    return Document(
        place=place,
        medium="html",
        data=body,
        url=url,
        publisher=reading.publisher,
        fetched_at=date.astimezone(UTC) if date else None,
        headers=headers,
        only_german=reading.language == "de" and known is None,
    )


def _with_known(page: Document | Fault | None, metadata: bytes) -> Document | Fault | None:
    """The page with what its crawl knew of it; None where it was not fetched as an article."""
    try:
        known = _KNOWN.decode(metadata)
    except msgspec.DecodeError:
        # Another crawler's metadata record.
        return page
    if not known.article or not isinstance(page, Document):
        return page if known.article else None
    return replace(
        page,
        publisher=page.publisher or known.publisher,
        fetched_at=known.fetched_at or page.fetched_at,
        evidence=known.evidence,
        rights=known.rights,
        only_german=False,
    )


def _decoded(body: bytes, transfer: str, content: str) -> bytes:
    """A body without the encodings it was sent in, as far as it may be read. Raises where it is damaged."""
    if "chunked" in transfer.lower() and _CHUNK.match(body):
        body = ChunkedReader(io.BytesIO(body)).read()
    for encoding in reversed([part.strip().lower() for part in content.split(",")]):
        if encoding in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
            body = zlib.decompressobj(wbits=31).decompress(body, MAX_PAGE)
        elif encoding == "deflate":
            wbits = 15 if body[:1] == b"\x78" else -15
            body = zlib.decompressobj(wbits=wbits).decompress(body, MAX_PAGE)
        elif encoding == "br":
            body = BrotliReader(io.BytesIO(body)).read(MAX_PAGE)
        elif encoding == "zstd" and body.startswith(b"\x28\xb5\x2f\xfd"):
            body = ZstdReader(io.BytesIO(body)).read(MAX_PAGE)
    return body[:MAX_PAGE]
