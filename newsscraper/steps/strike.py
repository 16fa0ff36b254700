"""Take out of a draft the blocks that rules name."""

from __future__ import annotations

from collections.abc import Sequence

from newsscraper.draft import Draft, DraftBlock
from newsscraper.rules import Rule, residue
from newsscraper.steps.shape import head_end, last_sure


def matches(draft: Draft, *groups: str) -> list[tuple[DraftBlock, Rule]]:
    """The blocks that a rule of the groups takes, with the first such rule, in text order."""
    fitting = _fitting(draft)
    spots = None
    found: dict[int, list[Rule]] = {}
    for index, rules in fitting.items():
        own = [rule for rule in rules if rule.group in groups]
        if any(rule.where != "anywhere" for rule in own):
            spots = spots or (head_end(draft.blocks), last_sure(draft.blocks))
            own = [rule for rule in own if _stands(rule, index, *spots, in_page=draft.medium == "html")]
        if own:
            found[index] = own
    taken: list[tuple[DraftBlock, Rule]] = []
    for index, rules in found.items():
        accompanied = index - 1 in found or index + 1 in found
        if rule := next((rule for rule in rules if accompanied or not rule.company), None):
            taken.append((draft.blocks[index], rule))
    return taken


def strike(draft: Draft, *groups: str) -> None:
    """Take out every block that a rule of the groups takes, and record it under the rule's kind and name."""
    draft.remove_each((block, rule.kind, rule.name) for block, rule in matches(draft, *groups))


def _fitting(draft: Draft) -> dict[int, Sequence[Rule]]:
    """Index of each block that rules fit, with these rules. Each block is looked at once."""
    if fresh := [block for block in draft.blocks if block.fitting is None]:
        residue().fit(fresh, draft.medium)
    return {index: block.fitting for index, block in enumerate(draft.blocks) if block.fitting}


def _stands(rule: Rule, index: int, head: int, tail: int, *, in_page: bool) -> bool:
    """Whether a block stands where the rule holds. In a page, the title is not among the blocks."""
    match rule.where:
        case "top":
            return index < head
        case "bottom":
            return index > tail
        case "inside":
            return index > 0 or in_page
        case _:
            return True
