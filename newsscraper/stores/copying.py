"""Records from one store to another."""

from __future__ import annotations

import os
from collections.abc import Iterable

from newsscraper.article import Article
from newsscraper.errors import InputError, OutputError
from newsscraper.stores.address import Address, parse_address
from newsscraper.stores.model import Store
from newsscraper.stores.opening import open_bare, open_store, read_store


def copy(source: str, target: str) -> int:
    """Copy all records; returns how many. Raises like `read_store` and `open_store`.

    A file takes the place of an old one at once, when all records are in it; databases and folders are
    added to.
    """
    origin, goal = parse_address(source), parse_address(target)
    if origin.path is not None and goal.path is not None and origin.path.resolve() == goal.path.resolve():
        raise InputError(f"{source}: is both where records come from and where they go")
    return replace(goal, read_store(source))


def replace(target: Address, articles: Iterable[Article]) -> int:
    """Write records as the whole content of a file, or to what else the address names; returns how many."""
    if target.path is None or target.kind in ("sqlite", "parquet-folder"):
        with open_store(target.text) as store:
            return _write_all(store, articles)
    if target.path.is_dir():
        raise OutputError(f"{target}: cannot be written: a folder of this name exists")
    new = target.path.with_name(".new-" + target.path.name)
    try:
        with open_bare(parse_address(new), append=False) as store:
            count = _write_all(store, articles)
        os.replace(new, target.path)
    except OutputError as error:
        raise OutputError(str(error).replace(str(new), str(target.path))) from error
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror or error}") from error
    finally:
        new.unlink(missing_ok=True)
    return count


def _write_all(store: Store, articles: Iterable[Article]) -> int:
    count = 0
    for article in articles:
        store.write(article)
        count += 1
    return count
