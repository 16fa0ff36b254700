"""JSON-LD: each script on its own, broken ones repaired or skipped, and the objects about this page."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias
from urllib.parse import unquote, urlsplit

import msgspec

Node: TypeAlias = dict[str, Any]

MAX_NODES = 20_000
"""Objects that are looked at on a page; article pages have some hundred."""

MAX_REPAIR = 1_000_000
"""Characters up to which a broken script is repaired; a longer one is skipped."""

_ASIDE = frozenset({
    "comment", "comments", "liveBlogUpdate", "hasPart", "isPartOf", "itemListElement", "mentions", "citation",
    "relatedLink", "isRelatedTo", "isBasedOn", "review", "reviews", "video", "image", "about", "blogPost",
})  # fmt: skip
"""Properties whose objects are other works than the page's article."""

_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|ClaimReview|Recipe)$")
_PAGE = re.compile(r"(?:WebPage|ItemPage|AboutPage)$")


@dataclass(frozen=True, slots=True)
class Linked:
    """What a page's JSON-LD says about its article."""

    nodes: tuple[Node, ...] = ()
    """The article's own object first, then others about the same page (`WebPage`), best first."""
    by_id: dict[str, Node] = field(default_factory=dict)
    """Objects by `@id`, to look references up."""
    folded: tuple[Node, ...] = ()
    """To each node its properties by lower-case name."""
    types: frozenset[str] = frozenset()
    """All types of the objects that stand at the top of the page's scripts."""

    def values(self, key: str) -> list[Any]:
        """The values of a property over all nodes, case of the key aside, best first."""
        lower = key.lower()
        found = []
        for node, folded in zip(self.nodes, self.folded, strict=True):
            value = node.get(key)
            if value is None and lower not in node:
                value = folded.get(lower)
            if value is not None:
                found.append(value)
        return found

    def resolve(self, value: Any) -> Any:
        """The object a bare reference (`{"@id": …}`) stands for, else the value itself."""
        if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
            return self.by_id.get(value["@id"], value)
        return value


def read_json_ld(scripts: Iterable[str], urls: Iterable[str], title: str | None = None) -> Linked:
    """Read a page's JSON-LD scripts.

    `urls`: addresses of the page (fetched, canonical), to tell its article from teasers.
    `title`: its title, which decides where no address does. Never raises.
    """
    works: list[Node] = []
    by_id: dict[str, Node] = {}
    types: set[str] = set()
    for script in scripts:
        for top, node in _walk(decode_script(script)):
            names = node_types(node)
            if top:
                types.update(names)
            if any(_ARTICLE.search(name) or _PAGE.search(name) for name in names):
                works.append(node)
            identity = node.get("@id")
            if isinstance(identity, str) and len(node) > 1:
                known = by_id.get(identity)
                if known is None or len(known) < len(node):
                    by_id[identity] = node
    nodes = tuple(_about(works, {page_key(url) for url in urls}, title))
    return Linked(nodes, by_id, tuple(map(_fold_names, nodes)), frozenset(types))


def _fold_names(node: Node) -> Node:
    """An object's properties by lower-case name; of two, the first."""
    return {name.lower(): value for name, value in reversed(node.items())}


def node_types(node: Node) -> tuple[str, ...]:
    """The types of an object, without their vocabulary's address."""
    value = node.get("@type")
    names = value if isinstance(value, list) else [value]
    return tuple(name.rpartition("/")[2] for name in names if isinstance(name, str))


