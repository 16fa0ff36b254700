"""Which records are about the same article, and which of them say the same."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from urllib.parse import urlsplit

from newsscraper.article import Article

MAX_KEY = 1000
"""Longest address, in characters, that is a key as it stands; PostgreSQL indexes no more than 2,700 bytes."""


def article_key(article: Article) -> str:
    """What names the article: its canonical address, else the address it came from, else its content.

    A canonical address without a path is the front page, which careless sites name on every page.
    """
    address = article.url
    if article.canonical_url and _has_path(article.canonical_url):
        address = article.canonical_url
    clean = (address or f"content:{article.content_hash or fingerprint(article)}").replace("\0", "")
    return clean if len(clean) <= MAX_KEY else f"sha256:{hashlib.sha256(clean.encode()).hexdigest()}"


def fingerprint(article: Article) -> str:
    """SHA-256 (hex) over the whole record but for when it was fetched.

    It is wider than `content_hash`: a record that a better rule has mended is a new version too.
    """
    return hashlib.sha256(replace(article, fetched_at=None).to_json()).hexdigest()


def _has_path(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return len(parts.path) > 1 or bool(parts.query)
