"""What the wheel ships, and that it works away from the checkout."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHIPPED = {"newsscraper", "spiders", "pyproject.toml", "README.md", "LICENSE"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    # Built from a copy: a build/ folder in the tree would be picked up by the next build.
    tree = tmp_path_factory.mktemp("tree")
    files = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    for name in files:
        source = ROOT / name
        if source.is_file() and name.split("/")[0] in SHIPPED:
            target = tree / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(tree)],
        check=True, capture_output=True,
    )  # fmt: skip
    return next(out.glob("*.whl"))


def test_wheel_holds_the_whole_package_and_no_bare_spiders(wheel: Path) -> None:
    shipped = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert not {name for name in shipped if not name.startswith("newsscraper/")}
    data = {".py", ".toml", ".typed"}
    expected = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "newsscraper").rglob("*")
        if path.suffix in data or path.name == "py.typed"
    }
    expected |= {f"newsscraper/{path.relative_to(ROOT)}" for path in (ROOT / "spiders").rglob("*.py")}
    assert expected - shipped == set()
    assert "newsscraper/spiders/publisher.py" in shipped


def test_wheel_works_in_another_folder(wheel: Path, tmp_path: Path) -> None:
    # The dependencies are this environment's; only newsscraper itself must come from the wheel.
    venv.create(tmp_path / "env", with_pip=False, symlinks=True)
    python = tmp_path / "env" / "bin" / "python"
    site = next((tmp_path / "env" / "lib").glob("python*/site-packages"))
    zipfile.ZipFile(wheel).extractall(site)
    here = Path(sys.prefix) / "lib" / site.parent.name / "site-packages"
    (site / "dependencies.pth").write_text(f"{here}\n")
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = newsscraper.crawl.settings\n")

    def run(*command: str) -> str:
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    code = "import newsscraper, newsscraper.spiders as s; print(newsscraper.__file__, s.__file__)"
    place = run(str(python), "-c", code)
    assert place.count(str(tmp_path)) == 2
    listed = run(str(python), "-m", "scrapy", "list").split()
    assert "tagesspiegel" in listed
    assert "tagesspiegel" in run(str(python), "-m", "newsscraper", "publishers")
