"""What the page shows around its headline: kicker, byline and dates.

Only what stands next to the headline counts: a name or date further down belongs to a teaser, a comment or
the footer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from newsscraper.readers.index import Index, text_of
from newsscraper.readers.lines import (
    LONGEST_LINE,
    OUTSIDE,
    any_of,
    is_quoted,
    line_of,
    meaning_of,
    take_property,
)

MAX_ELEMENTS = 400
"""Elements looked at after the headline; before it a quarter of them."""

MAX_BOXES = 3
"""Boxes around the headline before which is looked; further up stands the page's head, with today's date."""

MAX_PROSE = 3
"""Paragraphs of running text after which the article's head has ended; the first ones may be its lead."""

_PROSE = 100
_FOREIGN = frozenset({
    "related", "comment", "ad", "share", "promo", "navigation", "player", "consent", "caption", "credit",
    "hidden",
})  # fmt: skip
_BOXES = ("h4", "div", "span", "p", "strong", "b", "font", "td")
_INLINE = frozenset({"a", "b", "em", "font", "i", "span", "strong"})
_MARKS = " :-–|/"
_ENDS = frozenset({"article", "main", "body"})
_DATE = re.compile(
    r"\b\d{1,2}\. ?(?:\d{1,2}\. ?(?:\d{4}|\d{2})\b|[A-ZÄ][a-zä]{2,8}\.? \d{4})|\b\d{4}-\d\d-\d\d"
    r"|\b(?:[Hh]eute|[Gg]estern),? |\b[Vv]or \w+ "
)


_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?: ?Uhr| ?h)?(?![.\d])")
_SIGNED = re.compile(r"\b(?:von|by) [A-ZÄÖÜ](?!.*[.!?]$)")
_PROFILE = re.compile(rf"/{any_of('profiles')}/", re.IGNORECASE)
_BYLINE = re.compile(rf"{any_of('byline')}(?: ?:|\b)(?![^|]*[.!?]$)", re.IGNORECASE)
_MODIFIED = re.compile(rf"\b{any_of('modified')}\b", re.IGNORECASE)
_STAND = re.compile(rf"\b{any_of('stand')}\b", re.IGNORECASE)
_OPENER = re.compile(rf"{any_of('byline')} ?:?", re.IGNORECASE)


@dataclass(slots=True)
class Header:
    """The article's head as shown, each list in page order."""

    heading: etree._Element | None = None
    title: str | None = None
    kicker: str | None = None
    bylines: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    """Values of `time` elements, where they have no text of their own: their text."""
    dates: list[str] = field(default_factory=list)
    """Date lines, longest first where one is part of another."""
    stands: list[str] = field(default_factory=list)
    """Those of them that only say how old the text is: `Stand: 3. Mai 2024, 8 Uhr`."""
    modified: list[str] = field(default_factory=list)
    """Those that the markup says are of the last change."""
    microdata: dict[str, list[str]] = field(default_factory=dict)


def read_header(tree: etree._Element, index: Index, titles: list[str]) -> Header:
    """Read the head of the article whose headline is like one of `titles`."""
    wanted = [words for words in map(_words, titles) if words]
    header = Header(heading=_find_heading(tree, index, wanted))
    if header.heading is None:
        return header
    _read_heading(header, wanted)
    _Scan(header).run(header.heading)
    return header


def _find_heading(tree: etree._Element, index: Index, wanted: list[set[str]]) -> etree._Element | None:
    if len(index.headings) == 1 and _likeness(index.headings[0], wanted) > 0.2:
        return index.headings[0]
    headings = index.headings + list(tree.iter("h2", "h3")) if wanted else index.headings
    best, best_score = None, 0.2
    for element in headings:
        score = _likeness(element, wanted) + (0.1 if element.tag == "h1" else 0.0)
        if score > best_score:
            best, best_score = element, score
    if best is None and wanted:
        best = next((box for box in tree.iter(*_BOXES) if _says(box, wanted)), None)
    # Without a title to compare with, a single h1 is the headline; of several none is known to be.
    return best if best is not None or len(index.headings) != 1 else index.headings[0]


def _says(box: etree._Element, wanted: list[set[str]]) -> bool:
    """Whether an element that is no heading has hardly any text but a title, as in pages of tables."""
    text = box.text
    if not text or not 10 < len(text) < 2 * LONGEST_LINE:
        return False
    words = _words(text)
    return any(len(words) > 2 and len(words & title) / len(words | title) > 0.6 for title in wanted)


def _likeness(element: etree._Element, wanted: list[set[str]]) -> float:
    return _nearness(_words(text_of(element)), wanted)


def _nearness(words: set[str], wanted: list[set[str]]) -> float:
    return max((len(words & title) / len(words | title) for title in wanted), default=0.0) if words else 0.0


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _read_heading(header: Header, wanted: list[set[str]]) -> None:
    """Headline and kicker, where the heading has an element for it.

    The kicker is called so, or it stands first and the page's titles are nearer to the headline without it.
    """
    heading = header.heading
    assert heading is not None
    whole = text_of(heading)
    header.title = whole or None
    for child in heading.iter():
        kicker = text_of(child) if child is not heading else ""
        rest = whole.removeprefix(kicker).lstrip(_MARKS)
        if not kicker or not rest or rest == whole:
            continue
        apart = _words(rest)
        nearer = _nearness(apart, wanted) > _nearness(apart | _words(kicker), wanted)
        if meaning_of(child) == "kicker" or (nearer and len(rest) > len(kicker)):
            header.kicker, header.title = kicker.strip(_MARKS) or None, rest
            return


