"""Read rule files. A wrong one is refused with its path, the key and the allowed values."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import tomli

from newsscraper.errors import ConfigError
from newsscraper.rules.checks import problems
from newsscraper.rules.matcher import RuleSet
from newsscraper.rules.model import Rule, RuleFile

FOLDER = Path(__file__).parent


RESIDUE = ("paywall", "consent", "ads", "disclaimers", "share", "promos", "related", "navigation", "captions")
"""The files of residue rules; of two rules that fit a block, the first has it."""


@cache
def residue() -> RuleSet:
    """All residue rules, compiled. Raises `ConfigError` if a file is wrong.

    What `checks` asks of a rule's values, the tests ask of these files: every process would pay for it.
    """
    return RuleSet(rule for name in RESIDUE for rule in _convert(FOLDER / f"{name}.toml"))


def read(path: Path) -> tuple[Rule, ...]:
    """The rules of a file, in its order.

    Raises `ConfigError` that names the path, the key and what is allowed there.
    """
    rules = _convert(path)
    for problem in problems(rules):
        raise ConfigError(f"{path}: {problem}")
    return rules


def _convert(path: Path) -> tuple[Rule, ...]:
    try:
        return msgspec.convert(_parse(path), RuleFile).rules
    except msgspec.ValidationError as error:
        allowed = ", ".join(field.name for field in msgspec.structs.fields(Rule))
        raise ConfigError(f"{path}: {error} (keys of a rule: {allowed})") from None


@cache
def load_words(name: str) -> dict[str, Any]:
    """A file of word lists and patterns, as it stands: `rules/<name>.toml`. Raises `ConfigError`."""
    return _parse(FOLDER / f"{name}.toml")


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from None
