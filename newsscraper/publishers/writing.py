"""A `Publisher` as the file that describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable

from newsscraper.publishers.model import Publisher, Source

_WIDTH = 100


def to_toml(publisher: Publisher) -> str:
    """The publisher file of `publisher`, without layouts; `build_publisher` reads it back.

    Keys stand in the order in which `docs/publishers.md` explains them; those that hold a default do not
    stand there, but for the zone and the country.
    """
    defaults = {"language": "de", "family": None, "verified": True, "spider": None}
    lines = [f"name = {_quoted(publisher.name)}", _array("hosts", map(_quoted, publisher.hosts))]
    for key in (
        "source_hosts",
        "timezone",
        "country",
        "language",
        "family",
        "outlet_names",
        "verified",
        "spider",
    ):
        value = getattr(publisher, key)
        if isinstance(value, tuple):
            lines += [_array(key, map(_quoted, value))] if value else []
        elif key not in defaults or value != defaults[key]:
            lines.append(f"{key} = {_quoted(value) if isinstance(value, str) else str(value).lower()}")
    if publisher.sources:
        lines += ["sources = [", *(f"    {_source(source)}," for source in publisher.sources), "]"]
    for key in ("only_urls", "skip_urls"):
        if patterns := getattr(publisher, key):
            lines.append(_array(key, map(_pattern, patterns)))
    if publisher.coverage:
        shares = ", ".join(f"{_quoted(name)} = {share}" for name, share in publisher.coverage.items())
        lines.append(f"coverage = {{ {shares} }}")
    return "\n".join(lines) + "\n"


def _source(source: Source) -> str:
    text = f"kind = {_quoted(source.kind)}, url = {_quoted(source.url)}"
    for key in ("only", "skip"):
        if patterns := getattr(source, key):
            text += f", {key} = [{', '.join(map(_pattern, patterns))}]"
    return f"{{ {text} }}"


def _array(key: str, items: Iterable[str]) -> str:
    items = list(items)
    line = f"{key} = [{', '.join(items)}]"
    if len(line) <= _WIDTH:
        return line
    return "\n".join([f"{key} = [", *(f"    {item}," for item in items), "]"])


def _pattern(text: str) -> str:
    """A regular expression reads best in a literal string, which cannot hold its own quotation mark."""
    return f"'{text}'" if "'" not in text and text.isprintable() else _quoted(text)


def _quoted(text: str) -> str:
    """A basic string. JSON's escapes are TOML's too, but for DEL, which JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
