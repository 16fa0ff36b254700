"""A corpus folder: `truth.json`, the pages it names, and dirty texts under `text/<extractor>/<id>.txt`."""

from __future__ import annotations

import gzip
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Case:
    """A page and what a person found on it."""

    name: str
    url: str
    page: bytes
    truth: dict[str, Any]

    @property
    def text(self) -> str:
        """Lead, subheads and paragraphs, one a line."""
        return "\n".join([*self.truth["lead"], *(block["text"] for block in self.truth["body"])])


def load(folder: Path) -> list[Case]:
    """All cases of a corpus folder; ends the program with one line if it is none."""
    try:
        records = json.loads((folder / "truth.json").read_text("utf-8"))
        return [Case(r["id"], r["url"], read_page(folder / r["page"]), r) for r in records]
    except (OSError, ValueError, KeyError) as error:
        sys.exit(f"{folder}: no corpus folder: {error}")


def read_page(path: Path) -> bytes:
    """The bytes of a page, stored as it is or gzipped."""
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def load_texts(folder: Path) -> dict[str, dict[str, str]]:
    """Extractor -> case name -> the text it left; empty for a corpus without dirty texts."""
    extractors = sorted(path for path in (folder / "text").glob("*") if path.is_dir())
    return {
        path.name: {file.stem: file.read_text("utf-8") for file in sorted(path.glob("*.txt"))}
        for path in extractors
    }
