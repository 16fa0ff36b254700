"""Bytes or str to UTF-8 bytes, which is what the parser reads fastest.

What the bytes are decides, not what they are said to be: bytes that are valid UTF-8 are UTF-8, whatever
header and page declare, since text in any other encoding practically never happens to be.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DECLARED_WITHIN = 4096
"""Bytes in which a page must declare its encoding; the HTML standard asks for the first 1,024."""

_SAME_AS_WINDOWS_1252 = frozenset({"utf-8", "ascii", "iso8859-1", "cp1252"})
"""Declarations under which invalid UTF-8 is read as windows-1252, as browsers do for Latin-1 and ASCII."""

_GERMAN = "äöüßÄÖÜ–„“"
_MAX_REPAIRS = 10_000


def to_utf8(html: bytes | str, content_type: str | None = None, *, trusting: bool = False) -> bytes:
    """The page as valid UTF-8 without byte order mark and NUL characters.

    `content_type`: the response header, whose charset is believed before the page's own declaration.
    `trusting`: leave bytes as they are that nobody declares to be anything but UTF-8, for a parser that
    tells where they are not. What cannot be read becomes U+FFFD. Never raises.
    """
    data = _from_str(html) if isinstance(html, str) else _from_bytes(html, content_type, trusting)
    return data.replace(b"\0", b"") if b"\0" in data else data


def _from_str(html: str) -> bytes:
    try:
        return html.removeprefix("\ufeff").encode()
    except UnicodeEncodeError:
        # Pairs of surrogates, as careless JSON readers leave them, become their character again.
        joined = _SURROGATES.sub(_join, html)
        return _SURROGATE.sub("\ufffd", joined).encode()


def _join(pair: re.Match[str]) -> str:
    return pair.group().encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _from_bytes(data: bytes, content_type: str | None, trusting: bool) -> bytes:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            if encoding == "utf-8":
                return _from_bytes(data[len(bom) :], content_type, trusting)
            return data.decode(encoding, "replace").encode()
    wide = _utf16_without_mark(data[:512])
    if wide:
        return data.decode(wide, "replace").encode()
    if trusting and _declared_encoding(data, content_type) in (None, "utf-8"):
        return data
    try:
        data.decode()
    except UnicodeDecodeError:
        return _decode_legacy(data, content_type).encode()
    return data


def _utf16_without_mark(start: bytes) -> str | None:
    """UTF-16 shows in markup as a NUL in every second byte."""
    half = len(start) // 2
    if half < 2:
        return None
    if start[1::2].count(0) > 0.7 * half and start[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if start[0::2].count(0) > 0.7 * half and start[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _decode_legacy(data: bytes, content_type: str | None) -> str:
    encoding = _declared_encoding(data, content_type)
    if encoding and encoding not in _SAME_AS_WINDOWS_1252:
        return data.decode(encoding, "replace")
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken > sum(map(text.count, _GERMAN)):
        return data.decode("cp1252", "replace")
    # UTF-8 with some foreign bytes: a comment or an advertisement pasted in, or a cut within a letter.
    return data.decode("utf-8", _FOREIGN_BYTES) if broken <= _MAX_REPAIRS else text


def _declared_encoding(data: bytes, content_type: str | None) -> str | None:
    """Python's name of the 8-bit encoding that header or page declares, or None."""
    header = _CHARSET.search(content_type or "")
    page = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    for name in (header and header.group(1), page and page.group(1).decode("ascii", "replace")):
        try:
            # Only ASCII-compatible encodings that decode bytes to text can be meant by a page we could read.
            if name and "<html".encode(name) == b"<html":
                return codecs.lookup(name).name
        except (LookupError, UnicodeError):
            continue
    return None


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_FOREIGN_BYTES = "newsscraper.windows-1252"
codecs.register_error(_FOREIGN_BYTES, _as_windows_1252)
