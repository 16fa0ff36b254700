"""Imports point one way, and the core stays light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

LAYERS = [
    {"errors", "article", "draft"},
    {"rules", "publishers", "fields"},
    {"readers", "steps"},
    {"clean", "__init__"},
    {"stores"},
    {"batch", "crawl", "spiders", "testing", "commands", "cli", "__main__"},
]
"""From the bottom up: a module may import from its own layer and those below."""

HEAVY = {
    "scrapy", "twisted", "itemadapter", "dateparser", "pyarrow", "sqlalchemy", "fastwarc", "vcr",
    "distributed", "pytest", "requests",
}  # fmt: skip


def layer_of(part: str) -> int:
    return next(number for number, names in enumerate(LAYERS) if part in names)


def sources() -> list[Path]:
    return sorted([*(ROOT / "newsscraper").rglob("*.py"), *(ROOT / "spiders").rglob("*.py")])


def own_part(path: Path) -> str:
    relative = path.relative_to(ROOT)
    if relative.parts[0] == "spiders" or relative.name == "spiders.py":
        return "spiders"
    return relative.parts[1].removesuffix(".py")


def runtime_imports(tree: ast.AST) -> list[str]:
    """Modules imported anywhere in a file, but for those that only a type checker sees."""
    found: list[str] = []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found += [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            found += runtime_imports(node)
    return found


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    mine = own_part(path)
    for name in runtime_imports(ast.parse(path.read_text(encoding="utf-8"))):
        parts = name.split(".")
        if parts[0] != "newsscraper" or len(parts) == 1:
            continue
        other = parts[1] if any(parts[1] in names for names in LAYERS) else "__init__"
        assert layer_of(other) <= layer_of(mine), f"{mine} must not import {name}"


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_drawer_modules(path: Path) -> None:
    assert path.stem not in {"utils", "util", "helpers", "helper", "common", "misc"}


def loaded_after(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert not loaded_after("import newsscraper") & HEAVY


def test_cleaning_loads_no_scrapy() -> None:
    code = "import newsscraper as n; n.clean_text('Ein Satz.'); n.clean_html('<p>Ein Satz.</p>')"
    assert not loaded_after(code) & (HEAVY - {"dateparser"})


def test_help_loads_no_scrapy() -> None:
    assert not loaded_after("from newsscraper.cli import build_parser; build_parser().format_help()") & HEAVY
