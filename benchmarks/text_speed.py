"""How many megabytes of text `clean_text` does in a second, and how its time grows with the text.

    python benchmarks/text_speed.py [FOLDER | FILE.jsonl] [--field article]

Texts of a folder or of JSON Lines first; then one line, many one-word lines, a repeated banner and the like,
each at four sizes: linear time shows as a steady rate.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from removals import texts

from newsscraper import clean_text

BANNER = "Ich bin damit einverstanden, dass mir externe Inhalte dieser Plattform angezeigt werden."
SENTENCE = "Der Gemeinderat prüft am Dienstag den Haushalt, weil die Kosten höher sind als gedacht. "
SHAPES = {
    "one line": lambda size: SENTENCE * (size // len(SENTENCE)),
    "one-word lines": lambda size: "Gemeinde\n" * (size // 9),
    "other one-word lines": lambda size: "\n".join(f"Ort{number}" for number in range(size // 9)),
    "a banner again and again": lambda size: f"{BANNER}\n" * (size // len(BANNER)),
    "flags": lambda size: "- showPaywall:\n- false\n" * (size // 23),
    "brackets": lambda size: "(" * size,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", nargs="?", type=Path, help="a folder of .txt files, or a file of JSON Lines")
    parser.add_argument("--field", default="article", help="where a JSON line has its text")
    parser.add_argument(
        "--largest", type=int, default=8_000_000, help="characters of the largest made-up text"
    )
    options = parser.parse_args()
    clean_text("warm up")
    if options.path:
        found = [text for _, text in texts(options.path, options.field)]
        seconds = min(_seconds(found) for _ in range(3))
        size = sum(len(text.encode()) for text in found)
        print(f"{len(found)} texts: {size / 1e6 / seconds:.1f} MB/s")
    for name, make in SHAPES.items():
        rates = []
        for part in (64, 16, 4, 1):
            text = make(options.largest // part)
            rates.append(f"{len(text) / 1e6:5.2f} MB {len(text) / 1e6 / _seconds([text]):6.2f} MB/s")
        print(f"{name:26}", " | ".join(rates))


def _seconds(found: list[str]) -> float:
    start = time.process_time()
    for text in found:
        clean_text(text)
    return time.process_time() - start


if __name__ == "__main__":
    main()
