"""Plain text: which of the first blocks are title and lead, and which blocks are headings.

HTML: blocks that only say title, kicker or lead again are taken out of the body.
"""

from __future__ import annotations

from newsscraper.draft import Draft, DraftBlock, fold
from newsscraper.rules.matcher import ends_sentence
from newsscraper.steps.shape import has_sentence, is_label, is_prose, is_wrapped
from newsscraper.steps.slug import find_slug, slug_words

LONGEST_TITLE = 220
LONGEST_WITH_STOP = 60
"""A longer line that holds a sentence or ends with a full stop is no title."""
WORDS_OF_KICKER = 3
"""A first line of more words is a short title with a long lead, rather than a kicker with its title."""
LONGEST_LEAD = 700
LONGEST_HEADING = 110
NARROWEST = 40
"""Lines are cut to no fewer characters."""
BEGINNING = 40
"""So many characters tell most texts apart."""


def headline(draft: Draft) -> None:
    """Set title, lead and headings of a plain text; drop what repeats them in a page."""
    if draft.medium == "text":
        _choose(draft)
        _headings(draft)
    else:
        _drop_repeated(draft)


def _choose(draft: Draft) -> None:
    blocks = draft.blocks
    if not blocks or not _is_title(blocks[0]) or (len(blocks) > 1 and _goes_on(blocks[0], blocks[1])):
        return
    if _has_kicker(draft):
        draft.kicker, draft.sources["kicker"] = blocks[0].text, "text:first_line"
        blocks = blocks[1:]
    draft.title, draft.sources["title"] = blocks[0].text, "text:first_line"
    rest = blocks[1:]
    if (
        len(rest) > 1
        and is_prose(rest[0])
        and len(rest[0].text) <= LONGEST_LEAD
        and rest[0].kind == "paragraph"
    ):
        draft.lead, draft.sources["lead"] = rest[0].text, "text:second_line"
        rest = rest[1:]
    draft.blocks = rest


def _is_title(block: DraftBlock) -> bool:
    text = block.text
    if len(text) > LONGEST_TITLE or (is_prose(block) and ends_sentence(text)):
        return False
    if len(text) <= LONGEST_WITH_STOP:
        return True
    return not has_sentence(text) and (not text.endswith(".") or text.endswith("..."))


def _goes_on(block: DraftBlock, following: DraftBlock) -> bool:
    """Whether a line was cut to a width: its sentence goes on in the next."""
    return len(block.text) >= NARROWEST and block.text[-1:].isalpha() and following.text[:1].islower()


def _has_kicker(draft: Draft) -> bool:
    """Whether the first line is the kicker of the second.

    Either the address names the second, or both stand over a paragraph and the second is the longer line.
    Without its kicker, a title stands over a paragraph: cleaning again finds no other.
    """
    if len(draft.blocks) < 3:
        return False
    first, second, third = draft.blocks[:3]
    if not _is_title(second):
        return False
    named = find_slug(draft.blocks, slug_words(draft.url), 2)
    if named is not None:
        return named == 1
    short = is_label(first.text) and first.text.count(" ") < WORDS_OF_KICKER
    headed = short and not is_label(second.text) and not is_prose(second)
    return headed and is_prose(third) and not ends_sentence(second.text.rstrip("?!"))


def _headings(draft: Draft) -> None:
    """A short line that does not end like a sentence is a heading if a paragraph follows."""
    if is_wrapped(draft):
        return  # every line would be one
    for block, following in zip(draft.blocks, draft.blocks[1:], strict=False):
        if (
            block.kind == "paragraph"
            and len(block.text) <= LONGEST_HEADING
            and not ends_sentence(block.text)
            and not block.text.endswith((":", ",", ";"))
            and len(following.text) > len(block.text)
        ):
            block.kind = "heading"


def _drop_repeated(draft: Draft) -> None:
    said = {fold(text) for text in (draft.title, draft.kicker, draft.lead) if text}
    said |= {fold(line) for line in (draft.lead or "").split("\n") if line}
    gone = [block for block in draft.blocks if _begins_one(block.text, said) and block.folded in said]
    draft.remove(gone, "repeat", "repeat.headline")


def _begins_one(text: str, said: set[str]) -> bool:
    """Whether a text begins as one of the folded lines does: only such a text is folded as a whole."""
    beginning = fold(text[:BEGINNING])
    return any(line.startswith(beginning) for line in said)
