"""List what `clean_text` takes out of a folder of texts or a JSON Lines file, by kind.

python benchmarks/removals.py PATH [--field article] [--kind KIND] [--counts]
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from newsscraper import clean_text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path, help="a folder of .txt files, or a file of JSON Lines")
    parser.add_argument("--field", default="article", help="where a JSON line has its text")
    parser.add_argument("--kind", help="only this kind of removal")
    parser.add_argument("--counts", action="store_true", help="only the sums")
    options = parser.parse_args()
    characters: Counter[str] = Counter()
    times: Counter[str] = Counter()
    total = 0
    for name, text in texts(options.path, options.field):
        article = clean_text(text)
        total += len(text)
        for removal in article.removed:
            if options.kind not in (None, removal.kind):
                continue
            characters[removal.kind] += len(removal.text)
            times[removal.kind] += 1
            if not options.counts:
                print(f"{removal.kind:10} {removal.rule:24} {name}:{removal.position}  {removal.text}")
    print(f"{'kind':10} {'times':>7} {'characters':>11}   of {total:,} characters")
    for kind, count in characters.most_common():
        print(f"{kind:10} {times[kind]:7} {count:11}   {count / total:.3%}")
    print(f"{'all':10} {times.total():7} {characters.total():11}   {characters.total() / max(total, 1):.3%}")


def texts(path: Path, field: str) -> Iterator[tuple[str, str]]:
    """Name and text of every text under a path."""
    if path.is_dir():
        for file in sorted(path.rglob("*.txt")):
            yield file.stem, file.read_text(encoding="utf-8", errors="replace")
        return
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            yield str(number), json.loads(line)[field]


if __name__ == "__main__":
    main()
