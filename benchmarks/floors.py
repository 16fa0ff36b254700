"""Quality floors: what newsscraper must not fall below on a corpus folder.

usage: python benchmarks/floors.py CORPUS [--raise] [--allow-lower]
Without options, compare with `floors.toml` and exit with 1 if anything fell. `--raise` writes every better
value; `--allow-lower` writes the worse ones too, on purpose.
"""

from __future__ import annotations

import argparse
import math
import sys
import tomllib
from pathlib import Path

from corpus import load, load_texts
from measures import mean, measure_text
from quality import evaluate
from tools import newsscraper, newsscraper_without_layouts

from newsscraper import clean_text

FLOORS = Path(__file__).parent / "floors.toml"
DIGITS = 3
"""Floors are cut to so many digits, so that the last bit does not decide."""

HTML = ["body", "title", "day", "minute", "people", "agencies", "clean", "credits"]
TEXT = ["body", "kept", "gone", "clean"]
"""`clean` is the share of pages without residue: every floor is a number that should be high."""

Floors = dict[str, dict[str, float]]


def measured(folder: Path) -> Floors:
    """Every floor's value now."""
    cases = load(folder)
    html = evaluate(newsscraper, cases)
    bare = evaluate(newsscraper_without_layouts, cases)
    found: Floors = {"html": _pick(html, HTML), "without_layouts": _pick(bare, ["body", "clean"])}
    for extractor, texts in load_texts(folder).items():
        rows = []
        for case in cases:
            raw = texts[case.name]
            article = clean_text(raw, case.url)
            heads = f"{article.title or ''} {article.kicker or ''}"
            rows.append(measure_text(raw, article.text, heads, case.text, case.truth["title"]))
        found[f"text_{extractor}"] = _pick(mean(rows), TEXT)
    return found


def fallen(now: Floors, floors: Floors) -> list[str]:
    """What lies below its floor, one line each."""
    return [
        f"{group}.{name}: {now.get(group, {}).get(name, 0.0):.3f} is below its floor {floor:.3f}"
        for group, values in floors.items()
        for name, floor in values.items()
        if now.get(group, {}).get(name, 0.0) < floor
    ]


def merged(now: Floors, floors: Floors, *, allow_lower: bool) -> Floors:
    """The floors to write: the better of both values, or those of now."""
    if allow_lower:
        return now
    return {
        group: {name: max(value, floors.get(group, {}).get(name, 0.0)) for name, value in values.items()}
        for group, values in now.items()
    }


def write(floors: Floors) -> str:
    """The floors as TOML."""
    lines = ["# Written by `python benchmarks/floors.py CORPUS --raise`; measures: `measures.py`."]
    for group, values in floors.items():
        lines += ["", f"[{group}]", *(f"{name} = {value:.{DIGITS}f}" for name, value in values.items())]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Check the floors or write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path, help="folder with truth.json, pages/ and text/")
    parser.add_argument("--raise", action="store_true", dest="lift", help="write better values as new floors")
    parser.add_argument("--allow-lower", action="store_true", help="write worse values too")
    options = parser.parse_args()
    floors: Floors = tomllib.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    now = measured(options.corpus)
    if options.lift or options.allow_lower:
        FLOORS.write_text(write(merged(now, floors, allow_lower=options.allow_lower)), "utf-8")
    problems = [] if options.allow_lower else fallen(now, floors)
    print("\n".join(problems) or f"all {sum(map(len, floors.values()))} floors hold")
    sys.exit(1 if problems else 0)


def _pick(values: dict[str, float], names: list[str]) -> dict[str, float]:
    with_clean = {**values, "clean": 1.0 - values["residue"]}
    return {name: math.floor(with_clean[name] * 10**DIGITS) / 10**DIGITS for name in names}


if __name__ == "__main__":
    main()
