"""One address for one page: what the state store knows pages by."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from newsscraper.publishers.model import under

_TRACKING = re.compile(
    r"(utm_|wt_|wt\.|mtm_|pk_|hsa_|at_|ns_|xtor$|ref$|referrer$|reduced$|src$|source$|cid$|icid$|emcid$|ito$|"
    r"fbclid$|gclid$|dclid$|msclkid$|yclid$|mc_cid$|mc_eid$|_ga$|cmp$|sc_src$|rnd$|"
    r"spm$|feed$|from$|promio$|xing_share$|share$|kwd$|amp$)",
    re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443}


def normalise(url: str) -> str:
    """The address without fragment, tracking parameters, default port and capitals in the host.

    Parameters that choose the page, their order, and a slash at the end stay: sites differ there.

    >>> normalise("HTTPS://WWW.Beispiel.de:443/a.html?id=7&utm_source=feed&ref=rss#kommentare")
    'https://www.beispiel.de/a.html?id=7'

    Raises `ValueError` for what is no address.
    """
    parts = urlsplit(safe_url_string(url.strip()))
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme.lower() not in _PORTS or not host:
        raise ValueError(f"{url!r} is no http address")
    if parts.port not in (None, _PORTS[parts.scheme.lower()]):
        host = f"{host}:{parts.port}"
    query = parts.query
    if query:
        kept = [(k, v) for k, v in parse_qsl(query, keep_blank_values=True) if not _TRACKING.match(k)]
        if len(kept) != len(parse_qsl(query, keep_blank_values=True)):
            query = urlencode(kept)
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", query, ""))


def same_page(url: str | None, hosts: tuple[str, ...]) -> str | None:
    """The normal form of a canonical address that a page names, if it is one of the publisher's pages.

    The front page is no article's address, and another host's word about a page is not taken.
    """
    try:
        normal = normalise(url or "")
    except ValueError:
        return None
    parts = urlsplit(normal)
    return normal if parts.path.strip("/") and under(parts.hostname or "", hosts) else None
