"""Addresses as pages write them: relative, broken, of other schemes."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

_WHOLE = re.compile(
    r"https?://[a-z0-9][a-z0-9.-]*/[\w%&'()*+,./:=@~!$-]*(?:\?[\w%&'()*+,./:=@~!$-]+)?", re.ASCII
)
"""Addresses as most are, that are whole already: nothing is to be joined or to be told apart."""


def absolute_url(url: str, base: str | None = None) -> str | None:
    """An http(s) address in full, or None where it is none even beside `base`. Never raises.

    >>> absolute_url("../bild.jpg", "https://uferblatt.example/a/b.html"), absolute_url("http://[", None)
    ('https://uferblatt.example/bild.jpg', None)
    """
    if _WHOLE.fullmatch(url):
        return url
    try:
        joined = urljoin(base or "", url.strip())
        parts = urlsplit(joined)
        return joined if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None
