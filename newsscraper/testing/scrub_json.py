"""Scrub JSON-LD by what its keys mean, and the strings of scripts by what they look like."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from newsscraper.testing.scrub_text import TextScrubber

_PROSE = frozenset(
    {
        "headline", "alternativeHeadline", "description", "articleBody", "caption", "text", "abstract",
        "about", "transcript", "keywords", "alternativeName", "alternateName", "title", "subtitle", "teaser",
    }
)  # fmt: skip
_NAMES = frozenset(
    {"author", "creator", "contributor", "editor", "givenName", "familyName", "copyrightHolder"}
)
_CREDITS = frozenset({"creditText", "copyrightNotice", "credit"})
_THINGS = frozenset(
    {"NewsArticle", "Article", "WebPage", "ListItem", "ImageObject", "VideoObject", "AudioObject", "Thing"}
)
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*+)"')


def scrub_json_ld(raw: str, scrubber: TextScrubber) -> str:
    """A JSON-LD script; one that is no JSON is treated like any script."""
    try:
        data = json.loads(raw)
    except ValueError:
        return scrub_script(raw, scrubber)
    indent = 1 if raw.lstrip()[:3].count("\n") else None
    ascii_only = raw.isascii()
    text = json.dumps(_walk(data, "", scrubber), ensure_ascii=ascii_only, indent=indent)
    return text.replace("</", "<\\/")


def scrub_script(raw: str, scrubber: TextScrubber) -> str:
    """A script: of its strings, those that hold several words."""

    def string(match: re.Match[str]) -> str:
        if match[1].count(" ") < 2:
            return match[0]
        try:
            text = json.loads(match[0])
        except ValueError:
            return f'"{scrubber.text(match[1])}"'
        return json.dumps(scrubber.text(text), ensure_ascii=match[0].isascii()).replace("</", "<\\/")

    return _STRING.sub(string, raw)


def _walk(value: Any, key: str, scrubber: TextScrubber, kind: str = "") -> Any:
    if isinstance(value, dict):
        types = value.get("@type")
        kind = types[0] if isinstance(types, list) and types else str(types or "")
        return {name: _walk(part, name, scrubber, kind) for name, part in value.items()}
    if isinstance(value, list):
        return [_walk(part, key, scrubber, kind) for part in value]
    if not isinstance(value, str) or "://" in value:
        return value
    value = html.unescape(value)
    if key in _NAMES or (key == "name" and kind == "Person"):
        return scrubber.names(value)
    if key in _PROSE or key in _CREDITS or (key == "name" and kind in _THINGS):
        return scrubber.text(value)
    return value
