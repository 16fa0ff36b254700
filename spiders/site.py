"""The spider for a site that no file describes, or whose file names no sources: it finds them itself."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin, urlsplit

from newsscraper.spiders.publisher import PublisherSpider

from newsscraper.crawl.discovery import Robots, form_of, links_on, usual_places
from newsscraper.publishers import Source


class SiteSpider(PublisherSpider):
    """Looks for sources in robots.txt, on the front page, and in the usual places."""

    def __init__(self, name: str | None = None, home: str | None = None, **arguments: Any) -> None:
        """`home`: address of the front page, where it is not `https://` and the publisher's first host."""
        super().__init__(name, **arguments)
        self.home = urljoin(home or f"https://{self.publisher.hosts[0]}", "/")

    async def sources(self) -> list[Source]:
        """What robots.txt and the front page name; where they name nothing, what the usual places hold."""
        home = self.home
        front = await self.fetch(home)
        found: dict[str, Source] = {}
        robots = self.robots_of(urlsplit(home).netloc)
        for source in Robots(robots.encode(), home + "robots.txt").sources():
            found.setdefault(source.url, source)
        if front is not None and front.status == 200:
            for source in links_on(front.body, front.url):
                found.setdefault(source.url, source)
        found = {url: s for url, s in found.items() if self.publisher.names_sources_on(url)}
        if not found:
            await self._try_usual_places(home, found)
        if not found:
            self.failures.append(f"{home}: neither robots.txt nor the front page names a sitemap or feed")
        return list(found.values())

    async def _try_usual_places(self, home: str, found: dict[str, Source]) -> None:
        """One news sitemap or feed is enough."""
        for source in usual_places(home):
            response = await self.fetch(source.url)
            if response is not None and response.status == 200 and form_of(response.body):
                found[source.url] = source
                if source.kind != "sitemap":
                    return
