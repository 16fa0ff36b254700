"""Take out of a draft the blocks that a set of rules names."""

from __future__ import annotations

from newsscraper.draft import Draft, DraftBlock
from newsscraper.rules import Rule, RuleSet
from newsscraper.steps.shape import head_end, last_sure


def matches(draft: Draft, rules: RuleSet) -> list[tuple[DraftBlock, Rule]]:
    """The blocks that a rule takes, with the rule, in text order."""
    blocks = draft.blocks
    head, tail = (head_end(blocks), last_sure(blocks)) if rules.placed else (0, 0)
    found = rules.matches(blocks, draft.medium, draft.glance(), head=head, tail=tail)
    return [(blocks[index], rule) for index, rule in found]


def strike(draft: Draft, rules: RuleSet) -> None:
    """Take out every block that a rule takes, and record it under the rule's kind and name."""
    draft.remove_each((block, rule.kind, rule.name) for block, rule in matches(draft, rules))