@lru_cache(maxsize=1_000)
def page_key(url: str) -> str:
    """What two addresses of one page have in common: host without `www.` and path without its ending."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return url
    return host + unquote(parts.path).rstrip("/").removesuffix(".html").removesuffix("/amp").lower()


def plain(value: Any) -> str | None:
    """The text of a value: a string, or the name, value or address of an object, or the first of a list."""
    for _ in range(4):
        if isinstance(value, str):
            return html.unescape(value) if "&" in value else value
        if isinstance(value, list) and value:
            value = value[0]
        elif isinstance(value, dict):
            value = value.get("name") or value.get("@value") or value.get("url") or value.get("@id")
        else:
            break
    return None


def _walk(data: Any) -> Iterator[tuple[bool, Node]]:
    """All objects of a script with whether they stand at its top; what is about other works is left out."""
    stack = [(True, data)]
    seen = 0
    while stack and seen < MAX_NODES:
        top, value = stack.pop()
        if isinstance(value, list):
            stack.extend((top, item) for item in reversed(value[:MAX_NODES]))
        elif isinstance(value, dict):
            seen += 1
            yield top and "@graph" not in value, value
            for key, child in reversed(value.items()):
                if isinstance(child, dict | list) and key not in _ASIDE:
                    stack.append((top and key in ("@graph", "mainEntity"), child))


def _about(works: list[Node], pages: set[str], title: str | None) -> list[Node]:
    """The objects about this page, the article before the page's own entry."""
    pages.discard("")
    mine, unnamed, others = [], [], []
    for node in works:
        keys = {page_key(url) for url in _addresses(node)}
        if keys & pages:
            mine.append(node)
        elif keys:
            others.append(node)
        else:
            unnamed.append(node)
    found = mine + unnamed if any(map(_is_article, mine)) else unnamed + mine
    if not any(map(_is_article, found)):
        articles = [node for node in others if _is_article(node)]
        named = [node for node in articles if title and _same_title(plain(node.get("headline")), title)]
        # Syndicated articles name the address of the paper they come from.
        found = (named or (articles if len(articles) == 1 else [])) + found
    return sorted(found, key=_is_page)


def _addresses(node: Node) -> Iterator[str]:
    for key in ("mainEntityOfPage", "url", "@id"):
        value = node.get(key)
        for item in value if isinstance(value, list) else [value]:
            for address in (item, item.get("@id"), item.get("url")) if isinstance(item, dict) else (item,):
                if isinstance(address, str) and address.startswith("http"):
                    yield address


def _is_article(node: Node) -> bool:
    return any(_ARTICLE.search(name) for name in node_types(node))


def _is_page(node: Node) -> bool:
    return not _is_article(node)


def _same_title(one: str | None, other: str) -> bool:
    left, right = ("".join(filter(str.isalnum, (text or "").casefold())) for text in (one, other))
    return bool(left) and (left in right or (len(right) > 10 and right in left))


_WRAPPER = re.compile(r"<!--|-->|(?://|/\*)?\s*(?:<!\[CDATA\[|\]\]>)\s*(?:\*/)?|;\s*\Z")
_TRAILING_COMMA = re.compile(r""""(?:[^"\\]|\\.)*"|,(?=\s*[}\]])""")
_BAD_ESCAPE = re.compile(r"""\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})""")
_LINE = re.compile(r"""^(\s*"[\w@:]+"\s*:\s*")(.*)("\s*,?\s*)$""", re.MULTILINE)
_INNER_QUOTE = re.compile(r'(?<!\\)"')
_decoder = json.JSONDecoder(strict=False)


def decode_script(script: str) -> Any:
    """The data of one script, or None. Never raises.

    Repairs what is seen in the wild: comment and CDATA wrappers, raw line breaks and control characters in
    strings, trailing commas, doubled braces, wrong escapes, quotation marks inside strings, markup
    entities for quotation marks, and several objects in a row.
    """
    try:
        return msgspec.json.decode(script)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        pass
    if len(script) > MAX_REPAIR:
        return None
    text = script.strip("\ufeff \t\r\n")
    for repair in (_unwrap, _drop_commas, _mend_escapes, _unescape, _undouble, _mend_quotes):
        text = repair(text)
        data = _decode_row(text)
        if data is not None:
            return data
    return None


def _decode_row(text: str) -> Any:
    """The data of one or more JSON values in a row, or None."""
    values: list[Any] = []
    position = 0
    try:
        while position < len(text) and len(values) < MAX_NODES:
            value, position = _decoder.raw_decode(text, position)
            values.append(value)
            while position < len(text) and text[position] in " \t\r\n,;":
                position += 1
    except (ValueError, RecursionError):
        return None
    return values[0] if len(values) == 1 else values or None


def _unwrap(text: str) -> str:
    return _WRAPPER.sub("", text).strip()


def _drop_commas(text: str) -> str:
    return _TRAILING_COMMA.sub(lambda match: "" if match.group() == "," else match.group(), text)


def _mend_escapes(text: str) -> str:
    return _BAD_ESCAPE.sub(r"\\\\", text)


def _unescape(text: str) -> str:
    return html.unescape(text) if "&quot;" in text or "&#34;" in text else text


def _undouble(text: str) -> str:
    return text[1:-1] if text.startswith("{{") and text.endswith("}}") else text


def _mend_quotes(text: str) -> str:
    return _LINE.sub(lambda m: m.group(1) + _INNER_QUOTE.sub(r"\"", m.group(2)) + m.group(3), text)
