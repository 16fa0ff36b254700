"""From a TOML file to a `Publisher`, or to an error that names file, key and what is allowed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import msgspec
import tomli

from newsscraper.errors import ConfigError
from newsscraper.publishers.checks import problems
from newsscraper.publishers.model import Layout, Publisher, Source, SourceKind

ADDED = ("outlet_names", "skip_urls")
"""Lists of a family that are added to a member's own; every other value of a member replaces the family's."""

_HOSTS = re.compile(r"^hosts\s*=\s*\[[^\]\[{]*\]", re.MULTILINE)


def parse_publisher(path: Path, family: dict[str, Any] | None = None) -> Publisher:
    """Build the publisher that `path` describes, over its family's values.

    Raises `ConfigError` that names the file, the key and what is allowed there.
    """
    return build_publisher(read_toml(path), path, family)


def build_publisher(
    data: dict[str, Any], path: Path, family: dict[str, Any] | None = None, *, checked: bool = False
) -> Publisher:
    """Build a publisher from a file's content; `path` gives its slug and stands in error messages.

    `checked`: the values are known to be right, beyond their types. Raises `ConfigError` like
    `parse_publisher`.
    """
    data = {**_with_family(data, family or {}), "slug": path.stem}
    try:
        publisher = msgspec.convert(data, Publisher)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{path}: {_explain(str(error), data)}") from error
    for problem in () if checked else problems(publisher):
        raise ConfigError(f"{path}: {problem}")
    return publisher


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file; raises `ConfigError` that names the file and the line."""
    return _loads(_read(path), path)


def read_hosts(path: Path) -> list[str]:
    """The `hosts` of a publisher file, without reading the rest: a catalogue asks every file for them.

    Only the one line is parsed as TOML, which is twenty times quicker than the whole file; where it is
    not found in its usual form, the whole file is. Raises `ConfigError` like `read_toml`.
    """
    text = _read(path)
    line = _HOSTS.search(text)
    try:
        hosts = tomli.loads(line.group()).get("hosts") if line else None
    except tomli.TOMLDecodeError:
        hosts = None
    if hosts is None:
        hosts = _loads(text, path).get("hosts")
    return [host for host in hosts if isinstance(host, str)] if isinstance(hosts, list) else []


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: not UTF-8 at byte {error.start}") from error


def _loads(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error


def _with_family(data: dict[str, Any], family: dict[str, Any]) -> dict[str, Any]:
    """A member's values over its family's, with the member's first host in the family's addresses."""
    merged = {**family, **data}
    for key in ADDED:
        own, shared = data.get(key, []), family.get(key, [])
        if isinstance(own, list) and isinstance(shared, list) and (own or shared):
            merged[key] = list(dict.fromkeys([*own, *shared]))
    hosts, sources = data.get("hosts"), merged.get("sources")
    if isinstance(hosts, list) and hosts and isinstance(sources, list):
        merged["sources"] = [_on_host(source, str(hosts[0])) for source in sources]
    return merged


def _on_host(source: Any, host: str) -> Any:
    if isinstance(source, dict) and isinstance(source.get("url"), str):
        return {**source, "url": source["url"].replace("{host}", host)}
    return source


def _explain(message: str, data: dict[str, Any]) -> str:
    """msgspec's message, with the keys or values that are allowed at that place."""
    where = re.search(r"at `\$(.*?)`", message)
    place = where.group(1).lstrip(".") if where else ""
    plain = message.split(" - ")[0]
    unknown = re.search(r"unknown field `(.+?)`", message)
    if unknown:
        model = (
            Layout if place.startswith("layouts") else Source if place.startswith("sources") else Publisher
        )
        allowed = ", ".join(sorted(set(model.__struct_fields__) - {"slug"}))
        return f"unknown key {place + '.' if place else ''}{unknown.group(1)}; allowed: {allowed}"
    missing = re.search(r"missing required field `(.+?)`", message)
    if missing:
        return f"{place + '.' if place else ''}{missing.group(1)}: missing, and it must be there"
    if place.endswith(".kind"):
        return f"{place}: {plain}; allowed: {', '.join(get_args(SourceKind))}"
    return f"{place or 'file'}: {plain}"
