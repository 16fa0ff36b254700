"""Recording a publisher: what is kept, what sources still list, and that a replay gives the same records."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import scrapy
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response

from newsscraper import publishers
from newsscraper.article import Article, Block, Removal
from newsscraper.crawl.cassettes_tape import Tape
from newsscraper.errors import InputError
from newsscraper.testing import replay
from newsscraper.testing.choosing import choose
from newsscraper.testing.expectations import read_expectation
from newsscraper.testing.recording import Recording, finish, record_crawl
from newsscraper.testing.scrub import Scrubber, shape

ROOT = Path(__file__).parents[2]


class Site(BaseDownloadHandler):
    """The invented site of the Tagesspiegel cassette, as a real handler would fetch it; its date is today."""

    lazy = True
    tape = Tape(ROOT / "cassettes" / "tagesspiegel.yaml")

    async def download_request(self, request: scrapy.Request) -> Response:
        exchange = self.tape.play("GET", request.url)
        assert exchange is not None, request.url
        headers = {**exchange.headers, "Date": ["Sun, 22 Nov 2026 11:00:00 GMT"], "Set-Cookie": ["a=b"]}
        return Response(request.url, status=exchange.status, headers=headers, body=exchange.content)


@pytest.fixture
def recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Recording]:
    """A crawl of that site, recorded on the day it was made."""
    monkeypatch.setattr("newsscraper.crawl.clock.now", lambda _: Site.tape.clock)
    path = tmp_path / "draft.yaml"
    own: dict[str, Any] = {
        "TWISTED_REACTOR_ENABLED": False,
        "CASSETTE_DOWNLOAD_HANDLERS": {"https": Site},
        "CONTACT": "test@example.org",
        "AUTOTHROTTLE_ENABLED": False,
        "DOWNLOAD_DELAY": 0,
    }
    return path, record_crawl(publishers.get("tagesspiegel"), path, 30, own)


def test_recording_two_articles_takes_one_of_each_kind(
    recorded: tuple[Path, Recording], tmp_path: Path
) -> None:
    draft, crawl = recorded
    path = tmp_path / "tagesspiegel.yaml"
    expectation = finish(publishers.get("tagesspiegel"), draft, path, crawl, 2, None)
    assert sorted(article.status for article in expectation.articles) == ["ok", "paywall_teaser"]
    written = read_expectation(tmp_path / "tagesspiegel.expected.json")
    assert list(map(shape, written.articles)) == list(map(shape, expectation.articles))
    again = replay("tagesspiegel", tmp_path)
    assert again.problems == ()
    assert [article.url for article in again.articles] == [article.url for article in expectation.articles]


def test_a_scrubbed_recording_gives_records_of_the_same_shape(
    recorded: tuple[Path, Recording], tmp_path: Path
) -> None:
    draft, crawl = recorded
    publisher = publishers.get("tagesspiegel")
    plain = finish(publisher, draft, tmp_path / "plain.yaml", crawl, 9, None)
    scrubbed = finish(publisher, draft, tmp_path / "scrubbed.yaml", crawl, 9, Scrubber())
    assert list(map(shape, scrubbed.articles)) == list(map(shape, plain.articles))
    text = (tmp_path / "scrubbed.yaml").read_text(encoding="utf-8")
    for gone in ("Senat will schon 2027", "Henrike Solbach", "Moabit wohnt", "S-Bahn fährt auf dem Ring"):
        assert gone not in text
    for kept in ("Empfohlener redaktioneller Inhalt", "mit dpa)", "Die Tagesspiegel-App", "showPaywall:"):
        assert kept in text


def test_nothing_that_is_no_article_is_recorded(recorded: tuple[Path, Recording], tmp_path: Path) -> None:
    draft, crawl = recorded
    crawl.articles.clear()
    crawl.problems.append("https://www.tagesspiegel.de/news.xml lists no article")
    with pytest.raises(InputError, match=r"tagesspiegel: nothing recorded: .*news\.xml lists no article"):
        finish(publishers.get("tagesspiegel"), draft, tmp_path / "tagesspiegel.yaml", crawl, 5, None)
    assert not (tmp_path / "tagesspiegel.yaml").exists()


class NoNetwork(BaseDownloadHandler):
    """A real handler on a machine without a network."""

    lazy = True

    async def download_request(self, request: scrapy.Request) -> Response:
        raise CannotResolveHostError(request.url)


def test_a_recording_without_a_network_says_so(tmp_path: Path) -> None:
    own = {
        "TWISTED_REACTOR_ENABLED": False,
        "CASSETTE_DOWNLOAD_HANDLERS": {"https": NoNetwork},
        "CONTACT": "test@example.org",
        "RETRY_ENABLED": False,
        "DOWNLOAD_DELAY": 0,
    }
    publisher, draft = publishers.get("taz"), tmp_path / "draft.yaml"
    crawl = record_crawl(publisher, draft, 5, own)
    with pytest.raises(InputError, match=r"^taz: nothing recorded: no answer from taz\.de; no network\?$"):
        finish(publisher, draft, tmp_path / "taz.yaml", crawl, 5, None)
    assert list(tmp_path.iterdir()) == []


def article(number: int, **fields: Any) -> Article:
    return Article(url=f"https://www.example.org/{number}", **fields)


def test_one_of_each_kind_is_chosen_before_the_newest() -> None:
    live = article(5, body=(Block("ticker", "12:00"),))
    paid = article(6, access="paid", status="paywall_teaser")
    embeds = article(7, removed=(Removal("consent", "Externer Inhalt", "consent.heading", 3),))
    wall = article(8, status="consent_wall")
    chosen = choose([wall, article(1), article(2), article(3), live, paid, embeds], 5)
    assert {a.url for a in chosen} == {a.url for a in (article(1), article(2), live, paid, embeds)}
    assert [a.url for a in choose([wall], 5)] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["tagesspiegel"], "a recording asks a live site: give --contact MAIL-OR-URL"),
        (["tagesspiegle", "--contact", "a@example.org"], "did you mean tagesspiegel,"),
        (["tagesspiegel", "--contact", "a@example.org", "--articles", "0"], "--articles: 0 is no number"),
    ],
)
def test_a_wrong_call_is_one_clear_line(arguments: list[str], message: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "newsscraper", "record", *arguments],
        cwd=tmp_path,
        env={"PATH": "/usr/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
