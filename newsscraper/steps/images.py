"""The picture that the metadata names, where the page shows none with an address."""

from __future__ import annotations

import re

from newsscraper.article import Image
from newsscraper.draft import Draft
from newsscraper.fields.addresses import absolute_url

_NO_PICTURE = re.compile(r"logo|favicon|placeholder|fallback|default|dummy|touch-icon|blank", re.IGNORECASE)


def images(draft: Draft) -> None:
    """Add the lead picture of JSON-LD or OpenGraph to an article without pictures; a house's logo is none.

    Beside pictures of the page it is left out: it is one of them, cropped and under another address.
    """
    if any(image.url for image in draft.images):
        return
    for candidate in draft.candidates("image"):
        url = absolute_url(candidate.value, draft.url)
        if url and not _NO_PICTURE.search(url):
            draft.images.append(Image(url))
            draft.sources["images"] = candidate.source
            return
