"""The names of the house itself: what is signed with them is signed by nobody in particular."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from newsscraper.draft import Draft
from newsscraper.fields.vocabulary import fold


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


@lru_cache(maxsize=1024)
def outlet_key(name: str) -> str:
    """The form two spellings of one outlet share, that of its host included.

    >>> outlet_key("DER SPIEGEL"), outlet_key("Thüringer Allgemeine"), outlet_key("thueringer-allgemeine")
    ('derspiegel', 'thueringerallgemeine', 'thueringerallgemeine')
    """
    return "".join(filter(str.isalnum, fold(name)))


@lru_cache(maxsize=1024)
def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
