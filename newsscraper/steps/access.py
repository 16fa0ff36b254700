"""Whether the article is free, from the raw access flags of page or text."""

from __future__ import annotations

from newsscraper.article import Access, Flag
from newsscraper.draft import Draft
from newsscraper.rules import load_words


def access(draft: Draft) -> None:
    """Set `access`.

    `metered` wins over `paid`, because metered articles are also marked as not free; `paid` wins over
    `free`, because a free teaser of a paid article is common and the opposite is not.
    """
    meanings = {read_flag(name, value) for name, value in draft.access_flags.items()}
    draft.access = next((found for found in _ORDER if found in meanings), "unknown")


_ORDER: tuple[Access, ...] = ("metered", "paid", "free")
_OPPOSITES: tuple[tuple[Access, Access], ...] = (("free", "paid"), ("paid", "free"))


def read_flag(name: str, value: Flag) -> Access:
    """What one flag says.

    >>> read_flag("isAccessibleForFree", "http://schema.org/False"), read_flag("k5a:paid", "0")
    ('paid', 'free')
    """
    words = load_words("access")
    text = str(value).rpartition("/")[2].strip().casefold()
    for meaning in _ORDER:
        if text in words["values"][meaning]:
            return meaning
    yes = text in words["values"]["yes"]
    if not yes and text not in words["values"]["no"]:
        return "unknown"
    key = "".join(filter(str.isalnum, name.casefold()))
    for meaning, opposite in _OPPOSITES:
        if any(stem in key for stem in words["names"][meaning]):
            return meaning if yes else opposite
    return "unknown"
