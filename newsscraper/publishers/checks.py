"""What a publisher file's values must be, beyond their types. Each check yields `key: what is wrong`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from string import Formatter
from zoneinfo import ZoneInfo

from newsscraper.article import Article
from newsscraper.publishers.model import PLACEHOLDERS, Publisher, Source, host_of, under

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def problems(publisher: Publisher) -> Iterator[str]:
    """Everything that is wrong with a publisher's values, each as one line that names the key."""
    yield from _identity(publisher)
    for key in ("hosts", "source_hosts"):
        for host in getattr(publisher, key):
            if not _HOST.fullmatch(host):
                yield f"{key}: {host!r} is no host name, such as 'www.tagesspiegel.de' (no scheme, no path)"
    for number, source in enumerate(publisher.sources):
        yield from _source(publisher, source, f"sources[{number}]")
    for key in ("only_urls", "skip_urls"):
        yield from _patterns(key, getattr(publisher, key))
    yield from _coverage(publisher)
    yield from _layouts(publisher)


def selector_problems(publisher: Publisher) -> Iterator[str]:
    """Every CSS selector of the layouts that does not compile. Apart, because it loads cssselect."""
    from cssselect import SelectorError
    from parsel.csstranslator import HTMLTranslator

    translator = HTMLTranslator()
    for number, layout in enumerate(publisher.layouts):
        for key, selector in layout.selectors():
            try:
                translator.css_to_xpath(selector)
            except SelectorError as error:
                yield f"layouts[{number}].{key}: {selector!r} is no CSS selector: {error}"


def _identity(publisher: Publisher) -> Iterator[str]:
    if not _SLUG.fullmatch(publisher.slug):
        yield f"file name: {publisher.slug!r} must be lower-case letters, digits and hyphens"
    if not publisher.name.strip():
        yield "name: must not be empty"
    if not publisher.hosts:
        yield "hosts: at least one host name is needed, such as 'www.tagesspiegel.de'"
    if not re.fullmatch(r"[a-z]{2}", publisher.country):
        yield f"country: {publisher.country!r} is no ISO 3166 code in lower case, such as 'de', 'at' or 'ch'"
    if not re.fullmatch(r"[a-z]{2,3}", publisher.language):
        yield f"language: {publisher.language!r} is no language tag in lower case, such as 'de'"
    if publisher.spider is not None and not publisher.spider.isidentifier():
        yield f"spider: {publisher.spider!r} is no class name, such as 'NewsSpider'"
    try:
        ZoneInfo(publisher.timezone)
    except (KeyError, ValueError, OSError):  # unknown, a path outside the zone data, a folder of it
        yield f"timezone: {publisher.timezone!r} is no IANA zone, such as 'Europe/Berlin'"


def _source(publisher: Publisher, source: Source, key: str) -> Iterator[str]:
    if not source.url.startswith(("https://", "http://")) or not host_of(source.url):
        yield f"{key}.url: {source.url!r} is no address; it must begin with https:// or http://"
    elif not under(host_of(source.url), (*publisher.hosts, *publisher.source_hosts)):
        yield f"{key}.url: {host_of(source.url)!r} is under none of the hosts; name it in source_hosts"
    yield from _placeholders(f"{key}.url", source.url)
    yield from _patterns(f"{key}.only", source.only)
    yield from _patterns(f"{key}.skip", source.skip)


def _placeholders(key: str, url: str) -> Iterator[str]:
    allowed = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS) + "; with :02 for two digits"
    try:
        fields = [(name, spec) for _, name, spec, _ in Formatter().parse(url) if name is not None]
    except ValueError as error:
        yield f"{key}: {error}; allowed: {allowed}"
        return
    names = {name for name, _ in fields}
    if not names <= set(PLACEHOLDERS) or any(spec not in ("", "02") for _, spec in fields):
        yield f"{key}: {url!r} has an unknown placeholder; allowed: {allowed}"
    elif names and not names & {"year", "yy"}:
        yield f"{key}: {url!r} names a month or day without a {{year}}"
    elif "day" in names and "month" not in names:
        yield f"{key}: {url!r} names a {{day}} without a {{month}}"


def _patterns(key: str, patterns: tuple[str, ...]) -> Iterator[str]:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except (re.error, OverflowError, RecursionError) as error:
            yield f"{key}: {pattern!r} is no regular expression: {error}"


def _coverage(publisher: Publisher) -> Iterator[str]:
    fields = Article.__dataclass_fields__
    for name, share in publisher.coverage.items():
        if name not in fields:
            yield f"coverage: {name!r} is no field of a record; allowed: {', '.join(sorted(fields))}"
        if not 0 <= share <= 1:
            yield f"coverage.{name}: {share} must be a share between 0 and 1"


def _layouts(publisher: Publisher) -> Iterator[str]:
    ends = [layout.until for layout in publisher.layouts]
    if None in ends[1:]:
        yield "layouts: only the first, today's, may stand without until"
    dated = [end for end in ends if end is not None]
    if any(later <= earlier for later, earlier in pairwise(dated)):
        yield f"layouts: must stand newest first; until is {', '.join(map(str, dated))}"
