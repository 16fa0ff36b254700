"""From an address to the store or the records behind it. Each kind is imported when first used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from newsscraper.article import Article
from newsscraper.errors import ConfigError, InputError
from newsscraper.stores.address import Address, parse_address
from newsscraper.stores.model import Store


def open_store(address: str | Path, *, append: bool = True) -> Store:
    """Open the store behind an address for writing; it is made where it does not exist.

    `append`: whether a file or folder that exists is continued (a database always is) or made anew.
    Raises `ConfigError` for an address of no known kind, `OutputError` where it cannot be written,
    `MissingExtraError` where the kind needs a library that is not installed.
    """
    return open_bare(parse_address(address), append=append)


def open_bare(target: Address, *, append: bool = True) -> Store:
    """Open a store without the safety net that `open_store` spans under it."""
    from newsscraper.stores import jsonl

    if target.kind == "stdout":
        return jsonl.StdoutStore()
    if target.kind == "jsonl" and target.path is not None:
        return jsonl.JsonlStore(target.path, append=append)
    raise ConfigError(f"{target}: not a store that can be written")


def read_store(address: str | Path) -> Iterator[Article]:
    """The records behind an address, in the order they were written as far as the store keeps it.

    Raises like `open_store`, and `InputError` where there is nothing or something else than records.
    """
    from newsscraper.stores import jsonl

    source = parse_address(address)
    if source.path is not None and not source.path.exists():
        raise InputError(f"{source}: no such file or folder")
    if source.kind == "jsonl" and source.path is not None:
        return jsonl.read_jsonl(source.path)
    raise ConfigError(f"{source}: not a store that can be read")
