"""Figures of the crawl, on a local server: speed beside a bare Scrapy spider, memory, and kills.

    python benchmarks/crawl.py speed  [--pages 1000] [--latency 0.03] [--connections 8] [--workers 0]
                                       [--corpus FOLDER]
    python benchmarks/crawl.py memory [--pages 20000]
    python benchmarks/crawl.py kills  [--kills 20] [--pages 1500] [-o out.jsonl]

`--corpus` serves real pages (`*.html.gz`) in place of the invented ones. Everything stays on this machine.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

HOST = "www.messblatt.example"
DAY = (datetime.now(UTC) - timedelta(hours=6)).isoformat(timespec="seconds")
TITLE = "Der Gemeinderat berät über den Güterbahnhof"

BARE = """
import sys, time, scrapy
from scrapy.crawler import AsyncCrawlerProcess
port, pages, connections = map(int, sys.argv[1:4])

class Bare(scrapy.Spider):
    name = "bare"
    async def start(self):
        for number in range(pages):
            yield scrapy.Request(f"http://127.0.0.1:{port}/a/{number}.html")
    def parse(self, response):
        pass

process = AsyncCrawlerProcess({
    "CONCURRENT_REQUESTS": connections, "CONCURRENT_REQUESTS_PER_DOMAIN": connections, "LOG_LEVEL": "ERROR",
    "REMOTE_CONTROL_ENABLED": False, "TELNETCONSOLE_ENABLED": False,
})
crawler = process.create_crawler(Bare)
process.crawl(crawler)
process.start()
print(crawler.stats.get_value("response_received_count") / crawler.stats.get_value("elapsed_time_seconds"))
"""


def page(number: int) -> bytes:
    """An invented article in a page of ordinary size and build."""
    title = f"{TITLE}, Folge {number}"
    meta = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": DAY,
        "author": {"@type": "Person", "name": "Ida Muster"},
    }
    links = "".join(f'<li class="nav__item"><a href="/ressort/{n}">Ressort {n}</a></li>' for n in range(150))
    teasers = "".join(
        f'<div class="teaser"><a href="/t/{n}.html"><h3>Teaser {n}: was sonst geschah</h3></a></div>'
        for n in range(60)
    )
    text = "".join(
        f"<p>Absatz {n} der Folge {number}: Zuvor hatten Anwohnerinnen und Anwohner drei Stunden lang "
        "ihre Bedenken vorgetragen, ehe der Rat sich auf das Frühjahr vertagte und nach Hause ging.</p>"
        for n in range(24)
    )
    return (
        f'<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:title" content="{title}">'
        f'<script type="application/ld+json">{json.dumps(meta)}</script>'
        f"<script>{'var konfiguration = 1; ' * 1500}</script></head><body><nav><ul>{links}</ul></nav>"
        f"<main><article><h1>{title}</h1>{text}</article></main><aside>{teasers}</aside></body></html>"
    ).encode()


def serve(port: Any, pages: int, latency: float, corpus: str | None) -> None:
    """Serve articles, their sitemap and robots.txt; gives its port to the parent."""
    files = sorted(Path(corpus).glob("*.html.gz")) if corpus else []
    bodies = [gzip.decompress(file.read_bytes()) for file in files] or [page(number) for number in range(64)]

    def sitemap(own: int) -> bytes:
        entries = "".join(
            f"<url><loc>http://{HOST}:{own}/a/{number}.html</loc><lastmod>{DAY}</lastmod></url>"
            for number in range(pages)
        )
        return f"<urlset>{entries}</urlset>".encode()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        own = writer.get_extra_info("sockname")[1]
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                path = head.split(b" ", 2)[1].decode()
                status, body = "200 OK", b""
                if path.startswith("/a/"):
                    await asyncio.sleep(latency)
                    number = int(path[3:-5])
                    body = bodies[number % len(bodies)]
                    if not files:
                        body = body.replace(b"Folge ", b"Folge %d-" % number)
                elif path == "/news.xml":
                    body = sitemap(own)
                else:
                    status = "404 Not Found"
                writer.write(
                    f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n"
                    f"Content-Length: {len(body)}\r\n\r\n".encode()
                    + body
                )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def main() -> None:
        server = await asyncio.start_server(talk, "127.0.0.1", 0)
        port.value = server.sockets[0].getsockname()[1]
        await server.serve_forever()

    asyncio.run(main())


class Server:
    """The server in a process of its own."""

    def __init__(self, pages: int, latency: float = 0.0, corpus: str | None = None) -> None:
        port = multiprocessing.Value("i", 0)
        self._process = multiprocessing.Process(
            target=serve, args=(port, pages, latency, corpus), daemon=True
        )
        self._process.start()
        while not port.value:
            time.sleep(0.01)
        self.port = port.value

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.join()


def start(
    folder: Path, port: int, output: str, connections: int = 1, workers: int = 0
) -> subprocess.Popen[bytes]:
    """Start a crawl of the server, as a user would, with politeness towards ourselves switched off."""
    publishers = folder / "publishers"
    publishers.mkdir(exist_ok=True)
    (publishers / "messblatt.toml").write_text(
        f'name = "Messblatt"\nhosts = ["{HOST}"]\n'
        f'sources = [{{ kind = "news-sitemap", url = "http://{HOST}:{port}/news.xml" }}]\n'
    )
    settings = {
        "HOSTS": json.dumps({HOST: "127.0.0.1"}),
        "ALLOW_LOOPBACK": "1",
        "AUTOTHROTTLE_ENABLED": "0",
        "DOWNLOAD_DELAY": "0",
        "CONCURRENT_REQUESTS": str(max(4, connections)),
        "CONCURRENT_REQUESTS_PER_DOMAIN": str(connections),
        "CLEAN_WORKERS": str(workers),
        "KEEP_STATUSES": "paywall_teaser,empty,not_article,truncated,blocked,consent_wall",
    }
    chosen = [text for name, value in settings.items() for text in ("-s", f"{name}={value}")]
    return subprocess.Popen(
        [sys.executable, "-m", "newsscraper", "crawl", "messblatt", "--contact", "benchmark@example.org",
         "-o", output, "--report", "report.json", "--ignore-usual", "--since", "1990-01-01", *chosen],
        cwd=folder, env={**os.environ, "NEWSSCRAPER_PUBLISHERS": str(publishers)}, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def report_of(folder: Path) -> dict[str, Any]:
    """The report of the crawl that has ended."""
    reports: list[dict[str, Any]] = json.loads((folder / "report.json").read_text())["publishers"]
    return reports[0]


def speed(args: argparse.Namespace) -> None:
    """Pages per second, whole pipeline and bare, in turns."""
    ratios = []
    for turn in range(args.turns):
        with Server(args.pages, args.latency, args.corpus) as server, tempfile.TemporaryDirectory() as name:
            command = [sys.executable, "-c", BARE, str(server.port), str(args.pages), str(args.connections)]
            bare = float(subprocess.run(command, capture_output=True, check=True).stdout)
            start(Path(name), server.port, "out.jsonl", args.connections, args.workers).wait()
            report = report_of(Path(name))
            whole = report["fetched"] / report["seconds"]
            ratios.append(whole / bare)
            print(f"turn {turn + 1}: bare {bare:.0f} pages/s, whole pipeline {whole:.0f} pages/s, "
                  f"{report['records']} records, {whole / bare:.0%}")  # fmt: skip
    print(f"median {sorted(ratios)[len(ratios) // 2]:.0%}")


def memory(args: argparse.Namespace) -> None:
    """Resident memory of a long crawl, after 2,000 pages and at its highest from there on."""
    with Server(args.pages) as server, tempfile.TemporaryDirectory() as name:
        crawl = start(Path(name), server.port, "out.jsonl", 4, args.workers)
        first = highest = 0.0
        while crawl.poll() is None:
            time.sleep(0.5)
            output = Path(name) / "out.jsonl"
            if not output.exists() or (first == 0 and lines_in(output) < 2000):
                continue
            resident = resident_of(crawl.pid)
            first = first or resident
            highest = max(highest, resident)
        print(f"{report_of(Path(name))['records']} records: {first:.1f} MB after 2,000 pages, at most "
              f"{highest:.1f} MB afterwards: +{highest - first:.1f} MB")  # fmt: skip


def lines_in(path: Path) -> int:
    """Number of lines in a file."""
    with path.open("rb") as file:
        return sum(1 for _ in file)


def resident_of(pid: int) -> float:
    """Resident memory of a process in MB; 0 when it has ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def kills(args: argparse.Namespace) -> None:
    """Kill a crawl at random moments and go on; then count what is missing or there twice."""
    from newsscraper.stores import read_store

    chance = random.Random(args.seed)
    with Server(args.pages, latency=0.01) as server, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        done = 0
        while done < args.kills:
            crawl = start(folder, server.port, args.output, workers=args.workers)
            try:
                crawl.wait(timeout=chance.uniform(1.0, 2.5))
                break
            except subprocess.TimeoutExpired:
                crawl.send_signal(signal.SIGKILL)
                crawl.wait()
                done += 1
        start(folder, server.port, args.output, workers=args.workers).wait()
        os.chdir(folder)
        seen = Counter(article.url for article in read_store(args.output))
        lost = args.pages - len(seen)
        doubled = sum(count - 1 for count in seen.values())
        print(f"{done} kills, {args.pages} articles: {lost} lost, {doubled} doubled")
        os.chdir("/")


def main() -> None:
    """Run one of the measurements."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    for function, pages in ((speed, 1000), (memory, 20_000), (kills, 1500)):
        sub = commands.add_parser(function.__name__, help=(function.__doc__ or "").splitlines()[0])
        sub.add_argument("--pages", type=int, default=pages)
        sub.add_argument("--workers", type=int, default=0, help="processes that clean beside the crawl's own")
        sub.set_defaults(run=function)
        if function is speed:
            sub.add_argument("--latency", type=float, default=0.03, help="seconds the server takes")
            sub.add_argument("--connections", type=int, default=8)
            sub.add_argument("--turns", type=int, default=3)
            sub.add_argument("--corpus", help="folder of *.html.gz to serve")
        if function is kills:
            sub.add_argument("--kills", type=int, default=20)
            sub.add_argument("--seed", type=int, default=1)
            sub.add_argument("-o", "--output", default="out.jsonl")
    args = parser.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()
