"""Every example in README.md and docs/ is run.

By the word after the fence:
`python`         run, block after block in one namespace for each file; `>>>` blocks as doctests
`console`        each `$ command` is run in one scratch folder for each file, which holds the checkout's
                 cassettes and the files of earlier blocks; output that is shown must come (`…` stands for
                 anything, blanks count as one)
`console live`   needs a network, a service or an environment of its own: each newsscraper command must be
                 one the parser takes, each make target and extra must be there
`toml FILE`, `python FILE`, `csv FILE` …   written to FILE in the scratch folder; TOML must parse
`yaml`           must parse; a container's newsscraper arguments must be ones the parser takes
"""

import doctest
import importlib
import os
import pkgutil
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

import newsscraper
from newsscraper.cli import build_parser

ROOT = Path(__file__).parent.parent
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


class Example(NamedTuple):
    language: str
    info: str
    text: str
    line: int


def examples(page: Path) -> list[Example]:
    text = page.read_text(encoding="utf-8")
    found = []
    for match in FENCE.finditer(text):
        language, _, info = match[1].strip().partition(" ")
        found.append(Example(language, info, match[2], text.count("\n", 0, match.start()) + 1))
    return found


def pages() -> list[Path]:
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "cassettes", tmp_path / "cassettes")
    shutil.copy(ROOT / "scrapy.cfg", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_examples_run(page: Path, scratch: Path) -> None:
    namespace: dict[str, object] = {"__name__": "example"}
    for example in examples(page):
        where = f"{page.name}:{example.line}"
        if example.info and example.language not in {"console", "sh"}:
            target = scratch / example.info
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(example.text, encoding="utf-8")
        if example.language == "python" and ">>>" in example.text:
            run_doctest(example.text, namespace, where)
        elif example.language == "python" and not example.info:
            exec(compile(example.text, where, "exec"), namespace)
        elif example.language == "console":
            for command, expected in commands(example.text):
                if example.info == "live":
                    parse_command(shlex.split(command, comments=True), where)
                else:
                    run_command(command, expected, scratch, where)
        elif example.language == "toml":
            tomllib.loads(example.text)
        elif example.language == "yaml":
            for document in yaml.safe_load_all(example.text):
                for arguments in container_arguments(document):
                    build_parser().parse_args(arguments)


def run_doctest(text: str, namespace: dict[str, object], where: str) -> None:
    test = doctest.DocTestParser().get_doctest(text, namespace, where, None, 0)
    failures: list[str] = []
    doctest.DocTestRunner(optionflags=FLAGS, verbose=False).run(test, out=failures.append, clear_globs=False)
    namespace.update(test.globs)
    assert not failures, "".join(failures)


def commands(text: str) -> list[tuple[str, str]]:
    """The `$ ` commands of a console block, a trailing backslash continuing one, each with what it shows."""
    found: list[tuple[str, str]] = []
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, output = "", ""
        lines = part.splitlines()
        while lines:
            command += lines.pop(0)
            if not command.endswith("\\"):
                break
            command = command[:-1]
        output = "\n".join(lines)
        found.append((command, output))
    assert found, f"a console block without a command: {text!r}"
    return found


def run_command(command: str, expected: str, folder: Path, where: str) -> None:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "COLUMNS": "120",
    }
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, timeout=100
    )
    assert done.returncode == 0, f"{where}: {command}: exit {done.returncode}\n{done.stderr}"
    if expected.strip():
        pattern = ".*?".join(re.escape(" ".join(part.split())) for part in expected.split("…"))
        got = " ".join((done.stdout + done.stderr).split())
        assert re.search(pattern, got), (
            f"{where}: {command}\nshown: {expected}\ngot: {done.stdout}{done.stderr}"
        )


def parse_command(words: list[str], where: str) -> None:
    match words:
        case ["newsscraper", *arguments]:
            build_parser().parse_args(arguments)
        case ["make", *targets]:
            subprocess.run(["make", "--dry-run", *targets], cwd=ROOT, check=True, capture_output=True)
        case ["pip", "install", *requirements]:
            known = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
            for extra in re.findall(r"newsscraper\[(.*?)\]", " ".join(requirements)):
                assert set(extra.split(",")) <= set(known), where
        case ["export" | "cd" | "scrapy" | "kubectl" | "crontab" | "pytest" | "docker" | "git", *_]:
            pass
        case _:
            pytest.fail(f"{where}: {shlex.join(words)}: not a command that can be checked")


def container_arguments(document: object) -> list[list[str]]:
    """Arguments of every container in a Kubernetes document whose image or command is newsscraper."""
    found = []
    if isinstance(document, dict):
        arguments = document.get("args")
        if isinstance(arguments, list) and "newsscraper" in str(document.get("image", "")):
            found.append([re.sub(r"\$\(\w+\)", "1", str(word)) for word in arguments])
        for value in document.values():
            found += container_arguments(value)
    elif isinstance(document, list):
        for value in document:
            found += container_arguments(value)
    return found


def modules() -> list[str]:
    walked = pkgutil.walk_packages(newsscraper.__path__, "newsscraper.")
    return sorted(module.name for module in walked if not module.name.endswith("__main__"))


@pytest.mark.parametrize("name", modules())
def test_docstring_examples(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name), optionflags=FLAGS)
    assert result.failed == 0


def test_this_suite_sees_a_wrong_example(tmp_path: Path, scratch: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```python\n>>> 1 + 1\n3\n```\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="Expected"):
        run_doctest(examples(page)[0].text, {}, "page.md")
    with pytest.raises(AssertionError, match="shown"):
        run_command("echo ja", "nein", tmp_path, "page.md")
