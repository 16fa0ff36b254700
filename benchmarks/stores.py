"""Seconds and bytes for writing and reading records, each store beside plain JSON Lines.

    python benchmarks/stores.py [--records 10000] [--postgresql ADDRESS]

The records are invented, about as long as a news article. Without an address, a PostgreSQL server of its own
is started where its programs are installed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "stores"))

from postgresql_server import Server, find_programs

from newsscraper import Article
from newsscraper.article import Author, Block, Image, Removal, content_hash
from newsscraper.stores import open_store, read_store

STORES = ("a.jsonl", "a.jsonl.gz", "a.csv", "a.csv.gz", "a.parquet", "folder/", "sqlite:///a.db")
WORDS = (
    *("der", "die", "und", "Brücke", "Haushalt", "Gemeinde", "sagte", "am", "Dienstag", "für", "über"),
    *("Straße", "Rathaus", "wird", "nicht", "mehr", "als"),
)


def main() -> None:
    """Print a row a store."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--postgresql", metavar="ADDRESS", help="an empty database to use")
    args = parser.parse_args()
    records = [invented(number) for number in range(args.records)]
    average = sum(len(record.to_json()) for record in records) / len(records)
    print(f"{len(records)} records, {average / 1000:.1f} kB each as JSON; seconds")
    print(f"{'':<14} {'write':>8} {'again':>8} {'read':>8} {'size':>10}")
    with tempfile.TemporaryDirectory() as folder:
        measure("plain json", folder, records)
        for name in STORES:
            measure(name, folder, records)
        with server(args.postgresql) as address:
            if address:
                measure("postgresql", folder, records, address)


def measure(name: str, folder: str, records: list[Article], address: str | None = None) -> None:
    """Write, write the same again, read; print seconds and bytes."""
    if name == "plain json":
        path = Path(folder) / "plain.jsonl"
        written = seconds(lambda: _plain_write(path, records))
        row = [written, None, seconds(lambda: [json.loads(line) for line in path.open()])]
        size = path.stat().st_size
    else:
        address = address or (name.replace("///", f"///{folder}/") if "://" in name else f"{folder}/{name}")
        target = str(address)
        written = seconds(lambda: _write(target, records))
        size = sum(
            p.stat().st_size for p in Path(folder).rglob("*") if p.is_file() and _belongs(p, folder, name)
        )
        again = seconds(lambda: _write(target, records)) if "sql" in name else None
        row = [written, again, seconds(lambda: list(read_store(target)))]
    cells = " ".join(f"{value:8.2f}" if value is not None else " " * 8 for value in row)
    print(f"{name:<14} {cells} {f'{size / 1e6:.1f} MB' if size else '':>10}")


def seconds(action: object) -> float:
    """How long an action takes."""
    start = time.perf_counter()
    action()  # type: ignore[operator]
    return time.perf_counter() - start


def _belongs(path: Path, folder: str, name: str) -> bool:
    inside = str(path.relative_to(folder))
    return inside.startswith(name.rpartition("/")[2] or name)


def _write(address: str, records: list[Article]) -> None:
    with open_store(address) as store:
        for record in records:
            store.write(record)


def _plain_write(path: Path, records: list[Article]) -> None:
    with path.open("w") as file:
        for record in records:
            file.write(json.dumps(record.to_dict(), ensure_ascii=False) + "\n")


@contextmanager
def server(address: str | None) -> Iterator[str | None]:
    """The given database, or one on a server of our own, or None."""
    programs = find_programs()
    if address or programs is None:
        yield address
        return
    own = Server(programs)
    try:
        own.start()
        own.sql("CREATE DATABASE news")
        yield own.url("news")
    finally:
        own.remove()


def invented(number: int) -> Article:
    """A record with as much in it as a real one."""
    chance = random.Random(number)
    body = tuple(Block("paragraph", " ".join(chance.choices(WORDS, k=55)) + ".") for _ in range(9))
    title, lead = " ".join(chance.choices(WORDS, k=8)), " ".join(chance.choices(WORDS, k=30))
    published = datetime(2026, 1, 1, tzinfo=ZoneInfo("Europe/Berlin")) + timedelta(minutes=7 * number)
    return Article(
        url=f"https://www.zeitung-{number % 20}.example/politik/artikel-{number}",
        canonical_url=f"https://www.zeitung-{number % 20}.example/politik/artikel-{number}",
        publisher=f"zeitung-{number % 20}",
        language="de",
        title=title,
        lead=lead,
        body=body,
        authors=(Author("Jörg Mußler"),),
        agencies=("dpa",),
        published_at=published,
        published_precision="minute",
        section="Politik",
        keywords=("Brücke", "Haushalt"),
        images=(Image(f"https://www.zeitung.example/{number}.jpg", "Das Rathaus", "Eva Maß/dpa", None),),
        access="free",
        access_flags={"isAccessibleForFree": True},
        sources={"title": "json-ld:headline", "published_at": "json-ld:datePublished"},
        removed=(Removal("promo", "Lesen Sie auch: etwas anderes", "promo.read_also", 4),),
        fetched_at=published.astimezone(UTC),
        content_hash=content_hash(title, lead, body),
    )


if __name__ == "__main__":
    main()
