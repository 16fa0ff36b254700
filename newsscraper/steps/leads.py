"""A page's lead, where no markup names it: the first paragraph, if the page's description says the same."""

from __future__ import annotations

from newsscraper.draft import Draft, fold

SHORTEST = 40
"""Letters from which on a description is a sentence about the article and no label."""
LONGEST_PLACE = 30
"""Letters of a place that may stand in front of it on the page alone: `Berlin. Der Rat …`."""


def leads(draft: Draft) -> None:
    """Lift the first paragraph out of the body as the lead if it stands among the page's descriptions.

    A page of one paragraph keeps it: that is all it says.
    """
    paragraphs = [block for block in draft.blocks if block.kind == "paragraph"]
    if draft.medium == "text" or draft.lead or len(paragraphs) < 2 or draft.blocks[0] is not paragraphs[0]:
        return
    first = draft.blocks[0]
    if len(first.text) < SHORTEST:
        return
    for evidence in draft.candidates("description"):
        said = fold(evidence.value)
        place = first.folded.removesuffix(said)
        if len(said) >= SHORTEST and len(place) <= LONGEST_PLACE and first.folded.endswith(said):
            draft.lead, draft.sources["lead"] = first.text, evidence.source
            draft.blocks = draft.blocks[1:]
            return
