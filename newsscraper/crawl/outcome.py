"""What an answer to the request for an article means, before anybody reads the page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest
from scrapy.http import Response

_HTML = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a request ended that gave no page to read."""

    count: str
    """Name of the statistic, under `newsscraper/`."""
    state: str
    """State of the address from now on; see `newsscraper.crawl.state`."""


def of_response(response: Response) -> Outcome | None:
    """What a response means; None for a page to read."""
    status = response.status
    if status == 304:
        return Outcome("not_modified", "done")
    if status in (404, 410):
        return Outcome("gone", "gone")
    if status in (202, 401, 402, 403, 407, 429, 451):
        return Outcome(f"blocked/http_{status}", "wall")
    if status >= 300:
        return Outcome(f"errors/http_{status}", "failed")
    if status != 200 or not response.body.strip():
        return Outcome("walls/empty", "wall")
    declared = (response.headers.get("Content-Type") or b"").decode("latin-1").lower()
    if declared and not declared.startswith(_HTML) and not declared.startswith("text/plain"):
        return Outcome("walls/not_article", "other")
    asked = (
        (response.request.meta.get("redirect_urls") or [response.url])[0]
        if response.request
        else response.url
    )
    if not urlsplit(response.url).path.strip("/") and urlsplit(asked).path.strip("/"):
        return Outcome("walls/soft_404", "gone")
    return None


def of_failure(error: BaseException) -> Outcome:
    """What a request that got no response means."""
    if isinstance(error, DownloadTimeoutError):
        return Outcome("errors/timeout", "failed")
    if isinstance(error, IgnoreRequest):
        text = str(error)
        if "robots.txt" in text:
            return Outcome("blocked/robots", "failed")
        if "decompression" in text:
            return Outcome("errors/too_large", "failed")
        if "redirections" in text:
            return Outcome("errors/redirect_loop", "failed")
        # Counted by the middleware that refused it.
        return Outcome("not_fetched", "failed")
    if "limit" in str(error) or type(error).__name__ == "DownloadCancelledError":
        return Outcome("errors/too_large", "failed")
    return Outcome(f"errors/{type(error).__name__}", "failed")
