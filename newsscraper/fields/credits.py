"""Image credits: a caption in, its words and its credit out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from newsscraper.rules import load_words

LONGEST_CREDIT = 140
"""A credit has at most this many characters."""


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit and where it stood."""

    text: str
    """Photographer and agency as printed, each named once, without label, sign or brackets."""
    start: int
    """Where the credit's own piece of the text begins, its label and bracket with it."""
    marked: bool
    """Whether a label or © announces it; otherwise only the agency's name tells."""


def find_credit(text: str) -> Credit | None:
    """The credit that a text is or ends with, or None.

    >>> find_credit("Der Hafen von Emden. (Foto: Eva Muster/dpa)").text
    'Eva Muster/dpa'
    >>> find_credit("© imago/Eva Muster | IMAGO/Eva Muster").text
    'imago/Eva Muster'
    >>> find_credit("IMAGO/Eva Muster").marked
    False
    >>> find_credit("Foto und Film gehören zusammen.")
    """
    return _marked(text) or _bare(text)


def tidy_credit(text: str) -> str:
    """A credit as printed, without label, sign, brackets and second mentions."""
    text = _patterns().label.sub("", text.strip(" ()[]|,;–-"))
    parts: list[str] = []
    seen: set[str] = set()
    for part in re.split(r"\s+\|\s+|\|", text):
        part = part.strip(" |,;–-©")
        words = frozenset(re.findall(r"\w+", part.casefold()))
        if part and words and not any(words <= old for old in map(frozenset, _words(parts))):
            parts.append(part)
            seen.add(part)
    text = " | ".join(parts)
    if text.endswith(")") and "(" not in text:
        text = text[:-1]
    if text.endswith(".") and not re.search(r"\b\w\.$", text):
        text = text[:-1]
    return text.strip()


def _words(parts: list[str]) -> list[list[str]]:
    return [re.findall(r"\w+", part.casefold()) for part in parts]


def _marked(text: str) -> Credit | None:
    patterns = _patterns()
    begin = max(0, len(text) - LONGEST_CREDIT - 30)
    last = None
    for match in patterns.mark.finditer(text, begin):
        last = (
            match
            if last is None or not patterns.joined.fullmatch(text, last.start(), match.start())
            else last
        )
    if last is None:
        return None
    body = text[last.end() :]
    if not body.strip(" ()[].|") or len(body) > LONGEST_CREDIT:
        return None
    closed = text[last.start() : last.end()].strip()[:1] in "([" and body.rstrip(" .")[-1:] in ")]"
    sign = "©" in text[last.start() : last.end()]
    if not closed and (patterns.sentence.search(body) or (not sign and not _is_names(body))):
        return None
    credit = tidy_credit(body)
    return Credit(credit, last.start(), marked=True) if credit else None


def _is_names(body: str) -> bool:
    """Whether what follows a label reads like names: a sentence has more words in lower case."""
    small = [word for word in re.findall(r"(?<![\w.])[a-zäöüß]{3,}(?![\w.])", body) if not _patterns().small.fullmatch(word)]
    return len(small) <= 1 or (len(small) == 2 and _patterns().agency.search(body) is not None)


def _bare(text: str) -> Credit | None:
    patterns = _patterns()
    if len(text) <= LONGEST_CREDIT and patterns.bare.fullmatch(text) and patterns.agency.search(text):
        return Credit(tidy_credit(text), 0, marked=False)
    match = patterns.bare_end.search(text, max(0, len(text) - LONGEST_CREDIT))
    if match and patterns.agency.search(match["credit"]):
        return Credit(tidy_credit(match["credit"]), match.start("piece"), marked=False)
    return None


class _Patterns:
    """The words of `rules/credits.toml` as patterns."""

    def __init__(self) -> None:
        words = load_words("credits")

        def options(*names: str) -> str:
            listed = [word for name in names for word in words[name]]
            return "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))

        labels = options("labels")
        self.label = re.compile(rf"^(?:(?:(?:{labels}|{options('sources')})\s*:|©|\(c\))\s*)+", re.IGNORECASE)
        # `Foto:`, `Bild ©`, `©`, `(Foto:`; capital or all capitals, and not inside a word.
        cased = "|".join(
            f"{re.escape(w)}|{re.escape(w.upper())}" for w in sorted(words["labels"], key=len, reverse=True)
        )
        sources = options("sources")
        self.mark = re.compile(
            rf"[\s/|,–(\[-]*(?:(?<![\w])(?:{cased}|bildquelle)\s?(?:[:：]\s?(?:©\s?)?|©\s?)|©\s?|(?<!\w)\([cC]\)\s?|[(\[](?:{sources})\s?:\s?)"
        )
        self.joined = re.compile(rf"[\s(\[/|,–-]*(?:(?:{cased})\s?:?\s?)?(?:©\s?)?.{{0,90}}", re.DOTALL)
        # Words that only a sentence has: then what looks like a label opens a remark.
        self.sentence = re.compile(
            r"[.!?]\s+[A-ZÄÖÜ]\w+\s+\w+\s+\w+|[a-zäöüß]{3,}\s+[a-zäöüß]{3,}\s+[a-zäöüß]{3,}"
        )
        agency = options("agencies")
        self.agency = re.compile(rf"(?<![\w-])(?:{agency})(?![\w-])")
        self.small = re.compile(rf"{agency}|{options('links')}")
        name = rf"(?:[A-ZÄÖÜÉŠŽČ0-9][\w.'’&-]*|(?:{agency}|{options('links')})(?!\w))"
        joint = r"(?:\s?[/|]\s?|\s?,\s|\s|\s[&+–-]\s)"
        self.bare = re.compile(rf"\(?{name}(?:{joint}{name})*+\)?(?:/Archiv)?\.?")
        self.bare_end = re.compile(
            rf"(?:[.!?)»“\"]\s?|\s[|/]\s|\s\()(?P<piece>(?P<credit>{name}(?:\s?{name}){{0,3}}(?:\s?[/|]\s?{name}(?:\s{name}){{0,4}})*+)\)?)\.?\Z"
        )


@cache
def _patterns() -> _Patterns:
    return _Patterns()
