"""A Scrapy add-on: another project's spiders get newsscraper's cleaning with one line.

    ADDONS = {"newsscraper.crawl.addon.Addon": 500}

Whatever a spider yields that carries a page becomes an `Article`: a response, or a dict, item, dataclass or
attrs object with `html` (or `body`) and, if it has them, `url`, `headers` and `fetched_at`. Anything else
passes untouched. The project's own pipelines get the article from order 400 upwards.
"""

from __future__ import annotations

from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from newsscraper.crawl.settings import CLEANING, FEED_EXPORTERS

HAND_OVER = 390
"""Order in which the article takes the page's place."""


class Addon:
    """Puts the reader, the steps and the end of cleaning into `ITEM_PIPELINES`.

    What the project itself says about one of them (another order, or None to switch it off) stands.
    """

    def update_settings(self, settings: BaseSettings) -> None:
        """Add the pipelines, and the exporter that writes articles as JSON Lines."""
        for path, order in {**CLEANING, "newsscraper.crawl.pipelines.HandOver": HAND_OVER}.items():
            settings.setdefault_in_component_priority_dict("ITEM_PIPELINES", load_object(path), order)
        exporters = {**FEED_EXPORTERS, **settings.getdict("FEED_EXPORTERS")}
        settings.set("FEED_EXPORTERS", exporters, priority="addon")
