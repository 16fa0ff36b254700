"""A guard under which nothing in this process reaches a network."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from newsscraper.errors import NewsscraperError

_EVENTS = frozenset(
    {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"}
)


class NetworkBlockedError(NewsscraperError, RuntimeError):
    """Something asked for the network while a cassette was playing."""


class _Guard:
    """An audit hook sees what any code does with sockets, but stays for the life of the process."""

    def __init__(self) -> None:
        self.depth = 0
        self.installed = False

    def install(self) -> None:
        if not self.installed:
            sys.addaudithook(self.hook)
            self.installed = True

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.depth and event in _EVENTS and not _local(event, arguments):
            raise NetworkBlockedError(f"no network while a cassette is playing: {event} {arguments[-1]!r}")


_guard = _Guard()


@contextmanager
def no_network() -> Iterator[None]:
    """Whatever asks for a host name or an address in here gets a `NetworkBlockedError`, loopback included."""
    _guard.install()
    _guard.depth += 1
    try:
        yield
    finally:
        _guard.depth -= 1


def _local(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether the other end is no network: a Unix socket has a path for an address."""
    return event in ("socket.connect", "socket.sendto", "socket.sendmsg") and isinstance(
        arguments[-1], str | bytes | None
    )
