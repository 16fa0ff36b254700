"""Author and date where they stand under the article: labelled facts, sentences about the entry of a blog,
microformats, and microdata far from the headline, even beside the article."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from newsscraper.fields.bylines import parse_byline
from newsscraper.readers.heading import is_entry
from newsscraper.readers.lines import LONGEST_LINE, any_of, is_foreign, line_of, take_property

MAX_ELEMENTS = 4_000
_ENDS = frozenset({"article", "main", "body", "form"})
"""What the article stands in at most; some systems put the whole page into a form."""
_LABEL = re.compile(
    rf"(?:(?P<byline>{any_of('byline_labels')})|{any_of('date_labels')}(?: (?:am|vom)(?= \d))?)"
    r"(?: ?:|$| (?=\d))",
    re.IGNORECASE,
)
_POSTED = re.compile(
    r"\bwurde (?:von (?P<author>(?:(?! am ).)+) )?am (?P<date>.{8,60}?) (?:von (?P<by>.+) )?"
    rf"{any_of('posted')}\b",
    re.IGNORECASE,
)
_OPENS = re.compile(any_of("written"), re.IGNORECASE)
_WRITTEN = re.compile(
    rf"{any_of('written')} (?P<author>(?:(?! (?:am|in|um|unter) )[^|,]){{3,60}})"
    r"(?=$| ?[|,]| (?:am|in|um|unter) )(?:.*? am (?P<date>\d[^|]{7,40}\d)(?=\D*$| ?\|| in ))?",
    re.IGNORECASE,
)
"""`Verfasst von A am 24. Mai 2007 um 18:41 in Politik | Permalink`"""
_SIGNED = frozenset({"vcard", "byline"})
_CREATED = re.compile(
    rf"von:? (?P<author>[^|]{{3,60}}?),? {any_of('created')} (?P<date>\d.{{7,40}})", re.IGNORECASE
)
"""`von A, erstellt am 18.08.2015 | 12:47 Uhr`"""
LONGEST_SENTENCE = 600
MOST_PARTS = 6
"""Elements in a fact: names, links to the author's page and the section."""


def read_colophon(heading: etree._Element) -> dict[str, list[str]]:
    """Authors and dates in the article that a headline stands in, boxes of other articles and comments aside.

    The keys are `author`, `datePublished` and `dateModified`, the values lines in page order.
    """
    root = heading
    while not is_entry(root) and root.tag not in _ENDS and (parent := root.getparent()) is not None:
        root = parent
    entry = is_entry(root)
    found: dict[str, list[str]] = {}
    stack = [iter(root)]
    for _ in range(MAX_ELEMENTS):
        element = next(stack[-1], None)
        if element is not None:
            if entry:
                _take_microformat(element, found)
            if not (is_foreign(element) or take_property(element, found) or _take_fact(element, found)):
                stack.append(iter(element))
        elif len(stack) > 1:
            stack.pop()
        else:
            break
    return found


def read_lone(tree: etree._Element) -> dict[str, list[str]]:
    """The author or date in microdata anywhere on a page, where the page names one alone: a column beside
    the article may hold them. Keys and values are those of `read_colophon`.
    """
    found: dict[str, list[str]] = {}
    for element in islice(tree.iterfind(".//*[@itemprop]"), MAX_ELEMENTS):
        take_property(element, found)
    return {key: values[:1] for key, values in found.items() if len(set(values)) == 1}


def _take_microformat(element: etree._Element, found: dict[str, list[str]]) -> None:
    """Add the author (`vcard`, `byline`) or the date (`<abbr class="published" title="…">`) of an entry."""
    names = (element.get("class") or "").split()
    if "published" in names and (date := element.get("title") or element.get("datetime")):
        found.setdefault("datePublished", []).append(date)
    elif not _SIGNED.isdisjoint(names) and len(line := line_of(element)) <= LONGEST_LINE:
        found.setdefault("author", []).append(line)


def _take_fact(element: etree._Element, found: dict[str, list[str]]) -> bool:
    """Add a fact with its label in front, in one short element."""
    if element.tag in ("p", "small", "div") and _take_sentence(element, found):
        return True
    if len(element) > MOST_PARTS:
        return False
    start = (
        element.text
        if element.text and not element.text.isspace()
        else element[0].text
        if len(element)
        else None
    )
    start = start.strip() if start else ""
    if start[:3].casefold() == "von" and (match := _CREATED.fullmatch(line_of(element)[:LONGEST_LINE])):
        found.setdefault("author", []).append(match["author"])
        found.setdefault("datePublished", []).append(match["date"])
        return True
    if _OPENS.match(start) and _take_written(line_of(element), found):
        return True
    label = _LABEL.match(start)
    if label is None:
        return False
    line = line_of(element)
    value = line[label.end() :].lstrip(" :,")
    if not value or len(line) > LONGEST_LINE:
        return False
    found.setdefault("author" if label.group("byline") else "datePublished", []).append(value)
    return not len(element)


def _take_written(line: str, found: dict[str, list[str]]) -> bool:
    """Add what a blog says under an entry: who wrote it, and when; without a date there may be one inside."""
    match = _WRITTEN.match(line) if len(line) <= LONGEST_LINE else None
    if match is None or len(parse_byline(match["author"]).authors) != 1:
        return False
    found.setdefault("author", []).append(match["author"])
    if match["date"]:
        found.setdefault("datePublished", []).append(match["date"])
    return bool(match["date"])


def _take_sentence(element: etree._Element, found: dict[str, list[str]]) -> bool:
    """Add what WordPress says under an entry: `Dieser Beitrag wurde am 3. Mai 2008 von A veröffentlicht`."""
    if not (element.text and " wurde" in element.text and len(element.text) < LONGEST_SENTENCE):
        return False
    match = _POSTED.search(line_of(element)[:LONGEST_SENTENCE])
    if match is None:
        return False
    found.setdefault("datePublished", []).append(match["date"])
    if author := match["author"] or match["by"]:
        found.setdefault("author", []).append(author)
    return True
