"""A wrong file is refused with its path, the key and what is allowed there."""

import tomllib
from pathlib import Path

import pytest

from newsscraper.errors import ConfigError
from newsscraper.publishers import Catalogue
from newsscraper.publishers.checks import selector_problems
from newsscraper.publishers.reading import read_hosts

CASES = tomllib.loads((Path(__file__).parent / "bad_files.toml").read_text(encoding="utf-8"))["file"]
GOOD = 'name = "Beispiel"\nhosts = ["www.example.de"]\n'


def write(folder: Path, text: str, name: str = "beispiel") -> Path:
    path = folder / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_wrong_file_is_refused(case: dict[str, object], tmp_path: Path) -> None:
    path = write(tmp_path, str(case.get("whole") or GOOD + str(case["lines"])))
    with pytest.raises(ConfigError) as caught:
        Catalogue((tmp_path,)).get("beispiel")
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    for name in case["names"]:  # type: ignore[attr-defined]
        assert name in message


@pytest.mark.parametrize("name", ["Beispiel", "bei_spiel", "-beispiel", "bei--spiel", "béispiel"])
def test_file_name_must_be_a_slug(name: str, tmp_path: Path) -> None:
    write(tmp_path, GOOD, name)
    with pytest.raises(ConfigError, match="file name"):
        Catalogue((tmp_path,)).get(name)


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "beispiel.toml").write_bytes('name = "Österreich"'.encode("latin-1"))
    with pytest.raises(ConfigError, match="not UTF-8"):
        Catalogue((tmp_path,)).get("beispiel")


def test_least_file_is_enough(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    publisher = Catalogue((tmp_path,)).get("beispiel")
    assert (publisher.slug, publisher.timezone, publisher.sources) == ("beispiel", "Europe/Berlin", ())


def test_family_fills_in_what_a_member_leaves_out(tmp_path: Path) -> None:
    write(
        tmp_path / "families",
        """
        timezone = "Europe/Vienna"
        country = "at"
        outlet_names = ["Haus"]
        skip_urls = ['/video/']
        sources = [{ kind = "sitemap", url = "https://{host}/{year}.xml", only = ['post'] }]
        """,
        "haus",
    )
    write(tmp_path, GOOD + 'family = "haus"\ncountry = "de"\noutlet_names = ["Beispiel"]')
    publisher = Catalogue((tmp_path,)).get("beispiel")
    assert (publisher.timezone, publisher.country) == ("Europe/Vienna", "de")
    assert publisher.outlet_names == ("Beispiel", "Haus")
    assert publisher.skip_urls == ("/video/",)
    assert [source.url for source in publisher.sources] == ["https://www.example.de/{year}.xml"]
    assert publisher.sources[0].only == ("post",)


def test_member_replaces_a_familys_sources(tmp_path: Path) -> None:
    family = 'sources = [{ kind = "feed", url = "https://{host}/rss" }]'
    write(tmp_path / "families", family, "haus")
    write(
        tmp_path,
        GOOD + 'family = "haus"\nsources = [{ kind = "feed", url = "https://www.example.de/feed" }]',
    )
    publisher = Catalogue((tmp_path,)).get("beispiel")
    assert [source.url for source in publisher.sources] == ["https://www.example.de/feed"]


@pytest.mark.parametrize(
    "family", ["sources = 5", 'sources = [{ kind = "feed" }]', 'sources = ["x"]', "hosts = 5"]
)
def test_wrong_family_is_refused_with_its_member(family: str, tmp_path: Path) -> None:
    write(tmp_path / "families", family, "haus")
    write(
        tmp_path, 'name = "Beispiel"\nfamily = "haus"\n' + ("" if "hosts" in family else 'hosts = ["a.de"]')
    )
    with pytest.raises(ConfigError, match=r"beispiel\.toml: (sources|hosts)"):
        Catalogue((tmp_path,)).get("beispiel")


@pytest.mark.parametrize(
    "text",
    [
        'hosts = ["a.de", "b.de"]',
        'name = "x"\nhosts = [\n  "a.de", # the first\n  "b.de",\n]\ncountry = "de"',
        "  hosts=['a.de','b.de']",
        '"hosts" = ["a.de", "b.de"]',
    ],
)
def test_hosts_are_read_however_they_stand(text: str, tmp_path: Path) -> None:
    assert read_hosts(write(tmp_path, text)) == ["a.de", "b.de"]


def test_selectors_are_checked(tmp_path: Path) -> None:
    write(tmp_path, GOOD + '[[layouts]]\nbody = ["p", "div >"]\ntitle = ["h1:contains("]')
    problems = list(selector_problems(Catalogue((tmp_path,)).get("beispiel")))
    assert [problem.split(":")[0] for problem in problems] == ["layouts[0].title", "layouts[0].body"]
