"""Feed exporters: records into Scrapy's `FEEDS`, wherever those go.

    FEED_EXPORTERS = {
        "jsonl": "newsscraper.crawl.exporters.ArticleLines",
        "csv": "newsscraper.crawl.exporters.ArticleTable",
        "parquet": "newsscraper.crawl.exporters.ArticleParquet",
    }

Items that are no `Article` are passed over. Databases are no feeds: they take records through
`newsscraper.crawl.store_pipeline.StorePipeline`.
"""

from __future__ import annotations

from typing import Any

from scrapy.exporters import BaseItemExporter

from newsscraper.article import Article
from newsscraper.errors import MissingExtraError


class ArticleExporter(BaseItemExporter):
    """Base: writes to the file that Scrapy gives, open in binary mode."""

    def __init__(self, file: Any, **options: Any) -> None:
        super().__init__(dont_fail=True, **options)
        self.file = file

    def export_item(self, item: Any) -> None:
        """Write a record."""
        if isinstance(item, Article):
            self.export(item)

    def export(self, article: Article) -> None:
        """How this format writes a record."""
        raise NotImplementedError


class ArticleLines(ArticleExporter):
    """JSON Lines, encoded as everywhere else in newsscraper."""

    def export(self, article: Article) -> None:
        """Write one whole line."""
        self.file.write(article.to_json() + b"\n")
        self.file.flush()


class ArticleTable(ArticleExporter):
    """CSV as in `newsscraper.stores.csv_file`, which reads it back."""

    def start_exporting(self) -> None:
        """Write the heading, unless the feed goes on with a file that has one."""
        from newsscraper.stores.csv_file import COLUMNS, line_of

        if not self.file.seekable() or self.file.tell() == 0:
            self.file.write(line_of(COLUMNS))

    def export(self, article: Article) -> None:
        """Write one row."""
        from newsscraper.stores.csv_file import cells_of, line_of

        self.file.write(line_of(cells_of(article)))
        self.file.flush()


class ArticleParquet(ArticleExporter):
    """Parquet as in `newsscraper.stores.parquet`; the feed must have `overwrite` set."""

    def start_exporting(self) -> None:
        """Begin the file. Raises `MissingExtraError` without pyarrow."""
        try:
            from newsscraper.stores.parquet import ParquetStream
        except ModuleNotFoundError as error:
            raise MissingExtraError("Parquet", "parquet") from error
        self._stream = ParquetStream(self.file)

    def export(self, article: Article) -> None:
        """Take a record; a row group is written when there are enough."""
        self._stream.write(article)

    def finish_exporting(self) -> None:
        """Write what is left, and the end of the file."""
        self._stream.close()
