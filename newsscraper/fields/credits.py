"""Image credits: a caption in, its words and its credit out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from newsscraper.fields.agencies import canonical_agency
from newsscraper.fields.names import is_person
from newsscraper.rules import load_words
from newsscraper.rules.prefixes import one_of

LONGEST_CREDIT = 140
"""A credit has at most this many characters."""
SHORT = 40
"""Names without a bar or slash between them are a credit only if they have fewer characters."""
CAPTION = 40
"""Shorter texts with a name behind a slash may be entries of a list."""
LONGEST_LABEL = 40
"""No label has more characters."""
WORDS_OF_LABEL = 3
"""A label with its bracket and sign may be parted by spaces into this many words."""


_WORD = re.compile(r"\w+")
_INITIAL = re.compile(r"\b\w\.$")
_SMALL = re.compile(r"(?<![\w.])[a-zäöüß]{3,}(?![\w.])")
_END = re.compile(r"[.!?)»“\"]")
"""Behind one of these, a caption may be over; behind a bar or slash, too."""


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit and where it stood."""

    text: str
    """Photographer and agency as printed, each named once, without label, sign or brackets."""
    start: int
    """Where the credit's own piece of the text begins, its label and bracket with it."""
    marked: bool
    """Whether a label or © announces it; otherwise only the agency's name tells."""
    source: bool = False
    """Whether the label is `Quelle:`, with which a text may name its own source, too."""


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


def is_caption(text: str) -> bool:
    """Whether a text tells who stands where in a picture: `Ida Roth (l.) und Ole Beck (2.v.r.)`."""
    return "(" in text and _patterns().position.search(text) is not None


def is_caption_label(text: str) -> bool:
    """Whether a line is nothing but the label of a caption, which then stands on the next: `Legende:`."""
    return text.endswith(":") and len(text) <= LONGEST_LABEL and text[:-1] in _patterns().caption_labels


def names_picture_agency(text: str) -> bool:
    """Whether a credit names an agency that sells pictures and writes no news."""
    return any(canonical_agency(match.group()) is None for match in _patterns().agency.finditer(text))


def tidy_credit(text: str) -> str:
    """A credit as printed, without label, sign, brackets and second mentions."""
    text = _unbracketed(text.strip(" []|,;–-"))
    text = _patterns().label.sub("", text)
    parts: list[str] = []
    seen: set[str] = set()
    for part in text.split("|"):
        part = _patterns().label.sub("", part.strip(" |,;–-©"))
        words = frozenset(_WORD.findall(part.casefold()))
        if part and words and not any(words <= old for old in map(frozenset, _words(parts))):
            parts.append(part)
            seen.add(part)
    text = _unbracketed(" | ".join(parts))
    if text.endswith(".") and not _INITIAL.search(text):
        text = text[:-1]
    return text.strip()


def _unbracketed(text: str) -> str:
    """A text without a bracket that has no partner, or that encloses all of it."""
    close = text.find(")")
    if text.startswith("(") and (close in (-1, len(text) - 1) or "(" in text[1:close]):
        text = text[1:]
    if text.endswith(")") and text.count("(") < text.count(")"):
        text = text[:-1]
    return text


def _words(parts: list[str]) -> list[list[str]]:
    return [_WORD.findall(part.casefold()) for part in parts]


