"""Pages as the content systems of 2005 to 2020 built them: every field of every page."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from marked_pages import MarkedPage, read_page

from newsscraper import Article, clean_html
from newsscraper.draft import fold

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
ZONE = ZoneInfo("Europe/Berlin")


@cache
def expected(path: Path) -> MarkedPage:
    return read_page(path)


@cache
def got(path: Path) -> Article:
    return clean_html(expected(path).source, expected(path).url)


def article_pages() -> list[Path]:
    return [path for path in PAGES if expected(path).status == "ok"]


def each(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=[path.stem for path in paths])


@each(PAGES)
def test_status(path: Path) -> None:
    assert got(path).status == expected(path).status


@each(article_pages())
def test_text(path: Path) -> None:
    article = got(path)
    lead = article.lead.split("\n") if article.lead else []
    assert [*lead, *(block.text for block in article.body)] == expected(path).text


@each(article_pages())
def test_title(path: Path) -> None:
    assert fold(got(path).title or "") == fold(expected(path).title or "")


@each(article_pages())
def test_published(path: Path) -> None:
    published, wanted = got(path).published_at, expected(path).published
    assert published is not None, got(path).removed
    local = published.astimezone(ZONE).replace(tzinfo=None)
    if isinstance(wanted, datetime):
        assert local.replace(second=0, microsecond=0) == wanted
    else:
        assert local.date() == wanted


@each(article_pages())
def test_people(path: Path) -> None:
    people = {author.name for author in got(path).authors if author.kind != "organisation"}
    assert people == expected(path).authors


@each([path for path in article_pages() if expected(path).agencies])
def test_agencies(path: Path) -> None:
    assert set(got(path).agencies) >= expected(path).agencies


@each(article_pages())
def test_credits(path: Path) -> None:
    found = "\n".join(image.credit or "" for image in got(path).images)
    assert [credit for credit in expected(path).credits if credit not in found] == []
