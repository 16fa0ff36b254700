"""The pipelines are the library's steps, in the library's order."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
from scrapy.exceptions import DropItem
from scrapy.settings import Settings
from scrapy.spiders import Spider
from scrapy.utils.conf import build_component_list
from scrapy.utils.misc import build_from_crawler, load_object
from scrapy.utils.test import get_crawler
from simulator import article

from newsscraper import clean_html
from newsscraper.article import Article
from newsscraper.crawl import settings as crawl_settings
from newsscraper.crawl.deadline import CleaningTimeoutError, deadline
from newsscraper.crawl.page import Page
from newsscraper.crawl.pipelines import CleaningPipeline
from newsscraper.draft import Draft
from newsscraper.steps import STEPS

URL = "https://www.beispiel.example/politik/a-1.html"
AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PAGE = article("Ein Beispiel", "2026-11-20T08:00:00+01:00").encode()


def settings(**more: Any) -> Settings:
    made = Settings()
    made.setmodule(crawl_settings, priority="project")
    made.setdict({"TWISTED_REACTOR_ENABLED": False, "CONTACT": "test", **more})
    return made


def through(pipelines: dict[str, int | None], page: Any) -> Any:
    crawler = get_crawler(Spider, dict(settings()))
    for path in build_component_list(pipelines):
        page = build_from_crawler(load_object(path), crawler).process_item(page)
    return page


def test_the_settings_show_the_steps_in_their_order() -> None:
    named = [path.rpartition(".")[2] for path in build_component_list(crawl_settings.ITEM_PIPELINES)]
    steps = [name for name in named if name in {step.__name__ for step in STEPS}]
    assert steps == [step.__name__ for step in STEPS]
    assert named[:2] == ["CleanInWorkers", "Read"]
    assert named[len(steps) + 2] == "Finish"


def test_the_pipelines_give_the_same_record_as_the_library() -> None:
    cleaning = {**crawl_settings.CLEANING, "newsscraper.crawl.pipelines.HandOver": 900}
    record = through(cleaning, Page(URL, PAGE, fetched_at=AT))
    assert isinstance(record, Article)
    assert record == clean_html(PAGE, URL, fetched_at=AT)


def test_what_the_host_reserves_goes_into_the_record_and_the_page_goes_first() -> None:
    head = '<meta name="tdm-reservation" content="1">'
    page = Page(URL, article("Ein Beispiel", "2026-11-20", head=head).encode(), fetched_at=AT)
    page.rights = {"tdm-reservation": "0", "robots-txt-ai": "GPTBot"}
    record = through(dict(crawl_settings.CLEANING), page).article
    assert record.rights == {"tdm-reservation": "1", "robots-txt-ai": "GPTBot"}


class Runaway(CleaningPipeline):
    """A step that backtracks for ever."""

    def work(self, page: Page) -> None:
        assert re.fullmatch(r"(a+)+b", "a" * 64) is None


class Crash(CleaningPipeline):
    """A step that must not be reached."""

    reached: ClassVar[list[Page]] = []

    def work(self, page: Page) -> None:
        self.reached.append(page)


def test_a_page_that_runs_away_is_dropped_and_counted() -> None:
    crawler = get_crawler(Spider, dict(settings(CLEAN_TIMEOUT=0.1)))
    with pytest.raises(DropItem, match="not done when its time was up"):
        Runaway.from_crawler(crawler).process_item(Page(URL, PAGE))
    assert crawler.stats.get_value("newsscraper/errors/cleaning_timeout") == 1


def test_the_time_of_a_page_is_that_of_all_its_steps() -> None:
    crawler = get_crawler(Spider, dict(settings(CLEAN_TIMEOUT=1)))
    page = replace(Page(URL, PAGE), draft=Draft("html"), seconds=0.999)
    with pytest.raises(DropItem):
        Runaway.from_crawler(crawler).process_item(page)


def test_a_deadline_that_is_kept_leaves_no_alarm_behind() -> None:
    with deadline(0.05):
        pass
    time.sleep(0.06)
    with pytest.raises(CleaningTimeoutError), deadline(0.02):
        time.sleep(5)


def test_other_items_pass_untouched() -> None:
    item = {"weather": "rain"}
    assert through({**crawl_settings.CLEANING, "newsscraper.crawl.pipelines.HandOver": 900}, item) is item
