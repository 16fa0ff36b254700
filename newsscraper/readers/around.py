"""What stands around an element of the page: behind it and before it in the article, and first inside it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from newsscraper.readers.heading import is_entry

MAX_BOXES = 3
"""Boxes around the headline before which is looked; further up stands the page's head, with today's date."""

LOOSE = 300
"""Letters of loose text that fill a few lines."""

_INLINE = frozenset({"a", "b", "em", "font", "i", "span", "strong"})
_ENDS = frozenset({"article", "main", "body"})


def after(element: etree._Element) -> Iterator[etree._Element]:
    """What stands after an element on the page, up to the end of the article it is in."""
    node: etree._Element | None = element
    while node is not None and node.tag not in _ENDS and not is_entry(node):
        yield from node.itersiblings()
        node = node.getparent()


def before(element: etree._Element) -> Iterator[etree._Element]:
    """What stands before an element in the article's head, nearest first."""
    node: etree._Element | None = element
    boxes = 0
    while node is not None and node.tag not in _ENDS and boxes < MAX_BOXES:
        yield from node.itersiblings(preceding=True)
        boxes += node.tag not in _INLINE
        node = node.getparent()


def opening(element: etree._Element) -> Iterator[etree._Element]:
    """The elements in an element, up to where its own loose text has filled a few lines."""
    letters = len(element.text or "")
    for child in element:
        yield child
        if child.tail and not child.tail.isspace():
            letters += len(child.tail)
            if letters > LOOSE:
                return


def has_own_text(element: etree._Element) -> bool:
    """Whether text stands in the element itself, not in elements inside it."""
    text = element.text
    if text and not text.isspace():
        return True
    return any(child.tail and not child.tail.isspace() for child in element)
