"""Lift sign-offs off the ends of paragraphs: `(ida/dpa)`, `/la/mis`, `dpa/lno`, `Von Ida Roth`."""

from __future__ import annotations

import re
from functools import lru_cache

from newsscraper.draft import Draft
from newsscraper.fields import parse_byline
from newsscraper.fields.names import is_given_name
from newsscraper.fields.organisations import is_organisation
from newsscraper.rules.matcher import QUOTES, ends_sentence
from newsscraper.steps.byline_words import byline_words
from newsscraper.steps.outlets import outlet_key, outlet_names
from newsscraper.steps.shape import last_prose

LONGEST = 160
"""A byline or a sign-off has at most this many characters."""
LONGEST_NAME = 60


def sign_offs(draft: Draft) -> None:
    """Sign-offs in brackets, then those that run on behind the last sentence."""
    _in_brackets(draft)
    _run_ons(draft)


def _in_brackets(draft: Draft) -> None:
    words = byline_words()
    last = last_prose(draft)
    known = _signing_names(draft)
    for index, block in enumerate(draft.blocks):
        text = block.text
        if not text.endswith((")", ").")) or block.part in ("title", "kicker", "lead"):
            continue
        match = words.sign_off.search(text, max(0, len(text) - LONGEST))
        if match is None:
            continue
        inner = words.between_brackets.sub(", ", match["inner"])
        at_end = match["before"].strip() != "" and (
            (index >= last >= 0 and index + 3 > len(draft.blocks))
            # Under an interview follows who was asked.
            or (inner.partition(",")[0] in known and " " in inner.partition(",")[0])
        )
        if not _is_sign_off(inner, text[: match.start("all")], outlet_names(draft), at_end=at_end):
            continue
        sign_off = match["all"]
        note(draft, words.between_brackets.sub(", ", sign_off), "text:sign_off")
        draft.cut(block, text[: match.start("all")].rstrip(), sign_off, "byline", "byline.sign_off")
    draft.drop_empty()


def _run_ons(draft: Draft) -> None:
    """Signatures that run on behind a sentence: `… sagte er. dpa/lno`, in a lead `… bleibt. Von Ida Roth`."""
    last = last_prose(draft)
    known = tuple(name.lower() for name in _signing_names(draft))
    for index, block in enumerate(draft.blocks):
        text = block.text
        if block.kind != "paragraph" or block.part in ("title", "kicker") or text[-1:] in "!?:":
            continue
        if (name := _known_end(text, known)) is not None:
            draft.cut(block, text[: -len(name)].rstrip(), name, "byline", "byline.run_on")
            continue
        if "/" in text[-5:] and (
            slashed := byline_words().slashed.search(text, max(0, len(text) - LONGEST_NAME))
        ):
            note(draft, slashed["all"].strip("/"), "text:sign_off")
            draft.cut(block, text[: slashed.start()].rstrip(), slashed["all"], "byline", "byline.slashed")
            continue
        if text[-1] == "." and not (block.part == "lead" or index < 1 or index >= last):
            continue
        match = byline_words().run_on.search(text, max(0, len(text) - LONGEST_NAME))
        if match is None:
            continue
        if index < last and not match["sign"] and len(text) - len(match["all"]) < LONGEST_NAME:
            continue
        byline = parse_byline(match["all"].removeprefix(match["sign"] or "").rstrip("."))
        if byline.rest or any(author.kind == "organisation" for author in byline.authors):
            continue
        if match["von"]:
            fits = block.part == "lead" or index < 1 or index >= last
            fits = fits and bool(byline.authors) and all(_is_known(author.name) for author in byline.authors)
        else:
            fits = bool(byline.agencies) and all(author.kind == "initials" for author in byline.authors)
        if fits:
            note(draft, match["all"], "text:sign_off")
            draft.cut(block, text[: match.start("all")].rstrip(), match["all"], "byline", "byline.run_on")
    draft.drop_empty()


def _is_sign_off(inner: str, before: str, names: list[str], *, at_end: bool) -> bool:
    """Whether a bracket names who wrote the text: agencies anywhere, people and Kürzel at the text's end.

    `names`: those of the house, beside which a Kürzel may stand: `(hob/rechnerticker)`.
    """
    words = byline_words()
    byline = parse_byline(inner, outlets=names)
    if byline.rest or words.no_sign_off.search(inner):
        return False
    if byline.agencies or words.with_agencies.search(inner):
        return True
    if at_end and inner in words.desks:
        return True
    if not at_end or not byline.authors:
        return False
    outlets = [author for author in byline.authors if author.kind == "organisation"]
    people = [author for author in byline.authors if author.kind != "organisation"]
    if outlets and not people:
        return all(is_organisation(outlet.name) for outlet in outlets)
    if not all(is_house(outlet.name, names) for outlet in outlets):
        return False
    if all(author.kind == "initials" for author in people):
        return all(author.name.islower() for author in people) and not words.no_initials & set(
            re.findall(r"\w+", inner)
        )
    named = [author for author in people if " " in author.name]
    return len(named) > 1 or (len(named) == 1 and before.rstrip()[-1:] not in QUOTES)


def is_house(name: str, names: list[str]) -> bool:
    """Whether an organisation is the house itself or a known outlet."""
    return is_organisation(name) or outlet_key(name) in set(map(outlet_key, names))


def _is_known(name: str) -> bool:
    """Whether a name begins with a common given name."""
    first, _, rest = name.partition(" ")
    return bool(rest) and is_given_name(first)


def known_names(draft: Draft) -> frozenset[str]:
    """The persons that the bylines found so far name in full."""
    return frozenset(name for line in draft.bylines for name in _persons(line))


def _signing_names(draft: Draft) -> frozenset[str]:
    """The persons that bylines or metadata name in full."""
    named = (name for evidence in draft.candidates("authors") for name in _persons(evidence.value))
    return known_names(draft).union(named)


def _known_end(text: str, known: tuple[str, ...]) -> str | None:
    """The name of a known author behind the last sentence: `… spricht von Vernunft. IDA ROTH`."""
    if not known or not text.lower().endswith(known):
        return None
    name = next(text[-len(name) :] for name in known if text.lower().endswith(name))
    return name if ends_sentence(text[: -len(name)].rstrip()) else None


@lru_cache(maxsize=64)
def _persons(line: str) -> tuple[str, ...]:
    authors = parse_byline(line).authors
    return tuple(author.name for author in authors if author.kind == "person" and " " in author.name)


def note(draft: Draft, text: str, source: str) -> None:
    draft.bylines.append(text)
    draft.add_evidence("byline", text, source)
    if moment := parse_byline(text).date:
        value = moment.value if moment.precision == "minute" else moment.value.date()
        draft.add_evidence("date_line", value.isoformat(), "text:sign_off")
