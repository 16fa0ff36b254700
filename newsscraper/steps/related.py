"""Take out boxes that lead to other articles: their heading, and the teasers under it."""

from __future__ import annotations

from collections.abc import Mapping

from newsscraper.article import RemovalKind
from newsscraper.draft import Draft, DraftBlock
from newsscraper.fields import parse_byline
from newsscraper.rules import Rule
from newsscraper.rules.matcher import ends_sentence
from newsscraper.steps.shape import is_prose, is_wrapped
from newsscraper.steps.strike import matches

MOST_TEASERS = 12
"""A box in the middle of a text holds at most this many blocks; a longer run is no box."""
SENTENCE = 40
"""A sentence has at least this many characters; a question among teasers may be shorter."""
SHORT = 20
"""A sentence that is none of a teaser's may be as short as that."""
LINKED_HEADING = "markup.linked_heading"
"""The reader's rule for a heading that is nothing but a link."""
MOST_OF_NOTE = 3
LONGEST_NOTE = 700
"""A note on the author under the text has no more blocks and characters."""
LONGEST_HEADING = 110
LONGEST_TEASER = 130
"""The text under a teaser's title is no longer where nothing else tells it from a paragraph."""


def related(draft: Draft) -> None:
    """A heading such as `Mehr zum Thema` takes the teasers with it, up to the article's next paragraph."""
    found = matches(draft, "related")
    if not found:
        return
    heads = {id(block): rule for block, rule in found}
    doomed: list[tuple[DraftBlock, RemovalKind, str]] = [
        (block, rule.kind, rule.name) for block, rule in found
    ]
    blocks = draft.blocks
    wrapped = is_wrapped(draft)
    linked = None
    if draft.medium == "html":
        linked = {removal.position: removal.rule for removal in draft.removed if removal.kind == "related"}
    index = 0
    while index < len(blocks):
        rule = heads.get(id(blocks[index]))
        index += 1
        if rule is None or not rule.opens or wrapped:
            continue
        end = _below(blocks, index) if rule.where == "bottom" else _box_end(blocks, index, heads, linked)
        doomed += [(block, rule.kind, rule.name) for block in blocks[index:end]]
        index = end
    draft.remove_each(doomed)


def _below(blocks: list[DraftBlock], start: int) -> int:
    """The end of the text, if what stands under its last heading is as short as a note."""
    rest = blocks[start:]
    short = len(rest) <= MOST_OF_NOTE and sum(len(block.text) for block in rest) <= LONGEST_NOTE
    return len(blocks) if short else start


def _box_end(
    blocks: list[DraftBlock], start: int, heads: dict[int, Rule], linked: Mapping[int, str] | None = None
) -> int:
    """Where the teasers under a heading end: before the article's next paragraph, or at the end of the text.

    A short text between two lines that are none is a teaser's. The line right before a paragraph may be a
    heading of the article, and stays.

    `linked`: where on the page stood the links that its reader has taken out, and by which rule.
    """
    end = start
    while end < len(blocks) and id(blocks[end]) not in heads:
        if is_prose(blocks[end]) and not _is_teaser(blocks, start, end):
            break
        if _tells(blocks[end]) and (
            (end + 1 < len(blocks) and _tells(blocks[end + 1]))
            or (linked is not None and not _is_linked(blocks[end], linked))
        ):
            own = end > start and blocks[end - 1].kind == "heading" and not blocks[end - 1].links
            return end - 1 if own else end
        if blocks[end].kind == "list_item" and ends_sentence(blocks[end].text):
            break
        if linked is not None and _is_own(blocks[end], linked, heads[id(blocks[start - 1])].kind):
            return end
        if _introduces(blocks, end) and (linked is not None or len(blocks[end].text) > LONGEST_HEADING):
            return end
        if _signs_off(blocks[end].text):
            return end
        end += 1
    if end == len(blocks) or id(blocks[end]) in heads:
        return end
    above = blocks[end - 1]
    if end > start and len(above.text) <= LONGEST_HEADING and not (linked and _is_linked(above, linked)):
        end -= 1
    return end if end - start <= MOST_TEASERS else start


def _is_linked(block: DraftBlock, linked: Mapping[int, str]) -> bool:
    """Whether a text is a teaser's by what the reader took out: its linked headline, or the next teaser."""
    return LINKED_HEADING in (linked.get(block.position - 1), linked.get(block.position + 1))


def _is_own(block: DraftBlock, linked: Mapping[int, str], kind: RemovalKind) -> bool:
    """Whether a page's block is no link, and no teaser's text: a short sentence, an item of a list.

    Under a heading of another kind (`Quellen`, `Themen`), the list is what it announces.
    """
    if block.links or _is_linked(block, linked):
        return False
    if block.kind in ("list_item", "table_row"):
        return " " in block.text and kind == "related"
    return block.kind in ("paragraph", "quote") and len(block.text) >= SHORT and ends_sentence(block.text)


def _tells(block: DraftBlock) -> bool:
    """Whether a short paragraph is a sentence without links: teasers do not have two of them in a row."""
    text = block.text
    return (
        block.kind in ("paragraph", "quote")
        and not block.links
        and len(text) >= SENTENCE
        and ends_sentence(text)
    )


def _introduces(blocks: list[DraftBlock], index: int) -> bool:
    """Whether a paragraph ends with a colon and a list or a quotation of the article follows."""
    block, follower = blocks[index], blocks[index + 1 : index + 2]
    return (
        block.kind == "paragraph"
        and block.text.endswith(":")
        and len(block.text) >= SENTENCE
        and not block.links
        and any(after.kind in ("list_item", "quote") and not after.links for after in follower)
    )


def _signs_off(text: str) -> bool:
    """Whether brackets sign the article, alone or behind a last sentence: `(ida)`, `(Ida Roth, mit dpa)`."""
    said, opened, signature = text.rpartition("(")
    if not (opened and signature.endswith(")")) or (said and not ends_sentence(said.rstrip())):
        return False
    byline = parse_byline(opened + signature)
    return bool(byline.authors or byline.agencies)


def _is_teaser(blocks: list[DraftBlock], start: int, index: int) -> bool:
    """Whether a short text stands alone between two titles."""
    if index == start or index + 1 >= len(blocks) or len(blocks[index].text) > LONGEST_TEASER:
        return False
    behind = blocks[index + 1]
    return not is_prose(blocks[index - 1]) and not is_prose(behind) and not ends_sentence(behind.text)
