"""Look at a site: sources, robots rules, reservations, walls; print a publisher file to start from."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""


def run(args: argparse.Namespace) -> int:
    """Run the command."""
    raise NotImplementedError
