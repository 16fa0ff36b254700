"""A world of invented publishers on the simulator, and crawls over it, started as a user starts them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from simulator import Answer, Simulator, feed, news_sitemap

from newsscraper import Article
from newsscraper.errors import InputError
from newsscraper.stores import read_store

NOW = datetime.now(UTC).replace(microsecond=0)
"""The crawls run in real time: what they call recent must be."""


def ago(**span: float) -> str:
    """A moment before now, in ISO 8601."""
    return (NOW - timedelta(**span)).isoformat()


@dataclass
class World:
    """A simulator, publishers in a folder of files, and crawls over them."""

    folder: Path
    simulator: Simulator
    hosts: dict[str, str] = field(default_factory=dict)

    def publisher(self, slug: str, **more: Any) -> str:
        """Write a publisher's file, with `/news.xml` as its source; returns its host."""
        host = f"www.{slug}.example"
        self.hosts[host] = "127.0.0.1"
        kind = more.pop("kind", "news-sitemap")
        lines = [
            f'name = "{slug.title()}"',
            f'hosts = ["{host}"]',
            f'sources = [{{ kind = "{kind}", url = "{self.simulator.url(host, "/news.xml")}" }}]',
            *(f"{key} = {json.dumps(value).replace(': ', ' = ')}" for key, value in more.items()),
        ]
        (self.folder / "publishers" / f"{slug}.toml").write_text("\n".join(lines) + "\n")
        return host

    def serve(self, host: str, path: str, answer: Any) -> str:
        """Put an answer at an address; returns the address."""
        self.simulator.routes[host][path] = Answer(answer) if isinstance(answer, str) else answer
        return self.simulator.url(host, path)

    def list_all(self, host: str, *, published: str | None = None, as_feed: bool = False) -> None:
        """Let the host's source name all of its pages."""
        urls = [self.simulator.url(host, p) for p in self.simulator.routes[host] if p.endswith(".html")]
        source = feed(urls) if as_feed else news_sitemap([(url, published or ago(hours=3)) for url in urls])
        self.simulator.routes[host]["/news.xml"] = source

    def command(self, *sites: str, output: str = "out.jsonl", options: tuple[str, ...] = ()) -> list[str]:
        """The command line of a crawl."""
        settings = {
            "HOSTS": json.dumps(self.hosts),
            "ALLOW_LOOPBACK": "1",
            "AUTOTHROTTLE_ENABLED": "0",
            "DOWNLOAD_DELAY": "0",
            "DOWNLOAD_TIMEOUT": "1.5",
            "RETRY_TIMES": "1",
        }
        chosen = [text for name, value in settings.items() for text in ("-s", f"{name}={value}")]
        head = [sys.executable, "-m", "newsscraper", "crawl", *sites, "-o", output]
        return [*head, "--contact", "test@example.org", "--report", "report.json", *chosen, *options]

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a crawl."""
        return {**os.environ, "NEWSSCRAPER_PUBLISHERS": str(self.folder / "publishers")}

    def crawl(self, *sites: str, output: str = "out.jsonl", options: tuple[str, ...] = ()) -> Run:
        """Crawl and wait for the end."""
        before = len(self.simulator.asked)
        done = subprocess.run(
            self.command(*sites, output=output, options=options),
            cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=100, check=False,
        )  # fmt: skip
        path = self.folder / "report.json"
        reports = json.loads(path.read_text())["publishers"] if path.exists() else []
        path.unlink(missing_ok=True)
        return Run(
            done.returncode,
            {report["publisher"]: report for report in reports},
            self.records(output),
            [asked.path for asked in self.simulator.asked[before:]],
            done.stderr,
        )

    def records(self, output: str = "out.jsonl") -> list[Article]:
        """What is in the output now."""
        if "://" in output:
            output = output.replace("sqlite:///", f"sqlite:///{self.folder}/")
        else:
            output = str(self.folder / output)
        try:
            return list(read_store(output))
        except InputError:
            return []


@dataclass
class Run:
    """What a crawl did."""

    code: int
    reports: dict[str, dict[str, Any]]
    records: list[Article]
    asked: list[str]
    """Paths, in order."""
    log: str

    def titles(self, publisher: str) -> list[str | None]:
        """Titles of a publisher's records."""
        return [record.title for record in self.records if record.publisher == publisher]
