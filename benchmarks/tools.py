"""newsscraper and its peers behind one shape: a page and its address in, an `Extract` out."""

from __future__ import annotations

import importlib
import importlib.metadata
from collections.abc import Callable
from datetime import datetime

import msgspec
from measures import Extract

from newsscraper import clean_html, publishers

Tool = Callable[[bytes, str], Extract]


def newsscraper(page: bytes, url: str) -> Extract:
    """This library, with the layouts of its publishers."""
    return _newsscraper(page, url, publishers.for_url(url))


def newsscraper_without_layouts(page: bytes, url: str) -> Extract:
    """This library's general reader alone."""
    publisher = publishers.for_url(url)
    return _newsscraper(page, url, publisher and msgspec.structs.replace(publisher, layouts=()))


def _newsscraper(page: bytes, url: str, publisher: publishers.Publisher | None) -> Extract:
    article = clean_html(page, url, publisher=publisher)
    return Extract(
        text=article.text,
        title=article.title,
        published=article.published_at,
        people=[author.name for author in article.authors if author.kind != "organisation"],
        agencies=list(article.agencies),
        credits=[image.credit for image in article.images if image.credit],
    )


def trafilatura() -> Tool:
    from trafilatura import bare_extraction

    def extract(page: bytes, url: str) -> Extract:
        found = bare_extraction(page, url=url, with_metadata=True, include_comments=False)
        if found is None:
            return Extract()
        authors = (found.author or "").split(";")
        return Extract(found.text or "", found.title, _moment(found.date), _names(authors))

    return extract


def newspaper4k() -> Tool:
    import newspaper

    def extract(page: bytes, url: str) -> Extract:
        article = newspaper.Article(url, language="de")
        article.download(input_html=page.decode("utf-8", "replace"))
        article.parse()
        return Extract(article.text, article.title, _moment(article.publish_date), _names(article.authors))

    return extract


def news_please() -> Tool:
    from newsplease import NewsPlease

    def extract(page: bytes, url: str) -> Extract:
        article = NewsPlease.from_html(page.decode("utf-8", "replace"), url=url, fetch_images=False)
        return Extract(
            article.maintext or "", article.title, _moment(article.date_publish), _names(article.authors)
        )

    return extract


def goose3() -> Tool:
    from goose3 import Goose

    goose = Goose({"use_meta_language": False, "target_language": "de", "enable_image_fetching": False})

    def extract(page: bytes, url: str) -> Extract:
        article = goose.extract(raw_html=page.decode("utf-8", "replace"))
        moment = _moment(article.publish_datetime_utc or article.publish_date)
        return Extract(article.cleaned_text, article.title, moment, _names(article.authors))

    return extract


def readability() -> Tool:
    from lxml import html
    from readability import Document

    def extract(page: bytes, url: str) -> Extract:
        document = Document(page.decode("utf-8", "replace"))
        blocks = html.fromstring(document.summary()).iter("p", "h2", "h3", "h4", "li", "blockquote", "pre")
        return Extract(
            "\n".join(" ".join(block.text_content().split()) for block in blocks), document.title()
        )

    return extract


def resiliparse() -> Tool:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    def extract(page: bytes, url: str) -> Extract:
        tree = HTMLTree.parse(page.decode("utf-8", "replace"))
        return Extract(
            extract_plain_text(tree, main_content=True, alt_texts=False, comments=False), tree.title
        )

    return extract


PEERS: dict[str, tuple[str, Callable[[], Tool]]] = {
    "trafilatura": ("trafilatura", trafilatura),
    "newspaper4k": ("newspaper4k", newspaper4k),
    "news-please": ("news-please", news_please),
    "goose3": ("goose3", goose3),
    "readability-lxml": ("readability-lxml", readability),
    "resiliparse": ("resiliparse", resiliparse),
}
"""Name -> its distribution on PyPI and what makes the tool."""


def installed_peers() -> dict[str, Tool]:
    """The peers that are installed, by name and version."""
    found: dict[str, Tool] = {}
    for distribution, make in PEERS.values():
        try:
            version = importlib.metadata.version(distribution)
            found[f"{distribution} {version}"] = make()
        except (importlib.metadata.PackageNotFoundError, ImportError):
            continue
    return found


def own_name() -> str:
    """newsscraper with its version."""
    return f"newsscraper {importlib.metadata.version('newsscraper')}"


def _names(names: object) -> list[str]:
    return (
        [name.strip() for name in names if name and name.strip()] if isinstance(names, list | tuple) else []
    )


def _moment(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    try:
        return datetime.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
