"""Pages per second and memory of `newsscraper clean`, with one worker and two, and on a Dask cluster.

    python benchmarks/batch.py CORPUS [--pages 5000] [--peer 650]

CORPUS is a folder with `pages/*.html.gz`; its pages are repeated until there are enough, as WARC and as JSON
Lines. `--peer N` runs trafilatura's command line, and ours, on the first N pages as files.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from newsscraper.stores.warc import Known, WarcWriter


def main() -> None:
    """Print a row a run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--peer", type=int, default=0)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        warc, lines, files = build(args.corpus, args.pages, folder)
        clean = [sys.executable, "-m", "newsscraper", "clean", "-q", "--language", "any"]
        print(f"{args.pages} pages on {os.cpu_count()} processors; megabytes of all processes together")
        print(f"{'':<24} {'seconds':>8} {'pages/s':>8} {'cpu s':>8} {'MB':>6}")
        for kind, source in (("WARC", warc), ("JSONL", lines)):
            for workers in (1, 2):
                out = folder / f"{kind}-{workers}.jsonl"
                row(
                    f"{kind}, {workers} workers",
                    [*clean, str(source), "-o", str(out), "--workers", str(workers)],
                    args.pages,
                )
            same = (folder / f"{kind}-1.jsonl").read_bytes() == (folder / f"{kind}-2.jsonl").read_bytes()
            print(f"  the same records from both: {same}")
        dask(clean, warc, folder, args.pages)
        if args.peer:
            peers(clean, files, folder, args.peer)


def build(corpus: Path, count: int, folder: Path) -> tuple[Path, Path, Path]:
    """The pages as WARC, as JSON Lines and as files."""
    truth = json.loads((corpus / "truth.json").read_text())
    known = {row["id"]: row for row in (truth if isinstance(truth, list) else truth.values()) if "id" in row}
    pages = [
        (path.name.split(".")[0], gzip.decompress(path.read_bytes()))
        for path in sorted((corpus / "pages").iterdir())
    ]
    writer = WarcWriter(folder / "warc", "batch")
    files = folder / "files"
    files.mkdir()
    with (folder / "pages.jsonl").open("w") as lines:
        for number, (name, page) in enumerate(itertools.islice(itertools.cycle(pages), count)):
            url = known.get(name, {}).get("url") or f"https://www.example.org/{name}"
            writer.write(
                url, status="200 OK", headers=[(b"Content-Type", b"text/html")], body=page,
                request=b"GET / HTTP/1.1", request_headers=[], at=datetime.now(UTC),
                known=Known(newsscraper="benchmark", article=True),
            )  # fmt: skip
            lines.write(json.dumps({"url": url, "html": page.decode("utf-8", "replace")}) + "\n")
            (files / f"{number}.html").write_bytes(page)
    writer.close()
    return folder / "warc", folder / "pages.jsonl", files


def dask(clean: list[str], source: Path, folder: Path, pages: int) -> None:
    """The same over a Dask cluster of two workers."""
    try:
        from distributed import LocalCluster
    except ImportError:
        print("Dask is not installed")
        return
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
        command = [*clean, str(source), "-o", str(folder / "dask.jsonl"), "--dask", cluster.scheduler_address]
        row("WARC, Dask, 2 workers", command, pages)
    same = (folder / "dask.jsonl").read_bytes() == (folder / "WARC-1.jsonl").read_bytes()
    print(f"  the same records as one process: {same}")


def peers(clean: list[str], files: Path, folder: Path, count: int) -> None:
    """A folder of files, with our command line and with trafilatura's."""
    for path in files.iterdir():
        if int(path.stem) >= count:
            path.unlink()
    for workers in ("1", "2"):
        ours = [*clean, str(files), "-o", str(folder / f"files-{workers}.jsonl"), "--workers", workers]
        row(f"{count} files, {workers} workers", ours, count)
    if not shutil.which("trafilatura"):
        print("trafilatura is not installed")
        return
    for workers in ("1", "2"):
        peer = ["trafilatura", "--input-dir", str(files), "--output-dir", str(folder / f"peer-{workers}")]
        peer += ["--json", "--with-metadata", "--parallel", workers]
        row(f"trafilatura, {workers} workers", peer, count)


def row(name: str, command: list[str], pages: int) -> None:
    """Run a command and print what it took."""
    start, cpu = time.perf_counter(), cpu_seconds()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = 0
    while process.poll() is None:
        peak = max(peak, resident(process.pid))
        time.sleep(0.2)
    taken = time.perf_counter() - start
    failed = "" if process.returncode == 0 else f"  exit code {process.returncode}"
    print(
        f"{name:<24} {taken:8.1f} {pages / taken:8.0f} {cpu_seconds() - cpu:8.1f} {peak / 1e6:6.0f}{failed}",
        flush=True,
    )
    if process.stderr:
        process.stderr.close()


def cpu_seconds() -> float:
    """Processor time of all processes that were run: what a busy machine does not change."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def resident(pid: int) -> int:
    """Bytes in memory of a process and all below it."""
    total = 0
    try:
        total = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        for task in Path(f"/proc/{pid}/task").iterdir():
            total += sum(resident(int(child)) for child in (task / "children").read_text().split())
    except (OSError, ValueError):
        pass
    return total


if __name__ == "__main__":
    main()
