"""A source's bytes into what it names. What kind of document it is, the document says, not its address."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from datetime import tzinfo
from typing import Literal
from urllib.parse import urlsplit

from newsscraper.crawl.discovery import feeds, sitemaps, stream
from newsscraper.crawl.discovery.addresses import absolute
from newsscraper.crawl.discovery.feeds import FeedReader
from newsscraper.crawl.discovery.found import Found, Nested, Problem, ProblemKind
from newsscraper.crawl.discovery.order import newest_first
from newsscraper.crawl.discovery.sitemaps import SitemapReader
from newsscraper.crawl.discovery.stamps import BERLIN
from newsscraper.crawl.discovery.tally import Tally
from newsscraper.crawl.discovery.unpack import CHUNK, TooLargeError, unpacked

Form = Literal["sitemap", "index", "feed", "list"]


def read_source(
    body: bytes,
    url: str,
    *,
    serves: Callable[[str], bool] | None = None,
    serves_sources: Callable[[str], bool] | None = None,
    zone: tzinfo = BERLIN,
) -> Iterator[Found | Nested | Problem]:
    """What a sitemap, sitemap index, feed or plain list of addresses names, as far as it can be read.

    `body`: as fetched, gunzipped or not. `url`: where it came from, after redirects.
    `serves`: tells whether an article's address is the publisher's (`Publisher.serves`); others are dropped
    and counted. `serves_sources`: the same for a nested sitemap's address. By default both want the host of
    `url`, with or without `www.`.
    `zone`: of dates without an offset.

    Streamed: memory does not grow with the document. Newest first within each few thousand entries, see
    `order.newest_first`. Problems come last, one for each kind. Never raises on bad documents.
    """
    tally = Tally(url)
    entries = _entries(body, url, zone, tally)
    same = _same_site(url)
    kept = _on_hosts(entries, serves or same, serves_sources or serves or same, tally)
    yield from newest_first(kept)
    yield from tally.problems()


def form_of(body: bytes) -> Form | None:
    """What a document is, by its root element; None if it is no source of articles."""
    if not body.strip():
        return None
    tally = Tally("")
    reader = _Dispatch("https://form.invalid/", BERLIN)
    for stop in stream.feed(body, reader):
        if reader.form or stop:
            break
    if reader.form is None and next(_listed(body, "https://form.invalid/", tally), None):
        return "list"
    return reader.form


def _entries(body: bytes, url: str, zone: tzinfo, tally: Tally) -> Iterator[Found | Nested]:
    if not body.strip():
        tally.add("empty", "an empty document")
        return
    reader = _Dispatch(url, zone)
    for stop in stream.feed(body, reader):
        yield from reader.take()
        for text in reader.take_bad():
            tally.add("bad-address", text)
        if stop and reader.form is None and stop.kind == "broken-xml":
            listed = False
            for found in _listed(body, url, tally):
                listed = True
                yield found
            if not listed:
                tally.add(*_neither(body))
        elif stop:
            tally.add(stop.kind, stop.detail)


class _Dispatch:
    """Looks at the root element and hands the rest to the reader for it."""

    def __init__(self, url: str, zone: tzinfo) -> None:
        self._url = url
        self._zone = zone
        self._reader: SitemapReader | FeedReader | None = None
        self.form: Form | None = None

    def start(self, path: tuple[str, ...], attributes: dict[str, str]) -> None:
        if len(path) == 1:
            self._choose(path[0])
        elif self._reader:
            self._reader.start(path, attributes)

    def text(self, text: str) -> None:
        if self._reader:
            self._reader.text(text)

    def end(self, path: tuple[str, ...]) -> None:
        if self._reader and len(path) > 1:
            self._reader.end(path)

    def take(self) -> Iterator[Found | Nested]:
        while self._reader and self._reader.ready:
            yield self._reader.ready.popleft()

    def take_bad(self) -> list[str]:
        if self._reader is None:
            return []
        taken, self._reader.bad = self._reader.bad, []
        return taken

    def _choose(self, root: str) -> None:
        if root in sitemaps.ROOTS:
            self.form = "index" if root == "sitemapindex" else "sitemap"
            self._reader = SitemapReader(root, self._url, self._zone)
        elif root in feeds.ROOTS:
            self.form = "feed"
            self._reader = FeedReader(self._url, self._zone)
        elif root.lower().removeprefix("other:") == "html":
            raise stream.Stop("html", "a web page, not a sitemap or feed")
        else:
            raise stream.Stop("unknown-format", f"root element <{root[:40]}> is neither sitemap nor feed")


def _neither(body: bytes) -> tuple[ProblemKind, str]:
    """What to call a document that is neither XML nor a list of addresses."""
    if re.search(rb"<(?:!doctype\s+)?html", body[:CHUNK], re.IGNORECASE):
        return "html", "a web page, not a sitemap or feed"
    return "unknown-format", f"neither sitemap nor feed: {body[:40]!r}"


def _listed(body: bytes, url: str, tally: Tally) -> Iterator[Found]:
    """The addresses of a plain-text sitemap: one a line, nothing else on it."""
    first = True
    for line in _lines(body):
        text = line.decode("utf-8", "replace").strip("\ufeff \t\r")
        if not text:
            continue
        found = absolute(text, url) if text.startswith(("http://", "https://")) and " " not in text else None
        if found:
            yield Found(url=found, source=url, medium="list")
        elif first:
            return
        else:
            tally.add("bad-address", text)
        first = False


def _lines(body: bytes) -> Iterator[bytes]:
    """The lines of a document; what stops the unpacking has been counted by then."""
    rest = b""
    try:
        for chunk in unpacked(body):
            *lines, rest = (rest + chunk).split(b"\n")
            rest = rest[-CHUNK:]
            yield from lines
    except (TooLargeError, zlib.error):
        return
    yield rest


def _on_hosts(
    entries: Iterator[Found | Nested],
    serves: Callable[[str], bool],
    serves_sources: Callable[[str], bool],
    tally: Tally,
) -> Iterator[Found | Nested]:
    for entry in entries:
        if (serves_sources if isinstance(entry, Nested) else serves)(entry.url):
            yield entry
        else:
            tally.add("foreign-host", entry.url)


def _same_site(url: str) -> Callable[[str], bool]:
    own = (urlsplit(url).hostname or "").removeprefix("www.")
    return lambda other: (urlsplit(other).hostname or "").removeprefix("www.") == own
