"""CSS selectors of a publisher's layout, compiled once."""

from __future__ import annotations

from functools import cache
from typing import cast

from lxml import etree


def select(tree: etree._Element, css: str) -> list[etree._Element]:
    """The elements under `tree` that fit a selector, in document order. Raises on a selector that is none;
    publisher files are checked for that when they are read."""
    return cast("list[etree._Element]", _compiled(css)(tree))


@cache
def _compiled(css: str) -> etree.XPath:
    # Loaded when the first layout is used: most publishers need none. parsel's translator takes 50 ms more.
    from cssselect import HTMLTranslator

    return etree.XPath(HTMLTranslator().css_to_xpath(css))
