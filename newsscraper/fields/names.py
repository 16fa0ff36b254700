"""Names of persons: how to tell them, and how to write them."""

from __future__ import annotations

import re
from functools import cache

from newsscraper.fields.vocabulary import fold, lower, plain
from newsscraper.rules import load_words

_LETTER = r"[^\W\d_]"
_WORD = re.compile(rf"(?:{_LETTER}\.-?)+|(?:[dlDLOo]['’´`])?{_LETTER}+\.?(?:['’´`\-‐]{_LETTER}+)*")
_RUN_ON_TITLE = re.compile(r"\b(?:Dr|Prof|Mag)\.(?=[^\W\d_a-zäöü])")
_NICKNAME = "\"'„“”‚‘’»«"
"""Quotes around a name in the middle."""
_CHUNK = re.compile(r"[^\W\d_]+")
_MIXED = re.compile(r"(Mc|Mac|De|Di|Du|La|Le|Van|Von)([A-ZÄÖÜ]{3,})")
_ROMAN = re.compile(r"I{2,3}|IV|VI{2,3}")
"""Numbers behind a name; V, VI, X and XI are surnames as well."""
_INITIALS = re.compile(
    r"[a-zäöüß]{2,5}\.?|[a-zäöüß]{1,3}[A-ZÄÖÜ][a-zäöüß]{0,2}|[A-ZÄÖÜ][a-zäöü]?\.[- ]?(?:[A-ZÄÖÜ]\.)+"
)
_PARTICLE_PREFIX = re.compile(r"(?:[a-z]{2}-|[dl]['’])[A-ZÀ-ÖØ-Þ]")


def natural_name(text: str) -> str:
    """A person's name without titles and degrees and in normal case; other words stay as printed.

    Particles keep their small letter. Words in capitals become normal (AFP prints surnames so).

    >>> natural_name("Prof. Dr. KARL VON DER O'HARE-MCNEIL, MBA")
    "Karl von der O'Hare-McNeil"
    """
    return _natural(_bare_words(plain(text)), shouted=text.upper() == text)


def name_of_person(text: str) -> str | None:
    """The `natural_name` of what `is_person`, or None. `text` has single spaces."""
    words = _bare_words(text)
    return _natural(words, shouted=text.upper() == text) if _are_name(words) else None


def _natural(words: list[str], *, shouted: bool) -> str:
    last = len(words) - 1
    return " ".join(_natural_word(word, i == last, shouted) for i, word in enumerate(words))


def strip_titles(text: str) -> str:
    """A name without academic titles in front (`Prof. Dr. med.`) and degrees behind (`, MBA`, `(FH)`)."""
    return " ".join(_bare_words(text))


def _bare_words(text: str) -> list[str]:
    """The words of a name without titles and degrees."""
    lists = _lists()
    if "." in text:
        text = _RUN_ON_TITLE.sub(r"\g<0> ", text)
    words = text.split(" ")
    first = 0
    while first < len(words) - 1 and _is_title(words[first], lists["title_parts" if first else "titles"]):
        first += 1
    words = words[first:]
    while len(words) > 2 and is_degree(words[-1]):
        words.pop()
    words[-1] = words[-1].rstrip(",")
    return words


def is_person(text: str) -> bool:
    """Whether a text is built like a person's name: two to six words with capitals, particles between.

    Titles are allowed. What the words mean is not looked at, but for those that no name has
    (`rules/names.toml`); ask `organisations.is_organisation` first.
    """
    return _are_name(_bare_words(text))


def _are_name(words: list[str]) -> bool:
    lists = _lists()
    if not 2 <= len(words) <= 7:
        return False
    names = 0
    for index, word in enumerate(words):
        word = word.strip(_NICKNAME) if index else word
        if not _WORD.fullmatch(word):
            return False
        folded = word.casefold().rstrip(".")
        if index >= 2 and index == len(words) - 1 and folded in lists["suffixes"]:
            continue
        if folded in lists["particles"] and (word.islower() or (word.isupper() and word.isalpha())):
            if index == len(words) - 1:
                return False
        elif word[0].isupper() or _PARTICLE_PREFIX.match(word):
            if folded in lists["not_names"] and not (index and len(word.rstrip(".")) == 2):
                return False
            names += 1
        elif not (word[0].isalpha() and not word[0].islower()):
            return False
    return names >= 2 or (names == 1 and words[0].casefold() in lists["openers"])


def is_common_word(text: str) -> bool:
    """Whether a capital word is none that a name begins with: `Die`, `Interview`."""
    return text.casefold() in _lists()["not_names"]


def is_given_name(text: str) -> bool:
    """Whether a lone word is a common given name."""
    return text.casefold() in _lists()["given"]


def is_initials(text: str) -> bool:
    """Whether a text is built like a Kürzel: `kry`, `aHe`, `M. S.`; words that name nobody are none."""
    return _INITIALS.fullmatch(text) is not None and not is_noise(text)


def is_noise(text: str) -> bool:
    """Whether a text stands in bylines and names nobody: `red`, `mit`."""
    return fold(text).rstrip(".") in _noise()


def is_degree(word: str) -> bool:
    """Whether a word is an academic degree that stands behind names: `MBA`, `(FH)`."""
    return word.strip("().,") in _degrees()


def _is_title(word: str, titles: frozenset[str]) -> bool:
    bare = word.rstrip(".,")
    return bare in titles or (bare.isupper() and bare.casefold() in map(str.casefold, titles))


def _natural_word(word: str, is_last: bool, shouted: bool) -> str:
    """A word of a name in normal case, if it is printed in capitals."""
    if word[1:].islower():
        return word
    letters = "".join(_CHUNK.findall(word)).replace("ß", "")
    if len(letters) < 2 or not letters.isupper():
        return _mixed_surname(word)
    if word.casefold() in _lists()["lowered"] and not is_last:
        return word.lower()
    if "." in word or (is_last and _ROMAN.fullmatch(word)):
        return word
    if len(letters) == 2 and not is_last and not shouted:
        return word  # TJ, AJ: a given name in initials
    return _small_article(_CHUNK.sub(_capitalise, word))


def _mixed_surname(word: str) -> str:
    """`McCARTHY`, `O'NEILL`, `MacDONALD`: a small part in normal case, the rest in capitals."""
    if match := _MIXED.fullmatch(word):
        return match[1] + match[2].capitalize()
    return word


def _capitalise(match: re.Match[str]) -> str:
    chunk = match[0]
    if chunk.startswith("MC") and len(chunk) > 3:
        return "Mc" + chunk[2] + lower(chunk[3:])
    if match.start() and match.string[match.start() - 1] in "'’´`" and len(chunk) == 1:
        return chunk.lower()
    return chunk[0] + lower(chunk[1:])


def _small_article(word: str) -> str:
    """`Al-Sisi` was printed AL-SISI: the article is small there."""
    return "al" + word[2:] if word.startswith("Al-") else word


@cache
def _lists() -> dict[str, frozenset[str]]:
    """The word lists; those where case does not matter in small letters."""
    rules = load_words("names")
    folded = ("particles", "openers", "lowered", "not_names", "given", "suffixes")
    lists = {name: frozenset(map(str.casefold, rules[name])) for name in folded}
    titles, parts = frozenset(rules["titles"]), frozenset(rules["title_parts"])
    return lists | {"titles": titles, "title_parts": titles | parts}


@cache
def _degrees() -> frozenset[str]:
    return frozenset(load_words("names")["degrees"])


@cache
def _noise() -> frozenset[str]:
    return frozenset(map(fold, load_words("bylines")["noise"]))
