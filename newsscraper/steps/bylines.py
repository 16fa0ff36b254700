"""Lift bylines and sign-offs out of the text: they go to `Draft.bylines` and the evidence `byline`."""

from __future__ import annotations

import re
from functools import cache

from newsscraper.draft import Draft, DraftBlock
from newsscraper.fields.agencies import canonical_agency
from newsscraper.rules import load_words
from newsscraper.steps.shape import last_prose, top_end

LONGEST = 140
"""A byline or a sign-off has at most this many characters."""


def bylines(draft: Draft) -> None:
    """Sign-offs in brackets at the end of a paragraph, then lines that name the author."""
    _sign_offs(draft)
    _lines(draft)


def _sign_offs(draft: Draft) -> None:
    last = last_prose(draft.blocks)
    for index, block in enumerate(draft.blocks):
        text = block.text
        if not text.endswith((")", ").")):
            continue
        match = _patterns().sign_off.search(text, max(0, len(text) - LONGEST))
        if match and _is_sign_off(match["inner"], at_end=index >= last):
            sign_off = match["all"].strip()
            _note(draft, sign_off, "text:sign_off")
            draft.cut(block, text[: match.start("all")].rstrip(), sign_off, "byline", "byline.sign_off")
    draft.drop_empty()


def _is_sign_off(inner: str, *, at_end: bool) -> bool:
    """Whether what stands in the brackets names agencies, or (in the last paragraph) a Kürzel."""
    if _patterns().with_agencies.search(inner):
        return True
    parts = [part for part in re.split(r"\s*[/,;|]\s*|\s+und\s+|\s+", inner) if part]
    if any(canonical_agency(part) for part in (*parts, inner)):
        return len(parts) <= 8
    return at_end and all(re.fullmatch(r"[a-zäöüß]{2,5}", part) for part in parts) and len(parts) <= 4


def _lines(draft: Draft) -> None:
    top, last = top_end(draft.blocks), last_prose(draft.blocks)
    gone: list[DraftBlock] = []
    for index, block in enumerate(draft.blocks):
        if top <= index <= last or len(block.text) > LONGEST or block.part in ("title", "kicker", "lead"):
            continue
        if _patterns().line.fullmatch(block.text):
            _note(draft, block.text, "text:byline")
            gone.append(block)
    draft.remove(gone, "byline", "byline.line")


def _note(draft: Draft, text: str, source: str) -> None:
    draft.bylines.append(text)
    draft.add_evidence("byline", text, source)


class _Patterns:
    """The words of `rules/signoffs.toml` as patterns."""

    def __init__(self) -> None:
        words = load_words("signoffs")
        self.with_agencies = re.compile("|".join(map(re.escape, words["with_agencies"])))
        self.sign_off = re.compile(r"(?:^|[.!?…\"“”»«’)\]]\s*)(?P<all>\((?P<inner>[^()]{2,120})\)\.?)\Z")
        roles = "|".join(re.escape(role) for role in sorted(words["roles"], key=len, reverse=True))
        name = r"[A-ZÄÖÜÉ][\w.'’-]*|von|van|de|der|und|dpa|zu|mit|aus|in|für|t-online"
        rest = r"(?:[\s,/|–-]*(?:Uhr|am|um|\d[\d.:]*))*"
        self.line = re.compile(rf"(?:{roles})(?:\s?:)?(?:\s*,?\s*(?:{name}))*{rest}")


@cache
def _patterns() -> _Patterns:
    return _Patterns()
