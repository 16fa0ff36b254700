"""The article's pictures: which they are, their addresses, and what stands beside each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree

from newsscraper.article import Image
from newsscraper.fields.addresses import absolute_url
from newsscraper.fields.credits import tidy_credit
from newsscraper.readers.captions import is_credit, may_credit, split_caption, tidy_caption
from newsscraper.readers.choice import Choice
from newsscraper.readers.hints import attributes_of
from newsscraper.readers.outline import Figure, Outline, tidy
from newsscraper.readers.region import Region
from newsscraper.readers.selection import ABOVE
from newsscraper.readers.walk import PICTURED
from newsscraper.rules import load_words

SOURCES = (
    "data-srcset", "srcset", "data-lazy-srcset", "data-orig-file", "data-full-src", "data-fullscreen-src",
    "data-fullscreensrc", "data-retina-src", "data-src", "data-original", "data-lazy-src", "src", "data-url",
)  # fmt: skip
"""Attributes that name a picture's address, those of pictures that are loaded late first."""

BUTTON_BOXES = 2
"""Boxes around a picture that may be a button."""

NEAR = 5
"""A caption outside `figure` belongs to a picture at most this many pieces of text away."""

_CANDIDATES = re.compile(r",\s+")
_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)\b")
_DRAWN = re.compile(r"\.(?:svg|gif|ico)(?:$|[?#])")
_WIDTH = re.compile(r"(\d+(?:\.\d+)?)[wx]$")


def find_images(choices: list[Choice], outline: Outline, region: Region, base: str | None) -> list[Image]:
    """The pictures between the article's first and last piece, each once, in page order.

    `base`: address of the page, which makes the pictures' addresses absolute.
    """
    if not choices:
        return []
    first, last = choices[0].index - ABOVE, region.end
    figures = [
        figure
        for figure in outline.figures
        if first <= figure.index <= last
        and (
            (verdict := region.verdicts[figure.section]) is None
            or verdict in PICTURED
            or (verdict == "hidden" and is_pressed(figure))
            or (verdict == "related" and figure.index <= region.opening)
        )
    ]
    texts = assign(choices, figures)
    found: dict[object, Image] = {}
    for figure in figures:
        image = describe(figure, texts[id(figure)], base)
        if image.credit is None and not (has_picture(figure) if image.caption else substantial(figure)):
            continue
        key = image.url or (image.caption, image.credit)
        found[key] = richer(found[key], image) if key in found else image
    return list(found.values())


def assign(choices: list[Choice], figures: list[Figure]) -> dict[int, list[Choice]]:
    """To each figure (by `id`) its captions and credits: those inside it, and for others the nearest ones."""
    texts: dict[int, list[Choice]] = {id(figure): [] for figure in figures}
    for choice in choices:
        if choice.part not in ("caption", "credit"):
            continue
        own = choice.piece.figure
        if own is None:
            near = [figure for figure in figures if 0 <= choice.index - figure.index <= NEAR]
            under = (figure for figure in figures if 0 < figure.index - choice.index <= ABOVE)
            own = near[-1] if near else next(under, None)
        if own is not None and id(own) in texts:
            texts[id(own)].append(choice)
    return texts


def describe(figure: Figure, texts: list[Choice], base: str | None) -> Image:
    """One picture: the largest address, caption and credit apart, the alternative text where it says more."""
    names: list[str] = []
    captions: list[str] = []
    for choice in texts:
        if is_credit(choice):
            names.append(tidy_credit(choice.piece.text))
        elif (text := choice.piece.text) not in captions:
            captions.append(text)
    caption = tidy_caption(" ".join(captions))
    if caption:
        caption, credit = split_caption(caption)
        names += [credit] if credit else []
    alt = attribute(figure, "alt")
    for text in (alt, attribute(figure, "title")):
        if not names and may_credit(text) and (credit := split_caption(text)[1]):
            names.append(credit)
    return Image(
        url=address(pictures(figure, sources=True), base),
        caption=caption or None,
        credit=(tidy_credit(" | ".join(filter(None, names))) or None) if names else None,
        alt=alt if alt and alt != caption else None,
    )


