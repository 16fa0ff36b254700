"""The names of the house itself: what is signed with them is signed by nobody in particular."""

from __future__ import annotations

from urllib.parse import urlsplit

from newsscraper.draft import Draft, fold


def outlet_names(draft: Draft) -> list[str]:
    """The outlet's names from the publisher's file, the page and its host, each once."""
    names = [evidence.value for evidence in draft.candidates("outlet")]
    hosts = [_host(draft.url)]
    if draft.publisher:
        names += [draft.publisher.name, *draft.publisher.outlet_names]
        hosts += draft.publisher.hosts
    for host in filter(None, hosts):
        host = host.removeprefix("www.")
        names += [host, host.rpartition(".")[0]]
    return list(dict.fromkeys(names))


def outlet_key(name: str) -> str:
    """The form two spellings of one outlet share.

    >>> outlet_key("DER SPIEGEL"), outlet_key("n-tv.de")
    ('derspiegel', 'ntvde')
    """
    return fold(name).replace(" ", "")


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
