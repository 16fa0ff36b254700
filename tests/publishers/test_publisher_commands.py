"""`newsscraper publishers`, and the file that `to_toml` writes."""

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscraper.cli import main
from newsscraper.publishers import Publisher, Source
from newsscraper.publishers.reading import build_publisher
from newsscraper.publishers.writing import to_toml


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["publishers", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_lists_all(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys)
    rows = out.splitlines()
    assert code == 0
    assert len(rows) >= 110
    assert [row.split()[0] for row in rows] == sorted(row.split()[0] for row in rows)
    assert sum("not verified" in row for row in rows) > 50


@pytest.mark.parametrize("name", ["nrz", "www.nrz.de", "https://www.nrz.de/lokales/a.html"])
def test_shows_one(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, name)
    assert code == 0
    assert "feed: https://www.nrz.de/rss" in out
    assert "not verified" in out


def test_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(run(capsys, "nrz", "--json")[1])["family"] == "funke"
    assert len(json.loads(run(capsys, "--json")[1])) >= 110


def test_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    assert "did you mean spiegel" in run(capsys, "spigel")[2]
    code, _, err = run(capsys, "https://www.nirgends.example/a")
    assert code == 2
    assert "newsscraper probe https://www.nirgends.example/a" in err


def test_checks_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "dorfblatt.toml"
    path.write_text('name = "D"\nhosts = ["www.dorfblatt.example"]\nfamily = "funke"', encoding="utf-8")
    assert run(capsys, "--check", str(path)) == (0, "dorfblatt: well\n", "")
    path.write_text(
        'name = "D"\nhosts = ["www.dorfblatt.example"]\n[[layouts]]\nbody = ["p >"]', encoding="utf-8"
    )
    code, _, err = run(capsys, "--check", str(path))
    assert code == 2
    assert f"{path}: layouts[0].body: 'p >' is no CSS selector" in err


def test_checks_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for slug in ("eins", "zwei"):
        text = 'name = "D"\nhosts = ["www.dorfblatt.example"]'
        (tmp_path / f"{slug}.toml").write_text(text, encoding="utf-8")
    code, _, err = run(capsys, "--check", str(tmp_path))
    assert code == 2
    assert "already belongs to" in err
    assert run(capsys, "--check", str(tmp_path / "drei.toml"))[0] == 2


def test_own_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[str] = []
    monkeypatch.setattr("newsscraper.publishers.use_folder", used.append)
    run(capsys, "--publishers", str(tmp_path), "nrz")
    assert used == [str(tmp_path)]


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(str.strip)
expressions = st.sampled_from(
    ["/video/", r"^https://a\.de/[0-9]+$", "it's", 'a"b', "\\\\", "ä|ö", "a\tb", "\x7f"]
)


@given(
    name=texts,
    outlets=st.lists(texts, max_size=8),
    skip=st.lists(expressions, max_size=8),
    only=st.lists(expressions, max_size=2),
    verified=st.booleans(),
)
def test_a_written_file_reads_back(
    name: str, outlets: list[str], skip: list[str], only: list[str], verified: bool
) -> None:
    source = Source(kind="sitemap", url="https://a.de/{year}.xml", only=tuple(only), skip=tuple(skip))
    publisher = Publisher(
        slug="a",
        name=name,
        hosts=("a.de", "b.de"),
        source_hosts=("c.de",),
        country="at",
        timezone="Europe/Vienna",
        outlet_names=tuple(dict.fromkeys(outlets)),
        verified=verified,
        sources=(source,),
        skip_urls=tuple(dict.fromkeys(skip)),
        coverage={"title": 0.9},
        spider="SiteSpider",
    )
    assert build_publisher(tomllib.loads(to_toml(publisher)), Path("a.toml")) == publisher
