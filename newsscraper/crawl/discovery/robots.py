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

_NEWS = re.compile(r"news(?!room)", re.IGNORECASE)


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
        """The sitemaps it names, in its order, those with "news" in their address as news sitemaps."""
        urls = dict.fromkeys(absolute(raw, self.url) for raw in self._rules.sitemaps)
        return [sitemap(url) for url in urls if url]


def sitemap(url: str) -> Source:
    """A source for a sitemap's address: what its name says, not what it holds."""
    path = url.partition("://")[2].partition("/")[2]
    return Source(kind="news-sitemap" if _NEWS.search(path) else "sitemap", url=url)
