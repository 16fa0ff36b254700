"""Pages that stand in an article's place: consent walls, bot challenges, soft 404s, section fronts, videos.

Judged once the body is known. Nothing is concluded from a script of a consent tool alone, since nearly
every article page carries one: a wall is told by its words and by the article that is missing.
A paywall's teaser is an article, only cut; `newsscraper.steps.verdict` tells it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from newsscraper.article import Status
from newsscraper.draft import Draft, fold
from newsscraper.readers.index import text_of
from newsscraper.readers.parse import Page
from newsscraper.rules import load_words

MAX_TEXT = 12_000
"""Characters of a page that are searched for the words of a wall, which has few others."""

ENOUGH = 1500
"""Letters of running text with which a page that calls itself an article is believed."""

LITTLE = 600
"""Fewer letters of running text than this are no article on a page whose title or address says it is none."""

NOTHING = 200
"""Fewer letters than this are no article at all on a page with the words of a wall."""

LABEL = 16
"""Title and heading of a page that is gone or blocked have at most this many words together."""

TEASERS = 8
"""Linked headings of a section front, at least."""

_UNSEEN = frozenset({"script", "style", "template", "title", "textarea", "option"})
_ARTICLE = re.compile(r"(?:article|posting|report|review)$", re.IGNORECASE)
_HOME = frozenset({"/", "/index.html", "/index.php"})
_SECTION = re.compile(r"(?:/[a-zäöü]+(?:[-_][a-zäöü]+){0,2}){1,3}/?(?:index\.(?:html?|php))?")
_NUMBER = re.compile(r" \d+$")
_DATED = ("json-ld:", "meta:article", "meta:dc", "microdata:", "layout:")


@dataclass(frozen=True, slots=True)
class _Signs:
    """What a page shows of itself."""

    path: str
    head: str
    """Folded title and first heading."""
    text: str
    """Folded text of the whole page, if that is short."""
    prose: int
    """Letters of running text the reader took for the article."""
    own: int
    """Those of them in blocks that do not talk of cookies."""
    article: bool
    """Whether the page calls itself an article."""
    types: frozenset[str]


def judge(page: Page, draft: Draft) -> None:
    """Set `status` and `reason` of a page that is no article; a page that is one stays as it is."""
    prose = sum(len(block.text) for block in draft.blocks if block.kind != "heading" and block.links < 0.5)
    if prose >= ENOUGH and _is_article(draft):
        return
    signs = _read_signs(page, draft, prose)
    verdict = (
        _consent_address(signs)
        or _blocked(page, signs)
        or _consent_wall(signs)
        or _gone(signs)
        or _login(page, signs)
        or _service(signs)
        or _medium(signs)
        or _front(page, signs)
    )
    if verdict:
        draft.status, reason = verdict
        draft.reasons.append(reason)


def _read_signs(page: Page, draft: Draft, prose: int) -> _Signs:
    wall = _words("consent_wall", "words")
    titles = [
        evidence.value
        for evidence in draft.candidates("title")
        if evidence.source in ("html:title", "html:h1")
    ]
    headings = [heading for element in page.tree.iter("h1") if (heading := text_of(element))]
    types = {e.value.rpartition("/")[2] for name in ("type", "page_type") for e in draft.candidates(name)}
    return _Signs(
        path=_path(draft.canonical_url or page.url),
        head=f" {fold(' | '.join(dict.fromkeys([*titles, *headings[:1]]))[:MAX_TEXT])} ",
        text=f" {fold(_visible(page))} ",
        prose=prose,
        own=sum(
            len(block.text)
            for block in draft.blocks
            if block.kind != "heading" and block.links < 0.5 and not wall.search(f" {block.folded} ")
        ),
        article=_is_article(draft),
        types=frozenset(types),
    )


def _is_article(draft: Draft) -> bool:
    if any(_ARTICLE.search(evidence.value) for evidence in draft.candidates("type")):
        return True
    return any(evidence.source.startswith(_DATED) for evidence in draft.candidates("published_at"))


def _blocked(page: Page, signs: _Signs) -> tuple[Status, str] | None:
    if signs.own >= LITTLE:
        return None
    found = _words("blocked", "titles").search(signs.head)
    if found and not signs.article and signs.head.count(" ") <= LABEL:
        return "blocked", f"title: {found.group().strip()}"
    words = {match.group().strip() for match in _words("blocked", "words").finditer(signs.text)}
    if signs.own >= NOTHING and (len(words) < 2 or signs.article):
        return None  # many article pages tell readers without JavaScript to switch it on
    if words:
        return "blocked", f"text: {', '.join(sorted(words))}"
    codes = load_words("walls")["blocked"]["code"]
    code = next((code for code in codes if code.encode() in page.source), None)
    if code and not signs.article and len(signs.text) < LITTLE:
        return "blocked", f"code: {code}"
    return None


def _consent_address(signs: _Signs) -> tuple[Status, str] | None:
    """A page at a consent page's address; it may ask for JavaScript as well, but that is not what it is."""
    paths = load_words("walls")["consent_wall"]["paths"]
    placed = any(part in signs.path for part in paths)
    if placed and signs.own < LITTLE and _words("consent_wall", "words").search(signs.text):
        return "consent_wall", f"address: {signs.path}"
    return None


