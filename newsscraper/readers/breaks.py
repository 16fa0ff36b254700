"""Which single breaks (`<br>`) end a line; two in a row always do."""

from __future__ import annotations

from lxml import etree

from newsscraper.rules.matcher import ends_sentence

SHORT_LINE = 60
"""A line of fewer letters, in no paragraph, ends at a single break: dates, headlines, addresses."""
_INLINE = frozenset({"a", "abbr", "b", "em", "font", "i", "small", "span", "strong"})


def parts_signature(element: etree._Element, before: str) -> bool:
    """Whether a break stands between the last sentence of a paragraph and a short line that is none.

    `element`: the break; `before`: the text in front of it. Such lines name author, agency or source.
    """
    if not ends_sentence(before.rstrip()):
        return False
    line = element.tail or ""
    for other in element.itersiblings():
        if other.tag not in _INLINE or len(line) > 2 * SHORT_LINE:
            return False
        line += "".join(map(str, other.itertext())) + (other.tail or "")
    line = line.strip()
    return 0 < len(line) <= SHORT_LINE and not ends_sentence(line)
