"""The download handler in crawls: record, replay, record what is missing, miss, interruption."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
from small_site import IMAGE, PAGE, SITE_HANDLERS

from newsscraper.crawl.cassettes import Tape, cassette_settings, misses
from newsscraper.errors import InputError

HOST = "https://www.zeitung.example"
ALL = [f"{HOST}/moved", f"{HOST}/image.png", f"{HOST}/gone", f"{HOST}/robots.txt"]


def recording(path: Path, mode: Any = "record") -> dict[str, Any]:
    return {**cassette_settings(path, mode), "CASSETTE_DOWNLOAD_HANDLERS": SITE_HANDLERS}


@pytest.mark.parametrize("name", ["a.yaml", "a.yaml.gz"])
def test_replay_gives_what_was_recorded(crawl: Any, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    recorded = crawl(ALL, recording(path))
    replayed = crawl(ALL, cassette_settings(path))
    assert replayed.pages == recorded.pages
    assert replayed.pages[f"{HOST}/packed"] == (200, PAGE.encode())
    assert replayed.pages[f"{HOST}/image.png"] == (200, IMAGE)
    assert replayed.pages[f"{HOST}/gone"][0] == 404
    assert (recorded.reason, replayed.reason) == ("finished", "finished")


def test_each_redirect_hop_is_an_entry(crawl: Any, tmp_path: Path) -> None:
    crawl([f"{HOST}/moved"], recording(tmp_path / "a.yaml"))
    entries = {e.url: e for e in Tape(tmp_path / "a.yaml").exchanges()}
    assert [(entries[f"{HOST}{path}"].status) for path in ("/moved", "/hop", "/packed")] == [301, 302, 200]


def test_the_file_is_readable_and_holds_no_secrets(crawl: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    crawl([f"{HOST}/packed", f"{HOST}/image.png"], recording(path), headers={"Authorization": "Basic geheim"})
    text = path.read_text(encoding="utf-8")
    assert "Größer als Öland – „ja“ 😀" in text
    assert "X-Robots-Tag" in text
    assert "!!binary" in text
    for gone in ("geheim", "Set-Cookie", "Authorization", "Date", "Content-Encoding", "User-Agent"):
        assert gone not in text


def test_equal_recordings_give_equal_files(crawl: Any, tmp_path: Path) -> None:
    crawl(ALL, recording(tmp_path / "a.yaml"))
    crawl(list(reversed(ALL)), recording(tmp_path / "b.yaml"))
    assert (tmp_path / "a.yaml").read_bytes() == (tmp_path / "b.yaml").read_bytes()


def test_recording_the_same_again_leaves_the_file_and_its_day(crawl: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    crawl([f"{HOST}/packed"], recording(path))
    older = path.read_text(encoding="utf-8").replace("recorded_on: '2", "recorded_on: '1")
    path.write_text(older, encoding="utf-8")
    crawl([f"{HOST}/packed"], recording(path))
    assert path.read_text(encoding="utf-8") == older


def test_new_mode_replays_and_records_what_is_missing(crawl: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    crawl([f"{HOST}/packed"], recording(path))
    path.write_text(path.read_text(encoding="utf-8").replace("Öland", "Åland"), encoding="utf-8")
    seen = crawl([f"{HOST}/packed", f"{HOST}/gone"], recording(path, "new"))
    assert "Åland" in seen.pages[f"{HOST}/packed"][1].decode()
    assert [e.url for e in Tape(path).exchanges()] == [f"{HOST}/gone", f"{HOST}/packed"]


def test_a_request_may_be_repeated(crawl: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    crawl([f"{HOST}/packed"] * 3, recording(path), dont_filter=True)
    assert len(Tape(path)) == 1
    replayed = crawl([f"{HOST}/packed"] * 3, cassette_settings(path), dont_filter=True)
    assert replayed.crawler.stats.get_value("item_scraped_count") == 3


def test_a_miss_fails_the_crawl_and_names_the_nearest_entry(crawl: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    crawl([f"{HOST}/packed", f"{HOST}/gone"], recording(path))
    crawled = crawl([f"{HOST}/packed", f"{HOST}/packer"], cassette_settings(path))
    assert crawled.reason == "cassette_miss"
    assert misses(crawled.crawler) == [
        f"{path}: not on the cassette: GET {HOST}/packer; nearest entry: GET {HOST}/packed"
    ]
    assert f"{HOST}/packed" in crawled.pages


def test_a_missing_robots_txt_is_a_miss_too(crawl: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    crawl([f"{HOST}/packed"], recording(path))
    crawled = crawl([f"{HOST}/packed"], {**cassette_settings(path), "ROBOTSTXT_OBEY": True})
    assert crawled.reason == "cassette_miss"


def test_method_and_body_belong_to_the_request(crawl: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    crawl([f"{HOST}/packed"], recording(path), method="POST", body=b"seite=1")
    assert crawl([f"{HOST}/packed"], cassette_settings(path), method="POST", body=b"seite=1").pages
    crawled = crawl([f"{HOST}/packed"], cassette_settings(path), method="POST", body=b"seite=2")
    assert crawled.reason == "cassette_miss"


def test_a_cassette_that_is_not_there_is_named_before_the_crawl(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no\.yaml: no such cassette"):
        cassette_settings(tmp_path / "no.yaml")


def test_an_interrupted_recording_is_saved(site: str, tmp_path: Path) -> None:
    """Ctrl-C, twice, while a real crawl under a reactor waits its turn: the handler is never closed."""
    path = tmp_path / "a.yaml"
    script = textwrap.dedent(f"""
        import scrapy
        from scrapy.crawler import AsyncCrawlerProcess
        from newsscraper.crawl.cassettes import cassette_settings

        class Spider(scrapy.Spider):
            name = "spider"
            custom_settings = {{"DOWNLOAD_DELAY": 1000, "ROBOTSTXT_OBEY": False, "LOG_LEVEL": "INFO",
                               "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False}}
            start_urls = ["{site}/packed", "{site}/gone"]

            def parse(self, response):
                self.logger.info("got %s", response.url)

        process = AsyncCrawlerProcess(cassette_settings({str(path)!r}, "record"))
        process.crawl(Spider)
        process.start()
    """)
    with subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "got" in line or "shutting down gracefully" in line:
                process.send_signal(signal.SIGINT)
    assert [e.url for e in Tape(path).exchanges()] == [f"{site}/packed"]
