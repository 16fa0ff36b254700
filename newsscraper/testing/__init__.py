"""Tests of crawls without a network: replay a cassette, compare with what was expected, record, scrub.

    from newsscraper.testing import replay

    crawl = replay("tagesspiegel", "cassettes")
    crawl.articles[0].title, crawl.stats["newsscraper/records"]

For pytest see `newsscraper.testing.plugin` and `newsscraper.testing.suite`.
"""

from newsscraper.testing.network import NetworkBlockedError, no_network
from newsscraper.testing.replaying import Replay, find_cassette, replay

__all__ = ["NetworkBlockedError", "Replay", "find_cassette", "no_network", "replay"]
