"""Lift bylines and sign-offs out of the text: they go to `Draft.bylines` and the evidence `byline`."""

from __future__ import annotations

import re
from collections.abc import Collection

from newsscraper.draft import Draft, DraftBlock
from newsscraper.fields import parse_byline
from newsscraper.fields.agencies import canonical_agency
from newsscraper.fields.names import is_person
from newsscraper.fields.organisations import is_organisation
from newsscraper.rules.matcher import ends_sentence
from newsscraper.steps.byline_words import byline_words
from newsscraper.steps.outlets import outlet_key, outlet_names
from newsscraper.steps.shape import last_prose, top_end
from newsscraper.steps.sign_offs import LONGEST, LONGEST_NAME, is_house, known_names, note, sign_offs

_MAIL = re.compile(r"\s*[\w.+-]+@[\w-]+(?:\.[\w-]+)+$")
BIO, GLUED = "disclaimer.bio", "byline.glued"
"""Rules of lines that say who somebody is: under a name or near the head, and glued to a name."""


def bylines(draft: Draft) -> None:
    """Sign-offs at the end of a paragraph, in brackets and without, then lines that name the author."""
    sign_offs(draft)
    _boxes(draft)
    _lines(draft)
    if draft.medium == "html":
        _last_line(draft)


def _signs(text: str, draft: Draft, known: Collection[str]) -> bool:
    """Whether a line under the text says who made it, or where it was printed, without a person's name."""
    return _is_edition(text, draft) or _is_house_line(text, draft) or _signs_for_house(text, draft, known)


def _signs_for_house(text: str, draft: Draft, known: Collection[str]) -> bool:
    """Whether a line under the text names only the house, its desk and agencies: `red, Talbote/Agenturen`.

    A known author may stand in front, and behind a © the Kürzel of who wrote: `© dpa/hob/talbote.example`.
    """
    if len(text) > LONGEST_NAME or text.endswith("."):
        return False
    words = byline_words()
    houses = words.signers.union(map(outlet_key, outlet_names(draft)))
    owned = text.startswith("©")
    parts = re.split(r", | ?/ ?| und ", text.strip("()© "))
    if parts[0] in known:
        del parts[0]
    signed = [outlet_key(part) in houses or canonical_agency(part) is not None for part in parts]
    return any(signed) and all(
        sign or is_organisation(part) or (owned and words.initials.fullmatch(part) is not None)
        for sign, part in zip(signed, parts, strict=True)
    )


def _is_edition(text: str, draft: Draft) -> bool:
    """Whether a line under a text names the printed paper and its day: `DIE ZEIT, 13.03.2008 Nr. 12`."""
    if not byline_words().dated.search(text):
        return False
    names = outlet_names(draft)
    byline = parse_byline(text, outlets=names)
    if byline.date is None:
        return False
    if byline.rest:
        return len(byline.rest) == 1 and byline_words().numbered.search(text) is not None
    return any(author.kind == "organisation" for author in byline.authors) and all(
        is_house(author.name, names) if author.kind == "organisation" else " " in author.name
        for author in byline.authors
    )


def _is_house_line(text: str, draft: Draft) -> bool:
    """Whether a line under a text is the house with the Kürzel of who wrote: `MDR (dst)`."""
    if len(text) > LONGEST_NAME or not text.endswith(")"):
        return False
    byline = parse_byline(text, outlets=(names := outlet_names(draft)))
    kinds = {author.kind for author in byline.authors}
    return (
        not byline.rest
        and kinds == {"organisation", "initials"}
        and all(
            is_house(author.name, names) if author.kind == "organisation" else author.name.islower()
            for author in byline.authors
        )
    )


def _boxes(draft: Draft) -> None:
    """A name over or glued to the line that says who that is: `Redakteur im Ressort Hafen, zuständig …`."""
    gone: list[DraftBlock] = []
    for index, block in enumerate(draft.blocks):
        if not block.fitting:
            continue
        rules = {rule.name for rule in block.fitting}
        above = draft.blocks[index - 1] if index else block
        match = byline_words().glued.match(block.text) if GLUED in rules else None
        if match is not None and is_person(match[0]):
            note(draft, match[0], "text:byline")
            gone.append(block)
        elif BIO in rules and len(above.text) <= LONGEST_NAME and is_person(above.text):
            note(draft, above.text, "text:byline")
            gone += [above, block]
    draft.remove(gone, "byline", "byline.box")


