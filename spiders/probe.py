"""The spider behind `newsscraper probe`: a look at a site, a dozen requests, nothing kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import msgspec
from newsscraper.spiders.site import SiteSpider
from scrapy import Request
from scrapy.http import Response

from newsscraper.clean import draft_html, refine
from newsscraper.crawl import clock
from newsscraper.crawl.discovery import SIZE_LIMIT, Found, Robots, Selection, expand, links_on, usual_places
from newsscraper.crawl.outcome import of_response
from newsscraper.crawl.probing import SampleLook, SiteLook, SourceLook
from newsscraper.publishers import Publisher, Source
from newsscraper.readers.parse import parse

MOST_SOURCES = 12
"""Sources that are looked at; sites with a feed for every topic name hundreds."""


class ProbeSpider(SiteSpider):
    """Fills in `look`. Give it a subclass's `publisher`, and `look` for its front page."""

    look: SiteLook

    async def fetch(self, url: str, **meta: Any) -> Response | None:
        """Download something; None where that fails, with the reason in `unanswered`."""
        try:
            return await self.crawler.engine.download_async(Request(url, dont_filter=True, meta=meta))
        except Exception as error:  # noqa: BLE001 (whatever a download may raise)
            self.unanswered[url] = (str(error) or type(error).__name__).splitlines()[0]
            return None

    @cached_property
    def unanswered(self) -> dict[str, str]:
        """Address -> why there was no answer."""
        return {}

    async def start(self) -> AsyncIterator[Any]:
        """Look at the front page and robots.txt, then at sources, then at one article."""
        look = self.look
        front = await self.fetch(look.home)
        look.answer = self._answer(look.home, front)
        robots = self._read_robots(reached=front is not None)
        if look.robots == "not read" and "robots.txt" in look.answer:
            look.answer = "no answer to the question for robots.txt, so nothing may be asked for"
        if front is not None and front.status == 200:
            self._move_to(front)
        found = await self._look_at_sources(self._candidates(robots, front))
        look.rights = await self.reservations.of(look.home)
        if found is not None:
            look.sample = await self._look_at_article(found)
        if look.sample and look.sample.article:
            look.rights = {**look.rights, **look.sample.article.rights}
        return
        yield Request(look.home)  # what makes this a generator; all requests are sent above

    def _read_robots(self, *, reached: bool) -> Robots:
        look = self.look
        text = self.robots_of(urlsplit(look.home).netloc)
        robots = Robots(text, look.home + "robots.txt")
        look.robots = "read" if text.strip() else "none" if reached else "not read"
        look.allowed = look.robots != "not read" and robots.allows(look.home)
        look.crawl_delay = robots.crawl_delay()
        return robots

    def _move_to(self, front: Response) -> None:
        """Take the host the front page is really on, and the name it gives itself."""
        look = self.look
        parts = urlsplit(front.url)
        look.home = f"{parts.scheme}://{parts.netloc}/"
        if look.known or not parts.hostname:
            return
        page = parse(front.body, front.url).tree
        names = page.xpath("//meta[@property='og:site_name']/@content")
        name = str(names[0]).strip() if isinstance(names, list) and names else ""
        look.publisher = msgspec.structs.replace(
            look.publisher,
            hosts=(parts.hostname,),
            name=name or look.publisher.name,
            outlet_names=(name,) if name else (),
        )

    def _candidates(self, robots: Robots, front: Response | None) -> list[SourceLook]:
        """Sources that somebody names, each once: the file, robots.txt, the front page."""
        named: list[tuple[str, list[Source]]] = [("publisher file", list(self.look.publisher.sources))]
        named.append(("robots.txt", robots.sources()))
        if front is not None and front.status == 200:
            named.append(("front page", links_on(front.body, front.url)))
        today = clock.now(self.crawler).date()
        looks: dict[str, SourceLook] = {}
        for origin, sources in named:
            for source in sources:
                looks.setdefault(next(expand(source.url, today)), SourceLook(source, origin))
        return list(looks.values())

    async def _look_at_sources(self, candidates: list[SourceLook]) -> Found | None:
        """Look at each candidate, and at the usual places where none works; returns the newest article."""
        look = self.look
        articles: list[Found] = []
        for number, candidate in enumerate(candidates):
            look.sources.append(candidate)
            if not look.publisher.names_sources_on(candidate.source.url):
                candidate.answer = "on another host; name it in source_hosts if it is right"
            elif number < MOST_SOURCES:
                articles += await self._look_at_source(candidate)
        if look.robots != "not read" and not any(candidate.works for candidate in look.sources):
            for source in usual_places(look.home):
                candidate = SourceLook(source, "usual place")
                articles += await self._look_at_source(candidate)
                if candidate.works:
                    look.sources.append(candidate)
        wanted = [found for found in articles if not Selection(look.publisher).refuses_url(found.url)]
        return max(wanted, key=lambda found: found.dated.timestamp() if found.dated else 0.0, default=None)

    async def _look_at_source(self, look: SourceLook) -> list[Found]:
        """Read a source, and the newest sitemap of an index; returns the newest article, if there is one."""
        publisher = self.look.publisher
        today = clock.now(self.crawler).date()
        url: str | None = next(expand(look.source.url, today))
        articles: list[Found] = []
        depth = 0
        while url and depth < 3:
            response = await self.fetch(url, hosts=publisher.source_hosts, download_maxsize=SIZE_LIMIT)
            if depth == 0:
                look.answer = self._answer(url, response)
            if response is None or response.status != 200:
                break
            found, sitemap = look.read(response.body, response.url, publisher)
            articles += [found] if found else []
            url = sitemap.url if sitemap else None
            depth += 1
        return articles

    async def _look_at_article(self, found: Found) -> SampleLook:
        response = await self.fetch(found.url)
        ended = of_response(response) if response is not None else None
        if response is None or ended:
            return SampleLook(found.url, ended.count if ended else self._answer(found.url, response))
        draft = draft_html(
            response.body,
            response.url,
            fetched_at=clock.now(self.crawler),
            publisher=self.look.publisher,
            headers={
                name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
                for name, values in response.headers.items()
            },
            evidence=found.evidence,
        )
        return SampleLook(found.url, self._answer(found.url, response), refine(draft))

    def _answer(self, url: str, response: Response | None) -> str:
        return f"HTTP {response.status}" if response is not None else self.unanswered.get(url, "no answer")


def probe_spider(publisher: Publisher, look: SiteLook) -> type[ProbeSpider]:
    """The spider that fills in `look`."""
    return type("ProbeSpider", (ProbeSpider,), {"name": "probe", "publisher": publisher, "look": look})
