"""Title, kicker and the simple fields that come straight from the metadata."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from newsscraper.draft import Draft, Evidence, fold
from newsscraper.steps.outlets import outlet_keys

LONGEST_KICKER = 80
"""A kicker has at most this many characters, and fewer than the headline under it."""

_SEPARATOR = re.compile(r"\s+[-–—|•·›»:/]+\s+|\s*[|›]\s*")
_DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:de|at|ch|li|lu|it|es|com|net|org|info|eu|news)")
_DATE = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}")
_CUT_OFF = re.compile(r"(?:\.\.\.|…)$")


def titles(draft: Draft) -> None:
    """Set title and kicker of a page from the evidence `title` and `kicker`.

    The title is the best candidate without the site's name behind it. A kicker in front of it goes to
    `Draft.kicker` if the page sets it apart and it is shorter than what follows: a longer one is the
    first half of the headline.
    """
    candidates = draft.candidates("title")
    if draft.medium == "text" or not candidates:
        return
    outlets = outlet_keys(draft)
    others = [candidate.value for candidate in candidates]
    for candidate in candidates:
        title = strip_site(candidate.value, outlets, others)
        if title and _key(title) not in outlets:
            draft.title = _complete(title, others)
            draft.sources["title"] = candidate.source
            break
    _set_kicker(draft, draft.candidates("kicker"))


def strip_site(text: str, outlets: frozenset[str], others: list[str]) -> str:
    """The text without the site's name, section or date behind (or site in front of) a separator.

    `outlets`: squashed names of the site. `others`: other candidates for the same headline: where one of
    them ends at a separator, the rest of this one is a suffix, whatever it says.
    """
    text = " ".join(text.split())
    known = {_key(other) for other in others}
    parts = [(match.start(), match.end()) for match in _SEPARATOR.finditer(text)]
    for start, _ in parts:
        if _key(text[:start]) in known:
            return text[:start]
    for start, end in reversed(parts):
        tail = text[end:].strip()
        if not (_is_site(tail, outlets) or _DATE.fullmatch(tail)):
            break
        text = text[:start]
    if parts and parts[0][0] < len(text) and _key(text[: parts[0][0]]) in outlets:
        text = text[parts[0][1] :]
    return text.strip()


def _is_site(tail: str, outlets: frozenset[str]) -> bool:
    return _key(tail) in outlets or bool(_DOMAIN.fullmatch(tail.lower()))


def _key(text: str) -> str:
    return fold(text).replace(" ", "")


def _complete(title: str, others: list[str]) -> str:
    """A title that was cut off, as another candidate has it in full."""
    if not _CUT_OFF.search(title):
        return title
    start = _CUT_OFF.sub("", title).rstrip()
    return next((other for other in others if other.startswith(start) and len(other) > len(title)), title)


def _set_kicker(draft: Draft, candidates: list[Evidence]) -> None:
    title = draft.title
    for candidate in candidates:
        kicker = candidate.value.strip(" :-–|/+")
        if title and kicker and len(kicker) <= LONGEST_KICKER and fold(kicker) != fold(title):
            rest = title[len(kicker) :].lstrip(" :-–|/+") if fold(title[: len(kicker)]) == fold(kicker) else title
            if len(rest) <= len(kicker):
                continue
            draft.title, draft.kicker = rest, kicker
            draft.sources["kicker"] = candidate.source
            return


def labels(draft: Draft) -> None:
    """Set section, keywords, language and canonical address from the evidence."""
    for candidate in draft.candidates("section"):
        if section := _section(candidate.value):
            draft.section, draft.sources["section"] = section, candidate.source
            break
    _set_keywords(draft)
    for candidate in draft.candidates("language"):
        if match := re.match(r"[A-Za-z]{2,3}(?=[-_]|$)", candidate.value):
            draft.language, draft.sources["language"] = match.group().lower(), candidate.source
            break
    for candidate in draft.candidates("canonical_url"):
        if url := _absolute(draft.url, candidate.value):
            draft.canonical_url, draft.sources["canonical_url"] = url, candidate.source
            break


def _section(value: str) -> str | None:
    """A section's name; a path (`/politik/ausland/`) is none."""
    return None if "/" in value.strip("/") and " " not in value or len(value) > 60 else value.strip("/")


def _set_keywords(draft: Draft) -> None:
    """Take all keywords of the best source that has any."""
    source = None
    seen: set[str] = set()
    for candidate in draft.candidates("keywords"):
        if source not in (None, candidate.source):
            break
        for word in re.split(r"\s*[,;|]\s*", candidate.value):
            word = " ".join(word.split())
            if word and len(word) <= 80 and word.casefold() not in seen:
                source = candidate.source
                seen.add(word.casefold())
                draft.keywords.append(word)
    if source:
        draft.sources["keywords"] = source


def _absolute(base: str | None, value: str) -> str | None:
    try:
        url = urljoin(base or "", value.strip())
        return url if urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname else None
    except ValueError:
        return None
