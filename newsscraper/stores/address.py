"""What stands after `-o`: a file name, a folder or a database URL, and the kind of store it means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from newsscraper.errors import ConfigError

Kind = Literal["stdout", "jsonl", "csv", "parquet", "parquet-folder", "sqlite", "postgresql"]

DEFAULT = "sqlite:///news.db"
"""Where a crawl writes to when it is not told."""

KNOWN = (
    "NAME.jsonl[.gz], NAME.csv[.gz], NAME.parquet, FOLDER/, sqlite:///NAME.db, postgresql://…, "
    "- (standard output)"
)
"""The addresses there are, for messages."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):(?=//)")
_SUFFIXES: tuple[tuple[str, Kind], ...] = (
    (".jsonl", "jsonl"),
    (".jsonl.gz", "jsonl"),
    (".ndjson", "jsonl"),
    (".ndjson.gz", "jsonl"),
    (".csv", "csv"),
    (".csv.gz", "csv"),
    (".parquet", "parquet"),
)


@dataclass(frozen=True, slots=True)
class Address:
    """A store's address, taken apart."""

    kind: Kind
    text: str
    """As given."""
    path: Path | None = None
    """File or folder of a store on disk; None for standard output, a server and `sqlite://` in memory."""

    def __str__(self) -> str:
        """The address as it may be shown: without a password."""
        if self.kind != "postgresql":
            return self.text
        parts = urlsplit(self.text)
        user, at, host = parts.netloc.rpartition("@")
        return urlunsplit(parts._replace(netloc=user.partition(":")[0] + at + host))

    @property
    def is_database(self) -> bool:
        """Whether it is a database, which takes the same record twice without harm."""
        return self.kind in ("sqlite", "postgresql")

    def beside(self, suffix: str) -> Path:
        """A file next to the output, such as `news.db.spool.jsonl`; in the working folder for a server."""
        if self.path is not None:
            return self.path.with_name(self.path.name + suffix)
        name = re.sub(r"\W+", "-", urlsplit(self.text).path).strip("-") or self.kind
        return Path(f"newsscraper-{name}{suffix}")


def parse_address(address: str | Path) -> Address:
    """Tell what kind of store an address means.

    Raises `ConfigError` that names the known kinds for an unknown scheme or ending.
    """
    text = str(address) + ("/" if isinstance(address, Path) and address.is_dir() else "")
    if text == "-":
        return Address("stdout", text)
    scheme = _SCHEME.match(text)
    if scheme:
        return _database(text, scheme.group(1).lower())
    if text.endswith("/"):
        return Address("parquet-folder", text, Path(text))
    for suffix, kind in _SUFFIXES:
        if text.lower().endswith(suffix):
            return Address(kind, text, Path(text))
    raise ConfigError(f"{text}: no known kind of store; known: {KNOWN}")


def _database(text: str, scheme: str) -> Address:
    dialect = scheme.partition("+")[0]
    if dialect == "sqlite":
        path = text.partition("://")[2].partition("?")[0][1:]
        return Address("sqlite", text, Path(path) if path not in ("", ":memory:") else None)
    if dialect in ("postgresql", "postgres"):
        return Address("postgresql", text)
    raise ConfigError(f"{scheme}://: no known kind of store; known: {KNOWN}")
