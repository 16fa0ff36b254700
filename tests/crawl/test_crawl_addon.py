"""Another Scrapy project that uses the add-on, built here file by file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from simulator import article

SETTINGS = """
BOT_NAME = "elsewhere"
SPIDER_MODULES = ["elsewhere.spiders"]
ADDONS = {"newsscraper.crawl.addon.Addon": 500}
ITEM_PIPELINES = {"elsewhere.pipelines.Shout": 700}
"""

PIPELINES = """
class Shout:
    def process_item(self, item):
        if type(item).__name__ == "Article":
            print("GOT", item.title, item.url, flush=True)
        return item
"""

SPIDER = """
from dataclasses import dataclass
from pathlib import Path

import scrapy
from scrapy.http import HtmlResponse


@dataclass
class Fetched:
    url: str
    html: str


class Item(scrapy.Item):
    url = scrapy.Field()
    body = scrapy.Field()


class Spider(scrapy.Spider):
    name = "elsewhere"

    async def start(self):
        page = Path("page.html").read_bytes()
        url = "https://www.beispiel.example/a.html"
        yield {"url": url + "?dict", "html": page}
        yield Fetched(url + "?dataclass", page.decode())
        yield Item(url=url + "?item", body=page)
        yield HtmlResponse(url + "?response", body=page)
        yield {"weather": "rain"}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A Scrapy project that knows newsscraper by one line."""
    files = {
        "scrapy.cfg": "[settings]\ndefault = elsewhere.settings\n",
        "elsewhere/__init__.py": "",
        "elsewhere/settings.py": SETTINGS,
        "elsewhere/pipelines.py": PIPELINES,
        "elsewhere/spiders/__init__.py": "",
        "elsewhere/spiders/spider.py": SPIDER,
        "page.html": article("Aus anderem Hause", "2026-11-20T08:00:00+01:00"),
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def crawl(project: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", "elsewhere", "-o", "out.jsonl", *options],
        cwd=project, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_pages_of_every_kind_become_articles(project: Path) -> None:
    done = crawl(project)
    for kind in ("dict", "dataclass", "item", "response"):
        assert f"GOT Aus anderem Hause https://www.beispiel.example/a.html?{kind}" in done.stdout, done.stderr
    records = [json.loads(line) for line in (project / "out.jsonl").read_text().splitlines()]
    assert len(records) == 4
    assert {record["status"] for record in records} == {"ok"}
    assert records[0]["published_at"] == "2026-11-20T08:00:00+01:00"
    assert "log_count/ERROR" not in done.stderr


def test_a_step_is_switched_off_by_name(project: Path) -> None:
    settings = project / "elsewhere" / "settings.py"
    off = '"newsscraper.crawl.steps.titles": None'
    settings.write_text(settings.read_text().replace("ITEM_PIPELINES = {", "ITEM_PIPELINES = {" + off + ", "))
    done = crawl(project)
    assert "newsscraper.crawl.steps.dates'" in done.stderr
    assert "newsscraper.crawl.steps.titles'" not in done.stderr