def _lines(draft: Draft) -> None:
    blocks = draft.blocks
    top, last = top_end(draft), last_prose(draft)
    words = byline_words()
    known = known_names(draft)
    dated = {removal.position for removal in draft.removed if removal.kind == "date"}
    gone: list[DraftBlock] = []
    announced = False
    for index, block in enumerate(blocks):
        text = block.text
        if index and len(text) <= LONGEST_NAME and text in known:
            gone.append(block)  # the author's box says the name again
            announced = False
            continue
        if text.startswith("Mit ") and (match := words.wires.fullmatch(text)):
            draft.bylines.append(text)
            agencies = parse_byline(match["names"]).agencies  # what else stands there is no author
            draft.add_evidence("byline", ", ".join(agencies), "text:sign_off")
            gone.append(block)
            announced = False
            continue
        if top <= index <= last:
            announced = False
            if len(text) <= LONGEST and words.alone.fullmatch(text) and _is_line(text):
                note(draft, text, "text:sign_off")
                gone.append(block)
            continue
        if block.part in ("title", "kicker", "lead") or len(text) > LONGEST:
            announced = False
        elif announced and len(text) <= LONGEST_NAME and _names(text):
            note(draft, text, "text:byline")
            gone.append(block)
            announced = False
        else:
            announced = words.announces.fullmatch(text) is not None
            if announced:
                gone.append(block)
            elif (
                "byline" not in block.spared
                and (_is_line(text) or (index > last and _signs(text, draft, known)))
            ) or (0 < index < top and dated & {block.position - 1, block.position + 1} and _is_name(text)):
                note(draft, text, "text:sign_off" if index > last else "text:byline")
                gone.append(block)
            else:
                block.spared += ("byline",)
    draft.remove(gone, "byline", "byline.line")


def _last_line(draft: Draft) -> None:
    """A page's last line that is a person's name or Kürzel under the end of a sentence signs the article.

    The address for mail may stand behind a name, or alone.
    """
    if len(draft.blocks) < 2:
        return
    before, block = draft.blocks[-2:]
    name = _MAIL.sub("", block.text)
    fits = block.kind == "paragraph" and not block.links and len(name) <= LONGEST_NAME
    name = name.strip("()[]–—- ")
    if fits and _MAIL.fullmatch(block.text):
        draft.remove([block], "byline", "byline.mail")
    elif fits and ends_sentence(before.text) and byline_words().initials.fullmatch(block.text):
        note(draft, block.text, "text:sign_off")
        draft.remove([block], "byline", "byline.initials")
    elif fits and is_person(name) and ends_sentence(before.text):
        authors = parse_byline(name).authors
        if len(authors) == 1 and authors[0].kind == "person":
            note(draft, block.text, "text:sign_off")
            draft.remove([block], "byline", "byline.name")


def _is_line(text: str) -> bool:
    """Whether a line is a byline, an agency's signature or a credit sentence, and nothing else."""
    words = byline_words()
    if ends_sentence(text) and not words.sentences.match(text) and not text.startswith("("):
        return False
    if words.desk.fullmatch(text):
        return True
    if not words.hint.search(text):
        return False
    byline = parse_byline(text)
    if any(words.no_name.search(author.name) for author in byline.authors):
        return False  # a sentence was taken for a name
    if byline.rest or not (byline.authors or byline.agencies):
        named = words.lead.match(text) is not None and len(text) <= LONGEST_NAME and ":" in text
        return words.bare.fullmatch(text) is not None or (named and not byline.rest)
    if byline.agencies or words.sentences.match(text) or words.source.match(text):
        return True
    if text.startswith("("):
        kinds = [author.kind for author in byline.authors]
        return "person" not in kinds or (len(kinds) > 1 and kinds.count("person") < len(kinds))
    if byline.date is not None or words.signature.fullmatch(text):
        return True
    if (
        not words.lead.match(text)
        or words.no_byline.match(text)
        or words.between.search(text.partition(",")[0])
    ):
        return False
    return all(" " in author.name or author.kind != "person" for author in byline.authors)


def _is_name(text: str) -> bool:
    """Whether a line is built like names of persons and like nothing else: beside a date it is a byline."""
    return len(text) <= LONGEST_NAME and all(
        is_person(name) and not is_organisation(name) for name in re.split(r" \| |, | und ", text)
    )


def _names(text: str) -> bool:
    """Whether a line is nothing but names."""
    byline = parse_byline(text)
    return bool(byline.authors or byline.agencies) and not byline.rest
