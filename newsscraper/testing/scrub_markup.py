"""Scrub markup without touching it: tags, classes and addresses stay, texts between and in them change."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from newsscraper.testing.scrub_json import scrub_json_ld, scrub_script
from newsscraper.testing.scrub_text import TextScrubber, squash

_TOKEN = re.compile(
    r"(?P<comment><!--.*?-->)"
    r"|(?P<cdata><!\[CDATA\[(?P<inner>.*?)\]\]>)"
    r"|(?P<script><script\b[^>]*>)(?P<code>.*?)(?=</script)"
    r"|(?P<style><style\b[^>]*>.*?(?=</style))"
    r"|(?P<tag></?[a-zA-Z!?][^\s>/]*(?:\"[^\"]*\"|'[^']*'|[^>\"'])*+>|</?[a-zA-Z!?][^>]*>)",
    re.DOTALL | re.IGNORECASE,
)
_INLINE = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "del", "em", "font", "i",
        "img", "ins", "kbd", "mark", "meta", "q", "s", "samp", "small", "span", "strike", "strong", "sub",
        "sup", "svg", "path", "time", "tt", "u", "use", "var", "wbr", "noscript",
    }
)  # fmt: skip
_BETWEEN_WORDS = "\u200b"
"""Stands in a block's text where a tag divides words: `<a>dpa</a><a>Redaktion</a>`, `<span>Rat</span>Der`."""
_ATTRIBUTE = re.compile(r"""(?<=\s)([\w:@.-]+)(\s*=\s*)("[^"]*"|'[^']*')""")
_TEXTS = frozenset({"alt", "title", "aria-label", "placeholder", "summary", "label"})
_META = re.compile(
    r"title|description|headline|keyword|subtitle|caption|abstract|:tag\b|image:alt|summary", re.IGNORECASE
)
_META_NAMES = re.compile(r"author|creator|byl", re.IGNORECASE)
_SHARED = re.compile(r"((?:[?&]|&amp;)(?:text|title|subject|body|quote|description|summary)=)[^&\"'\s]+")
_LEFT_ALONE = frozenset(
    {
        "loc", "link", "guid", "pubdate", "lastmod", "language", "generator", "copyright", "url",
        "news:name", "news:language", "news:publication_date", "dc:date", "updated", "published",
        "image:loc", "managingeditor", "webmaster", "docs", "ttl", "id",
    }
)  # fmt: skip


def blocks_of(markup: str) -> list[str]:
    """The texts of a page's blocks, spaces squeezed, in document order."""
    found: list[str] = []

    def note(text: str, element: str) -> str:
        found.append(squash(text))
        return text

    _rewrite(markup, note, str, lambda tag: tag, str)
    return [text for text in dict.fromkeys(found) if text]


def scrub_markup(markup: str, scrubber: TextScrubber) -> str:
    """HTML or XML with the words of its texts replaced; everything else stays as it is, byte for byte."""

    def text(text: str, element: str) -> str:
        return text if element in _LEFT_ALONE else scrubber.text(text)

    def code(raw: str, opening: str) -> str:
        return scrub_json_ld(raw, scrubber) if "ld+json" in opening else scrub_script(raw, scrubber)

    return _rewrite(markup, text, code, lambda tag: _scrub_tag(tag, scrubber), scrubber.words.in_text)


def _rewrite(
    markup: str,
    text: Callable[[str, str], str],
    code: Callable[..., str],
    tag: Callable[[str], str],
    comment: Callable[[str], str],
) -> str:
    """Put a page together again, its parts changed; `text` gets a whole block and its element's name."""
    out: list[str] = []
    block: list[tuple[int, str]] = []  # place in `out`, text without entities
    element = ""

    def close() -> None:
        if block:
            whole = text("".join(part for _, part in block), element)
            start = 0
            for place, part in block:
                new = whole[start : start + len(part)]
                start += len(part)
                if new != part and place >= 0:
                    # A lone `<` that stood in the page unescaped is left as it was.
                    out[place] = html.escape(new, quote=False) if "&" in out[place] else new
            block.clear()

    for kind, raw, extra in _tokens(markup):
        if kind == "text":
            part = html.unescape(raw)
            if block and block[-1][1][-1:].islower() and part[:1].isupper():
                block.append((-1, _BETWEEN_WORDS))
            block.append((len(out), part))
            out.append(raw)
        elif kind == "cdata":
            close()
            out.append(f"<![CDATA[{_rewrite(extra, text, code, tag, comment)}]]>")
        elif kind == "script":
            close()
            out.append(raw + (code(extra, raw) if code is not str else extra))
        elif kind == "comment":
            out.append("<!--" + comment(raw[4:-3]) + "-->")
        else:
            name = raw.lstrip("</").split(None, 1)[0].rstrip("/>").lower()
            if name == "a" and block:
                block.append((-1, _BETWEEN_WORDS))
            elif name not in _INLINE:
                close()
                element = "" if raw.startswith("</") else name
            out.append(tag(raw) if kind == "tag" else raw)
    close()
    return "".join(out)


def _tokens(markup: str) -> Iterator[tuple[str, str, str]]:
    """Kind, raw text and contents of each piece of the markup, in order; nothing is left out."""
    end = 0
    for match in _TOKEN.finditer(markup):
        if match.start() > end:
            yield "text", markup[end : match.start()], ""
        end = match.end()
        if match["script"] is not None:
            yield "script", match["script"], match["code"]
        elif match["cdata"] is not None:
            yield "cdata", match[0], match["inner"]
        else:
            yield match.lastgroup or "tag", match[0], ""
    if end < len(markup):
        yield "text", markup[end:], ""


def _scrub_tag(tag: str, scrubber: TextScrubber) -> str:
    if " " not in tag or tag.startswith("</"):
        return tag
    meta = _meta_name(tag) if tag[:5].lower() == "<meta" else None

    def attribute(match: re.Match[str]) -> str:
        name, sign, quoted = match[1].lower(), match[2], match[3]
        value = html.unescape(quoted[1:-1])
        new = _scrub_attribute(name, value, meta, scrubber)
        if new == value:
            return match[0]
        return f"{match[1]}{sign}{quoted[0]}{html.escape(new)}{quoted[0]}"

    return _SHARED.sub(r"\1x", _ATTRIBUTE.sub(attribute, tag))


def _scrub_attribute(name: str, value: str, meta: str | None, scrubber: TextScrubber) -> str:
    if meta is not None:
        if name != "content" or "://" in value:
            return value
        if _META_NAMES.search(meta):
            return scrubber.names(value)
        return scrubber.text(value) if _META.search(meta) else value
    if name in _TEXTS:
        return scrubber.text(value)
    if name.startswith("data-") and value.count(" ") > 2:
        return scrub_script(value, scrubber) if '"' in value else scrubber.text(value)
    return value


def _meta_name(tag: str) -> str:
    match = re.search(r"""\b(?:property|name|itemprop)\s*=\s*["']?([\w:.-]+)""", tag, re.IGNORECASE)
    return match[1] if match else ""
