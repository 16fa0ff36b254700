"""Which element of a page is its headline."""

from __future__ import annotations

import re
from itertools import chain, islice
from urllib.parse import urlsplit

from lxml import etree

from newsscraper.readers.index import Index, text_of
from newsscraper.readers.likeness import nearness, words_of
from newsscraper.readers.lines import LONGEST_LINE, any_of, meaning_of

ALIKE = 0.2
"""Share of words a heading and the page's title have in common, at least."""

_BOXES = ("div", "span", "p", "strong", "b", "font", "td")
_MASTHEAD = re.compile(
    r"(?<![a-z])(?:logo|banner|branding|masthead|(?:site|blog)[-_]?(?:title|name|header))(?![a-z])",
    re.IGNORECASE,
)
"""Words in the names of the box with the site's name."""
_HEADLINE = re.compile(rf"(?<![a-zäöüß]){any_of('headlines')}(?![a-zäöüß])", re.IGNORECASE)
_FRONT = re.compile(r"/?(?:(?:index|home|start|default)\.\w+)?")
"""What stands between a headline and the site's name."""
_MENU_BOXES = 3
"""Boxes around a heading that may say that it is part of a menu or of the path to the page."""
_LOGO_BOXES = 1
"""Boxes around a heading that may say that it is the site's name."""


def find_heading(tree: etree._Element, index: Index, wanted: list[set[str]]) -> etree._Element | None:
    """The heading most like the page's titles (`wanted`: the words of each), rather an `h1`.

    One that microdata call the headline is it. The site's logo is no headline, nor is the last step of the
    path to the page, if another heading says the same. On a page without headings, the box that says little
    but a title, or the one called a headline.
    """
    main = [heading for heading in index.headings if not is_logo(heading)]
    if len(main) == 1 and likeness(main[0], wanted) > ALIKE and not _in_menu(main[0]):
        return main[0]
    lower = [heading for heading in index.subheadings if meaning_of(heading) != "comment"]
    declared = [heading for heading in main + lower if heading.get("itemprop") == "headline"]
    if len(declared) == 1 and not _is_link(declared[0]):
        return declared[0]
    best, best_score = None, ALIKE
    for element in main + lower:
        score = likeness(element, wanted)
        if score > ALIKE and element.tag == "h1":
            score += -0.1 if _in_menu(element) else 0.1
        elif score > ALIKE and _is_link(element):
            score -= 0.15
        if score > best_score:
            best, best_score = element, score
    if best is None and wanted:
        best = next((box for box in tree.iter(*_BOXES) if _says(box, wanted)), None)
    if best is not None:
        return best
    if not index.headings and not lower:
        named = list(filter(_is_named, tree.iter(*_BOXES)))
        return named[0] if len(named) == 1 else None
    # Where no title says the same, a lone h1 or h2 is the headline; of several none is known to be.
    # On a page without a title, as in frames, a lone lower heading is one, too.
    seconds = [heading for heading in lower if heading.tag == "h2" and not _is_link(heading)]
    ranks = (main, seconds) if wanted or main or seconds else (lower,)
    return next((rank[0] for rank in ranks if len(rank) == 1), None)


def _is_link(heading: etree._Element) -> bool:
    """Whether a heading leads elsewhere, as those of teasers do; so may a headline in a blog, to itself."""
    parent = heading.getparent()
    return next(heading.iter("a"), None) is not None or (parent is not None and parent.tag == "a")


def is_logo(heading: etree._Element) -> bool:
    """Whether a heading is nothing but a link to the site's front, or a link in a box for the site's name."""
    parent = heading.getparent()
    link = parent if parent is not None and parent.tag == "a" else next(heading.iter("a"), None)
    address = link.get("href") if link is not None else None
    if link is None or address is None or len(text_of(link)) < len(text_of(heading)) / 2:
        return False
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    if not parts.query and not parts.fragment and _FRONT.fullmatch(parts.path) is not None:
        return True
    boxes = islice(chain([heading], heading.iterancestors()), 1 + _LOGO_BOXES)
    return any(_MASTHEAD.search(f"{box.get('class') or ''} {box.get('id') or ''}") for box in boxes)


def is_entry(element: etree._Element) -> bool:
    """Whether a box is an entry by the microformat hAtom, so that names and dates in it are its own."""
    return not {"hentry", "h-entry"}.isdisjoint((element.get("class") or "").split())


def likeness(element: etree._Element, wanted: list[set[str]]) -> float:
    """How much an element's words are those of one of the titles, 0 to 1."""
    return nearness(words_of(text_of(element)), wanted)


def _in_menu(heading: etree._Element) -> bool:
    for _, box in zip(range(_MENU_BOXES), heading.iterancestors(), strict=False):
        if box.tag in ("nav", "li") or meaning_of(box) == "navigation":
            return True
    return False


def _is_named(box: etree._Element) -> bool:
    """Whether an element that is no heading is called a headline, on pages without any."""
    return _HEADLINE.search(box.get("class") or "") is not None and 10 < len(text_of(box)) <= LONGEST_LINE


def _says(box: etree._Element, wanted: list[set[str]]) -> bool:
    """Whether an element that is no heading has hardly any text but a title, as in pages of tables."""
    text = box.text
    if not text or not 10 < len(text) < 2 * LONGEST_LINE:
        return False
    words = words_of(text)
    return len(words) > 2 and any(
        len(words & title) / len(words | title) > (0.4 if words <= title else 0.6) for title in wanted
    )
