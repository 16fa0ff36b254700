"""Addresses as pages write them: relative, broken, of other schemes."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit


def absolute_url(url: str, base: str | None = None) -> str | None:
    """An http(s) address in full, or None where it is none even beside `base`. Never raises.

    >>> absolute_url("../bild.jpg", "https://uferblatt.example/a/b.html"), absolute_url("http://[", None)
    ('https://uferblatt.example/bild.jpg', None)
    """
    try:
        joined = urljoin(base or "", url.strip())
        parts = urlsplit(joined)
        return joined if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None
