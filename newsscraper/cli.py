"""The command line. Each command is a module in `newsscraper.commands` with `add_arguments` and `run`.

Exit codes: 0 all went well; 1 the command ran, and something it was to do failed (it says what);
2 a mistake in the call, a file or the configuration; 130 interrupted.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

from newsscraper import publishers
from newsscraper.errors import NewsscraperError

COMMANDS = (
    "crawl", "clean", "show", "search", "convert", "resume", "publishers", "probe", "record", "schema",
)  # fmt: skip
"""Modules of `newsscraper.commands`, in the order `--help` lists them. They import nothing heavy."""

USE_PUBLISHERS = ("crawl", "clean", "publishers", "probe", "record")
"""Commands that look up publishers: each takes `--publishers DIR`."""


def build_parser() -> argparse.ArgumentParser:
    """The parser with all commands."""
    parser = argparse.ArgumentParser(
        prog="newsscraper",
        description="Crawl and clean German-language news: pages and texts in, typed records out.",
        epilog="`newsscraper COMMAND --help` explains a command. Exit codes: 0 well, 1 something failed, "
        "2 wrong call or input.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {version('newsscraper')}")
    commands = parser.add_subparsers(title="commands", dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        module = importlib.import_module(f"newsscraper.commands.{name}")
        summary = (module.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ")
        sub = commands.add_parser(
            name,
            help=summary,
            description=(module.__doc__ or "").strip(),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(sub)
        if name in USE_PUBLISHERS:
            sub.add_argument("--publishers", metavar="DIR", help="a folder of publisher files of your own")
        sub.set_defaults(run=module.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    args = build_parser().parse_args(argv)
    try:
        if getattr(args, "publishers", None):
            publishers.use_folder(args.publishers)
        code: int = args.run(args)
        sys.stdout.flush()
        return code
    except NewsscraperError as error:
        print(f"newsscraper {args.command}: {error}", file=sys.stderr)  # noqa: T201
        return 2
    except KeyboardInterrupt:
        print(f"newsscraper {args.command}: interrupted", file=sys.stderr)  # noqa: T201
        return 130
    except BrokenPipeError:
        # The reader of our output (head, less) has left: nothing more to say, and nothing to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
