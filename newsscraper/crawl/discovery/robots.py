"""robots.txt: the sitemaps it names, what it allows, and how fast."""

from __future__ import annotations

import re

from protego import Protego

from newsscraper.crawl.discovery.addresses import absolute
from newsscraper.publishers import Source

AGENT = "newsscraper"
"""Product token under which newsscraper looks for its rules."""

SIZE_LIMIT = 500 * 1024
"""Bytes that are read: the limit of RFC 9309, section 2.5."""

NOT_ARTICLES = (
    "(?i)(?:authors?|autoren|categor(?:y|ies)|kategorien?|post_tags?|tags|images?|videos?|pages?)[-_]sitemap",
    "(?i)sitemap[-_](?:authors?|autoren|categor(?:y|ies)|kategorien?|tags|images?|videos?|pages?)(?![a-z])",
)
"""Sitemaps of other things than articles, by the names that content systems give them."""

_NEWS = re.compile(r"news(?!room|letter)", re.IGNORECASE)


class Robots:
    """The rules of one host. `body`: robots.txt as fetched or decoded; `url`: where it came from."""

    def __init__(self, body: bytes | str, url: str) -> None:
        self.url = url
        text = body[:SIZE_LIMIT]
        self.text = (text.decode("utf-8", "replace") if isinstance(text, bytes) else text).removeprefix(
            "\ufeff"
        )
        # A web page in its place (a soft 404) rules nothing.
        self._rules = Protego.parse("" if self.text.lstrip().startswith("<") else self.text)

    def allows(self, url: str, agent: str = AGENT) -> bool:
        """Whether the rules let `agent` fetch this address."""
        return self._rules.can_fetch(url, agent)

    def crawl_delay(self, agent: str = AGENT) -> float | None:
        """Seconds to wait between two requests, or None if the file does not say."""
        return self._rules.crawl_delay(agent)

    def sources(self) -> list[Source]:
        """The sitemaps it names, in its order, without those of authors, images and the like."""
        urls = dict.fromkeys(absolute(raw, self.url) for raw in self._rules.sitemaps)
        return [
            sitemap(url) for url in urls if url and not any(re.search(name, url) for name in NOT_ARTICLES)
        ]


def sitemap(url: str) -> Source:
    """A source for the address of a sitemap that we know nothing else of: a news sitemap by its name, or one
    that may be an index of much else than articles.
    """
    path = url.partition("://")[2].partition("/")[2]
    if _NEWS.search(path):
        return Source(kind="news-sitemap", url=url)
    return Source(kind="sitemap", url=url, skip=NOT_ARTICLES)
