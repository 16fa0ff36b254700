"""Feed exporters for `scrapy crawl … -o FILE`."""

from __future__ import annotations

from typing import Any

from scrapy.exporters import BaseItemExporter

from newsscraper.article import Article


class ArticleLines(BaseItemExporter):
    """Records as JSON Lines, encoded as everywhere else in newsscraper."""

    def __init__(self, file: Any, **options: Any) -> None:
        super().__init__(dont_fail=True, **options)
        self._file = file

    def export_item(self, item: Any) -> None:
        """Write one record as one whole line."""
        if isinstance(item, Article):
            self._file.write(item.to_json() + b"\n")
            self._file.flush()
