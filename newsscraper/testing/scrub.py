"""Make a cassette lawful to share: the articles' words are replaced by invented ones of the same shape.

Letters, umlauts, lengths, capitals, digits and punctuation stay, and so do markup, class names, addresses
and all that the cleaner recognises: dates, agencies, the build of bylines and credits, consent banners,
paywall flags, promo lines. Names of persons become other names. The same word becomes the same invented
word everywhere on the cassette, in text, JSON-LD, meta elements, feeds and sitemaps. A scrubbed page gives
a record of the same shape as the original (`shape`).
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from newsscraper import clean_html, publishers
from newsscraper.article import Article
from newsscraper.crawl.cassettes_yaml import Exchange
from newsscraper.readers.decode import to_utf8
from newsscraper.testing.scrub_knowledge import Knowledge, furniture, knowledge_of, known_words
from newsscraper.testing.scrub_markup import blocks_of, scrub_markup
from newsscraper.testing.scrub_text import TextScrubber
from newsscraper.testing.scrub_words import Words

_WALLS = ("consent_wall", "blocked")


class Scrubber:
    """Scrubs the exchanges of one recording.

    `key` decides which words are invented; by default it is made from the recording itself, so that the
    same recording gives the same words, and nobody without it can get the old ones back.
    """

    def __init__(self, key: bytes | None = None) -> None:
        self._key = key

    def scrub(self, exchanges: Sequence[Exchange]) -> list[Exchange]:
        """The exchanges with the words of their pages, feeds and sitemaps replaced."""
        key = self._key or _digest(exchanges)
        words = Words(key, known_words())
        known: list[Knowledge] = []
        scrubbed: dict[str, Exchange] = {}
        for exchange in exchanges:
            if _is(exchange, "html") and exchange.status == 200:
                new, knowledge = scrub_page(_text(exchange), exchange.url, words)
                known.append(knowledge)
                scrubbed[exchange.url] = replace(exchange, content=new.encode())
        everything = _together(known)
        for exchange in exchanges:
            if _is(exchange, "xml") and exchange.status == 200:
                new = scrub_markup(_text(exchange), TextScrubber(words, everything))
                scrubbed[exchange.url] = replace(exchange, content=new.encode())
        return [scrubbed.get(exchange.url, exchange) for exchange in exchanges]


def scrub_page(page: str, url: str | None, words: Words) -> tuple[str, Knowledge]:
    """A page with its words replaced, and what was known of it; a page that is only a wall stays as it is."""
    page = unicodedata.normalize("NFC", page)  # an umlaut of two characters has no letter to exchange
    article = clean_html(page, url)
    publisher = publishers.for_url(url)
    knowledge = knowledge_of(article, publisher)
    if article.status in _WALLS:
        return page, knowledge
    return scrub_markup(page, TextScrubber(words, knowledge, furniture(blocks_of(page)))), knowledge


def shape(article: Article) -> dict[str, Any]:
    """What scrubbing must not change in a record."""
    return {
        "status": article.status,
        "access": (article.access, article.access_flags),
        "dates": (article.published_at, article.modified_at, article.published_precision),
        "heads": tuple(len(text or "") for text in (article.kicker, article.title, article.lead)),
        "body": [(block.kind, len(block.text), block.time) for block in article.body],
        "authors": [(author.kind, len(author.name)) for author in article.authors],
        "agencies": article.agencies,
        "images": [(len(image.caption or ""), len(image.credit or "")) for image in article.images],
        "keywords": len(article.keywords),
        "removed": [(removal.kind, removal.rule, removal.position) for removal in article.removed],
    }


def _digest(exchanges: Sequence[Exchange]) -> bytes:
    digest = hashlib.blake2b()
    for exchange in exchanges:
        digest.update(exchange.content)
    return digest.digest()


def _together(known: Sequence[Knowledge]) -> Knowledge:
    """What is known of any page of a recording, for the feeds and sitemaps that name them all."""
    return Knowledge(
        named=tuple({text for knowledge in known for text in knowledge.named}),
        names=frozenset(name for knowledge in known for name in knowledge.names),
        phrases=known[0].phrases if known else None,
    )


def _text(exchange: Exchange) -> str:
    return unicodedata.normalize("NFC", to_utf8(exchange.content, _content_type(exchange)).decode())


def _content_type(exchange: Exchange) -> str:
    return next((v[0] for k, v in exchange.headers.items() if k.lower() == "content-type" and v), "")


def _is(exchange: Exchange, kind: str) -> bool:
    head = exchange.content[:500].lstrip().lower()
    html = b"<html" in head or b"<!doctype html" in head or "html" in _content_type(exchange)
    xml = not html and (
        head.startswith(b"<?xml") or b"<rss" in head or b"<urlset" in head or b"<sitemapindex" in head
    )
    return html if kind == "html" else xml
