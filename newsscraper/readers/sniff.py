"""Pages that are no HTML, told by their first bytes, as servers mislabel them."""

from __future__ import annotations

import re

_MAGIC = (
    (b"%PDF-", "PDF document"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"RIFF", "RIFF media"),
    (b"PK\x03\x04", "ZIP archive"),
    (b"\x1f\x8b", "gzip archive"),
    (b"WARC/1.", "WARC archive"),
    (b"{\\rtf", "RTF document"),
)
_START = 1024
_XML_ROOT = re.compile(rb"<([a-z_][\w:.-]*)", re.IGNORECASE)
_XML_ROOTS = frozenset({b"rss", b"feed", b"urlset", b"sitemapindex", b"rdf:rdf", b"svg", b"opml"})
_JSON = re.compile(rb"""\{\s*["}]|\[\s*["\[{\]\d]""")
_CONTROL = bytes(set(range(32)) - set(b"\0\t\n\f\r\x1b"))
_BINARY_SHARE = 0.1


def foreign_format(html: bytes | str) -> str | None:
    """Name of the format where this is plainly no HTML (`PDF document`, `XML document (rss)`), else None."""
    data = html if isinstance(html, bytes) else html[:_START].encode("utf-8", "replace")
    start = data[:_START].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, name in _MAGIC:
        if start.startswith(magic):
            return name
    if start.startswith(b"<"):
        return _foreign_xml(start)
    if _JSON.match(start) and html[-_START:].rstrip()[-1:] in (b"}", b"]", "}", "]"):
        return "JSON document"
    control = len(start) - len(start.translate(None, _CONTROL))
    return "binary data" if control > _BINARY_SHARE * len(start) else None


def _foreign_xml(start: bytes) -> str | None:
    root = _XML_ROOT.search(start)
    if not root:
        return None
    name = root.group(1).lower()
    if name in _XML_ROOTS or (start.startswith(b"<?xml") and name != b"html"):
        return f"XML document ({name.decode('ascii', 'replace')})"
    return None
