"""Take out what stands twice: the title again, a paragraph again, a caption again."""

from __future__ import annotations

from newsscraper.draft import Draft, DraftBlock
from newsscraper.rules.matcher import ends_sentence
from newsscraper.steps.shape import is_label

SHORTEST = 40
"""Shorter blocks may stand twice: names, answers of one word, headings of a list."""
SHORTEST_PART = 12
"""A block that says again how the one before it begins or ends has at least this many characters."""


def repeats(draft: Draft) -> None:
    """Keep the first of equal blocks, as a reader would; short ones may be repeated on purpose.

    The first block, the title of a plain text, is not said again at any length. A block that only repeats the
    beginning or the end of the one before it is what an extractor made of nested elements.
    """
    seen: set[str] = set()
    gone: list[DraftBlock] = []
    titles = _titles(draft)
    before = ""
    for index, block in enumerate(draft.blocks):
        text = block.text
        if (
            (len(text) >= SHORTEST and text in seen)
            or (index > 0 and text in titles and text in seen)
            or (len(before) > len(text) >= SHORTEST_PART and " " in text and _is_part(text, before))
            or (len(text) >= SHORTEST_PART and text == before and not ends_sentence(text))
        ):
            gone.append(block)
        else:
            before = text
        seen.add(text)
    draft.remove(gone, "repeat", "repeat.block")


def _titles(draft: Draft) -> set[str]:
    """The lines of a plain text that may be its title: the first, or the second under a kicker."""
    if draft.medium == "html":
        return set()
    first = [block.text for block in draft.blocks[:2]]
    return set(first if len(first) == 2 and is_label(first[0]) else first[:1])


def _is_part(text: str, whole: str) -> bool:
    """Whether a text is how the longer one before it begins or ends."""
    return whole.startswith(text) or whole.endswith(text)
