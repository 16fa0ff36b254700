"""One suite for every publisher that ships with the package."""

import json
import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from newsscraper import publishers
from newsscraper.crawl.discovery import expand
from newsscraper.publishers import Publisher
from newsscraper.publishers.catalogue import BUILT_IN
from newsscraper.publishers.checks import problems, selector_problems
from newsscraper.publishers.reading import build_publisher, read_hosts, read_toml
from newsscraper.publishers.writing import to_toml

SHARED = Path(__file__).parents[2].parent / "shared"
ALL = publishers.catalogue().all()
ZONES = {
    "de": "Europe/Berlin",
    "at": "Europe/Vienna",
    "ch": "Europe/Zurich",
    "li": "Europe/Vaduz",
    "lu": "Europe/Luxembourg",
    "it": "Europe/Rome",
    "es": "Europe/Madrid",
    "il": "Europe/Berlin",  # its dates have no time, and its readers are in Germany
}

each = pytest.mark.parametrize("publisher", ALL, ids=lambda publisher: publisher.slug)


def test_there_are_enough() -> None:
    assert len(ALL) >= 110


def test_no_host_has_two_publishers() -> None:
    hosts = [host.removeprefix("www.") for publisher in ALL for host in publisher.hosts]
    assert len(hosts) == len(set(hosts))


def test_every_family_has_members() -> None:
    families = {path.stem for path in (BUILT_IN / "families").glob("*.toml")}
    assert families == {publisher.family for publisher in ALL if publisher.family}


@each
def test_is_found_by_its_hosts(publisher: Publisher) -> None:
    for host in publisher.hosts:
        for name in (host, host.upper(), "sub." + host.removeprefix("www."), host.removeprefix("www.")):
            assert publishers.for_url(f"https://{name}/ressort/artikel-1.html") == publisher
    assert publishers.get(publisher.slug) == publisher


@each
def test_hosts_read_quickly_are_the_hosts(publisher: Publisher) -> None:
    assert tuple(read_hosts(BUILT_IN / f"{publisher.slug}.toml")) == publisher.hosts


@each
def test_sources_are_https_and_its_own(publisher: Publisher) -> None:
    for source in publisher.sources:
        assert source.url.startswith("https://")
        assert publisher.names_sources_on(source.url)
    assert len({source.url for source in publisher.sources}) == len(publisher.sources)


@each
def test_source_addresses_are_whole_on_any_day(publisher: Publisher) -> None:
    for source in publisher.sources:
        for url in expand(source.url, date(2026, 3, 1)):
            assert not re.search(r"[{}\s]", url)
            assert urlsplit(url).hostname


@each
def test_filters_let_articles_through(publisher: Publisher) -> None:
    """A skip pattern that matches the publisher's own host would skip everything."""
    home = f"https://{publisher.hosts[0]}/"
    front = publisher.slug == "afp-faktencheck"
    assert front or not [pattern for pattern in publisher.skip_urls if re.search(pattern, home)]
    assert all(pattern for pattern in (*publisher.skip_urls, *publisher.only_urls))


@each
def test_zone_fits_country(publisher: Publisher) -> None:
    assert publisher.timezone == ZONES[publisher.country]


@each
def test_signs_with_a_name(publisher: Publisher) -> None:
    assert publisher.outlet_names
    assert all(name == name.strip() and name for name in publisher.outlet_names)
    assert len(set(publisher.outlet_names)) == len(publisher.outlet_names)


@each
def test_values_are_right(publisher: Publisher) -> None:
    assert list(problems(publisher)) == []


@each
def test_selectors_compile(publisher: Publisher) -> None:
    assert list(selector_problems(publisher)) == []


@each
def test_without_sources_it_is_not_verified(publisher: Publisher) -> None:
    assert publisher.sources or not publisher.verified


@each
def test_is_written_as_it_is_read(publisher: Publisher, tmp_path: Path) -> None:
    path = tmp_path / f"{publisher.slug}.toml"
    path.write_text(to_toml(publisher), encoding="utf-8")
    again = build_publisher(read_toml(path), path)
    assert json.loads(_plain(again)) == json.loads(_plain(publisher))


def _plain(publisher: Publisher) -> str:
    fields = {name: getattr(publisher, name) for name in publisher.__struct_fields__ if name != "layouts"}
    return json.dumps(fields, default=lambda source: [source.kind, source.url, source.only, source.skip])


@pytest.mark.skipif(not SHARED.is_dir(), reason="no shared corpus beside this checkout")
def test_corpus_pages_have_a_publisher() -> None:
    truth = json.loads((SHARED / "corpus" / "truth.json").read_text(encoding="utf-8"))
    pages = truth if isinstance(truth, list) else truth.values()
    assert [page["url"] for page in pages if publishers.for_url(page["url"]) is None] == []
