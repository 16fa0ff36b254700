"""Title, kicker and the simple fields that come straight from the metadata."""

from __future__ import annotations

import re

from newsscraper.draft import Draft, Evidence, fold
from newsscraper.fields.addresses import absolute_url
from newsscraper.fields.titles import clean_title
from newsscraper.rules import load_words
from newsscraper.steps.outlets import outlet_key, outlet_names

LONGEST_KICKER = 80
"""A kicker has at most this many characters, and fewer than the headline under it."""

LEAST_WORDS = 3
ALIKE = 0.2
"""What a heading has in common with a title of the same article: this share of their words."""

_SEPARATOR = re.compile(r"\s+[-–—•·»:/]+\s+|\s*[|›]\s*")
_MARKS = " :-–|/+"


def titles(draft: Draft) -> None:
    """Set title and kicker of a page from the evidence `title` and `kicker`.

    The title is the best candidate without the site's name behind it. A kicker in front of it goes to
    `Draft.kicker` if the page sets it apart and it is shorter than what follows: a longer one is the
    first half of the headline.
    """
    candidates = _ranked(draft.candidates("title"))
    if draft.medium == "text" or not candidates:
        return
    names = outlet_names(draft)
    outlets = set(map(outlet_key, names))
    known = {outlet_key(candidate.value) for candidate in candidates}
    if shown := next((candidate.value for candidate in candidates if candidate.source == "html:h1"), None):
        known |= {outlet_key(candidate.value + shown) for candidate in draft.candidates("kicker")}
    for candidate in candidates:
        _, title = clean_title(_shorten(candidate.value, known), names)
        if title and outlet_key(title) not in outlets:
            draft.title = _complete(title, candidates)
            draft.sources["title"] = candidate.source
            break
    _set_kicker(draft)


def _ranked(candidates: list[Evidence]) -> list[Evidence]:
    """The candidates, the headline that the page shows first where the best one was written for elsewhere.

    That is the title for social networks, if the shown one is like it, and a headline in JSON-LD that only
    says again what search engines get as the page's title, while social networks get what is shown.
    """
    first = {candidate.source: candidate for candidate in reversed(candidates)}
    shown, best = first.get("html:h1"), candidates[0] if candidates else None
    if shown is None or best is None:
        return candidates
    words, others = ({*re.findall(r"\w+", evidence.value.casefold())} for evidence in (shown, best))
    if best.source == "meta:og:title":
        # With the kicker in front it says what is shown, and more.
        apart = outlet_key(shown.value) not in outlet_key(best.value) and (
            len(words) >= LEAST_WORDS and len(words & others) > ALIKE * len(words | others)
        )
    else:
        social, page = first.get("meta:og:title"), first.get("html:title")
        apart = (
            best.source == "json-ld:headline"
            and social is not None
            and page is not None
            and outlet_key(social.value) == outlet_key(shown.value)
            and outlet_key(page.value).startswith(outlet_key(best.value))
            and not outlet_key(page.value).startswith(outlet_key(shown.value))
        )
    return [shown, *candidates] if apart else candidates


def _shorten(text: str, known: set[str]) -> str:
    """The text up to a separator where another candidate ends: the rest is a suffix, whatever it says.

    Between a section in front and the site behind may stand one, too: `Region – Headline – Site`.
    """
    marks = list(_SEPARATOR.finditer(text))
    for start in (0, *(mark.end() for mark in marks[:-1])):
        for mark in marks:
            if mark.start() > start and outlet_key(part := text[start : mark.start()]) in known:
                return part
    return text


def _complete(title: str, candidates: list[Evidence]) -> str:
    """A title that was cut off, as another candidate has it in full."""
    if not title.endswith(("...", "…")):
        return title
    start = title.rstrip(".… ")
    others = (candidate.value for candidate in candidates)
    return next((other for other in others if other.startswith(start) and len(other) > len(title)), title)


def _set_kicker(draft: Draft) -> None:
    _split_from_shown(draft)
    title = draft.title or ""
    for candidate in draft.candidates("kicker"):
        kicker = _without_badge(candidate.value.strip(_MARKS))
        if 0 < len(kicker) <= LONGEST_KICKER and fold(kicker) != fold(title):
            leads = fold(title[: len(kicker)]) == fold(kicker)
            rest = title[len(kicker) :].lstrip(_MARKS) if leads else title
            if len(rest) > len(kicker):
                draft.title, draft.kicker = rest, kicker
                draft.sources["kicker"] = candidate.source
                return


def _split_from_shown(draft: Draft) -> None:
    """Take the kicker from a title that is the headline as the page shows it, and something in front."""
    title = draft.title or ""
    for candidate in draft.candidates("title"):
        shown = candidate.value
        if candidate.source == "html:h1" and title.endswith(f": {shown}"):
            kicker = title[: -len(shown)].strip(_MARKS)
            if 0 < len(kicker) <= min(LONGEST_KICKER, len(shown) - 1):
                draft.title, draft.kicker = shown, kicker
                draft.sources["kicker"] = draft.sources["title"]


def _without_badge(kicker: str) -> str:
    """The kicker behind the badge of a paid article (`F+Literatur`); nothing where it is all there is.

    A badge of letters alone has to end where a word does: `Plusenergiehaus` is none.
    """
    for badge in load_words("access")["badges"]:
        rest = kicker[len(badge) :]
        if kicker.startswith(badge) and not (badge[-1].isalpha() and rest[:1].isalpha()):
            return rest.strip(_MARKS)
    return kicker


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
        if url := absolute_url(candidate.value, draft.url):
            draft.canonical_url, draft.sources["canonical_url"] = url, candidate.source
            break


def _section(value: str) -> str | None:
    """A section's name; a path (`/politik/ausland/`) is none."""
    value = value.strip("/")
    is_path = "/" in value and " " not in value
    return None if is_path or len(value) > 60 else value


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
