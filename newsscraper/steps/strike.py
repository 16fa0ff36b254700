"""Take out of a draft the blocks that a set of rules names."""

from __future__ import annotations

from newsscraper.draft import Draft, DraftBlock
from newsscraper.rules import Rule, RuleSet
from newsscraper.rules.matcher import ANYWHERE


def matches(draft: Draft, rules: RuleSet) -> list[tuple[DraftBlock, Rule]]:
    """The blocks that a rule takes, with the rule, in text order."""
    blocks, medium = draft.blocks, draft.medium
    found: list[tuple[int, Rule]] = []
    for index, block in enumerate(blocks):
        if len(block.text) <= rules.longest and (rule := rules.find(block, medium, ANYWHERE)):
            found.append((index, rule))
    taken = {index for index, _ in found}
    return [
        (blocks[index], rule)
        for index, rule in found
        if not rule.company or index - 1 in taken or index + 1 in taken
    ]


def strike(draft: Draft, rules: RuleSet) -> None:
    """Take out every block that a rule takes, and record it under the rule's kind and name."""
    draft.remove_each((block, rule.kind, rule.name) for block, rule in matches(draft, rules))
