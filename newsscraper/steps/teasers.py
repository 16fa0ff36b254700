"""Take out runs of other articles' headlines that stand in or under a text without a heading of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from newsscraper.draft import Draft, DraftBlock
from newsscraper.rules.matcher import QUOTES, ends_sentence
from newsscraper.steps.shape import head_end, is_label, is_prose, is_wrapped

FEWEST = 3
"""So many headlines in a row are teasers: an article has no three headings without a paragraph between."""
SHORTEST, LONGEST = 20, 140
FEWEST_AGED = 2
LONGEST_TEASER = 320
"""The text under a teaser's title is no longer."""

OTHER_QUOTES = QUOTES.replace("„", "").replace('"', "")
"""Headlines begin with none of these."""

_headline = re.compile(r"(?P<kicker>[^:–]{3,45})(?:: | [–-] )\S+(?: \S+){2,}")
_age = re.compile(r"(?i:vor) \d{1,2} ")
_value = re.compile(r"[\d%€$)]\W*$|(?:Euro|Prozent|Uhr|Punkte|Tore|Stimmen|Meter|Kilometer)\W*$")


def teasers(draft: Draft) -> None:
    """Below the head of a plain text, headlines in a row go; the last stays where a paragraph follows it.

    Most of them must be built as headlines are (`Wald: Was Förster jetzt raten`): lists of values, of
    questions or of quotes are the article's own.
    """
    if draft.medium != "text" or is_wrapped(draft):
        return
    blocks = draft.blocks
    gone: list[DraftBlock] = []
    for index, end in _runs(blocks, head_end(draft)):
        run = blocks[index:end]
        introduced = index > 0 and blocks[index - 1].text.endswith(":")
        if not introduced and _are_headlines(run, blocks):
            gone += run if end == len(blocks) or not is_prose(blocks[end]) else run[:-1]
    draft.remove(gone, "teaser", "teaser.run")
    draft.remove(_aged(draft), "teaser", "teaser.aged")
    draft.remove(_glued(draft), "teaser", "teaser.glued")


def _runs(blocks: Sequence[DraftBlock], start: int) -> Iterator[tuple[int, int]]:
    """Where so many blocks in a row may be headlines that they could be teasers."""
    begin = start
    for index in range(start, len(blocks) + 1):
        if index == len(blocks) or not _may_be(blocks[index]):
            if index - begin >= FEWEST:
                yield begin, index
            begin = index + 1


def _may_be(block: DraftBlock) -> bool:
    text = block.text
    return (
        SHORTEST <= len(text) <= LONGEST
        and block.kind == "paragraph"
        and not text.endswith((".", ":", ";", ","))
        and text[0] not in OTHER_QUOTES
    )


def _are_headlines(run: Sequence[DraftBlock], blocks: Sequence[DraftBlock]) -> bool:
    """Whether most of a run is built as headlines are, and not as the turns of a text's conversation."""
    built = [match for b in run if (match := _headline.fullmatch(b.text)) and not _value.search(b.text)]
    if 2 * len(built) <= len(run):
        return False
    kickers = {match["kicker"] for match in built}
    speakers = Counter(block.text.partition(":")[0] for block in blocks if ":" in block.text)
    return len(kickers) == len(built) and all(speakers[kicker] <= 1 for kicker in kickers)


def _aged(draft: Draft) -> list[DraftBlock]:
    """Headlines in a row of which each says how old it is (`vor 2 Std.`, which another step has taken)."""
    ages = {r.position for r in draft.removed if r.rule == "date.line" and _age.search(r.text)}
    found: list[DraftBlock] = []
    if len(ages) < FEWEST_AGED:
        return found
    run: list[DraftBlock] = []
    for block in [*draft.blocks, None]:
        if block is not None and block.position + 1 in ages and SHORTEST <= len(block.text) <= LONGEST:
            run.append(block)
            continue
        found += run if len(run) >= FEWEST_AGED else []
        run = []
    return found


def _glued(draft: Draft) -> list[DraftBlock]:
    """Teasers whose title begins with the colon behind their kicker: `:So wird der Wald gesund`.

    The label above is the kicker; a short text below goes with them where the article ends there.
    """
    found: list[DraftBlock] = []
    blocks = draft.blocks
    begun = [index for index, block in enumerate(blocks) if block.text[0] == ":"]
    head = head_end(draft) if begun else 0
    for index in begun:
        text = blocks[index].text
        if index <= head or not text[1:2].isalpha() or len(text) > LONGEST or ends_sentence(text):
            continue
        if is_label(blocks[index - 1].text):
            found.append(blocks[index - 1])
        found.append(blocks[index])
        rest = blocks[index + 1 :]
        if rest and len(rest[0].text) <= LONGEST_TEASER and not any(map(is_prose, rest[1:])):
            found.append(rest[0])
    return found
