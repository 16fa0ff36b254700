"""A cassette in use: what it holds, found by method, address and body, and what was missing from it."""

from __future__ import annotations

import difflib
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Literal

from w3lib.url import canonicalize_url

from newsscraper.crawl.cassettes_yaml import Exchange, read_cassette, require_vcr, write_cassette
from newsscraper.errors import InputError

Mode = Literal["replay", "record", "new"]
"""`replay`: only what is on the cassette. `record`: all anew. `new`: replay, and record what is missing."""

_VOLATILE = frozenset(
    {
        "age", "alt-svc", "authorization", "cf-cache-status", "cf-ray", "connection", "content-encoding",
        "content-length", "cookie", "date", "expires", "keep-alive", "nel", "p3p", "proxy-authorization",
        "report-to", "server-timing", "set-cookie", "set-cookie2", "strict-transport-security",
        "traceparent", "transfer-encoding", "via", "www-authenticate", "x-cache", "x-cache-hits",
        "x-correlation-id", "x-hits", "x-request-id", "x-runtime", "x-served-by", "x-timer", "x-varnish",
    }
)  # fmt: skip
_VOLATILE_PREFIXES = (
    "akamai-",
    "content-security-policy",
    "x-akamai-",
    "x-amz-",
    "x-b3-",
    "x-envoy-",
    "x-trace",
)
_KEPT_OF_REQUEST = frozenset({"accept", "content-type"})

_HOUR = time(20, tzinfo=UTC)
"""Hour of the day that a replay takes for "now": late enough for all that was published on that day, and
the same calendar day from Vaduz to Berlin."""


class Tape:
    """The exchanges of one crawl.

    `today` is the day noted on a new cassette; None takes the present day (UTC).
    Raises `InputError` for a cassette that cannot be read (`replay` needs one), and
    `MissingExtraError` without vcrpy.
    """

    def __init__(self, path: Path | str, mode: Mode = "replay", *, today: date | None = None) -> None:
        self.path = Path(path)
        self.mode = mode
        self.misses: list[str] = []
        """A line for each request that was not found, in order."""
        self._entries: dict[tuple[str, str, bytes], list[Exchange]] = {}
        self._played: dict[tuple[str, str, bytes], int] = {}
        self._dirty = mode == "record"
        metadata: dict[str, object] = {}
        if mode != "replay":
            require_vcr()
        if mode == "replay" or (mode == "new" and self.path.exists()):
            exchanges, metadata = read_cassette(self.path)
            for exchange in exchanges:
                self._insert(exchange)
        self.recorded_on = _day(metadata.get("recorded_on"), self.path)
        if self.recorded_on is None and mode != "replay":
            self.recorded_on = today or datetime.now(UTC).date()

    def __len__(self) -> int:
        return sum(map(len, self._entries.values()))

    @property
    def clock(self) -> datetime | None:
        """The moment a replay pretends it is, in UTC; None for a cassette without a day (vcrpy's own)."""
        return datetime.combine(self.recorded_on, _HOUR) if self.recorded_on else None

    def play(self, method: str, url: str, body: bytes = b"") -> Exchange | None:
        """The response recorded for a request, or None.

        Asked again, it gives the next response that was recorded for the same request, and the last one
        for ever after.
        """
        key = _key(method, url, body)
        recorded = self._entries.get(key)
        if not recorded:
            return None
        turn = self._played.get(key, 0)
        self._played[key] = turn + 1
        return recorded[min(turn, len(recorded) - 1)]

    def holds(self, method: str, url: str) -> bool:
        """Whether the cassette has an answer to a request without a body."""
        return _key(method, url, b"") in self._entries

    def add(self, exchange: Exchange) -> Exchange:
        """Put an exchange on the cassette; returns it as stored, without volatile and secret headers."""
        clean = Exchange(
            exchange.method,
            exchange.url,
            exchange.content,
            exchange.body,
            {k: v for k, v in sorted(exchange.request_headers.items()) if k.lower() in _KEPT_OF_REQUEST},
            exchange.status,
            exchange.reason,
            {k: v for k, v in sorted(exchange.headers.items()) if not _volatile(k)},
        )
        if self._insert(clean):
            self._dirty = True
        return clean

    def miss(self, method: str, url: str, body: bytes = b"") -> str:
        """Note a request that is not on the cassette; returns a line with the nearest entry."""
        text = f"{self.path}: not on the cassette: {method} {url}{' with a body' if body else ''}"
        near = self.nearest(method, url)
        line = f"{text}; nearest entry: {near}" if near else f"{text}; the cassette is empty"
        if line not in self.misses:
            self.misses.append(line)
        return line

    def nearest(self, method: str, url: str) -> str | None:
        """The entry most like a request, as `GET https://…`, or None for an empty cassette."""
        known = {f"{e.method} {e.url}" for recorded in self._entries.values() for e in recorded}
        found = difflib.get_close_matches(f"{method} {url}", sorted(known), n=1, cutoff=0.0)
        return found[0] if found else None

    def exchanges(self) -> list[Exchange]:
        """All exchanges, by address, then method and body, repeats in the order they were recorded."""
        keys = sorted(self._entries, key=lambda key: (key[1], key[0], key[2]))
        return [exchange for key in keys for exchange in self._entries[key]]

    def save(self) -> None:
        """Write the cassette if anything was recorded; raises `OutputError` where that fails.

        A new recording that equals the cassette already there leaves the file, and its day, as they are.
        """
        if not self._dirty or not self._entries:
            return
        if self.mode == "record" and self._equals_file():
            return
        write_cassette(self.path, self.exchanges(), {"recorded_on": str(self.recorded_on)})
        self._dirty = False

    def _insert(self, exchange: Exchange) -> bool:
        """File an exchange unless the same was there already."""
        recorded = self._entries.setdefault(_key(exchange.method, exchange.url, exchange.body), [])
        if exchange in recorded:
            return False
        recorded.append(exchange)
        return True

    def _equals_file(self) -> bool:
        try:
            return read_cassette(self.path)[0] == self.exchanges()
        except InputError:
            return False


def _key(method: str, url: str, body: bytes) -> tuple[str, str, bytes]:
    return method.upper(), canonicalize_url(url), body


def _volatile(header: str) -> bool:
    name = header.lower()
    return name in _VOLATILE or name.startswith(_VOLATILE_PREFIXES)


def _day(value: object, path: Path) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise InputError(f"{path}: metadata.recorded_on: {value!r} is no day, such as 2026-11-22") from None
