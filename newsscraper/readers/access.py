"""Access flags and reservations of rights, as head, JSON-LD and response headers state them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from newsscraper.article import Flag
from newsscraper.draft import Draft
from newsscraper.readers.index import Index, meta_key
from newsscraper.readers.jsonld import Linked
from newsscraper.rules import load_words

MAX_SOURCE = 250_000
"""Bytes of a page that are searched for variables; scripts further down load what is beside the article."""

RESERVATIONS = ("tdm-reservation", "tdm-policy", "robots", "x-robots-tag")
"""`meta` elements and response headers that are kept in `Draft.rights`."""


def read_access(source: bytes, index: Index, linked: Linked, draft: Draft) -> None:
    """Fill `draft.access_flags` with the flags as found, under the names the page gives them."""
    flags = draft.access_flags
    for name in load_words("access")["metas"]:
        value = index.meta(name)
        if value:
            flags.setdefault(name, value)
    for value in linked.values("isAccessibleForFree"):
        flags.setdefault("isAccessibleForFree", _flag(value))
    for part in _parts(linked):
        flags.setdefault("hasPart.isAccessibleForFree", _flag(part["isAccessibleForFree"]))
        flags.setdefault("hasPart.cssSelector", _flag(part.get("cssSelector")))
    if not flags:
        flags.update(_script_flags(source))


def read_rights(index: Index, headers: Mapping[str, str], draft: Draft) -> None:
    """Fill `draft.rights` from `meta` elements and response headers (lower-case names)."""
    for name in RESERVATIONS:
        values = [*dict.fromkeys(filter(None, index.metas.get(meta_key(name), ())))]
        value = headers.get(name) or ", ".join(values)
        if value:
            draft.rights[name] = value


def _flag(value: Any) -> Flag:
    if isinstance(value, list):
        value = value[0] if value else None
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _parts(linked: Linked) -> Iterator[dict[str, Any]]:
    """The parts of the article that its JSON-LD marks as free or not."""
    for value in linked.values("hasPart"):
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                key = next((key for key in part if key.lower() == "isaccessibleforfree"), None)
                if key:
                    yield {**part, "isAccessibleForFree": part[key]}


def _script_flags(source: bytes) -> dict[str, Flag]:
    """Variables of the page's scripts; one with different values says something about other articles too."""
    flags: dict[str, Flag] = {}
    found = {core for core in _cores() if source.find(core, 0, MAX_SOURCE) >= 0}
    for name, core, pattern in _script_patterns():
        if core not in found:
            continue
        values: set[bytes] = set()
        position = source.find(name, 0, MAX_SOURCE)
        while position >= 0 and len(values) < 2:
            if match := pattern.match(source, position - 1):
                values.add(match.group(1).lower())
            position = source.find(name, position + len(name), MAX_SOURCE)
        if len(values) == 1:
            flags[name.decode()] = values.pop().decode()
    return flags


@cache
def _cores() -> list[bytes]:
    """What names have in common but for their first letter, of which some are parts of others: `aywall`.

    Searching for these few first spares most pages a search for every name.
    """
    cores: list[bytes] = []
    for name in sorted(load_words("access")["scripts"], key=len):
        core = name[1:].encode()
        if not any(known in core for known in cores):
            cores.append(core)
    return cores


@cache
def _script_patterns() -> list[tuple[bytes, bytes, re.Pattern[bytes]]]:
    """Each name with the core in it, and the pattern of the name with its value."""
    words = load_words("access")
    values = "|".join(re.escape(value) for group in words["values"].values() for value in group)
    after = rf"""\\?["']?\s*:\s*\\?["']?({values})\b"""
    return [
        (
            name.encode(),
            next(core for core in _cores() if core in name.encode()),
            re.compile(rf"\W{name}{after}".encode(), re.IGNORECASE),
        )
        for name in words["scripts"]
    ]
