"""What the page shows around its headline: kicker, byline and dates.

Only what stands next to the headline counts: a name or date further down belongs to a teaser, a comment or
the footer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from newsscraper.fields.agencies import canonical_agency
from newsscraper.fields.dates import is_date_line
from newsscraper.readers.around import MAX_BOXES, after, before, has_own_text, opening
from newsscraper.readers.date_lines import date_parts, has_date, has_moment, is_clock, lacks_clock, says_age
from newsscraper.readers.heading import find_heading
from newsscraper.readers.hints import attributes_of
from newsscraper.readers.index import Index, squeeze, text_of
from newsscraper.readers.likeness import nearness, words_of, words_of_all
from newsscraper.readers.lines import (
    LONGEST_LINE,
    OUTSIDE,
    PROPERTIES,
    any_of,
    heading_of,
    is_modified,
    is_profile,
    is_quoted,
    line_of,
    meaning_by,
    meaning_of,
    opens_teasers,
    take_property,
)
from newsscraper.readers.replies import opens_replies
from newsscraper.readers.signatures import BYLINE, OPENER, OPENING, signature_in

MAX_ELEMENTS = 400
"""Elements looked at after the headline; before it a quarter of them."""

MAX_NAMED = 40
"""Elements looked at in a toolbar."""

MAX_PROSE = 3
"""Paragraphs of running text after which the article's head has ended; the first ones may be its lead."""

_PROSE = 100
_FOREIGN = frozenset({
    "related", "comment", "ad", "share", "promo", "navigation", "player", "consent", "caption", "credit",
    "hidden",
})  # fmt: skip
_PROSE_TAGS = frozenset({"p", "div", "li"})
_RANKS = frozenset({"h2", "h3", "h4", "h5"})
_FRAMES = frozenset({"share", "navigation", "hidden"})
"""Of these, boxes that may hold the article's date or byline under its headline, where they name it so."""
_MISNAMED = frozenset({"credit", "related"})
"""Of these, what in the article's head may be its byline and its dates: `teaser-info`, `credits`."""
_MARKS = " :-–|/"
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:T|$)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PUBLISHED = re.compile(rf"{any_of('published')}", re.IGNORECASE)


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
    wanted = words_of_all(titles)
    header = Header(heading=find_heading(tree, index, wanted))
    if header.heading is None:
        return header
    _read_heading(header, wanted, titles)
    if header.title and header.heading.get("itemprop") == "headline":
        header.microdata["headline"] = [header.title]
    _Scan(header).run(header.heading)
    return header


def _read_heading(header: Header, wanted: list[set[str]], titles: list[str]) -> None:
    """Headline and kicker, where the heading has an element for it.

    The kicker is called so, or it stands first and the page's titles are nearer to the headline without it,
    or part it off by a colon or dash where the headline itself does not.
    """
    heading = header.heading
    assert heading is not None
    whole = heading_of(heading)
    header.title = whole or None
    for child in heading.iter():
        kicker = heading_of(child) if child is not heading else ""
        rest = whole.removeprefix(kicker).lstrip(_MARKS)
        if not kicker or not rest or rest == whole:
            continue
        apart = words_of(rest)
        nearer = nearness(apart, wanted) > nearness(apart | words_of(kicker), wanted)
        marks = tuple(kicker + mark for mark in (": ", " - ", " – "))
        parted = whole[len(kicker)] != ":" and any(title.startswith(marks) for title in titles)
        if meaning_of(child) == "kicker" or ((nearer or parted) and len(rest) > len(kicker)):
            header.kicker, header.title = _short(kicker), rest
            return


