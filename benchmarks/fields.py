"""What a date and a byline cost.  usage: python benchmarks/fields.py FOLDER

FOLDER holds `dates.tsv` (text, tab, expected) and `bylines.jsonl` (`{"byline": …}`), as `tests/fields` does.
Prints microseconds per date, all and without relative forms and lines that dateparser reads, and the share
of lines that reach dateparser.
"""

import argparse
import json
import timeit
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import process_time

from newsscraper.fields import parse_byline, parse_date
from newsscraper.fields.bylines import _read
from newsscraper.fields.date_entries import read_entries
from newsscraper.fields.date_lexer import read_line
from newsscraper.fields.foreign_dates import is_foreign

NOW = datetime.fromisoformat("2025-12-03T16:00:00+01:00")
ROUNDS = 20


def main() -> None:
    parser = argparse.ArgumentParser(description="What a date and a byline cost.")
    parser.add_argument("folder", type=Path, help="folder with dates.tsv and bylines.jsonl")
    folder = parser.parse_args().folder
    lines = (folder / "dates.tsv").read_text(encoding="utf-8").splitlines()
    texts = [line.split("\t")[0] for line in lines if not line.startswith("#")]
    foreign = [text for text in texts if reaches_dateparser(text)]
    plain_forms = [text for text in texts if text not in foreign and not is_relative(text)]
    print(f"{len(texts)} dates: {cost(read_dates, texts):.1f} µs each")
    print(
        f"{len(plain_forms)} without relative and foreign forms: {cost(read_dates, plain_forms):.1f} µs each"
    )
    print(f"{len(foreign)} reach dateparser ({len(foreign) / len(texts):.1%})")
    lines = (folder / "bylines.jsonl").read_text(encoding="utf-8").splitlines()
    bylines = [json.loads(line)["byline"] for line in lines]
    print(f"{len(bylines)} bylines: {cost(read_bylines, bylines):.1f} µs each")


def read_dates(texts: list[str]) -> None:
    for text in texts:
        parse_date(text, now=NOW)


def read_bylines(texts: list[str]) -> None:
    _read.cache_clear()  # what was read once is remembered; here every byline is a new one
    for text in texts:
        parse_byline(text)


def cost(read: Callable[[list[str]], None], texts: list[str]) -> float:
    """Microseconds per text once all patterns are compiled; the best of three runs, for a busy machine."""
    read(texts)
    runs = timeit.repeat(lambda: read(texts), number=ROUNDS, repeat=3, timer=process_time)
    return min(runs) / ROUNDS / len(texts) * 1e6


def is_relative(text: str) -> bool:
    return any(entry.past or entry.back is not None for entry in read_entries(read_line(text)).entries)


def reaches_dateparser(text: str) -> bool:
    found = read_entries(read_line(text))
    return not found.entries and is_foreign(found.line) is not None


main()