def _marked(text: str) -> Credit | None:
    """The credit behind the first label or sign that makes sense of the rest of the text."""
    if not (":" in text or "©" in text or "(c)" in text):
        return None
    begin = max(0, len(text) - LONGEST_CREDIT - 30)
    if text.find("©", begin) < 0 and text.find("(c)", begin) < 0 and not _has_label(text, begin):
        return None
    patterns = _patterns()
    sign = patterns.sign.search(text, begin)
    for match in patterns.mark.finditer(text, _words_before(text, begin, sign.start()) if sign else begin):
        start, label, bracket = match.start(), match["label"], match["bracket"] is not None
        known = patterns.bracketed if bracket or not match.start() else patterns.anywhere
        if label is not None and label.casefold() not in known:
            if "©" not in match.group():
                continue
            start, label = text.index("©", start), None
        if label and text[: match.end("label")].endswith(patterns.no_labels):
            continue
        body = text[match.end() :]
        if not body.strip(" ()[].|") or len(body) > LONGEST_CREDIT:
            continue
        closed = bracket and body.rstrip(" .")[-1:] in (")", "]")
        is_text = (label or body[:1].islower()) and not _is_names(body)
        if not closed and (patterns.sentence.search(body) or is_text):
            continue
        if credit := tidy_credit(body):
            source = label is not None and label.casefold() not in patterns.anywhere
            return Credit(credit, start, marked=True, source=source)
    return None


def _has_label(text: str, begin: int) -> bool:
    """Whether there is a colon with a word before it that announces credits, or with `(C)` somewhere."""
    place = text.find(":", begin)
    if place < 0:
        return False
    if "(C)" in text:
        return True
    labels = _labels()
    while place >= 0:
        before = text[max(0, place - LONGEST_LABEL) : place].rstrip().removesuffix("(s)")
        if before.casefold().endswith(labels):
            return True
        place = text.find(":", place + 1)
    return False


def _words_before(text: str, begin: int, place: int) -> int:
    """Where the last words in front of a sign begin: its label, and a bracket, may be among them."""
    for _ in range(WORDS_OF_LABEL):
        place = text.rfind(" ", begin, place)
        if place < 0:
            return begin
    return place


def _is_names(body: str) -> bool:
    """Whether what follows a label reads like names: a sentence has more words in lower case."""
    small = [
        word for word in _SMALL.findall(_patterns().agency.sub("", body)) if word not in _patterns().small
    ]
    return len(small) <= 1 or (len(small) == 2 and _patterns().agency.search(body) is not None)


def _bare(text: str) -> Credit | None:
    """A credit without label: names of which one is a photo agency, as the whole text or behind a caption."""
    closed = text.endswith(")")
    if not (closed or text[-1:].isalnum()):
        return None
    joined = "/" in text or "|" in text
    if not joined and len(text) >= SHORT and (closed or not _END.search(text, len(text) - LONGEST_CREDIT)):
        return None
    patterns = _patterns()
    if text.isalnum() and text not in patterns.small:
        return None
    agency = patterns.agency.search(text, max(0, len(text) - LONGEST_CREDIT))
    if agency is None:
        return _behind_slash(text) if " / " in text else None
    if (
        len(text) <= LONGEST_CREDIT
        and patterns.bare.fullmatch(text)
        and ("/" in text or "|" in text or len(text) < SHORT)
    ):
        return Credit(tidy_credit(text), 0, marked=False)
    if closed and not text[text.rfind("(") + 1 :].startswith(patterns.signed):
        return None
    ending = patterns.bracket_end if closed else patterns.bare_end
    match = ending.search(text, max(0, len(text) - LONGEST_CREDIT))
    if match and patterns.agency.search(match["credit"]):
        # "… vom 3. Juli. Ida Roth / Pool": the dot of a day ends no sentence, the one behind the month does.
        skipped = patterns.last_word.match(match["credit"])
        start = skipped.end() if skipped else 0
        return Credit(tidy_credit(match["credit"][start:]), match.start("piece") + start, marked=False)
    return None


def _behind_slash(text: str) -> Credit | None:
    """A photographer's name behind a caption that is no sentence: `Die Werft in Emden / Eva Muster`."""
    caption, slash, name = text.rpartition(" / ")
    if not slash or len(caption) < CAPTION or "/" in caption or _patterns().stop.search(caption):
        return None
    return Credit(name, len(caption), marked=False) if is_person(name) and " " in name else None


