"""Bytes to one tree, within bounds, saying when something of the page is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from newsscraper.article import Status
from newsscraper.readers.decode import to_utf8
from newsscraper.readers.sniff import foreign_format

MAX_BYTES = 8_000_000
"""Longer pages are cut here; article pages stay under 3 MB, with a large JSON-LD script under 8."""

MAX_TAGS = 30_000
"""Pages with more tags are cut there, which bounds memory and time; article pages stay under 10,000,
live blogs of a whole day under 30,000."""

PARSER_TELLS = etree.LIBXML_VERSION >= (2, 14)
"""Whether the parser tells of bytes that are no UTF-8 and goes on; older versions guess. Where it does, a
look at every byte beforehand is spared, which costs as much as a tenth of the parsing."""

_INVALID = etree.ErrorTypes.ERR_INVALID_ENCODING
_FULL_LOG = 100
"""Complaints the parser keeps; most pages cause none, old ones hundreds."""

_END_WITHIN = 20_000
"""A page's `</html>` stands among its last bytes; only comments and late scripts follow it."""

_CLOSED_LAST = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
_OPENED = re.compile(rb"<(?:html|body)[\s>]", re.IGNORECASE)
_CONTAINER = re.compile(rb"<(/?)(?:div|article|main|section)[\s>]", re.IGNORECASE)
_MAX_UNCLOSED = 1
"""Containers a sloppy template may leave open at the end of a whole page."""


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page. There is one tree per page, without comments; nobody changes it."""

    tree: etree._Element
    """The `html` element; empty for what is no HTML."""

    source: bytes
    """The page as UTF-8."""

    url: str | None = None

    status: Status = "ok"
    """`ok`, or `truncated`, `empty` or `not_article` where the bytes alone say so."""

    reasons: tuple[str, ...] = ()


def parse(html: bytes | str, url: str | None = None, *, content_type: str | None = None) -> Page:
    """Parse a page once. `content_type` is the response header. Never raises.

    `status` is `empty` without any text, `not_article` for another format (PDF, image, feed, JSON), and
    `truncated` where the page ends too early or is larger or deeper than the parser's bounds.
    """
    if not html or html.isspace():
        return Page(_no_tree(), b"", url, "empty", ("no content",))
    foreign = foreign_format(html)
    if foreign:
        return Page(_no_tree(), b"", url, "not_article", (foreign,))
    data = html[:MAX_BYTES]
    whole = to_utf8(data, content_type, trusting=PARSER_TELLS)
    tree, log = _parse(source := _within_tags(whole))
    if PARSER_TELLS and _may_be_no_utf8(log) and whole != (checked := to_utf8(data, content_type)):
        tree, log = _parse(source := _within_tags(whole := checked))
    if tree is None:
        return Page(_no_tree(), source, url, "empty", ("no markup",))
    reasons = []
    if len(html) > MAX_BYTES or len(source) < len(whole):
        reasons.append(f"page is too large; read up to byte {len(source)}")
    elif not _is_whole(source):
        reasons.append("page ends early")
    # The parser drops what is nested deeper than its limit and tells nobody but its log.
    if any("depth" in entry.message for entry in log):
        reasons.append("nested too deep")
    return Page(tree, source, url, "truncated" if reasons else "ok", tuple(reasons))


def _parse(source: bytes) -> tuple[etree._Element | None, etree._ListErrorLog]:
    """The tree, None where there is no markup at all, and what the parser complained about."""
    # Nobody looks elements up by their ids, so that the parser need not keep a table of them.
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        return etree.fromstring(source, parser), parser.error_log
    except (etree.ParserError, etree.XMLSyntaxError):
        return None, parser.error_log


def _may_be_no_utf8(log: etree._ListErrorLog) -> bool:
    """Whether the parser met bytes that are no UTF-8, or may have after its log was full."""
    return len(log) >= _FULL_LOG or any(entry.type == _INVALID for entry in log)


def _no_tree() -> etree._Element:
    return etree.Element("html")


def _within_tags(source: bytes) -> bytes:
    """The page up to its last tag that is read."""
    # No tag is shorter than three bytes, so that most pages need no count.
    if len(source) < 3 * MAX_TAGS or source.count(b"<") <= MAX_TAGS:
        return source
    position = -1
    for _ in range(MAX_TAGS + 1):
        position = source.find(b"<", position + 1)
    return source[:position]


def _is_whole(source: bytes) -> bool:
    """Whether the page goes on to its end.

    A missing `</html>` proves nothing, templates forget it; together with an end inside a tag, a script
    or a sentence, or with open containers, it does. A fragment that never opens `<html>` is whole.
    """
    tail = source[-_END_WITHIN:]
    if _CLOSED_LAST.search(tail):
        return True
    if not _OPENED.search(source, 0, _END_WITHIN):
        return True
    if not tail.rstrip().endswith(b">") or source.rfind(b"<!--") > source.rfind(b"-->"):
        return False
    if source.rfind(b"<script") > source.rfind(b"</script"):
        return False
    ends = [match.group(1) for match in _CONTAINER.finditer(source)]
    return len(ends) - 2 * ends.count(b"/") <= _MAX_UNCLOSED
