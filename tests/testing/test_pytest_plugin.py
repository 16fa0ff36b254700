"""The pytest plugin in another project's suite: a fixture, a ready-made test, expectations rewritten."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from newsscraper.testing.suite import Cassettes

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one cassette and the two lines that test it."""
    (tmp_path / "cassettes").mkdir()
    for name in ("taz.yaml", "taz.expected.json"):
        shutil.copy(ROOT / "cassettes" / name, tmp_path / "cassettes" / name)
    (tmp_path / "test_cassettes.py").write_text("from newsscraper.testing.suite import test_cassette\n")
    (tmp_path / "pytest.ini").write_text("[pytest]\nnewsscraper_cassettes = cassettes\n")
    return tmp_path


def run(project: Path, *arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def expect(project: Path, change: str, to: str) -> None:
    path = project / "cassettes" / "taz.expected.json"
    text = path.read_text(encoding="utf-8")
    assert change in text
    path.write_text(text.replace(change, to, 1), encoding="utf-8")


def test_two_lines_test_every_publisher_and_field(project: Path) -> None:
    code, output = run(project, "-vv")
    assert code == 0, output
    assert "test_cassettes.py::test_cassette[taz-published_at] PASSED" in output


def test_a_failure_names_publisher_and_field_and_both_values(project: Path) -> None:
    expect(project, '"Ein Haus zahlt nicht mehr"', '"Ein Haus zahlt nie mehr"')
    code, output = run(project)
    assert code == 1
    assert "test_cassette[taz-title]" in output
    assert 'expected: "Ein Haus zahlt nie mehr"' in output
    assert 'got:      "Ein Haus zahlt nicht mehr"' in output
    assert "1 failed" in output


def test_a_record_that_is_missing_fails_the_crawl(project: Path) -> None:
    expect(project, "https://taz.de/Mietstreik-in-Bremen/!6129877/", "https://taz.de/anderes/!1/")
    code, output = run(project)
    assert code == 1
    assert "test_cassette[taz-crawl]" in output


def test_update_expected_rewrites_and_shows_the_difference(project: Path) -> None:
    expect(project, '"Ein Haus zahlt nicht mehr"', '"Ein Haus zahlt nie mehr"')
    before = (ROOT / "cassettes" / "taz.expected.json").read_text(encoding="utf-8")
    code, output = run(project, "--update-expected")
    assert code == 0
    assert '-   "title": "Ein Haus zahlt nie mehr"' in output
    assert '+   "title": "Ein Haus zahlt nicht mehr"' in output
    assert (project / "cassettes" / "taz.expected.json").read_text(encoding="utf-8") == before
    assert run(project)[0] == 0


def test_the_fixture_gives_articles_and_statistics(project: Path) -> None:
    (project / "test_taz.py").write_text(
        "import pytest\n"
        '@pytest.mark.cassette("taz")\n'
        "def test_it(crawled):\n"
        "    assert crawled.stats['newsscraper/records'] == len(crawled.articles) == 3\n"
        "    assert {article.publisher for article in crawled.articles} == {'taz'}\n"
        "    assert crawled.problems == ()\n"
    )
    code, output = run(project, "test_taz.py", "--strict-markers")
    assert code == 0, output


def test_no_network_while_a_cassette_plays(project: Path) -> None:
    """A download handler that asks the network for what the cassette has, as a careless one might."""
    (project / "careless.py").write_text(
        "import socket\n"
        "from newsscraper.crawl.cassettes import CassetteHandler\n"
        "class Handler(CassetteHandler):\n"
        "    async def download_request(self, request):\n"
        "        socket.create_connection(('127.0.0.1', 9), timeout=1)\n"
    )
    (project / "test_net.py").write_text(
        "from newsscraper.testing import replay\n"
        "def test_it():\n"
        "    handlers = {'http': 'careless.Handler', 'https': 'careless.Handler'}\n"
        "    crawl = replay('taz', 'cassettes', settings={'DOWNLOAD_HANDLERS': handlers})\n"
        "    assert not crawl.articles\n"
        "    import socket\n"
        "    socket.socketpair()\n"
    )
    code, output = run(project, "test_net.py", "-o", "pythonpath=.", "--log-level=WARNING", "-rA")
    assert code == 0, output
    assert "no network while a cassette is playing" in output


def spoil(project: Path, name: str, text: str | None) -> None:
    """Write `text` into one of the project's files, or take the file away."""
    path = project / "cassettes" / name
    if text is None:
        path.unlink()
    else:
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("taz.yaml", "interactions:\n- request:\n", r"taz\.yaml: cut off"),
        ("taz.yaml", None, r"taz\.yaml: no cassette for taz; `newsscraper record taz` makes one"),
        ("taz.expected.json", None, r"taz\.expected\.json: no expectation; pytest --update-expected"),
        ("taz.expected.json", "{", r"taz\.expected\.json: not JSON"),
        ("taz.expected.json", "[]", r"taz\.expected\.json: does not fit the record's schema: no list"),
        (
            "taz.expected.json",
            '{"counts": {}, "articles": [{"titel": ""}]}',
            "no field 'titel'; did you mean title",
        ),
        (
            "taz.expected.json",
            '{"counts": {}, "articles": [{"title": 5}]}',
            r"`str \| null`, got `int`.*title",
        ),
    ],
)
def test_a_bad_file_is_one_clear_line(project: Path, name: str, text: str | None, message: str) -> None:
    spoil(project, name, text)
    cassettes = Cassettes(project / "cassettes")
    with pytest.raises(pytest.fail.Exception, match=message) as caught:
        cassettes.expectation("taz"), cassettes.replay("taz")
    assert "\n" not in str(caught.value)


def test_a_folder_without_cassettes_is_named(project: Path) -> None:
    spoil(project, "taz.yaml", None)
    with pytest.raises(pytest.UsageError, match="no cassettes here; set the ini option"):
        Cassettes(project / "cassettes").cases()


def test_a_marker_without_a_known_publisher_is_one_clear_line(project: Path) -> None:
    (project / "test_faz.py").write_text(
        'import pytest\n@pytest.mark.cassette("faz")\ndef test_it(crawled): pass\n'
        '@pytest.mark.cassette("fatz")\ndef test_unknown(crawled): pass\n'
        "def test_unmarked(crawled): pass\n"
    )
    code, output = run(project, "test_faz.py")
    assert code == 1
    assert "faz.yaml: no cassette for faz; `newsscraper record faz` makes one" in output
    assert "no publisher 'fatz'; did you mean faz" in output
    assert 'name a publisher: @pytest.mark.cassette("tagesspiegel")' in output
    assert "Traceback" not in output


def test_expectations_leave_out_what_is_default() -> None:
    for path in (ROOT / "cassettes").glob("*.expected.json"):
        for article in json.loads(path.read_text(encoding="utf-8"))["articles"]:
            assert None not in article.values()
            assert "content_hash" not in article
