"""What is written can be read back, by every store, on every field."""

from __future__ import annotations

import dataclasses
import itertools
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import made_up
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from newsscraper import Article
from newsscraper.stores import open_store, read_store
from newsscraper.stores.copying import copy
from newsscraper.stores.keys import article_key, fingerprint

FILES = ("a.jsonl", "a.jsonl.gz", "a.csv", "a.csv.gz", "a.parquet")
STORES = (*FILES, "a/", "sqlite:///a.db")
EMPTY = Article(
    url="", canonical_url="", publisher="", language="", reason="", kicker="", title="", lead="", byline="",
    dateline="", section="", content_hash="",
)  # fmt: skip
EDGES = Article(
    published_at=datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
    modified_at=datetime.max.replace(tzinfo=timezone(-timedelta(hours=14))),
)
"""Dates that leave the calendar when they are turned into UTC."""
NUL = made_up.plain(
    1, "\0", publisher="\0", url="\0", title="\0", section="\0", content_hash="\0", keywords=("\0",),
    agencies=("\0",), byline="\0", reason="\0", access_flags={"\0": "\0"},
)  # fmt: skip
"""PostgreSQL's texts know no NUL."""


def address(folder: Path | str, name: str) -> str:
    return name.replace("///", f"///{folder}/") if "://" in name else f"{folder}/{name}"


def distinct(articles: list[Article]) -> list[Article]:
    """Without records that differ in nothing but when they were fetched, which a database keeps once."""
    return list({(article_key(a), fingerprint(a)): a for a in articles}.values())


def in_any_order(articles: Iterator[Article] | list[Article]) -> list[bytes]:
    return sorted(article.to_json() for article in articles)


def test_every_field_is_drawn() -> None:
    drawn: dict[str, set[object]] = {field.name: set() for field in dataclasses.fields(Article)}

    @settings(max_examples=60, database=None, derandomize=True)
    @given(made_up.articles)
    def draw(article: Article) -> None:
        for name, values in drawn.items():
            values.add(repr(getattr(article, name)))

    draw()
    same = {name for name, values in drawn.items() if len(values) < 2}
    assert same == {"schema_version"}


@pytest.mark.parametrize("name", STORES)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(articles=st.lists(made_up.articles, max_size=4).map(distinct))
@example(articles=[Article(), EMPTY, EDGES])
def test_round_trip(name: str, articles: list[Article]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with open_store(address(folder, name)) as store:
            for article in articles:
                store.write(article)
        back = list(read_store(address(folder, name)))
    assert in_any_order(back) == in_any_order(articles)
    if name in FILES:
        assert back == articles


def test_round_trip_postgresql(new_database: Callable[[], str]) -> None:
    @settings(max_examples=15, deadline=None, database=None, phases=[Phase.explicit, Phase.generate])
    @given(articles=st.lists(made_up.articles, min_size=1, max_size=3).map(distinct))
    @example(articles=[Article(), EMPTY, EDGES, NUL])
    def write_and_read(articles: list[Article]) -> None:
        address = new_database()
        with open_store(address) as store:
            for article in articles:
                store.write(article)
        assert list(read_store(address)) == articles

    write_and_read()


def test_convert_from_each_to_the_next(tmp_path: Path, postgresql: str) -> None:
    articles = [made_up.plain(n) for n in range(5)] + [Article(), EMPTY]
    chain = ["start.jsonl", *STORES, "end.jsonl"]
    addresses = [address(tmp_path, name) for name in chain]
    addresses.insert(-1, postgresql)
    with open_store(addresses[0]) as store:
        for article in articles:
            store.write(article)
    for source, target in itertools.pairwise(addresses):
        assert copy(source, target) == len(articles)
    assert in_any_order(read_store(addresses[-1])) == in_any_order(articles)


@pytest.mark.parametrize("name", STORES)
def test_the_next_run_goes_on(tmp_path: Path, name: str) -> None:
    for start in (0, 3):
        with open_store(address(tmp_path, name)) as store:
            for number in range(start, start + 3):
                store.write(made_up.plain(number))
    assert in_any_order(read_store(address(tmp_path, name))) == in_any_order(
        [made_up.plain(number) for number in range(6)]
    )


def test_half_a_surrogate_pair_is_replaced(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.jsonl") as store:
        store.write(made_up.plain(1, section="Politik \ud83d", lead="😀"))
        store.write(made_up.plain(2))
    first, second = read_store(tmp_path / "a.jsonl")
    assert (first.section, first.lead) == ("Politik \ufffd", "😀")
    assert second == made_up.plain(2)