class _Scan:
    """A walk on from the headline and a shorter one back from it."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self.prose = 0
        self.signed_at = 0
        self.opener = ""
        self.below = True
        self.loose = False
        self.foreign = _FOREIGN

    def run(self, heading: etree._Element) -> None:
        """Fill the header, with what stands under the headline first: above it may stand today's date."""
        # What the headline's own boxes are called says nothing about those beside it.
        self.foreign = _FOREIGN.difference(map(meaning_of, islice(heading.iterancestors(), MAX_BOXES)))
        self.walk(after(heading), MAX_ELEMENTS)
        self.prose, self.below = 0, False
        self.walk(before(heading), MAX_ELEMENTS // 4)

    def walk(self, roots: Iterator[etree._Element], limit: int) -> None:
        """Walk elements and what is in them, without recursion, up to the end of the article's head."""
        stack: list[Iterator[etree._Element]] = [roots]
        while stack and limit and self.prose < MAX_PROSE:
            element = next(stack[-1], None)
            if element is None:
                stack.pop()
                continue
            limit -= 1
            self.loose = False
            if self.below and element.tag in _RANKS and opens_teasers(element):
                stack.pop()
            elif not self.take(element):
                stack.append(opening(element) if self.loose else iter(element))

    def take(self, element: etree._Element) -> bool:
        """Read one element; False if what is in it is still to be walked."""
        tag = element.tag
        if tag in OUTSIDE:
            if tag == "figure" and self.below:
                self.take_portrait(element)
            # Drupal puts the byline into a `footer` above the text.
            return tag != "footer" or not self.below or self.prose > 0 or len(text_of(element)) > LONGEST_LINE
        attributes = attributes_of(element)
        if not PROPERTIES.isdisjoint(attributes) and take_property(element, self.header.microdata):
            # Drupal's property of the date encloses the byline: `Verfasst von A am 3. Mai 2012`.
            if BYLINE.match(line := line_of(element)) and has_date(line):
                self.add_byline(line)
            return True
        meaning = meaning_by(attributes)
        if meaning in self.foreign or tag == "aside":
            if meaning in _FRAMES and (self.below or meaning == "share"):
                self.take_named(element)
            elif self.below and meaning == "related" and not self.prose and is_lead(element):
                return False
            elif self.below and meaning in _MISNAMED and self.prose < 2:
                self.take_misnamed(element)
            elif self.below and tag == "aside":
                if meaning not in self.foreign and len(text_of(element)) <= LONGEST_LINE:
                    return False  # a few words beside the lead are the article's own
                if not self.prose:
                    self.take_publication(element)
            return True
        if tag == "time":
            self.add_time(element)
            return True
        if self.below and tag in _RANKS and opens_replies(heading_of(element)):
            self.prose = MAX_PROSE
            return True
        if tag == "abbr":
            self.add_abbreviation(element)
        if is_profile(element, attributes):
            self.add_byline(line_of(element))
            return True
        if meaning == "byline" and is_quoted(element):
            return True
        if meaning == "byline" or meaning == "date":
            return self.take_labelled(element, meaning)
        if meaning == "kicker" and self.header.kicker is None:
            self.header.kicker = _short(heading_of(element))
        return self.take_line(element)

    def take_labelled(self, element: etree._Element, meaning: str) -> bool:
        """Read an element that is named a byline or a date; long ones are boxes with such lines in them."""
        line = line_of(element)
        if len(line) > LONGEST_LINE:
            return False
        dated = meaning == "date"
        self.take_inner(element, linked=dated, signed=dated)
        if dated:
            self.add_abbreviation(element)
        else:
            self.add_byline(line)
        self.add_dates(line)
        return True

    def take_portrait(self, figure: etree._Element) -> None:
        """Read a link to the author in a figure, and the date behind it: the picture is the author's."""
        signed = False
        for element in islice(figure.iter("a", "address", "time"), MAX_NAMED):
            if element.tag == "time" and signed:
                self.add_time(element)
            elif element.tag == "address" or is_profile(element, attributes_of(element)):
                signed = True
                self.add_byline(line_of(element))

    def take_named(self, box: etree._Element) -> None:
        """Read what a toolbar or a hidden box names as date or byline, and the time of day in a toolbar."""
        for element in islice(box.iter("time", "span", "div", "p", "li", "a"), MAX_NAMED):
            if element.tag == "time":
                self.add_time(element)
            elif not take_property(element, self.header.microdata):
                meaning = meaning_of(element)
                early = self.below and not self.prose and not len(element)
                if meaning == "date" or ((early or meaning == "hidden") and is_date_line(line_of(element))):
                    self.add_dates(line_of(element))
                elif is_clock(clock := squeeze(element.text or "")):
                    self.add_dates(clock)
                elif meaning == "byline":
                    self.take_labelled(element, meaning)

    def take_misnamed(self, box: etree._Element) -> None:
        """Read a box of one short line that is nothing but a byline or a date."""
        line = line_of(box)
        if len(line) <= LONGEST_LINE and (BYLINE.match(line) or is_date_line(line)):
            self.take_labelled(box, "byline" if BYLINE.match(line) else "date")

    def take_publication(self, box: etree._Element) -> None:
        """Read what a box beside the headline says of the publication by name; other dates are of teasers."""
        for element in islice(box.iter("time", "span", "div", "p", "li"), MAX_NAMED):
            if _PUBLISHED.search(element.get("class") or "") and is_date_line(line := line_of(element)):
                self.add_dates(line)
                return

    def take_inner(self, element: etree._Element, *, linked: bool, signed: bool) -> None:
        """Read the dates for machines inside a line.

        If it is `linked`, links to authors as well, and if it is `signed`, what is named a byline.
        """
        for inner in element.iterdescendants():
            if inner.tag == "time":
                self.add_time(inner)
            elif inner.tag in ("abbr", "span") and inner.get("title"):
                self.add_abbreviation(inner)
            elif linked:
                attributes = attributes_of(inner)
                if is_profile(inner, attributes) or (signed and meaning_by(attributes) == "byline"):
                    self.add_byline(line_of(inner))

    def take_line(self, element: etree._Element) -> bool:
        """Read an element that nothing names: a paragraph, a byline or a date by its words."""
        if element.tag != "p" and not has_own_text(element):
            return not len(element)
        start = squeeze(element.text or "")
        prose = len(start) > _PROSE and not OPENING.match(start)
        line = start if prose or not len(element) else line_of(element)
        if prose or (len(line) > _PROSE and not BYLINE.match(line)):
            self.prose += element.tag in _PROSE_TAGS
            self.loose = True
            return element.tag == "p" or not len(element)
        signed = has_date(line)
        self.take_inner(element, linked=not BYLINE.match(line), signed=signed)
        if self.opener and line:
            line, self.opener = f"{self.opener} {line}", ""
        if OPENER.fullmatch(line) and (element.tail or "").strip():
            return True  # the name stands behind it, in the line around both
        if BYLINE.match(line) or canonical_agency(line):
            self.add_byline(line)
        self.add_dates(line)
        return element.tag == "p" or not len(element)

    def add_byline(self, line: str) -> None:
        """Note a byline once. A lone `Von` waits for the name in the element after it."""
        bylines = self.header.bylines
        if OPENER.fullmatch(line):
            self.opener = line
        elif line and line not in bylines and (not bylines or self.prose == self.signed_at):
            # Names after a paragraph that has followed the byline are those of quotes and boxes.
            bylines.append(line)
            self.signed_at = self.prose

    def add_time(self, time: etree._Element) -> None:
        """Note a `time` element: what machines read in it, else its text."""
        text = time.get("datetime") or line_of(time)
        if any(map(str.isdigit, text)):
            changed = is_modified(time)
            (self.header.modified if changed else self.header.times).append(text)
            # Some templates give machines the day alone, and readers the minute.
            if not changed and _DAY.fullmatch(text) and has_moment(line := line_of(time)):
                self.add_dates(line)

    def add_abbreviation(self, element: etree._Element) -> None:
        """Note a date as microformats write it: `<abbr class="published" title="2011-05-09T21:36Z">`."""
        title = element.get("title") or ""
        if _ISO.match(title):
            names = (element.get("class") or "").split()
            changed = "updated" in names and "published" not in names
            (self.header.modified if changed else self.header.times).append(title)

    def add_dates(self, line: str) -> None:
        """Note a line with a date in it, then the part of it that has the date."""
        dates = self.header.dates
        if dates and is_clock(line) and lacks_clock(dates[-1]):
            dates.append(f"{dates[-1]}, {line}")
        if has_date(line):
            if signature := signature_in(line):
                self.add_byline(signature)
            target = self.header.stands if says_age(line) else self.header.dates
            target += date_parts(line, signed=signature is not None)


def is_lead(element: etree._Element) -> bool:
    """Whether an element that is called a teaser opens with running text, as the lead does."""
    return len(squeeze(element.text or "")) > _PROSE


def _short(text: str) -> str | None:
    """A kicker: of a path (`Start / Politik / Inland`) the last step, of a long text nothing."""
    if text.count(" / ") > 1:
        text = text.rpartition(" / ")[2]
    return text.strip(_MARKS) or None if len(text) <= _PROSE else None