def _consent_wall(signs: _Signs) -> tuple[Status, str] | None:
    words = {match.group().strip() for match in _words("consent_wall", "words").finditer(signs.text)}
    title = _words("consent_wall", "titles").search(signs.head)
    if title and len(words) >= 2 and signs.own < LITTLE and not signs.article:
        return "consent_wall", f"title: {title.group().strip()}"
    if len(words) >= 3 and signs.own < (NOTHING if signs.article else LITTLE):
        return "consent_wall", f"text: {', '.join(sorted(words)[:3])}"
    return None


def _gone(signs: _Signs) -> tuple[Status, str] | None:
    found = _words("gone", "titles").search(signs.head)
    if found and signs.head.count(" ") <= LABEL and signs.prose < (NOTHING if signs.article else LITTLE):
        return "not_article", f"page not found: {found.group().strip()}"
    return None


def _login(page: Page, signs: _Signs) -> tuple[Status, str] | None:
    """A page that asks for a password and says so in its title; an article may have such a form beside it."""
    found = _words("login", "titles").search(signs.head)
    if not found or signs.article or signs.own >= LITTLE or signs.head.count(" ") > LABEL:
        return None
    asks = any(field.get("type") == "password" for field in page.tree.iter("input"))
    return ("not_article", f"login: {found.group().strip()}") if asks else None


def _service(signs: _Signs) -> tuple[Status, str] | None:
    """A page of the house, such as its imprint: by address and title, or by address and hardly any text."""
    step = _NUMBER.sub("", fold(signs.path.rstrip("/").rpartition("/")[2].partition(".")[0]))
    names = set(load_words("walls")["service"]["names"])
    if signs.article or step not in names:
        return None
    title = _words("service", "names").search(signs.head)
    if signs.prose < LITTLE or (title and signs.head.count(" ") <= LABEL):
        return "not_article", f"service page: {step}"
    return None


def _medium(signs: _Signs) -> tuple[Status, str] | None:
    """A page of a video, podcast or gallery, with hardly more text than its description."""
    rules = load_words("walls")["not_article"]
    named = signs.types & set(rules["media_types"]) or any(kind.startswith("video") for kind in signs.types)
    placed = any(part in signs.path for part in rules["media_paths"])
    if (named or placed) and signs.prose < (LITTLE if not signs.article else 2 * NOTHING):
        return "not_article", "video, audio or gallery page"
    return None


def _front(page: Page, signs: _Signs) -> tuple[Status, str] | None:
    """The site's front or that of a section: many linked headings, and no text longer than a teaser."""
    if signs.article:
        return None
    if signs.path in _HOME:
        return "not_article", "front page"
    listing = any(part in signs.path for part in load_words("walls")["not_article"]["list_paths"])
    if not listing and not _SECTION.fullmatch(signs.path):
        return None
    if signs.prose < ENOUGH and _count_teasers(page) >= TEASERS:
        return "not_article", "section front"
    return None


def _count_teasers(page: Page) -> int:
    headings = page.tree.iter("h2", "h3", "h4")
    return sum(
        next(heading.iter("a"), None) is not None or any(up.tag == "a" for up in heading.iterancestors())
        for heading in headings
    )


def _visible(page: Page) -> str:
    """The page's text without scripts, up to the length of a wall's."""
    parts: list[str] = []
    size = 0
    for element in page.tree.iter():
        for text in (None if element.tag in _UNSEEN else element.text, element.tail):
            if text:
                parts.append(text[:MAX_TEXT])
                size += len(text)
        if size > MAX_TEXT:
            break
    return " ".join(parts)


def _path(url: str | None) -> str:
    try:
        parts = urlsplit(url or "")
        # Old systems have one path for all articles and their numbers in the query.
        return f"{parts.path or '/'}{'?' if parts.query else ''}".lower() if url else ""
    except ValueError:
        return ""


@cache
def _words(table: str, key: str) -> re.Pattern[str]:
    """The wordings of a table of `rules/walls.toml`, as whole words of a folded text with spaces around."""
    wordings = sorted(map(fold, load_words("walls")[table][key]), key=len, reverse=True)
    return re.compile(f"(?<= )(?:{'|'.join(map(re.escape, wordings))})(?= )")
