"""What a worker process does with a page of a crawl: all of its cleaning. It loads no Scrapy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from newsscraper.clean import draft_html
from newsscraper.crawl.deadline import deadline
from newsscraper.publishers import Publisher
from newsscraper.steps import STEPS
from newsscraper.stores.model import encodable

_STEPS = {step.__name__: step for step in STEPS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A page to clean; the fields without a text of their own are those of `newsscraper.crawl.page.Page`."""

    url: str | None
    body: bytes | str
    headers: dict[str, str]
    fetched_at: datetime | None
    publisher: Publisher | None
    evidence: dict[str, tuple[str, str]]
    rights: dict[str, str]
    steps: tuple[str, ...]
    """Names of the steps that are switched on, in order."""
    limit: float
    """Seconds that it may take."""


def clean(task: Task) -> bytes:
    """The record of a page, as JSON. Raises `CleaningTimeoutError` when the page's time is up."""
    with deadline(task.limit):
        draft = draft_html(
            task.body,
            task.url,
            fetched_at=task.fetched_at,
            publisher=task.publisher,
            headers=task.headers,
            evidence=task.evidence,
            rights=task.rights,
        )
        for name in task.steps:
            _STEPS[name](draft)
        return encodable(draft.finish()).to_json()
