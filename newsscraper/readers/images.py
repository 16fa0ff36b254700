"""The article's pictures, with caption and credit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from lxml import etree

from newsscraper.article import Image
from newsscraper.fields.addresses import absolute_url
from newsscraper.fields.credits import find_credit, tidy_credit
from newsscraper.fields.names import is_person
from newsscraper.readers.choice import Choice
from newsscraper.readers.hints import attributes_of
from newsscraper.readers.outline import Figure, Outline, tidy
from newsscraper.readers.region import Region
from newsscraper.readers.selection import ABOVE
from newsscraper.readers.walk import PICTURED
from newsscraper.rules import load_words
from newsscraper.rules.matcher import ends_sentence

SOURCES = (
    "data-srcset", "srcset", "data-lazy-srcset", "data-orig-file", "data-full-src", "data-fullscreen-src",
    "data-fullscreensrc", "data-retina-src", "data-src", "data-original", "data-lazy-src", "src", "data-url",
)  # fmt: skip
"""Attributes that name a picture's address, those of pictures that are loaded late first."""

LONGEST_CREDIT = 80
"""Characters of a credit that stands in an element of its own, with nothing to name it."""

NEAR = 5
"""A caption outside `figure` belongs to a picture at most this many pieces of text away."""

_MAY_CREDIT = re.compile(r"[|©/(:]")
"""One of these signs stands before every credit in an alternative text; looking for them is cheap."""

_SIGNED = re.compile(r"(?<=\S)\s+(?:/\s+((?:[A-ZÄÖÜ][\w.'’/-]*[\s/]*){1,5})|\|\s+([^|.!?]{2,60}))$")
_BRACKETED = re.compile(r"\s\(([^()]{2,60} [-–/|] [A-ZÄÖÜ][^()]{2,60})\)$")
"""A credit in brackets at the end of a caption names source and photographer: `(Funk - A. Muster)`."""
_STOPPED = re.compile(
    r"[.!?»“\"]\s+(?:\(([^()]{5,60})\)|[-–—]\s([^.!?()]{3,60})|([^\W\d_][\w.-]{1,20}\s?/[^/()]{5,40}))$"
)
"""What stands behind a caption's last sentence: in brackets, behind a stroke, or as `WZ/Ida Roth`."""
_MARKED = re.compile(r"\W?(?:©|[A-ZÄÖÜ][\w/-]+ ?:)")
"""So begins a credit that says what it is; looking for that is cheap."""
_CANDIDATES = re.compile(r",\s+")
_PICTURE = re.compile(
    r"\.(?:jpe?g|png|webp|avif|gif)\b|/(?:bild|bilder|image|images|foto|fotos|galerie|gallery|media)/"
)
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
        if not names and _MAY_CREDIT.search(text) and (credit := split_caption(text)[1]):
            names.append(credit)
    return Image(
        url=address(pictures(figure, sources=True), base),
        caption=caption or None,
        credit=(tidy_credit(" | ".join(filter(None, names))) or None) if names else None,
        alt=alt if alt and alt != caption else None,
    )


def is_credit(choice: Choice) -> bool:
    """Whether a text beside a picture is its credit: the markup or the text itself says so.

    What the markup says does not hold for a sentence.
    """
    text = choice.piece.text
    if choice.part == "caption":
        if len(text) > LONGEST_CREDIT or not _MARKED.match(text):
            return False
        credit = find_credit(text)
        return credit is not None and credit.marked and not credit.start
    return not (ends_sentence(text) and text.count(" ") > 2 and not find_credit(text))


def tidy_caption(text: str) -> str:
    """A caption without its label and the button that enlarges the picture, and apart from its credit."""
    text = enlarge().sub(" ", text).strip()
    if ":" in text:
        text = caption_label().sub("", glued_credit().sub(" ", text))
    return text


@cache
def caption_label() -> re.Pattern[str]:
    """A label in front of a caption, for those who do not see the picture: `Legende:`."""
    return re.compile(rf"^(?:{'|'.join(load_words('credits')['caption_labels'])})\s*:\s*")


def is_signature(text: str) -> bool:
    """Whether what stands behind a caption names a photographer, alone or behind a house, or an agency."""
    return is_person(text.rpartition("/")[2].strip()) or find_credit(text) is not None


@cache
def unmarked_label() -> re.Pattern[str]:
    """A credit that ends a caption behind a label without a colon, as in Switzerland: `Bild Anna Muster`."""
    names = r"(?:[A-ZÄÖÜ][\w.'’-]*[\s/]*){1,5}"
    return re.compile(rf"(?<=[.!?»“\"])\s+(?:{'|'.join(load_words('credits')['labels'])})\s+({names})$")


@cache
def enlarge() -> re.Pattern[str]:
    """The button of a picture, and what it says: `Bild vergrößern`."""
    return re.compile(rf"(?:{'|'.join(load_words('credits')['enlarge'])})\b")


@cache
def glued_credit() -> re.Pattern[str]:
    """Where style alone parts a caption from the label of the credit behind it: `Am HafenFoto: Ida Roth`."""
    labels = "|".join(map(re.escape, load_words("credits")["labels"]))
    return re.compile(rf"(?<=[a-zäöüß.!?“»\")])(?=(?:{labels}) ?: ?\S)")


@cache
def named_source() -> re.Pattern[str]:
    """A credit that ends a caption behind `Quelle:`; elsewhere, a text names its own source so."""
    return re.compile(rf"(?:^|\s)(?:{'|'.join(load_words('credits')['sources'])})\s?:\s?([^:]{{2,100}})$")


def split_caption(text: str) -> tuple[str, str | None]:
    """A caption without its credit, and the credit; in a caption a name after a stroke is one."""
    if match := named_source().search(text):
        return text[: match.start()].rstrip(), tidy_credit(match[1])
    found = find_credit(text)
    if found and (found.marked or found.start):
        return text[: found.start].rstrip(), found.text
    if match := _SIGNED.search(text):
        return text[: match.start()].rstrip(), tidy_credit(match[1] or match[2])
    if match := _BRACKETED.search(text):
        return text[: match.start()], tidy_credit(match[1])
    if (match := _STOPPED.search(text)) and is_signature(behind := match[match.lastindex or 0]):
        return text[: match.start() + 1], tidy_credit(behind)
    if match := unmarked_label().search(text):
        return text[: match.start()], tidy_credit(match[1])
    return ("", found.text) if found else (text, None)


def attribute(figure: Figure, name: str) -> str:
    """The first such attribute of the figure's pictures, or an empty text."""
    return next((text for image in pictures(figure) if (text := tidy(image.get(name) or ""))), "")


def has_picture(figure: Figure) -> bool:
    """Whether there is a picture at all: sites put bylines and scripts' apologies into figures, too."""
    return next(pictures(figure), None) is not None


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
    return href.startswith(("http", "/")) and not _PICTURE.search(href)


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
