"""Author and date where they stand under the article: labelled facts, and microdata far from the headline."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from newsscraper.readers.header import is_foreign, line_of
from newsscraper.rules import load_words

MAX_ELEMENTS = 4_000
_LINE = 120
_ENDS = frozenset({"article", "main", "body"})


@dataclass(frozen=True, slots=True)
class Colophon:
    """Lines under the article, in page order, without their labels."""

    bylines: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)


def read_colophon(heading: etree._Element) -> Colophon:
    """Look through the article that a headline stands in, boxes of other articles and comments aside."""
    root = heading
    while root.tag not in _ENDS and (parent := root.getparent()) is not None:
        root = parent
    colophon = Colophon()
    stack = [iter(root)]
    for _ in range(MAX_ELEMENTS):
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
            if not stack:
                break
        elif not is_foreign(element) and not _take(element, colophon):
            stack.append(iter(element))
    return colophon


def _take(element: etree._Element, colophon: Colophon) -> bool:
    itemprop = element.get("itemprop")
    if itemprop == "author":
        inner = element.find(".//*[@itemprop='name']")
        colophon.bylines.append(line_of(element if inner is None else inner))
        return True
    start = (
        element.text
        if element.text and not element.text.isspace()
        else element[0].text
        if len(element)
        else None
    )
    if start and len(element) <= 3 and (label := _LABEL.match(start.strip())):
        line = line_of(element)
        value = line[label.end() :].lstrip(" :,")
        if value and len(line) <= _LINE:
            (colophon.bylines if label.group("byline") else colophon.dates).append(value)
            return True
    return False


def _label_pattern() -> re.Pattern[str]:
    words = load_words("header")
    byline, date = (
        "|".join(map(re.escape, sorted(words[key], key=len, reverse=True)))
        for key in ("byline_labels", "date_labels")
    )
    return re.compile(rf"(?:(?P<byline>{byline})|(?:{date}))(?: ?:|$)", re.IGNORECASE)


_LABEL = _label_pattern()
