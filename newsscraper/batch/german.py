"""Is a page in German? Cheap enough to ask every page of a Common Crawl file."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib.resources import files

_LANG = re.compile(rb"<html\b[^>]{0,400}?\blang\s*=\s*[\"']?\s*([a-zA-Z]{2,3})\b", re.IGNORECASE)
_META = re.compile(
    rb"<meta\b[^>]{0,200}?(?:content-language|og:locale|inLanguage)[^>]{0,100}?content\s*=\s*[\"']?\s*([a-zA-Z]{2})",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")

HEAD = 4096
"""Bytes in which the page's declaration is looked for."""
LOOK = 200_000
"""Bytes in which words are counted."""


def is_german(page: bytes) -> bool:
    """Whether a page declares German, or is written in it.

    Its words decide where it declares nothing or something else: many German sites run templates that say
    `lang="en"`. What counts as German stands in `rules/language.toml`.
    """
    head = page[:HEAD]
    for pattern in (_LANG, _META):
        found = pattern.search(head)
        if found and found.group(1).lower() == b"de":
            return True
    words = _WORD.findall(_MARKUP.sub(" ", page[:LOOK].decode("utf-8", "replace")).lower())
    german, other, least, share = _rules()
    hits = sum(word in german for word in words)
    misses = sum(word in other for word in words)
    return hits >= least and hits >= share * (hits + misses)


@functools.cache
def _rules() -> tuple[frozenset[str], frozenset[str], int, float]:
    rules = tomllib.loads(files("newsscraper.rules").joinpath("language.toml").read_text("utf-8"))
    return frozenset(rules["german"]), frozenset(rules["other"]), rules["least"], rules["share"]
