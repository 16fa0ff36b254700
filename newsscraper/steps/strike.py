"""Take out of a draft the blocks that rules name."""

from __future__ import annotations

from newsscraper.draft import Draft, DraftBlock
from newsscraper.rules import Rule, residue
from newsscraper.steps.shape import head_end, last_sure


def matches(draft: Draft, *groups: str) -> list[tuple[DraftBlock, Rule]]:
    """The blocks that a rule of the groups takes, with the first such rule, in text order."""
    found = {
        index: standing
        for index, rules in _fitting(draft).items()
        if (standing := [rule for rule in rules if rule.group in groups and _stands(draft, index, rule)])
    }
    taken: list[tuple[DraftBlock, Rule]] = []
    for index, rules in found.items():
        accompanied = index - 1 in found or index + 1 in found
        if rule := next((rule for rule in rules if accompanied or not rule.company), None):
            taken.append((draft.blocks[index], rule))
    return taken


def strike(draft: Draft, *groups: str) -> None:
    """Take out every block that a rule of the groups takes, and record it under the rule's kind and name."""
    draft.remove_each((block, rule.kind, rule.name) for block, rule in matches(draft, *groups))


def _fitting(draft: Draft) -> dict[int, list[Rule]]:
    """Index of each block that rules fit, with these rules. Each block is looked at once."""
    rules = residue()
    found: dict[int, list[Rule]] = {}
    for index, block in enumerate(draft.blocks):
        if block.fitting is None:
            block.fitting = rules.fitting(block, draft.medium)
        if block.fitting:
            found[index] = block.fitting
    return found


def _stands(draft: Draft, index: int, rule: Rule) -> bool:
    """Whether a block stands where the rule holds."""
    if rule.where == "top":
        return index < head_end(draft.blocks)
    if rule.where == "inside":
        return index > 0 or draft.medium == "html"
    return rule.where == "anywhere" or index > last_sure(draft.blocks)