class _Scan:
    """A walk on from the headline and a shorter one back from it."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self.prose = 0
        self.signed_at = 0
        self.opener = ""

    def run(self, heading: etree._Element) -> None:
        """Fill the header, with what stands under the headline first: above it may stand today's date."""
        self.walk(_after(heading), MAX_ELEMENTS)
        self.prose = 0
        self.walk(_before(heading), MAX_ELEMENTS // 4)

    def walk(self, roots: Iterator[etree._Element], limit: int) -> None:
        """Walk elements and what is in them, without recursion, up to the end of the article's head."""
        stack: list[Iterator[etree._Element]] = [roots]
        while stack and limit and self.prose < MAX_PROSE:
            element = next(stack[-1], None)
            if element is None:
                stack.pop()
                continue
            limit -= 1
            if not self.take(element):
                stack.append(iter(element))

    def take(self, element: etree._Element) -> bool:
        """Read one element; False if what is in it is still to be walked."""
        tag = element.tag
        if tag in OUTSIDE:
            return True
        if take_property(element, self.header.microdata):
            return True
        meaning = meaning_of(element)
        if meaning in _FOREIGN or tag == "aside":
            return True
        if tag == "time":
            self.add_time(element)
            return True
        if "author" in (element.get("rel") or "").split() or _PROFILE.search(element.get("href") or ""):
            self.add_byline(line_of(element))
            return True
        if meaning == "byline" and is_quoted(element):
            return True
        if meaning == "byline" or meaning == "date":
            return self.take_labelled(element, meaning)
        if meaning == "kicker" and self.header.kicker is None:
            self.header.kicker = _short(text_of(element))
        return self.take_line(element)

    def take_labelled(self, element: etree._Element, meaning: str) -> bool:
        """Read an element that is named a byline or a date; long ones are boxes with such lines in them."""
        line = line_of(element)
        if len(line) > LONGEST_LINE:
            return False
        for time in element.iter("time"):
            self.add_time(time)
        if meaning == "byline":
            self.add_byline(line)
        self.add_dates(line)
        return True

    def take_line(self, element: etree._Element) -> bool:
        """Read an element that nothing names: a paragraph, a byline or a date by its words."""
        if element.tag != "p" and not _has_own_text(element):
            return not len(element)
        line = line_of(element)
        if len(line) > _PROSE and not _BYLINE.match(line):
            self.prose += element.tag in ("p", "div", "li")
            return True
        for time in element.iter("time"):
            self.add_time(time)
        if self.opener and line:
            line, self.opener = f"{self.opener} {line}", ""
        if _BYLINE.match(line):
            self.add_byline(line)
        self.add_dates(line)
        return element.tag == "p" or not len(element)

    def add_byline(self, line: str) -> None:
        """Note a byline once. A lone `Von` waits for the name in the element after it."""
        bylines = self.header.bylines
        if _OPENER.fullmatch(line):
            self.opener = line
        elif line and line not in bylines and (not bylines or self.prose == self.signed_at):
            # Names after a paragraph that has followed the byline are those of quotes and boxes.
            bylines.append(line)
            self.signed_at = self.prose

    def add_time(self, time: etree._Element) -> None:
        """Note a `time` element: what machines read in it, else its text."""
        text = time.get("datetime") or line_of(time)
        if any(map(str.isdigit, text)):
            (self.header.modified if _is_modified(time) else self.header.times).append(text)

    def add_dates(self, line: str) -> None:
        """Note a line with a date in it, then the part of it that has the date."""
        dates = self.header.dates
        if _CLOCK.fullmatch(line) and dates and not _CLOCK.search(dates[-1]):
            dates.append(f"{dates[-1]}, {line}")
        if _DATE.search(line):
            if _SIGNED.search(line):
                self.add_byline(line)
            parts = [part.strip() for part in re.split(r"[|•·]", line)]
            target = self.header.stands if _STAND.search(line) else self.header.dates
            target += dict.fromkeys([line, *filter(_DATE.search, parts)])


def _is_modified(time: etree._Element) -> bool:
    """Whether class or text in front of a `time` element says that it is of the last change."""
    before = time.getprevious()
    parent = time.getparent()
    text = before.tail or before.text if before is not None else parent.text if parent is not None else None
    names = time.get("class") or ""
    # Many templates call a single date `published updated`.
    named = _MODIFIED.search(names) and "publish" not in names
    return bool(named or _MODIFIED.search(text or ""))


def _has_own_text(element: etree._Element) -> bool:
    text = element.text
    if text and not text.isspace():
        return True
    return any(child.tail and not child.tail.isspace() for child in element)


def _short(text: str) -> str | None:
    return text.strip(_MARKS) or None if len(text) <= _PROSE else None


def _after(element: etree._Element) -> Iterator[etree._Element]:
    """What stands after an element on the page, up to the end of the article it is in."""
    node: etree._Element | None = element
    while node is not None and node.tag not in _ENDS:
        yield from node.itersiblings()
        node = node.getparent()


def _before(element: etree._Element) -> Iterator[etree._Element]:
    """What stands before an element in the article's head, nearest first."""
    node: etree._Element | None = element
    boxes = 0
    while node is not None and node.tag not in _ENDS and boxes < MAX_BOXES:
        yield from node.itersiblings(preceding=True)
        boxes += node.tag not in _INLINE
        node = node.getparent()
