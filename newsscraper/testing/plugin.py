"""The pytest plugin: replayed crawls as a fixture, and expectations that can be rewritten.

    @pytest.mark.cassette("tagesspiegel")
    def test_politics(crawled):
        assert all(article.section for article in crawled.articles)
        assert crawled.stats["newsscraper/records"] == 4

`crawled` is the `Replay` of that publisher's cassette in the folder `newsscraper_cassettes` (an ini option,
default `cassettes`, from the root directory). Each cassette is played once in a session, and no network is
possible while it plays. For a test of every publisher and field see `newsscraper.testing.suite`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from newsscraper.testing.replaying import Replay
    from newsscraper.testing.suite import Cassettes


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the option and the folder."""
    group = parser.getgroup("newsscraper")
    group.addoption(
        "--update-expected",
        action="store_true",
        help="write what the cassettes give as the new expectation, and show what changes",
    )
    parser.addini(
        "newsscraper_cassettes", "folder of cassettes, from the root directory", default="cassettes"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker; one process has to write the expectations."""
    config.addinivalue_line("markers", "cassette(publisher): the cassette that the fixture `crawled` replays")
    if config.getoption("update_expected") and getattr(config.option, "numprocesses", None):
        raise pytest.UsageError("--update-expected writes files: run it without -n")


@pytest.fixture(scope="session")
def cassettes(pytestconfig: pytest.Config) -> Cassettes:
    """All cassettes of the project, each played when first asked for."""
    return cassettes_of(pytestconfig)


@pytest.fixture
def crawled(request: pytest.FixtureRequest, cassettes: Cassettes) -> Replay:
    """The replayed crawl of the publisher that `@pytest.mark.cassette("…")` names."""
    marker = request.node.get_closest_marker("cassette")
    if marker is None or len(marker.args) != 1:
        pytest.fail('name a publisher: @pytest.mark.cassette("tagesspiegel")', pytrace=False)
    return cassettes.replay(marker.args[0])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Multiply functions that take `cassette_publisher` and `cassette_field`: one for each of both."""
    names = ("cassette_publisher", "cassette_field")
    if set(names) <= set(metafunc.fixturenames):
        cases = cassettes_of(metafunc.config).cases()
        metafunc.parametrize(names, cases, ids=["-".join(case) for case in cases])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Show what `--update-expected` has changed."""
    if config.getoption("update_expected"):
        changes = cassettes_of(config).changes
        terminalreporter.section("expectations")
        terminalreporter.write("".join(changes.values()) or "nothing has changed\n")


def cassettes_of(config: pytest.Config) -> Cassettes:
    """The session's cassettes."""
    from newsscraper.testing.suite import Cassettes

    found = config.stash.get(_KEY, None)
    if found is None:
        folder = Path(config.rootpath) / config.getini("newsscraper_cassettes")
        found = config.stash[_KEY] = Cassettes(folder, update=config.getoption("update_expected"))
    return found


_KEY: pytest.StashKey[Cassettes] = pytest.StashKey()
