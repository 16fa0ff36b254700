"""Headlines without the name of the site."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from newsscraper.fields.dates import is_date_line
from newsscraper.fields.vocabulary import fold, plain
from newsscraper.rules import load_words

_TAIL = re.compile(r"(?P<head>.*\S)(?P<mark> ?\| ?| [–—•·›»-]{1,2} )(?P<tail>[^|]{1,60})")
_DOMAIN_END = re.compile(r"\.(?:de|at|ch|com|net|org|it|li|lu|es)$")
_ARTICLE = re.compile(r"^(?:der|die|das) ")


def clean_title(raw: str, site_names: Collection[str] = ()) -> tuple[str | None, str]:
    """Split a page's title into kicker and headline, and drop the site's name behind it.

    `raw`: a title from `<title>`, a meta tag or the page; of two lines the first is the kicker.
    `site_names`: how the publisher names itself.

    A tail goes only if the whole of it is a name of the site or of a known outlet, behind a dash only if no
    headline could end so (WELT or welt.de, not Welt). A section or a date goes with the name it stands
    beside, a label of paid texts in front. Without a line of its own there is no kicker: a colon may be
    the headline's.

        >>> clean_title("Wahl in Polen: Alles offen - Politik - SZ.de")
        (None, 'Wahl in Polen: Alles offen')
        >>> clean_title("Das Ende der Welt - und der Zeit")
        (None, 'Das Ende der Welt - und der Zeit')
    """
    lines = [plain(line) for line in raw.splitlines() if line.strip()]
    kicker = lines[0] if len(lines) == 2 else None
    title = _labels().sub("", " ".join(lines[1:] if kicker else lines))
    own = {_key(name) for name in site_names}
    head, signed = title, False
    while match := _TAIL.fullmatch(head):
        tail = match["tail"].strip()
        if _is_site(tail, own, piped="|" in match["mark"]):
            signed = True
            title = match["head"].strip()
        elif fold(tail) in _sections() or is_date_line(tail):
            title = match["head"].strip() if signed else title
        else:
            break
        head = match["head"].strip()
    return kicker, title


def _is_site(tail: str, own: Collection[str], *, piped: bool) -> bool:
    """Whether a tail is a site's name and cannot be the end of a headline."""
    key = _key(tail)
    if key in own or key in _tails() or fold(tail) in _tails():
        return True
    if key not in _outlets():
        return False
    return piped or tail.isupper() or _DOMAIN_END.search(tail.lower()) is not None


def _key(name: str) -> str:
    """A site's name as a key: `www.welt.de`, `DIE WELT` -> `welt`; `main-echo.de` -> `mainecho`."""
    name = _ARTICLE.sub("", _DOMAIN_END.sub("", fold(plain(name)).removeprefix("www.")))
    return "".join(filter(str.isalnum, name))


@cache
def _outlets() -> frozenset[str]:
    rules = load_words("outlets")
    return frozenset(_key(name) for name in (*rules["names"], *rules["short"]))


@cache
def _tails() -> frozenset[str]:
    """Names that no headline ends with. Those with an article keep it: `Die Zeit`, not `Zeit`."""
    return frozenset(fold(name) for name in load_words("site_names")["tails"])


@cache
def _sections() -> frozenset[str]:
    return frozenset(map(fold, load_words("site_names")["sections"]))


@cache
def _labels() -> re.Pattern[str]:
    names = "|".join(map(re.escape, load_words("site_names")["labels"]))
    return re.compile(rf"^(?:\((?:{names})\)|(?:{names}) ?\|)\s*")
