"""Take out of a draft the blocks that rules name."""

from __future__ import annotations

from newsscraper.draft import Draft, DraftBlock
from newsscraper.rules import Rule, residue
from newsscraper.steps.shape import head_end, last_sure


def matches(draft: Draft, *groups: str) -> list[tuple[DraftBlock, Rule]]:
    """The blocks that a rule of the groups takes, with the first such rule, in text order."""
    places = draft.view(_places)
    fitted = {index for group in groups if group in places for index in places[group]}
    if not fitted:
        return []
    found: dict[int, list[Rule]] = {}
    for index in sorted(fitted):
        own = [rule for rule in draft.blocks[index].fitting or () if rule.group in groups]
        if own := [rule for rule in own if rule.where == "anywhere" or _stands(rule, index, draft)]:
            found[index] = own
    taken: list[tuple[DraftBlock, Rule]] = []
    for index, rules in found.items():
        accompanied = index - 1 in found or index + 1 in found
        if rule := next((rule for rule in rules if accompanied or not rule.company), None):
            taken.append((draft.blocks[index], rule))
    return taken


def strike(draft: Draft, *groups: str) -> None:
    """Take out every block that a rule of the groups takes, and record it under the rule's kind and name."""
    draft.remove_each([(block, rule.kind, rule.name) for block, rule in matches(draft, *groups)])


def _places(draft: Draft) -> dict[str, list[int]]:
    """Group -> indexes of the blocks that its rules fit. Each block is looked at once."""
    if fresh := [block for block in draft.blocks if block.fitting is None]:
        residue().fit(fresh, draft.medium)
    places: dict[str, list[int]] = {}
    fitted = [(index, block.fitting) for index, block in enumerate(draft.blocks) if block.fitting]
    for index, rules in fitted:
        for rule in rules:
            places.setdefault(rule.group, []).append(index)
    return places


def _stands(rule: Rule, index: int, draft: Draft) -> bool:
    """Whether a block stands where the rule holds. In a page, the title is not among the blocks."""
    match rule.where:
        case "top":
            return index < head_end(draft)
        case "bottom":
            return index > last_sure(draft)
        case "inside":
            return index > 0 or draft.medium == "html"
        case _:
            return True
