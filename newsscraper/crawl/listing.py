"""Sources into the queue: sitemaps, sitemap indexes and feeds, one document at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from zoneinfo import ZoneInfo

from scrapy.http import Response
from scrapy.statscollectors import StatsCollector

from newsscraper.crawl.discovery import Found, Nested, Problem, Selection, expand, read_source
from newsscraper.crawl.state import State
from newsscraper.crawl.urls import normalise
from newsscraper.publishers import Publisher, Source

PIECE = 500
"""Addresses that are queued in one transaction; between two pieces, downloads get their turn."""
DEEPEST = 3
"""How deep sitemap indexes may lie in each other."""


class Listing:
    """Reads a publisher's sources for one crawl.

    `fetch` downloads a source and gives None, with the failure noted, where that fails. `note` takes what is
    wrong with a source, in words. `only_news`: whether the run is after whatever is new, not after certain
    articles.
    """

    def __init__(
        self,
        publisher: Publisher,
        selection: Selection,
        memory: State,
        stats: StatsCollector,
        fetch: Callable[[str], Awaitable[Response | None]],
        note: Callable[[str], None],
        today: date,
        *,
        only_news: bool,
    ) -> None:
        self._publisher = publisher
        self._selection = selection
        self._memory = memory
        self._stats = stats
        self._fetch = fetch
        self._note_in_words = note
        self._today = today
        self._zone = ZoneInfo(publisher.timezone)
        names_news = any(source.kind != "sitemap" for source in publisher.sources)
        self._skips_undated = only_news and names_news
        self._read: set[str] = set()

    async def read(self, source: Source) -> AsyncIterator[str]:
        """Queue what a source names; yields after each document, so that its articles can be fetched first.

        Nested sitemaps are read newest first and only where they may hold what is asked for.
        """
        window = self._selection.window
        since, until = (moment.date() if moment else None for moment in (window.since, window.until))
        for address in expand(source.url, self._today, since=since, until=until):
            stack = [(address, 0)]
            while stack:
                url, depth = stack.pop()
                if url in self._read:
                    continue
                self._read.add(url)
                nested = await self._document(url, source)
                if depth < DEEPEST:
                    stack += [(inner.url, depth + 1) for inner in reversed(nested)]
                yield url

    async def _document(self, url: str, source: Source) -> list[Nested]:
        response = await self._fetch(url)
        if response is None:
            return []
        nested: list[Nested] = []
        piece: list[tuple[str, Found]] = []
        listed = 0
        for entry in read_source(
            response.body,
            response.url,
            serves=self._publisher.serves,
            serves_sources=self._publisher.names_sources_on,
            zone=self._zone,
        ):
            if isinstance(entry, Found):
                listed += 1
                normal = self._normal(entry)
                if normal and self._wants(entry, source):
                    piece.append((normal, entry))
                if len(piece) >= PIECE:
                    self._queue(piece)
                    piece = []
                    await asyncio.sleep(0)
            elif isinstance(entry, Nested):
                if self._selection.follows(entry, source):
                    nested.append(entry)
            else:
                self._note(entry)
        self._queue(piece)
        self._stats.inc_value(f"newsscraper/source/{source.url}", listed)
        return nested

    def _normal(self, found: Found) -> str | None:
        try:
            return normalise(found.url)
        except ValueError as error:
            self._note(Problem("bad-address", found.source, str(error)))
            return None

    def _wants(self, found: Found, source: Source) -> bool:
        """Where feeds name the news, an archive without dates need not be looked through for them."""
        refusal = self._selection.refuses(found)
        if refusal:
            self._stats.inc_value(f"newsscraper/left_out/{refusal}")
            return False
        if found.dated is None and source.kind == "sitemap" and self._skips_undated:
            self._stats.inc_value("newsscraper/left_out/undated")
            return False
        return True

    def _queue(self, piece: list[tuple[str, Found]]) -> None:
        if piece:
            new = self._memory.discover(self._publisher.slug, piece)
            self._stats.inc_value("newsscraper/discovered", new)

    def _note(self, problem: Problem) -> None:
        self._stats.inc_value(f"newsscraper/source_problems/{problem.kind}", problem.count)
        self._note_in_words(f"{problem.source}: {problem.kind}, {problem.count} times: {problem.detail}")
