"""A caption and its credit, apart: in texts beside a picture, and in its alternative text."""

from __future__ import annotations

import re
from functools import cache

from newsscraper.fields.credits import find_credit, tidy_credit
from newsscraper.fields.names import is_person
from newsscraper.readers.choice import Choice
from newsscraper.rules import load_words
from newsscraper.rules.matcher import ends_sentence

LONGEST_CREDIT = 80
"""Characters of a credit that stands in an element of its own, with nothing to name it."""

_MAY_CREDIT = re.compile(r"[|©/(:]")
"""One of these signs stands before every credit in an alternative text; looking for them is cheap."""

_SIGNED = re.compile(r"(?<=\S)\s+(?:/\s+((?:[A-ZÄÖÜ][\w.'’/-]*[\s/]*){1,5})|\|\s+([^|.!?]{2,60}))$")
_BRACKETED = re.compile(r"\s\(([^()]{2,60} [-–/|] [A-ZÄÖÜ][^()]{2,60})\)$")
"""A credit in brackets at the end of a caption names source and photographer: `(Funk - A. Muster)`."""
_STOPPED = re.compile(
    r"[.!?»“\"]\s+(?:\(([^()]{5,60})\)|[-–—]\s([^.!?()]{3,60})|([^\W\d_][\w.-]{1,20}\s?/[^/()]{5,40}))$"
)
"""What stands behind a caption's last sentence: in brackets, behind a stroke, or as `WZ/Ida Roth`."""
_NAMED = re.compile(
    r"(?:^|[.!?»“\"]\s+)(?P<credit>(?P<name>[A-ZÄÖÜ][\w.'’-]+(?: [\w.'’-]+){1,3}) ?/ ?[A-ZÄÖÜ][\w .-]{1,20})$"
)
"""Behind the last sentence, or alone, photographer and house: `Ida Roth / WZ`."""
_LICENSED = re.compile(
    r"\s(?:[-–—] )?CC[ -]?(?:BY|0)[-A-Z]*(?: \d\.\d)?,?\s(?:via |by |von )?([^.!?()]{2,60})$"
)
"""The source behind its free licence: `CC-BY-SA 4.0 Ida Roth`."""
_MARKED = re.compile(r"\W?(?:©|[A-ZÄÖÜ][\w/-]+ ?:)")
"""So begins a credit that says what it is; looking for that is cheap."""


def may_credit(text: str) -> bool:
    """Whether a sign that stands before every credit is in an alternative text at all."""
    return _MAY_CREDIT.search(text) is not None


def is_credit(choice: Choice) -> bool:
    """Whether a text beside a picture is its credit: the markup or the text itself says so.

    What the markup says does not hold for a sentence.
    """
    text = choice.piece.text
    if choice.part == "caption":
        if len(text) > LONGEST_CREDIT or not _MARKED.match(text):
            return False
        credit = find_credit(text)
        return credit is not None and credit.marked and not credit.start
    return not (ends_sentence(text) and text.count(" ") > 2 and not find_credit(text))


def tidy_caption(text: str) -> str:
    """A caption without its label and the button that enlarges the picture, and apart from its credit."""
    text = enlarge().sub(" ", text).strip()
    if ":" in text:
        text = caption_label().sub("", glued_credit().sub(" ", text))
    return text


@cache
def caption_label() -> re.Pattern[str]:
    """A label in front of a caption, for those who do not see the picture: `Legende:`."""
    return re.compile(rf"^(?:{'|'.join(load_words('credits')['caption_labels'])})\s*:\s*")


def is_photographer(text: str) -> bool:
    """Whether what stands behind a caption names a photographer, alone or behind a house, or an agency."""
    return is_person(text.rpartition("/")[2].strip()) or find_credit(text) is not None


@cache
def unmarked_label() -> re.Pattern[str]:
    """A credit that ends a caption behind a label without a colon, as in Switzerland: `Bild Anna Muster`."""
    names = r"(?:[A-ZÄÖÜ][\w.'’-]*[\s/]*){1,5}"
    return re.compile(rf"(?<=[.!?»“\"])\s+(?:{'|'.join(load_words('credits')['labels'])})\s+({names})$")


@cache
def enlarge() -> re.Pattern[str]:
    """The button of a picture, and what it says: `Bild vergrößern`."""
    return re.compile(rf"(?:{'|'.join(load_words('credits')['enlarge'])})\b")


@cache
def glued_credit() -> re.Pattern[str]:
    """Where style alone parts a caption from the label of the credit behind it: `Am HafenFoto: Ida Roth`."""
    labels = "|".join(map(re.escape, load_words("credits")["labels"]))
    return re.compile(rf"(?<=[a-zäöüß.!?“»\")])(?=(?:{labels}) ?: ?\S)")


@cache
def named_source() -> re.Pattern[str]:
    """A credit that ends a caption behind `Quelle:`; elsewhere, a text names its own source so."""
    return re.compile(rf"(?:^|\s)(?:{'|'.join(load_words('credits')['sources'])})\s?:\s?([^:]{{2,100}})$")


def split_caption(text: str) -> tuple[str, str | None]:
    """A caption without its credit, and the credit; in a caption a name after a stroke is one."""
    if match := named_source().search(text):
        return text[: match.start()].rstrip(), tidy_credit(match[1])
    found = find_credit(text)
    if found and (found.marked or found.start):
        return text[: found.start].rstrip(), found.text
    if (match := _NAMED.search(text)) and is_person(match["name"]):
        return text[: match.start("credit")].rstrip(), tidy_credit(match["credit"])
    if match := _LICENSED.search(text):
        return text[: match.start()], tidy_credit(match[1])
    if match := _SIGNED.search(text):
        return text[: match.start()].rstrip(), tidy_credit(match[1] or match[2])
    if match := _BRACKETED.search(text):
        return text[: match.start()], tidy_credit(match[1])
    if (match := _STOPPED.search(text)) and is_photographer(behind := match[match.lastindex or 0]):
        return text[: match.start() + 1], tidy_credit(behind)
    if match := unmarked_label().search(text):
        return text[: match.start()], tidy_credit(match[1])
    return ("", found.text) if found else (text, None)
