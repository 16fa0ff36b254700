"""Print the JSON Schema of the record, or write it to a file."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from newsscraper.article import json_schema
from newsscraper.errors import OutputError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="write it here instead of to the screen"
    )


def run(args: argparse.Namespace) -> int:
    """Write the schema."""
    text = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    if args.output is None:
        sys.stdout.write(text)
        return 0
    try:
        args.output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{args.output}: cannot be written: {error.strerror}") from error
    return 0
