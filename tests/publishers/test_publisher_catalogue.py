"""Look-up by slug and address, and a user's own folders."""

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from newsscraper import publishers
from newsscraper.errors import ConfigError
from newsscraper.publishers import Catalogue, catalogue


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # The function of the same name hides the module from a dotted path.
    monkeypatch.setattr(import_module("newsscraper.publishers.catalogue"), "_extra_folders", [])
    catalogue.cache_clear()
    yield
    catalogue.cache_clear()


def write(folder: Path, slug: str, host: str, name: str = "Beispiel", more: str = "") -> None:
    folder.mkdir(exist_ok=True)
    text = f'name = "{name}"\nhosts = ["{host}"]\n{more}'
    (folder / f"{slug}.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://www.tagesspiegel.de/politik/a.html", "tagesspiegel"),
        ("http://tagesspiegel.de", "tagesspiegel"),
        ("https://WWW.TAGESSPIEGEL.DE./a", "tagesspiegel"),
        ("https://rss.sueddeutsche.de/alles", "sueddeutsche"),
        ("https://oe3.orf.at/stories/1", "orf"),
        ("https://www1.wdr.de/a", "wdr"),
        ("https://nachtagesspiegel.de/a", None),
        ("https://www.euronews.com/a", None),
        ("https://tagesspiegel.de.example.org/", None),
        ("https://[::1]/", None),
        ("https://[broken/", None),
        ("tagesspiegel.de", None),
        ("", None),
        (None, None),
    ],
)
def test_for_url(url: str | None, slug: str | None) -> None:
    found = publishers.for_url(url)
    assert (found.slug if found else None) == slug


def test_unknown_slug_names_the_nearest() -> None:
    with pytest.raises(ConfigError, match="did you mean tagesspiegel"):
        publishers.get("tagespiegel")
    with pytest.raises(ConfigError, match="newsscraper publishers"):
        publishers.get("qqqqqqqq")


def test_own_folder_adds_and_replaces(tmp_path: Path) -> None:
    write(tmp_path, "dorfblatt", "www.dorfblatt.example")
    write(tmp_path, "taz", "taz.de", name="Meine taz")
    publishers.use_folder(tmp_path)
    assert publishers.get("taz").name == "Meine taz"
    found = publishers.for_url("https://dorfblatt.example/a")
    assert found is not None
    assert found.slug == "dorfblatt"
    assert "spiegel" in publishers.names()


def test_own_file_takes_a_host_from_a_built_in_one(tmp_path: Path) -> None:
    write(tmp_path, "aaa", "taz.de")
    publishers.use_folder(tmp_path)
    found = publishers.for_url("https://taz.de/a")
    assert found is not None
    assert found.slug == "aaa"


def test_own_files_may_use_built_in_families(tmp_path: Path) -> None:
    write(tmp_path, "dorfblatt", "www.dorfblatt.example", more='family = "funke"')
    publishers.use_folder(tmp_path)
    assert publishers.get("dorfblatt").sources[0].url == "https://www.dorfblatt.example/rss"


def test_folders_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a", "dorfblatt", "www.dorfblatt.example", name="A")
    write(tmp_path / "b", "dorfblatt", "www.dorfblatt.example", name="B")
    monkeypatch.setenv("NEWSSCRAPER_PUBLISHERS", os.pathsep.join([str(tmp_path / "a"), str(tmp_path / "b")]))
    assert publishers.get("dorfblatt").name == "B"


def test_folder_from_a_scrapy_setting(tmp_path: Path) -> None:
    from scrapy.settings import Settings

    from newsscraper.crawl.loader import PublisherSpiderLoader

    write(tmp_path, "dorfblatt", "www.dorfblatt.example")
    loader = PublisherSpiderLoader.from_settings(Settings({"NEWSSCRAPER_PUBLISHERS": [str(tmp_path)]}))
    assert {"dorfblatt", "spiegel"} <= set(loader.list())


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such folder"):
        publishers.use_folder(tmp_path / "none")
    assert catalogue().get("taz").slug == "taz"


@pytest.mark.parametrize("host", ["www.dorfblatt.example", "dorfblatt.example"])
def test_two_files_with_one_host_are_refused(host: str, tmp_path: Path) -> None:
    write(tmp_path, "eins", "www.dorfblatt.example")
    write(tmp_path, "zwei", host)
    with pytest.raises(ConfigError) as caught:
        Catalogue((tmp_path,)).for_url("https://www.dorfblatt.example/a")
    assert "zwei.toml" in str(caught.value)
    assert "eins.toml" in str(caught.value)


def test_a_broken_file_does_not_spoil_the_others(tmp_path: Path) -> None:
    write(tmp_path, "kaputt", "www.kaputt.example", more="sauces = 1")
    write(tmp_path, "heil", "www.heil.example")
    own = Catalogue((tmp_path,))
    assert own.get("heil").name == "Beispiel"
    found = own.for_url("https://www.heil.example/a")
    assert found is own.get("heil")
    with pytest.raises(ConfigError, match="sauces"):
        own.get("kaputt")