def attribute(figure: Figure, name: str) -> str:
    """The first such attribute of the figure's pictures, or an empty text."""
    return next((text for image in pictures(figure) if (text := tidy(image.get(name) or ""))), "")


def has_picture(figure: Figure) -> bool:
    """Whether there is a picture at all: sites put bylines and scripts' apologies into figures, too."""
    return next(pictures(figure), None) is not None


def is_pressed(figure: Figure) -> bool:
    """Whether a picture is a button, which shows it larger; for text, a button is as good as hidden."""
    boxes = (box for image in figure.images for box in islice(image.iterancestors(), BUTTON_BOXES))
    return any(box.get("role") == "button" for box in boxes)


def pictures(figure: Figure, *, sources: bool = False) -> Iterator[etree._Element]:
    """The figure's pictures; those of `noscript` where there are no others."""
    for image in figure.images or figure.fallback:
        if sources or image.tag != "source":
            yield image


def address(images: Iterable[etree._Element], base: str | None) -> str | None:
    """The address of the largest version named, absolute where `base` allows it."""
    best: tuple[float, str] | None = None
    for image in images:
        for width, url in addresses(image):
            if best is None or width > best[0]:
                best = width, url
    return absolute_url(best[1], base) if best else None


def addresses(image: etree._Element) -> Iterator[tuple[float, str]]:
    """Width and address of each version of a picture; no inline data.

    Where no width is given it is 0 for one of several, 0.5 for the picture itself, and -1 for what no
    photograph is kept in: such a file fills the place until the picture is loaded.
    """
    given = attributes_of(image)
    for name in SOURCES:
        value = given[name].strip() if name in given else ""
        if not value or value.startswith("data:"):
            continue
        if not name.endswith("srcset"):
            yield -1.0 if _DRAWN.search(value.lower()) else 0.0 if image.tag == "source" else 0.5, value
            continue
        for candidate in _CANDIDATES.split(value):
            url, _, size = candidate.strip().partition(" ")
            width = _WIDTH.search(size)
            if url and not url.startswith("data:"):
                yield (float(width[1]) if width else 0.0), url


def is_portrait(image: etree._Element) -> bool:
    """Whether a picture's attributes say that it shows the author."""
    signs = load_words("credits")["portraits"]
    alt, names, url = ((image.get(name) or "").lower() for name in ("alt", "class", "src"))
    return (
        alt.startswith(tuple(signs["alt"]))
        or any(sign in names for sign in signs["class"])
        or any(sign in url for sign in signs["src"])
    )


def leads_away(image: etree._Element) -> bool:
    """Whether a picture is a link to another page, not to a larger copy of itself."""
    link = next(image.iterancestors("a"), None)
    href = (link.get("href") or "").lower() if link is not None else ""
    if not href.startswith(("http", "/")) or _FILE.search(href):
        return False
    return not any(f"/{folder}/" in href for folder in load_words("credits")["picture_folders"])


def is_drawn(image: etree._Element) -> bool:
    """Whether a picture is of a kind that icons and logos are, and photographs are not."""
    return all(_DRAWN.search(url.lower()) for _, url in addresses(image))


def substantial(figure: Figure) -> bool:
    """Whether a picture without any text is more than an icon, a pixel, a portrait or a teaser."""
    for image in figure.images or figure.fallback:
        size = image.get("width") or ""
        if size.isdigit() and int(size) < 200:
            return False
        if is_portrait(image) or leads_away(image) or is_drawn(image):
            return False
        if image.getparent() is not None and any(addresses(image)):
            return True
    return False


def richer(old: Image, new: Image) -> Image:
    """One picture out of two copies of it."""
    return Image(old.url or new.url, old.caption or new.caption, old.credit or new.credit, old.alt or new.alt)
