"""What a crawl did, in numbers, and whether that is what it usually does."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from newsscraper.article import Article
from newsscraper.publishers import Publisher

FIELDS: dict[str, Callable[[Article], bool]] = {
    "title": lambda a: bool(a.title),
    "lead": lambda a: bool(a.lead),
    "body": lambda a: bool(a.body),
    "authors": lambda a: bool(a.authors or a.agencies),
    "published_at": lambda a: a.published_at is not None,
    "section": lambda a: bool(a.section),
    "keywords": lambda a: bool(a.keywords),
    "images": lambda a: bool(a.images),
    "access": lambda a: a.access != "unknown",
}
"""Fields whose share is watched, and when a record has one. An agency's name counts as author."""

ALWAYS = {"title": 0.95, "body": 0.95, "published_at": 0.8}
"""Shares that a publisher reaches whose file says nothing about its usual level."""
SLACK = 0.15
"""How far a share may lie under the usual level at least before it is no longer chance."""
ENOUGH = 5
"""Pages or records that it takes to judge a run at all."""


class Report(msgspec.Struct, kw_only=True):
    """One publisher's run. All counts are of addresses or pages, each in one place only."""

    publisher: str
    started: str
    """ISO 8601, UTC."""
    seconds: float
    reason: str
    """Why the crawl ended: `finished`, or what stopped it."""
    discovered: int = 0
    """Addresses that sources named for the first time."""
    fetched: int = 0
    """Article pages that came back whole."""
    not_modified: int = 0
    unchanged: int = 0
    """Fetched again, and no reader would see a difference."""
    records: int = 0
    """Written."""
    walls: dict[str, int] = {}
    """By kind: `consent_wall`, `paywall_teaser`, `not_article`, `empty`, `truncated`, `soft_404` …"""
    blocked: dict[str, int] = {}
    """By what: `http_403`, `http_429`, `challenge`, `robots`, `host` …"""
    errors: dict[str, int] = {}
    """By kind."""
    gone: int = 0
    outside: int = 0
    """Published outside the days that were asked for."""
    reserved: int = 0
    """Not kept because text and data mining is reserved."""
    sources: dict[str, int] = {}
    """Source -> articles it listed."""
    source_problems: list[str] = []
    """What is wrong with sources, in words: broken XML, a page in a feed's place, foreign hosts …"""
    coverage: dict[str, float] = {}
    """Field -> share of this run's records that have it."""
    problems: list[str] = []
    """What is not as usual, in words. A run with problems fails."""

    @property
    def ok(self) -> bool:
        """Whether the run went as it should."""
        return not self.problems

    def to_json(self) -> bytes:
        """The report as JSON, for a monitor."""
        return msgspec.json.encode(self)


def build(
    publisher: Publisher | None,
    name: str,
    stats: Mapping[str, Any],
    failures: Sequence[str] = (),
    *,
    source_problems: Sequence[str] = (),
    learned: Mapping[str, float] | None = None,
    usual: bool = True,
) -> Report:
    """The report of a crawl from its Scrapy statistics.

    `failures`: what went wrong, in words; it makes the run fail. `learned`: the usual share of each field, as
    earlier runs had it. `usual`: whether to hold the run against the usual level.
    """
    records = stats.get("newsscraper/records", 0)
    started = stats.get("start_time")
    report = Report(
        publisher=name,
        started=started.isoformat(timespec="seconds") if started else "",
        seconds=round(stats.get("elapsed_time_seconds") or 0.0, 1),
        reason=str(stats.get("finish_reason", "")),
        walls=_group(stats, "newsscraper/walls/"),
        blocked={**_group(stats, "newsscraper/blocked/"), **_group(stats, "newsscraper/refused/")},
        errors=_group(stats, "newsscraper/errors/"),
        sources=_group(stats, "newsscraper/source/"),
        coverage={
            field: round(stats.get(f"newsscraper/field/{field}", 0) / records, 3)
            for field in FIELDS
            if records
        },
        records=records,
        source_problems=list(source_problems),
        problems=list(failures),
        **{
            count: stats.get(f"newsscraper/{count}", 0)
            for count in ("discovered", "fetched", "not_modified", "unchanged", "gone", "outside", "reserved")
        },
    )
    if report.reason not in ("finished", "limit"):
        report.problems.append(f"the crawl ended early: {report.reason or 'it never started'}")
    if usual:
        report.problems += unusual(report, publisher, learned or {})
    return report


def unusual(report: Report, publisher: Publisher | None, learned: Mapping[str, float]) -> list[str]:
    """What of a run is not as usual for its publisher, in words."""
    found = []
    layout = _layout(publisher, report.publisher)
    trouble = {**report.walls, **report.blocked, **report.errors}
    pages = report.fetched + sum(report.blocked.values()) + sum(report.errors.values())
    good = report.records + report.unchanged + report.not_modified + report.outside + report.reserved
    if pages >= ENOUGH and not good:
        kinds = (
            ", ".join(f"{count} × {kind}" for kind, count in sorted(trouble.items())) or "no article in them"
        )
        found.append(f"{pages} pages asked for and no record: {kinds}; look at {layout}")
    if report.records >= ENOUGH:
        for field, level in levels(publisher, learned).items():
            share = report.coverage.get(field, 0.0)
            if is_low(share, level, report.records):
                found.append(
                    f"{field}: in {share:.0%} of {report.records} records, usually in {level:.0%}: "
                    f"the page layout probably changed; look at {layout}"
                )
    return found


def levels(publisher: Publisher | None, learned: Mapping[str, float]) -> dict[str, float]:
    """Field -> usual share: what the publisher's file says, else earlier runs, else what all reach."""
    return {**ALWAYS, **learned, **(publisher.coverage if publisher else {})}


def is_low(share: float, level: float, records: int) -> bool:
    """Whether a share lies further under its usual level than chance puts it in so few records."""
    chance = 2 * math.sqrt(level * (1 - level) / records)
    return share < level - max(SLACK, chance)


def _layout(publisher: Publisher | None, name: str) -> str:
    if publisher is None:
        return "the general reader (the site has no publisher file)"
    if publisher.layouts:
        return f"[[layouts]] number 1 in {name}.toml"
    return f"the general reader ({name}.toml has no layout)"


def _group(stats: Mapping[str, Any], prefix: str) -> dict[str, int]:
    return {key.removeprefix(prefix): value for key, value in sorted(stats.items()) if key.startswith(prefix)}
