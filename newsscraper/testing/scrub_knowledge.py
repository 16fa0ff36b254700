"""What a scrubbed page must keep: what the cleaner itself recognises on it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from newsscraper.article import Article, RemovalKind
from newsscraper.draft import Draft, DraftBlock
from newsscraper.fields.agencies import agency_words
from newsscraper.publishers import Publisher
from newsscraper.rules import load_words
from newsscraper.steps.strike import matches
from newsscraper.testing.scrub_words import WORD

_STAYS: frozenset[RemovalKind] = frozenset(
    {
        "consent",
        "paywall",
        "promo",
        "ad",
        "share",
        "player",
        "disclaimer",
        "date",
        "dateline",
        "markup",
        "comment",
    }
)
"""Kinds of residue whose wording is the publisher's furniture, not the article's."""
_EXAMPLES = frozenset({"takes", "leaves"})
_SHORT = 60
_RUN_ON = re.compile(r"(?<=[a-zäöüß.])(?=[A-ZÄÖÜ])")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the cleaner knows of a page."""

    stays: tuple[str, ...] = ()
    """Texts that stay as they are."""
    named: tuple[str, ...] = ()
    """Bylines: only the names in them change."""
    credits: tuple[str, ...] = ()
    """Image credits: agencies and labels stay, names change."""
    people: tuple[str, ...] = ()
    """The authors' names."""
    names: frozenset[str] = frozenset()
    """Words of the authors' names, in small letters."""
    phrases: re.Pattern[str] | None = None
    """Agencies, outlets and days of the year, which stay wherever they stand."""


def knowledge_of(article: Article, publisher: Publisher | None) -> Knowledge:
    """What to keep of the page that gave `article`."""
    particles = set(load_words("names")["particles"])
    people = [author.name for author in article.authors if author.kind == "person"]
    names = {word.lower() for name in people for word in WORD.findall(name)} - particles
    others = [author.name for author in article.authors if author.kind != "person"]
    stays = [*_removed(article, _STAYS), *_date_parts(article), *filter(None, [article.dateline])]
    signed = {text for text in stays if any(name in text for name in people)}  # `Ida Roth 3. Mai 2024`
    return Knowledge(
        stays=tuple(text for text in stays if text not in signed),
        named=(*_removed(article, {"byline"}), *(article.byline or "").splitlines(), *signed),
        credits=(*filter(None, (image.credit for image in article.images)), *_removed(article, {"credit"})),
        people=tuple(people),
        names=frozenset(names),
        phrases=_phrases(publisher, others),
    )


def _removed(article: Article, kinds: Collection[RemovalKind]) -> list[str]:
    return [removal.text for removal in article.removed if removal.kind in kinds]


def _date_parts(article: Article) -> list[str]:
    """Date lines in the parts that the page has in elements of their own: `18:50 Uhr` `Lesedauer: 4 Min.`"""
    return [part for text in _removed(article, {"date"}) for part in _RUN_ON.split(text)]


def furniture(texts: list[str]) -> set[str]:
    """Of the texts of a page's blocks, those that a rule of residue takes, wherever they stand."""
    draft = Draft("html", blocks=[DraftBlock("paragraph", text, n) for n, text in enumerate(texts)])
    groups = {
        "consent",
        "paywall",
        "promo",
        "ad",
        "ads",
        "share",
        "player",
        "disclaimer",
        "navigation",
        "related",
    }
    return {
        block.text
        for block, rule in matches(draft, *groups)
        if rule.kind in _STAYS or len(block.text) < _SHORT
    }


def is_furniture(text: str) -> bool:
    """Whether a short text is made of words that the rules know, such as `Von` or `Mehr zum Thema`."""
    words = WORD.findall(text)
    return bool(words) and len(text) < _SHORT and all(word.lower() in known_words() for word in words)


@cache
def known_words() -> frozenset[str]:
    """Every word of the rules' wordings, in small letters."""
    found: set[str] = set()
    for path in files("newsscraper.rules").iterdir():
        if path.name.endswith(".toml"):
            for text in _strings(tomllib.loads(path.read_text(encoding="utf-8"))):
                found.update(word.lower() for word in WORD.findall(text))
    return frozenset(found - {name.lower() for name in load_words("names")["given"]})


@cache
def credit_words() -> frozenset[str]:
    """Words that belong to a credit's build: labels, photo agencies, what stands between names."""
    texts = [*_strings(load_words("credits")), *agency_words()]
    return frozenset(word.lower() for text in texts for word in WORD.findall(text))


@cache
def credit_mark() -> re.Pattern[str]:
    """What announces a credit: `Foto:`, `Bild ©`, `©`. From there on, a text is built like a credit."""
    rules = load_words("credits")
    words = sorted({*rules["labels"], *rules["sources"]}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})(?=\s*(?:\(\w+\)\s*)?[:©])|©")


@cache
def photo_agency() -> re.Pattern[str]:
    """A photo agency: a short line of names that holds one is a credit."""
    words = sorted(
        (name for name in load_words("credits")["agencies"] if len(name) > 2), key=len, reverse=True
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


def _phrases(publisher: Publisher | None, others: list[str]) -> re.Pattern[str]:
    words = [*agency_words(), *(name for name in load_words("credits")["agencies"] if len(name) > 2), *others]
    if publisher is not None:
        words += [publisher.name, *publisher.outlet_names, *publisher.hosts]
    words += [name for name in _strings(load_words("site_names")) if " " in name or len(name) > 3]
    alternatives = "|".join(map(re.escape, sorted({word for word in words if word}, key=len, reverse=True)))
    months = "|".join(_strings(load_words("dates")["months"]))
    return re.compile(
        rf"(?<!\w)(?:{alternatives}|\d{{1,2}}\.\s*(?:{months})|(?:Von|von|Legende|Stand)(?=\s*:))(?!\w)"
    )


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in _EXAMPLES:
                yield str(key)
                yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
