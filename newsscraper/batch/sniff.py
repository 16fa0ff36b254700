"""Is it a page, a text or neither?"""

from __future__ import annotations

import re

from newsscraper.batch.document import Medium
from newsscraper.errors import InputError

_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|article|main|div|p|h1|meta|\?xml)[\s>/]", re.IGNORECASE)
_LOOK = 4096

_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"RIFF": "a media file",
    b"\x1f\x8b": "a gzip file inside another",
    b"\x7fELF": "a program",
    b"SQLite format 3": "an SQLite database (convert and search read those)",
    b"PAR1": "a Parquet file (its name must end in .parquet)",
    b"WARC/1.": "a WARC file (its name must end in .warc or .warc.gz)",
}


def medium_of(data: bytes) -> Medium:
    """Tell a page from a text by its first bytes.

    Raises `InputError` for an empty or binary file.
    """
    start = data[:_LOOK]
    if not start.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise InputError("the file is empty")
    for magic, name in _MAGIC.items():
        if start.startswith(magic):
            raise InputError(f"neither HTML nor text, but {name}")
    narrow = start.replace(b"\0", b"") if _is_utf16(start) else start
    if _is_binary(narrow):
        raise InputError("neither HTML nor text, but a binary file")
    return "html" if _MARKUP.search(narrow) else "text"


def _is_utf16(start: bytes) -> bool:
    """A byte order mark, or NUL in nearly every second byte and nowhere else."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    most, least, half = max(even, odd), min(even, odd), len(start) / 2
    return start[:2] in (b"\xff\xfe", b"\xfe\xff") or (most > 0.7 * half and least < 0.1 * half)


def _is_binary(start: bytes) -> bool:
    """More control characters than any text has; a stray NUL or escape does not count."""
    controls = sum(byte < 9 or 14 <= byte < 32 for byte in start)
    return controls > 0.05 * len(start)
