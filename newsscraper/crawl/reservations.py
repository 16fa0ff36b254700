"""What the hosts of a crawl reserve: robots.txt and tdmrep.json, asked for once each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import urlsplit

from scrapy.http import Response

from newsscraper.crawl.discovery import Robots
from newsscraper.crawl.rights import TDMREP_PATH, HostRights


def reserved(rights: Mapping[str, str]) -> bool:
    """Whether these rights (see `newsscraper.crawl.rights`) reserve text and data mining.

    An explicit `tdm-reservation: 0` is the publisher's word that they do not, and outweighs the rest.
    """
    if rights.get("tdm-reservation") in ("0", "1"):
        return rights["tdm-reservation"] == "1"
    return "urhg-44b" in rights or "robots-txt-ai" in rights


class Reservations:
    """The reservations of every host that a crawl meets.

    `fetch` downloads an address or gives None; `robots_of` gives the robots.txt that was read for a host.
    """

    def __init__(
        self, fetch: Callable[[str], Awaitable[Response | None]], robots_of: Callable[[str], str]
    ) -> None:
        self._fetch = fetch
        self._robots_of = robots_of
        self._hosts: dict[str, HostRights] = {}

    async def of(self, url: str) -> dict[str, str]:
        """What is reserved for an address, as it goes into `Article.rights`."""
        parts = urlsplit(url)
        if parts.netloc not in self._hosts:
            root = f"{parts.scheme}://{parts.netloc}"
            answer = await self._fetch(root + TDMREP_PATH)
            tdmrep = answer.body if answer is not None and answer.status == 200 else None
            robots = Robots(self._robots_of(parts.netloc).encode(), root + "/robots.txt")
            self._hosts[parts.netloc] = HostRights(robots, tdmrep)
        return self._hosts[parts.netloc].for_url(url)
