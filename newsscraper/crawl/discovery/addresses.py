"""Addresses as sources write them: relative, wrapped in somebody's proxy, or no address at all."""

from __future__ import annotations

from urllib.parse import parse_qs, urljoin, urlsplit

_LONGEST = 2048
_CONTROL = dict.fromkeys((*range(32), 127))


def absolute(raw: str, base: str) -> str | None:
    """The absolute http(s) address that `raw` means in a document at `base`; None if it is none.

    Google's redirect (`google.com/url?url=…`) and AMP proxies are looked through.

    >>> absolute(" /politik/a.html ", "https://www.example.de/rss")
    'https://www.example.de/politik/a.html'
    >>> absolute("https://www.google.com/url?rct=j&url=https%3A%2F%2Fwww.example.de%2Fa", "https://x.de")
    'https://www.example.de/a'
    """
    text = raw.translate(_CONTROL).strip()
    if not text or len(text) > _LONGEST:
        return None
    try:
        joined = text if text.startswith(("https://", "http://")) else urljoin(base, text)
        parts = urlsplit(joined)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        return None
    inner = _unwrapped(host, parts.path, parts.query)
    if inner is not None and inner != joined:
        return absolute(inner, base) if len(inner) < len(joined) else None
    return joined


def _unwrapped(host: str, path: str, query: str) -> str | None:
    google = host.removeprefix("www.") in ("google.com", "google.de", "google.at", "google.ch")
    if google and path == "/url":
        values = parse_qs(query)
        return next((values[key][0] for key in ("url", "q") if key in values), None)
    proxied = "/amp/" if google else "/c/" if host.endswith(".cdn.ampproject.org") else None
    if proxied is None or not path.startswith(proxied):
        return None
    inner = path.removeprefix(proxied)
    return f"https://{inner[2:]}" if inner.startswith("s/") else f"http://{inner}"