class _Patterns:
    """The words of `rules/credits.toml` as patterns; those that few texts need are made when one does."""

    def __init__(self) -> None:
        words = load_words("credits")

        def options(*names: str) -> str:
            listed = [word for name in names for word in words[name]]
            return "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))

        self.position = re.compile(rf"\((?:{options('positions')})(?:[ ,:][^()]{{0,25}})?\)")
        self.stop = re.compile(r"[.!?] |[.!?]\Z")
        self.caption_labels = frozenset(words["caption_labels"])
        self.anywhere = frozenset(word.casefold() for word in words["labels"])
        self.bracketed = self.anywhere | {word.casefold() for word in words["sources"]}
        self.no_labels = tuple(words["no_labels"])
        labels = options("labels", "sources")
        self.label = re.compile(rf"^(?:(?:(?:{labels})\s*[:©]|\s*©|\(c\))\s*)+", re.IGNORECASE)
        self.sign = re.compile(r"[:©]|\([cC]\)")
        self.mark = re.compile(
            r"(?P<bracket>[(\[]\s?)?(?:(?<![\w-])(?P<label>[^\W\d_][\w/-]*+)(?:\(s\))?\s?(?::\s?(?:©\s?)?|©\s?)|(?:©|\([cC]\))\s?)"
        )
        # Words that only a sentence has: then what looks like a label opens a remark.
        self.sentence = re.compile(
            r"[.!?]\s+[A-ZÄÖÜ]\w+\s+\w+\s+\w+|[a-zäöüß]{3,}\s+[a-zäöüß]{3,}\s+[a-zäöüß]{3,}"
        )
        agency = one_of(words["agencies"])
        initials = "".join(sorted({re.escape(name[0]) for name in words["agencies"]}))
        self.agency = re.compile(rf"(?=[{initials}])(?<![\w-]){agency}(?![\w-])")
        self.last_word = re.compile(r"[A-ZÄÖÜ]?[\wäöüß]{3,}\.(?=[\s|])")
        self.small = frozenset(words["agencies"] + words["links"])
        capital = r"[A-ZÄÖÜÉŠŽČ0-9][\w.'’&-]*"
        parts = {part for word in self.small for part in word.split(" ")}
        others = [part for part in parts if not re.fullmatch(capital, part)]
        self.signed = tuple(f"{name} / " for name in words["agencies"])
        """How what stands in a bracket behind a caption begins, if that is a credit."""
        self._name = rf"(?:{capital}|{one_of(others)}(?!\w))"

    @cached_property
    def bare(self) -> re.Pattern[str]:
        """Nothing but names."""
        joint = r"(?:\s?[/|]\s?|\s?,\s|\s|\s[&+–-]\s)"
        return re.compile(rf"\(?{self._name}(?:{joint}{self._name})*+\)?(?:/Archiv)?\.?")

    # Behind a caption: after its end or a bar, or in a bracket with the agency first. A bracket with the
    # name first, or with agencies alone, signs a text.

    @cached_property
    def bare_end(self) -> re.Pattern[str]:
        """Names behind a caption."""
        name = self._name
        signed = rf"(?P<credit>{name}(?:\s?{name}){{0,3}}(?:\s?[/|]\s?{name}(?:\s{name}){{0,4}})*+)"
        return re.compile(rf"(?:[.!?)»“\"]\s?|\s[|/]\s)(?P<piece>{signed})\Z")

    @cached_property
    def bracket_end(self) -> re.Pattern[str]:
        """An agency (see `signed`) and names in a bracket behind a caption."""
        names = rf"{self._name}(?:[\s-]{self._name}){{1,4}}"
        return re.compile(rf"\s(?P<piece>\((?P<credit>[^()/]+ / {names})\))\Z")


@cache
def _labels() -> tuple[str, ...]:
    """How what stands before the colon of a label ends."""
    words = load_words("credits")
    return tuple({word.casefold() for name in ("labels", "sources") for word in words[name]})


@cache
def _patterns() -> _Patterns:
    return _Patterns()
