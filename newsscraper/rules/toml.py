"""TOML as rule files are written: what the standard library reads too, in a tenth of the time.

`tomllib` looks at every letter of a string. The values of rule files are mostly lists of plain strings, which
are JSON but for a comma behind the last; whatever else stands in a file is left to `tomllib`, and so are
complaints.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

import msgspec

_entry = re.compile(
    r"(?:[ \t]*(?:#.*)?\n)+"
    r"|\[\[(?P<row>\w+)\]\][ \t]*\n"
    r"|\[(?P<table>\w+(?:\.\w+)*)\][ \t]*(?:#.*)?\n"
    r'|(?:(?P<key>[\w-]+)|"(?P<quoted>[^"\\\n]+)") *= *(?P<value>\S.*(?:\n[ \t\]].*)*)\n'
)
_no_json = re.compile(r"\n[ \t]*#.*|,(?=\s*\])")
"""Comments, which stand on lines of their own, and the comma behind the last value."""
_null = re.compile(r"(?<![\w\"])null")


def loads(text: str) -> dict[str, Any]:
    """What a TOML text says; raises `tomllib.TOMLDecodeError` like `tomllib.loads`."""
    found: dict[str, Any] = {}
    table = found
    text += "\n"
    place = 0
    while place < len(text):
        entry = _entry.match(text, place)
        if entry is None:
            return tomllib.loads(text)
        place = entry.end()
        row, name, bare, quoted, value = entry.groups()
        key = bare or quoted
        if row and isinstance(found.setdefault(row, []), list):
            table = {}
            found[row].append(table)
        elif name and (below := _new_table(found, name.split("."))) is not None:
            table = below
        elif key and key not in table:
            table[key] = _read(value)
        elif row or name or key:
            return tomllib.loads(text)
    return found


def _new_table(found: dict[str, Any], names: list[str]) -> dict[str, Any] | None:
    """The table of this name, made anew; None if there is anything else or already something of that name."""
    *above, last = names
    for name in above:
        found = found.setdefault(name, {})
        if not isinstance(found, dict):
            return None
    return found.setdefault(last, {}) if last not in found else None


def _read(value: str) -> Any:
    if value[0] == value[-1] == "'" and value.count("'") == 2:
        return value[1:-1]
    try:
        if "null" not in value or not _null.search(value):  # which TOML has not
            return _decoder.decode(_no_json.sub("", value))
    except msgspec.DecodeError:
        pass
    return tomllib.loads(f"value = {value}\n")["value"]


_decoder = msgspec.json.Decoder()
