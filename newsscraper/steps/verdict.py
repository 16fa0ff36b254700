"""Whether what is left is a whole article: cut at a paywall, or nothing at all."""

from __future__ import annotations

import re

from newsscraper.draft import Draft

TEASER = 1200
"""A paid article with fewer letters of text is a teaser; so is any text as short with a paywall under it."""

CUT = 4000
"""A paid article with fewer letters is a teaser if its text breaks off, or a paywall's words stood in it."""

_BREAKS_OFF = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])$|[^.!?…:\"“”»«’)\]]$")


def verdict(draft: Draft) -> None:
    """Set the status `paywall_teaser` or `empty`, where the reader found nothing else wrong.

    Paid articles whose whole text is there stay `ok`; a free article is never a teaser, whatever
    subscriptions are advertised under it.
    """
    if draft.status != "ok":
        return
    size = len(draft.lead or "") + sum(len(block.text) for block in draft.blocks)
    if not size:
        draft.status = "empty"
        draft.reasons.append("no text")
        return
    advertised = any(
        removal.kind == "paywall" and not removal.rule.startswith("paywall.flags")
        for removal in draft.removed
    )
    if draft.access in ("paid", "metered"):
        breaks_off = bool(draft.blocks) and bool(_BREAKS_OFF.search(draft.blocks[-1].text))
        is_teaser = (size < TEASER and draft.access == "paid") or (size < CUT and (advertised or breaks_off))
    else:
        is_teaser = size < TEASER and advertised and draft.access == "unknown"
    if is_teaser:
        draft.status = "paywall_teaser"
        draft.reasons.append(f"access {draft.access}, {size} letters of text")
