"""A local server that plays several publishers under their own host names.

Names reach it through the crawl's `HOSTS` setting, which answers before DNS does; addresses carry its port.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """What the server says to one request."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    """Seconds before it says anything."""
    dies: bool = False
    """Whether the connection breaks in the middle of the body."""
    etag: str | None = None


Route = Answer | Callable[["Asked"], Answer]


@dataclass(frozen=True)
class Asked:
    """A request as the server got it."""

    host: str
    path: str
    headers: dict[str, str]
    at: float
    """Monotonic seconds."""
    turn: int
    """How often this address was asked for before."""


class Simulator:
    """The server. `routes[host][path]` is what it answers; anything else is a 404. `asked` is its log."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, dict[str, Route]] = defaultdict(dict)
        self.asked: list[Asked] = []
        self._turns: dict[tuple[str, str], int] = defaultdict(int)
        self._lock = threading.Lock()
        simulator = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 20

            def do_GET(self) -> None:
                simulator.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """A crawl that was killed has hung up: nothing to tell."""

        self._server = Server(("127.0.0.1", 0), Handler)
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.port: int = self._server.server_address[1]
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()

    def url(self, host: str, path: str) -> str:
        """An address on the server."""
        return f"http://{host}:{self.port}{path}"

    def paths(self, host: str) -> list[str]:
        """What was asked for on a host, in order."""
        return [asked.path for asked in self.asked if asked.host == host]

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Play one request."""
        host = handler.headers.get("Host", "").partition(":")[0]
        with self._lock:
            turn = self._turns[host, handler.path]
            self._turns[host, handler.path] += 1
            headers = {name.lower(): value for name, value in handler.headers.items()}
            asked = Asked(host, handler.path, headers, time.monotonic(), turn)
            self.asked.append(asked)
        route = self.routes[host].get(handler.path, Answer("nichts da", 404))
        answer = route(asked) if callable(route) else route
        time.sleep(answer.wait)
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        status, sent = answer.status, {"Content-Type": "text/html; charset=utf-8", **answer.headers}
        if answer.etag:
            sent["ETag"] = answer.etag
            if headers.get("if-none-match") == answer.etag:
                status, body = 304, b""
        try:
            handler.send_response(status)
            for name, value in sent.items():
                handler.send_header(name, value)
            if status != 304:
                handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body[: len(body) // 2] if answer.dies else body)
        except OSError:
            # The crawl has hung up, as it should on a body that is too long.
            handler.close_connection = True
        if answer.dies:
            handler.close_connection = True


def article(title: str, published: str, *, text: str = "", canonical: str = "", head: str = "") -> str:
    """A page of an invented newspaper."""
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    body = text or (
        "Der Gemeinderat hat am Abend über den Umbau des alten Güterbahnhofs beraten und sich vertagt.\n"
        "Zuvor hatten Anwohnerinnen und Anwohner fast drei Stunden lang ihre Bedenken vorgetragen.\n"
        f"Über {title} soll nun im kommenden Frühjahr entschieden werden, sagte die Bürgermeisterin."
    )
    paragraphs = "".join(f"<p>{line}</p>" for line in body.splitlines())
    return (
        f'<!doctype html><html lang="de"><head><title>{title} - Beispielblatt</title>{link}{head}'
        f'<meta property="og:title" content="{title}"><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{published}">'
        '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",'
        f'"headline":"{title}","datePublished":"{published}",'
        '"author":{"@type":"Person","name":"Ida Muster"}}'
        f"</script></head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


def news_sitemap(entries: list[tuple[str, str]]) -> Answer:
    """A news sitemap of (address, publication date)."""
    items = "".join(
        f"<url><loc>{url.replace('&', '&amp;')}</loc><news:news><news:publication_date>{date}"
        "</news:publication_date><news:title>Titel</news:title></news:news></url>"
        for url, date in entries
    )
    return Answer(
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{items}</urlset>',
        headers={"Content-Type": "application/xml"},
    )


def feed(urls: list[str]) -> Answer:
    """An RSS feed."""
    items = "".join(
        f"<item><title>Titel</title><link>{url.replace('&', '&amp;')}</link></item>" for url in urls
    )
    return Answer(f"<rss><channel>{items}</channel></rss>", headers={"Content-Type": "application/rss+xml"})
