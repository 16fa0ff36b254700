"""List the known publishers, show one, or check a publisher file.

newsscraper publishers                         all of them
newsscraper publishers tagesspiegel            one, by its slug
newsscraper publishers https://www.taz.de/x    the one that serves this address
newsscraper publishers --check my/example.toml a file or folder of files
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from newsscraper import publishers
from newsscraper.errors import ConfigError
from newsscraper.publishers import Publisher
from newsscraper.publishers.catalogue import Catalogue
from newsscraper.publishers.checks import selector_problems


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("publisher", nargs="?", metavar="SLUG|URL", help="show only this one")
    parser.add_argument("--json", action="store_true", help="print all values, families' included, as JSON")
    parser.add_argument("--check", metavar="FILE", type=Path, help="say what is wrong with a file or folder")


def run(args: argparse.Namespace) -> int:
    """List, show or check."""
    if args.check:
        return _check(args.check)
    if args.publisher:
        chosen = find(args.publisher)
        sys.stdout.write(_json(_plain(chosen)) if args.json else _details(chosen))
        return 0
    known = publishers.catalogue().all()
    sys.stdout.write(_json([_plain(publisher) for publisher in known]) if args.json else _table(known))
    return 0


def find(name: str) -> Publisher:
    """The publisher with this slug, or the one that serves this address.

    Raises `ConfigError` that names the nearest slugs, or says how to begin a file for the address.
    """
    if "." not in name and "/" not in name:
        return publishers.get(name)
    url = name if "://" in name else f"https://{name}"
    found = publishers.for_url(url)
    if found is None:
        raise ConfigError(f"no publisher serves {url}; `newsscraper probe {url}` prints a file to start from")
    return found


def check(path: Path) -> list[Publisher]:
    """Read a publisher file, or all of a folder with its families, and check them, selectors included.

    Raises `ConfigError` that names the file, the key and what is allowed there.
    """
    folder = path if path.is_dir() else path.parent
    catalogue = Catalogue((folder,))
    if path.is_dir():
        checked = catalogue.all()
        catalogue.check_hosts()
    elif path.is_file():
        checked = [catalogue.read(path)]
    else:
        raise ConfigError(f"{path}: no such file or folder")
    for publisher in checked:
        for problem in selector_problems(publisher):
            raise ConfigError(f"{folder / publisher.slug}.toml: {problem}")
    return checked


def _check(path: Path) -> int:
    for publisher in check(path):
        sys.stdout.write(f"{publisher.slug}: well\n")
    return 0


def _table(known: list[Publisher]) -> str:
    width = max(len(publisher.slug) for publisher in known)
    rows = (
        f"{p.slug:<{width}}  {p.country}  {p.name}" + ("" if p.verified else "  (not verified)")
        for p in known
    )
    return "\n".join(rows) + "\n"


def _details(publisher: Publisher) -> str:
    lines = [f"{publisher.slug}: {publisher.name} ({publisher.country}, {publisher.timezone})"]
    lines.append(f"hosts: {', '.join(publisher.hosts)}")
    lines += [f"family: {publisher.family}"] if publisher.family else []
    lines += [f"signs as: {', '.join(publisher.outlet_names)}"] if publisher.outlet_names else []
    lines += [f"{source.kind}: {source.url}" for source in publisher.sources]
    lines += [] if publisher.sources else ["sources: none known, a crawl looks for them"]
    lines += [f"only: {pattern}" for pattern in publisher.only_urls]
    lines += [f"skip: {pattern}" for pattern in publisher.skip_urls]
    lines += [] if publisher.verified else ["not verified: `newsscraper probe` settles it"]
    return "\n".join(lines) + "\n"


def _plain(publisher: Publisher) -> Any:
    return msgspec.to_builtins(publisher)


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
