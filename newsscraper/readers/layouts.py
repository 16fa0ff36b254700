"""A publisher's layout on a page: which elements its selectors name, and what for."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from newsscraper.draft import Draft
from newsscraper.publishers.model import Layout, Publisher
from newsscraper.readers.outline import PLACES
from newsscraper.readers.selectors import select

ROLES = ("drop", "lead", "body", "root")
"""Keys of a layout that the body's reader uses; of an element named twice, the first one holds."""


def find_roles(tree: etree._Element, draft: Draft) -> dict[etree._Element, str]:
    """Element -> role, by the layout of the day of the fetch, or by another one where that finds nothing.

    A layout that names the article's place (`root`, `body`) and finds nothing there does not fit. If none
    fits, the general reader reads the page alone, and `draft.reasons` says so.
    """
    publisher = draft.publisher
    if publisher is None or not publisher.layouts:
        return {}
    missed = False
    for layout in candidates(publisher, draft):
        roles = apply(layout, tree)
        placed = not (layout.root or layout.body) or not PLACES.isdisjoint(roles.values())
        if roles and placed:
            draft.sources["body"] = "layout"
            return roles
        missed = missed or not placed
    if missed:
        draft.reasons.append(f"no layout of {publisher.slug} fits; read without")
    return {}


def candidates(publisher: Publisher, draft: Draft) -> Iterator[Layout]:
    """The layout of the day first, then the others, newest first."""
    first = publisher.layout_at(draft.fetched_at)
    if first is not None:
        yield first
    yield from (layout for layout in publisher.layouts if layout is not first)


def apply(layout: Layout, tree: etree._Element) -> dict[etree._Element, str]:
    """What the layout's selectors find."""
    roles: dict[etree._Element, str] = {}
    for role in ROLES:
        for css in getattr(layout, role):
            for element in select(tree, css):
                roles.setdefault(element, role)
    return roles
