"""Databases: versions, views, migrations, and what they refuse. On SQLite and on a real PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import made_up
import pytest
from postgresql_server import Server
from sqlalchemy import Column, MetaData, inspect, text

from newsscraper import Article
from newsscraper.article import Removal
from newsscraper.errors import ConfigError, InputError, OutputError
from newsscraper.stores import open_store, parse_address, read_store
from newsscraper.stores.sql import tables
from newsscraper.stores.sql.database import engine_for
from newsscraper.stores.sql.migrations import LATEST, migrate
from newsscraper.stores.sql.search import search
from newsscraper.stores.sql.store import SqlStore

DAY = timedelta(days=1)


def write(address: str, *articles: Article) -> None:
    with open_store(address) as store:
        for article in articles:
            store.write(article)


def rows(address: str, query: str) -> list[tuple[Any, ...]]:
    engine = engine_for(parse_address(address), write=True)
    with engine.begin() as connection:
        result = connection.execute(text(query))
        found = [tuple(row) for row in result] if result.returns_rows else []
    engine.dispose()
    return found


def seen(number: int, text: str, day: int, **values: object) -> Article:
    return made_up.plain(number, text, fetched_at=datetime(2026, 5, day, 6, tzinfo=UTC), **values)


def test_unchanged_is_only_seen_again(database: str) -> None:
    write(database, seen(1, "Wie es war.", 1))
    write(database, seen(1, "Wie es war.", 3), seen(1, "Wie es war.", 2))
    assert rows(database, "SELECT count(*) FROM versions") == [(1,)]
    (first, last), = rows(database, "SELECT first_seen, last_seen FROM articles")  # fmt: skip
    assert str(first).startswith("2026-05-01")
    assert str(last).startswith("2026-05-03")


def test_changed_is_a_new_version(database: str) -> None:
    write(database, seen(1, "Wie es war.", 1), seen(1, "Wie es wurde.", 2))
    write(database, seen(1, "Wie es war.", 3))
    assert rows(database, "SELECT number, text FROM versions ORDER BY number") == [
        (1, "Wie es war."), (2, "Wie es wurde."), (3, "Wie es war."),
    ]  # fmt: skip
    assert rows(database, "SELECT version, text FROM articles_flat") == [(3, "Wie es war.")]


def test_a_better_rule_makes_a_new_version(database: str) -> None:
    write(database, seen(1, "Gleich.", 1), seen(1, "Gleich.", 1, agencies=("dpa", "AFP")))
    assert rows(database, "SELECT version, agencies FROM articles_flat") == [(2, "dpa; AFP")]


def test_loading_the_same_records_again_changes_nothing(database: str) -> None:
    records = [seen(1, "Eins.", 1), seen(1, "Zwei.", 2), seen(2, "Anderes.", 1)]
    for _ in range(2):
        write(database, *records)
    assert rows(database, "SELECT count(*) FROM versions") == [(3,)]
    assert list(read_store(database)) == records


def test_a_wall_does_not_hide_the_article(database: str) -> None:
    write(database, seen(1, "Der ganze Text.", 1), seen(1, "Weiterlesen?", 2, status="paywall_teaser"))
    assert rows(database, "SELECT status, text FROM articles_flat") == [("ok", "Der ganze Text.")]
    assert rows(database, "SELECT count(*) FROM versions") == [(2,)]


def test_an_old_version_that_comes_late_is_not_the_current_one(database: str) -> None:
    write(database, seen(1, "Neu.", 5))
    write(database, seen(1, "Alt.", 1))
    assert rows(database, "SELECT text FROM articles_flat") == [("Neu.",)]


def test_parts_are_rows(database: str) -> None:
    removed = (Removal("promo", "Lesen Sie auch: Nichts", "promo.read_also", 3),)
    write(database, made_up.plain(1, removed=removed))
    assert rows(database, "SELECT name, kind FROM authors ORDER BY position") == [
        ("Jörg Mußler", "person"), ("kä", "initials"),
    ]  # fmt: skip
    assert rows(database, "SELECT kind, text, rule, block FROM removals") == [
        ("promo", "Lesen Sie auch: Nichts", "promo.read_also", 3)
    ]
    assert rows(database, "SELECT authors, agencies FROM articles_flat") == [("Jörg Mußler; kä", "dpa")]


def test_the_canonical_address_names_the_article(database: str) -> None:
    canonical = "https://www.example-zeitung.de/a"
    write(
        database,
        made_up.plain(1, url=canonical + "?utm=x", canonical_url=canonical),
        made_up.plain(1, url=canonical + "?amp", canonical_url=canonical),
        made_up.plain(2, canonical_url="https://www.example-zeitung.de/"),
        made_up.plain(3, url="https://example.org/" + "a" * 3000),
    )
    keys = [key for (key,) in rows(database, "SELECT key FROM articles ORDER BY id")]
    assert len(keys) == 3
    assert keys[:2] == [canonical, "https://www.example-zeitung.de/artikel-2"]
    assert keys[2].startswith("sha256:")


def test_deleting_an_article_deletes_its_parts_and_its_words(database: str) -> None:
    write(database, made_up.plain(1), made_up.plain(2))
    rows(database, "DELETE FROM articles WHERE key LIKE '%artikel-1'")
    for table in ("versions", "authors", "agencies"):
        assert rows(database, f"SELECT count(DISTINCT article_id) FROM {table}") == [(1,)]
    assert [hit.article for hit in search(parse_address(database), "Rathaus")] == [made_up.plain(2)]


def test_two_writers_at_once(database: str) -> None:
    def run(numbers: list[int], text: str) -> None:
        with SqlStore(parse_address(database)) as store:
            for number in numbers:
                store.write(made_up.plain(number, text))

    numbers = list(range(300))
    open_store(database).close()
    writers = [
        threading.Thread(target=run, args=(numbers, "Einer.")),
        threading.Thread(target=run, args=(numbers[::-1], "Der andere.")),
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert rows(database, "SELECT count(*) FROM articles") == [(300,)]
    assert rows(database, "SELECT count(*) FROM versions") == [(600,)]


def test_records_of_an_older_version_are_found_after_the_migration(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from newsscraper.stores.sql import store as writing

    with monkeypatch.context() as patch:
        patch.setattr(writing, "migrate", lambda connection, name: migrate(connection, name, to=1))
        write(database, made_up.plain(1), made_up.plain(2, "Auf dem Turm nisten Störche."))
    assert rows(database, "SELECT version FROM schema_version") == [(1,)]
    with pytest.raises(InputError, match=f"schema version 1 of {LATEST}"):
        list(search(parse_address(database), "Störche"))
    open_store(database).close()
    assert [hit.article for hit in search(parse_address(database), "Störche")] == [
        made_up.plain(2, "Auf dem Turm nisten Störche.")
    ]
    assert len(list(read_store(database))) == 2


def _may_be_null(column: Column[Any]) -> bool:
    return bool(column.nullable and not column.primary_key)


def test_tables_are_as_the_code_believes(database: str) -> None:
    open_store(database).close()
    engine = engine_for(parse_address(database), write=False)
    found = MetaData()
    found.reflect(engine, only=list(tables.metadata.tables))
    for name, table in tables.metadata.tables.items():
        columns = {c.name: _may_be_null(c) for c in found.tables[name].columns if c.name != "search"}
        assert columns == {column.name: _may_be_null(column) for column in table.columns}, name
    indexes = {index["name"] for name in found.tables for index in inspect(engine).get_indexes(name)}
    assert {"versions_published_at", "authors_name", "agencies_name", "removals_rule"} <= indexes
    engine.dispose()


def test_a_database_of_a_newer_version_is_refused(database: str) -> None:
    write(database, made_up.plain(1))
    rows(database, f"UPDATE schema_version SET version = {LATEST + 1}")
    for use in (open_store, lambda address: list(read_store(address))):
        with pytest.raises(ConfigError, match=f"has schema version {LATEST + 1}.*update newsscraper"):
            use(database)


def test_another_programs_tables_are_not_touched(database: str) -> None:
    rows(database, "CREATE TABLE articles (id INTEGER PRIMARY KEY, headline TEXT)")
    with pytest.raises(OutputError, match=r"the tables cannot be made: .*articles.* already exists"):
        open_store(database)
    engine = engine_for(parse_address(database), write=False)
    assert inspect(engine).get_table_names() == ["articles"]
    engine.dispose()


def test_no_right_to_create_tables(server: Server, new_database: Callable[[], str]) -> None:
    address = new_database()
    name = parse_address(address).text.partition("@/")[2].partition("?")[0]
    server.sql("DROP ROLE IF EXISTS guest; CREATE ROLE guest LOGIN")
    with pytest.raises(OutputError, match="the tables cannot be made: permission denied for schema public"):
        open_store(server.url(name, user="guest"))


def test_what_is_no_database(tmp_path: Any) -> None:
    (tmp_path / "notes.db").write_text("Das ist keine Datenbank, sondern ein längerer Zettel. " * 20)
    with pytest.raises(OutputError, match=r"notes\.db: the database failed: file is not a database"):
        open_store(f"sqlite:///{tmp_path}/notes.db")
    with pytest.raises(OutputError, match="unable to open database file"):
        open_store(f"sqlite:///{tmp_path}/missing/news.db")
    with pytest.raises(InputError, match="no such file"):
        read_store(f"sqlite:///{tmp_path}/missing.db")


def test_no_server(tmp_path: Any) -> None:
    failed = r"^postgresql://me@/news\?host=\S+: the database failed: connection"
    with pytest.raises(OutputError, match=failed):
        open_store(f"postgresql://me:secret@/news?host={tmp_path}")


def test_a_text_beyond_all_measure(database: str) -> None:
    """PostgreSQL searches at most 1 MB of distinct words, and indexes values of 2,700 bytes: all is kept."""
    words = " ".join(f"{chr(0x4E00 + n % 20000)}{chr(0x4E00 + n // 20000)}" for n in range(400_000))
    article = made_up.plain(
        1, words, lead=words, title=words, publisher=words, agencies=(words,), content_hash=words
    )
    write(database, article, made_up.plain(2))
    assert list(read_store(database)) == [article, made_up.plain(2)]
