"""Invented pages that carry their own truth: what must come out of each is marked where it stands.

A page opens with a comment that holds its address, and what is not visible in it, as TOML; the rest is HTML
in which `⟦p …⟧` marks a paragraph, `⟦l …⟧` a lead, `⟦h …⟧` a heading, `⟦i …⟧` a list item, `⟦q …⟧` a quote,
`⟦r …⟧` a table row, `⟦t …⟧` the title, `⟦a …⟧` a person who signs and `⟦c …⟧` the credit of a picture.
Whatever is not marked must not come out.
"""

from __future__ import annotations

import html
import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

TEXT = frozenset("lphiqr")

_HEADER = re.compile(r"\A<!--(.*?)-->\s*", re.DOTALL)
_MARK = re.compile(r"⟦([a-z]) ([^⟦⟧]*)⟧")
_CELL = re.compile(r"</t[dh]>\s*<t[dh]>")
_TAG = re.compile(r"<[^>]*>")


@dataclass
class MarkedPage:
    """A page and what must come out of it."""

    name: str
    source: bytes
    url: str
    status: str = "ok"
    published: date | datetime | None = None
    authors: set[str] = field(default_factory=set)
    agencies: set[str] = field(default_factory=set)
    """News agencies that must be among those named."""
    title: str | None = None
    text: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return self.name


def read_page(path: Path) -> MarkedPage:
    """One page: its marks are taken off, and what they enclose is what it must give."""
    marked = path.read_text("utf-8")
    header = _HEADER.match(marked)
    assert header, path
    facts = tomllib.loads(header[1])
    marked = marked[header.end() :]
    encoding = facts.pop("encoding", "utf-8")
    page = MarkedPage(path.stem, _MARK.sub(r"\2", marked).encode(encoding), facts.pop("url"))
    page.authors = set(facts.pop("authors", ()))
    page.agencies = set(facts.pop("agencies", ()))
    for kind, inner in _MARK.findall(marked):
        said = " ".join(html.unescape(_TAG.sub("", _CELL.sub(" | ", inner.replace("<br", " <br")))).split())
        if kind in TEXT:
            page.text.append(said)
        elif kind == "t":
            page.title = said
        elif kind == "a":
            page.authors.add(said)
        elif kind == "c":
            page.credits.append(said)
        else:
            raise ValueError(f"{path.name}: no mark is called {kind}")
    page.status = facts.pop("status", "ok")
    page.published = facts.pop("published", None)
    assert not facts, f"{path.name}: {facts}"
    return page
