"""XML as a stream of elements, whatever its size and state; nothing is kept but the entry at hand."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Protocol

from lxml import etree

from newsscraper.crawl.discovery.found import ProblemKind
from newsscraper.crawl.discovery.unpack import TooLargeError, mended, unpacked

_PREFIXES = {
    "": "",
    "http://www.sitemaps.org/schemas/sitemap/0.9": "",
    "https://www.sitemaps.org/schemas/sitemap/0.9": "",
    "http://www.google.com/schemas/sitemap/0.84": "",
    "http://www.google.com/schemas/sitemap-news/0.9": "",
    "http://www.w3.org/2005/Atom": "",
    "http://purl.org/atom/ns#": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
}
"""Namespaces whose elements are read; the elements of all others get a prefix that no reader asks for."""

_ERROR_LIMIT = 20_000
"""Errors after which reading ends, because lxml keeps each: about 6 MB. A news sitemap of 1,000 articles that
forgets to declare its namespace has 7,000."""
_DEPTH_LIMIT = 64


class Reader(Protocol):
    """What takes the elements: one reader for each kind of document."""

    def start(self, path: tuple[str, ...], attributes: dict[str, str]) -> None:
        """An element opens; `path` leads from the root to it."""

    def text(self, text: str) -> None:
        """A piece of the text of the element that opened last, or of its parent after it closed."""

    def end(self, path: tuple[str, ...]) -> None:
        """An element closes."""


class Stop(Exception):  # noqa: N818
    """Reading ends here, for this reason."""

    def __init__(self, kind: ProblemKind, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail


def feed(body: bytes, reader: Reader) -> Iterator[Stop | None]:
    """Push a document through a reader; yields after each chunk, so that the caller can take what it found.

    Damage is passed over where possible. What ends the reading early, and the damage, come as `Stop`;
    nothing is raised.
    """
    target = _Target(reader)
    parser = etree.XMLParser(
        target=target, recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    head = b""
    try:
        # Documents in UTF-16 are left as they are: their ampersands are no single bytes.
        chunks = unpacked(body) if body[:2] in (b"\xff\xfe", b"\xfe\xff") else mended(unpacked(body))
        for number, chunk in enumerate(chunks):
            data = chunk.lstrip() if number == 0 else chunk
            if not target.opened:
                head = head[-16:] + data.replace(b"\0", b"")
                if b"<!ENTITY" in head:
                    # Entities are declared above the root element; what looks like it further down is damage.
                    above, mark, rest = data.partition(b"<!ENTITY")
                    if not mark or not _opens_root(parser, target, above):
                        yield Stop("entities", "declares XML entities")
                        return
                    data = mark + rest
            parser.feed(data)
            if target.stopped:
                yield target.stopped
                return
            yield None
            if len(parser.feed_error_log) > _ERROR_LIMIT:
                yield Stop("broken-xml", _first_error(parser))
                return
        parser.close()
    except TooLargeError:
        yield Stop("too-large", "more than 50 MB unpacked")
    except zlib.error as error:
        yield Stop("broken-gzip", str(error))
    except etree.LxmlError as error:
        yield target.stopped or Stop("broken-xml", str(error))
    else:
        if len(parser.feed_error_log):
            yield Stop("broken-xml", _first_error(parser))


def _opens_root(parser: etree.XMLParser, target: _Target, piece: bytes) -> bool:
    parser.feed(piece)
    return target.opened


def _first_error(parser: etree.XMLParser) -> str:
    for error in parser.feed_error_log:
        return f"line {error.line}: {error.message.strip()}"
    return "damaged"


class _Target:
    """lxml's parser target: hands elements on as paths, builds no tree."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._path: tuple[str, ...] = ()
        self.opened = False
        self.stopped: Stop | None = None

    def start(self, tag: str | bytes, attrib: Mapping[str | bytes, str | bytes]) -> None:
        if self.stopped:
            return
        self.opened = True
        self._path = (*self._path, _short(tag))
        if len(self._path) > _DEPTH_LIMIT:
            self.stopped = Stop("broken-xml", f"elements nested deeper than {_DEPTH_LIMIT}")
            return
        try:
            self._reader.start(self._path, {_short(key): str(value) for key, value in attrib.items()})
        except Stop as stop:
            self.stopped = stop

    def end(self, tag: str | bytes) -> None:
        if not self.stopped:
            self._reader.end(self._path)
        self._path = self._path[:-1]

    def data(self, data: str | bytes) -> None:
        if not self.stopped:
            self._reader.text(str(data))

    def comment(self, text: str | bytes) -> None:
        """Comments say nothing."""

    def close(self) -> None:
        return None


@lru_cache(maxsize=256)
def _short(tag: str | bytes) -> str:
    tag = str(tag)
    space, _, name = tag.rpartition("}")
    return _PREFIXES.get(space.removeprefix("{"), "other:") + name
