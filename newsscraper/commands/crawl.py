"""Crawl publishers, or any news site, and write clean records.

    newsscraper crawl tagesspiegel --contact me@example.org
    newsscraper crawl tagesspiegel faz taz -o articles.jsonl
    newsscraper crawl https://www.example-zeitung.de
    newsscraper crawl --all --shard 2/5
    newsscraper crawl tagesspiegel --replay -o articles.jsonl

A second run fetches only what is new, or young enough to have changed. A run in which something is not as
usual (a source without articles, a field missing more often than it used to) ends with exit code 1.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from newsscraper import publishers
from newsscraper.article import Status
from newsscraper.errors import ConfigError, InputError, OutputError
from newsscraper.publishers import Publisher
from newsscraper.stores.address import DEFAULT

if TYPE_CHECKING:
    from newsscraper.crawl.fleet import Job
    from newsscraper.crawl.report import Report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("sites", nargs="*", metavar="PUBLISHER|URL", help="publishers by name, or any site")
    parser.add_argument("--all", action="store_true", help="all publishers that newsscraper knows")
    parser.add_argument(
        "--shard", metavar="K/N", help="of these, only the K-th of N parts (one for each machine)"
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="ADDRESS",
        default=DEFAULT,
        help="NAME.jsonl, .csv, .parquet, a database URL, or - for standard output (default: %(default)s)",
    )
    parser.add_argument("--since", metavar="DAY", help="first day of publication (default: a week ago)")
    parser.add_argument("--until", metavar="DAY", help="last day of publication")
    parser.add_argument("--limit", metavar="N", help="at most N articles of each publisher")
    parser.add_argument(
        "--section", metavar="NAME", help="only this section, such as politik; several with commas"
    )
    parser.add_argument(
        "--contact",
        metavar="MAIL|URL",
        help="how a site reaches you; needed for live crawls (default: $NEWSSCRAPER_CONTACT)",
    )
    parser.add_argument(
        "--state",
        metavar="FILE",
        help="remember here what was fetched (default: beside the output, as NAME.state)",
    )
    parser.add_argument("--report", metavar="FILE", type=Path, help="write the run's figures here, as JSON")
    parser.add_argument("--warc", metavar="FOLDER", help="keep all that is downloaded as WARC files here")
    parser.add_argument("--replay", action="store_true", help="from a cassette, without a network")
    parser.add_argument(
        "--cassettes", metavar="FOLDER", type=Path, default=Path("cassettes"), help="(default: %(default)s)"
    )
    parser.add_argument(
        "--keep",
        metavar="STATUS",
        action="append",
        choices=get_args(Status),
        default=[],
        help="keep records of this status too, such as paywall_teaser",
    )
    parser.add_argument(
        "--respect-reservations",
        action="store_true",
        help="keep nothing whose publisher reserves text and data mining",
    )
    parser.add_argument("--ignore-usual", action="store_true", help="do not fail when a run is not as usual")
    parser.add_argument(
        "-s",
        "--set",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="any setting of newsscraper or Scrapy",
    )


def run(args: argparse.Namespace) -> int:
    """Crawl; 0 where all went as usual, else 1."""
    from newsscraper.crawl.fleet import Fleet
    from newsscraper.crawl.progress import progress_for

    if args.report:
        _clear_report(args.report)
    jobs = _jobs(args)
    if not jobs:
        return 0
    fleet = Fleet(jobs, _settings(args), progress_for(), usual=not args.ignore_usual)
    reports = fleet.run()
    if args.report:
        _write_report(args.report, reports)
    if any(report.reason == "shutdown" for report in reports):
        raise KeyboardInterrupt
    return 0 if all(report.ok for report in reports) else 1


def _jobs(args: argparse.Namespace) -> list[Job]:
    from newsscraper.crawl.fleet import Job, shard

    if bool(args.all) == bool(args.sites):
        raise ConfigError("name publishers or a site, or give --all (and not both)")
    if args.all and args.replay:
        args.sites = [slug for slug in publishers.names() if _cassette_path(args.cassettes, slug)]
    chosen = {p.slug: (p, home) for p, home in map(_publisher, args.sites or publishers.names())}
    slugs = shard(chosen, *_part(args.shard)) if args.shard else list(chosen)
    arguments = {name: getattr(args, name) for name in ("since", "until", "limit", "section")}
    jobs = []
    for slug in slugs:
        publisher, home = chosen[slug]
        own: dict[str, Any] = {name: value for name, value in arguments.items() if value is not None}
        if home:
            own["home"] = home
        jobs.append(Job(publisher, own, _cassette(args.cassettes, slug) if args.replay else {}))
    return jobs


def _publisher(site: str) -> tuple[Publisher, str | None]:
    """The publisher that a name or an address means, and the front page of a site that no file describes."""
    if "://" not in site:
        return publishers.get(site), None
    known = publishers.for_url(site)
    if known:
        return known, None
    from newsscraper.crawl.discovery import publisher_for_site

    return publisher_for_site(site), site


def _part(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d+)/(\d+)", text)
    if not match or not 0 <= int(match[1]) <= int(match[2]) > 0:
        raise ConfigError(f"--shard: {text!r} is no part, such as 2/5")
    return int(match[1]), int(match[2])


def _cassette(folder: Path, slug: str) -> dict[str, Any]:
    from newsscraper.crawl.cassettes import cassette_settings

    path = _cassette_path(folder, slug)
    if path is None:
        raise InputError(f"{folder / slug}.yaml: no such cassette; `newsscraper record {slug}` makes one")
    return cassette_settings(path)


def _cassette_path(folder: Path, slug: str) -> Path | None:
    paths = (folder / f"{slug}.yaml", folder / f"{slug}.yaml.gz")
    return next((path for path in paths if path.is_file()), None)


def _settings(args: argparse.Namespace) -> Any:
    from scrapy.settings import Settings

    from newsscraper.crawl import settings as defaults
    from newsscraper.stores import parse_address

    settings = Settings()
    settings.setmodule(defaults, priority="project")
    own: dict[str, Any] = {
        "OUTPUT": args.output,
        "KEEP_STATUSES": args.keep,
        "LOG_LEVEL": "WARNING",
        "STATS_DUMP": False,
    }
    address = parse_address(args.output)
    own["STATE"] = args.state or (
        None if args.replay or address.kind == "stdout" else str(address.beside(".state"))
    )
    if args.warc:
        own["WARC"] = args.warc
    if args.contact:
        own["CONTACT"] = args.contact
    if args.respect_reservations:
        own["TDM_RESERVATION"] = "respect"
    if args.replay:
        own["TWISTED_REACTOR_ENABLED"] = False
    settings.setdict(own, priority="cmdline")
    for pair in args.set:
        name, sign, value = pair.partition("=")
        if not sign:
            raise ConfigError(f"--set: {pair!r} is not NAME=VALUE")
        settings.set(name, _laid_over(settings.get(name), name, value), priority="cmdline")
    if not args.replay and not settings.get("CONTACT"):
        raise ConfigError(
            "a live crawl has to say who is asking: give --contact MAIL-OR-URL or set NEWSSCRAPER_CONTACT"
        )
    return settings


def _laid_over(present: Any, name: str, value: str) -> Any:
    """A table given on the command line changes the entries it names: one step is switched off with
    `-s 'ITEM_PIPELINES={"newsscraper.crawl.steps.promos": null}'`."""
    if not isinstance(present, Mapping):
        return value
    try:
        return {**present, **json.loads(value)}
    except (TypeError, ValueError):
        raise ConfigError(f"--set: {name}: {value!r} is no JSON object") from None


def _clear_report(path: Path) -> None:
    """Take an earlier run's report away: it must not pass for one of this run, should this one be killed."""
    if path.is_dir() or not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise OutputError(f"{path}: cannot be written: no such folder, or no right to")
    path.unlink(missing_ok=True)


def _write_report(path: Path, reports: list[Report]) -> None:
    import msgspec

    whole = {
        "ok": all(report.ok for report in reports),
        "publishers": sorted(reports, key=lambda r: r.publisher),
    }
    half = path.with_name(path.name + ".part")
    try:
        half.write_bytes(msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n")
        half.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
