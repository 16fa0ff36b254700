"""Access flags and reservations of rights, as head, JSON-LD and response headers state them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from lxml import etree

from newsscraper.article import Flag
from newsscraper.draft import Draft
from newsscraper.readers.index import Index, meta_key
from newsscraper.readers.jsonld import Linked
from newsscraper.rules import load_words

MAX_CODE = 250_000
"""Characters of a page's scripts that are searched for variables; those further down load what is beside the
article."""

_WORD = re.compile(r"\w")

RESERVATIONS = ("tdm-reservation", "tdm-policy", "robots", "x-robots-tag")
"""`meta` elements and response headers that are kept in `Draft.rights`."""


def read_access(index: Index, linked: Linked, draft: Draft) -> None:
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
        flags.update(_script_flags(index.code))


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


def _script_flags(scripts: Iterable[etree._Element]) -> dict[str, Flag]:
    """Variables of the page's scripts; one with different values says something about other articles too."""
    code = _code(scripts)
    flags: dict[str, Flag] = {}
    missing = [core for core in _cores() if core not in code]
    for name in load_words("access")["scripts"]:
        if any(core in name for core in missing):
            continue
        values: set[str] = set()
        position = code.find(name)
        while position >= 0 and len(values) < 2:
            end = position + len(name)
            if not _WORD.match(code, position - 1) and (match := _value().match(code, end)):
                values.add(match.group(1).lower())
            position = code.find(name, end)
        if len(values) == 1:
            flags[name] = values.pop()
    return flags


def _code(scripts: Iterable[etree._Element]) -> str:
    """The page's scripts as one text, up to `MAX_CODE`."""
    parts: list[str] = []
    size = 0
    for script in scripts:
        if size < MAX_CODE and (text := script.text):
            parts.append(text[: MAX_CODE - size])
            size += len(text)
    return "\n".join(["", *parts])


@cache
def _cores() -> list[str]:
    """What names have in common but for their first letter, of which some are parts of others: `aywall`.

    Looking for these few first spares most pages a search for every name.
    """
    cores: list[str] = []
    for name in sorted(load_words("access")["scripts"], key=len):
        if not any(core in name[1:] for core in cores):
            cores.append(name[1:])
    return cores


@cache
def _value() -> re.Pattern[str]:
    """What stands behind the name of a variable: a colon, and a value that says something."""
    words = load_words("access")
    values = "|".join(re.escape(value) for group in words["values"].values() for value in group)
    return re.compile(rf"""\\?["']?\s*:\s*\\?["']?({values})\b""", re.IGNORECASE)
