"""A source's bytes as XML chunks: unpacked, bounded, and mended where a parser would lose half an address."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from html.entities import name2codepoint

SIZE_LIMIT = 50 * 1024 * 1024
"""Bytes a sitemap may have when unpacked: the sitemap protocol's own limit."""

CHUNK = 64 * 1024

_GZIP = b"\x1f\x8b"
_OPEN, _CLOSE = b"<![CDATA[", b"]]>"
_SPECIAL = re.compile(rb"&(#\d+;|#[xX][0-9a-fA-F]+;|[A-Za-z][A-Za-z0-9]{1,31};)?|<(?![A-Za-z_:/!?\x80-\xff])")
_XML_ENTITIES = {b"amp;", b"lt;", b"gt;", b"quot;", b"apos;"}
_LONGEST = 34
"""Bytes of the longest thing that must not be cut in two: an entity, or the opening of a CDATA section."""


class TooLargeError(Exception):
    """More bytes than a source may have."""


def unpacked(body: bytes, limit: int = SIZE_LIMIT) -> Iterator[bytes]:
    """The body in chunks, gunzipped if it begins with gzip's magic bytes, whatever its name says.

    Raises `TooLargeError` after `limit` bytes and `zlib.error` for a damaged archive; what came before has
    been given out by then.
    """
    chunks: Iterable[bytes] = (body[at : at + CHUNK] for at in range(0, len(body), CHUNK))
    if body.startswith(_GZIP):
        chunks = _gunzipped(chunks)
    given = 0
    for chunk in chunks:
        given += len(chunk)
        if given > limit:
            raise TooLargeError
        yield chunk


def _gunzipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(wbits=31)
    for packed in chunks:
        rest = packed
        while rest:
            out = unpacker.decompress(rest, CHUNK)
            if out:
                yield out
            rest = unpacker.unconsumed_tail
            if unpacker.eof:
                if not unpacker.unused_data.startswith(_GZIP):
                    return
                rest, unpacker = unpacker.unused_data, zlib.decompressobj(wbits=31)
    if not unpacker.eof:
        raise zlib.error("the archive is cut off")


def mended(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks with bare `&`, bare `<` and HTML's entities written as XML wants them, CDATA left alone.

    Addresses with a bare `&` are the commonest damage in feeds; an XML parser that recovers drops the
    ampersand and the name after it, and with them the article.
    """
    rest, inside = b"", False
    for chunk in chunks:
        done, rest, inside = _mend(rest + chunk, inside, final=False)
        yield done
    yield _mend(rest, inside, final=True)[0]


def _mend(data: bytes, inside: bool, *, final: bool) -> tuple[bytes, bytes, bool]:
    """Mended bytes, bytes to keep for the next round, and whether these end within CDATA."""
    done: list[bytes] = []
    at = 0
    while True:
        mark = _CLOSE if inside else _OPEN
        end = data.find(mark, at)
        if end < 0:
            break
        piece = data[at:end] + mark
        done.append(piece if inside else _SPECIAL.sub(_escaped, piece))
        at, inside = end + len(mark), not inside
    tail = data[at:]
    keep = 0 if final else _open_end(tail, inside)
    ready = tail[: len(tail) - keep]
    done.append(ready if inside else _SPECIAL.sub(_escaped, ready))
    return b"".join(done), tail[len(tail) - keep :], inside


def _open_end(tail: bytes, inside: bool) -> int:
    """How many bytes at the end may belong to a mark or an entity that goes on in the next chunk."""
    if inside:
        return min(len(_CLOSE) - 1, len(tail))
    window = tail[-_LONGEST:]
    start = max(window.rfind(b"&"), window.rfind(b"<"))
    return len(window) - start if start >= 0 else 0


def _escaped(match: re.Match[bytes]) -> bytes:
    if match.group() == b"<":
        return b"&lt;"
    name = match.group(1)
    if name is None:
        return b"&amp;"
    if name.startswith(b"#") or name in _XML_ENTITIES:
        return match.group()
    code = name2codepoint.get(name[:-1].decode("ascii"))
    return b"&#%d;" % code if code else b"&amp;" + name
