"""What the tags of HTML mean for the lines of a page."""

from __future__ import annotations

from newsscraper.article import BlockKind
from newsscraper.readers.hints import LEAVES

MUTE = frozenset(
    {"script", "style", "svg", "head", "link", "meta", "input", "canvas", "map", "datalist", "progress",
     "meter", "param", "track"}
)  # fmt: skip
"""Elements without text."""

UNREAD = frozenset(
    {"template", "iframe", "object", "select", "textarea", "noscript", "applet", "video", "audio",
     "amp-ad", "amp-embed", "amp-list"}
)  # fmt: skip
"""Elements whose text is shown by no browser that runs scripts, or not as text.

`embed`, `source` and `wbr` have no end tag, which not every version of the parser knows: what follows them
may stand in them. So they are walked.
"""

BLOCKS = frozenset(
    {"html", "body", "address", "article", "aside", "blockquote", "center", "caption", "dd",
     "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
     "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "main",
     "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "td",
     "tfoot", "th", "thead", "tr", "ul", "button", "legend", "optgroup", "option"}
)  # fmt: skip
"""Elements that start a new line; every other one is part of its line, as in a browser."""

KINDS: dict[str, BlockKind] = {
    "li": "list_item", "dd": "list_item", "dt": "list_item", "blockquote": "quote", "pre": "code",
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
}  # fmt: skip

PLAIN = LEAVES | {"center", "dd", "dl", "hr", "li", "ol", "table", "tbody", "tfoot", "thead", "tr", "ul"}
"""Blocks that are no section of their own unless their names mean something."""

PICTURES = frozenset({"img", "amp-img"})
SPECIAL = frozenset({"br"}) | PICTURES | MUTE | UNREAD
STEPS = {"a": 0, "b": 1, "strong": 1, "time": 2}
