"""The record that leaves the house: `Article` and its parts. It never changes after it is made."""

from __future__ import annotations

import ast
import hashlib
import inspect
import itertools
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

SCHEMA_VERSION = 1
"""Version of the record's shape; rises when a field is renamed, removed or changes its type."""

AwareDatetime = Annotated[datetime, msgspec.Meta(tz=True)]
"""A datetime that always carries its UTC offset."""

Status = Literal["ok", "consent_wall", "paywall_teaser", "blocked", "not_article", "empty", "truncated"]
"""What the page was. Only `ok` is a whole article; a wall or a cut page is never `ok`."""

BlockKind = Literal["paragraph", "heading", "list_item", "quote", "ticker", "table_row", "code"]
"""What a block of the body is. `ticker` opens an entry of a live blog and carries its time."""

AuthorKind = Literal["person", "initials", "organisation"]
"""`initials` is a Kürzel such as `ben`; `organisation` an outlet or a desk, never a news agency."""

Access = Literal["free", "metered", "paid", "unknown"]
"""How the publisher lets people read the article, as far as the page says so."""

Precision = Literal["minute", "day"]
"""How exact a date is: `day` where the source gives no time of day (the time is then midnight, local)."""

RemovalKind = Literal[
    "paywall", "consent", "credit", "caption", "promo", "related", "byline", "dateline", "date",
    "disclaimer", "player", "share", "ad", "navigation", "repeat", "markup", "comment", "teaser",
]  # fmt: skip
"""What a removed piece of text was."""

Flag = bool | int | float | str | None
"""A raw access flag as found; `None` where the page names the flag and gives no value."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the body, in reading order."""

    kind: BlockKind
    """What the block is."""

    text: str
    """Its text: NFC, single spaces, never empty, without markup."""

    time: AwareDatetime | None = None
    """Time of a live-blog entry, in the publisher's zone; None for every other block."""


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody (or a desk) who wrote the article. News agencies are in `Article.agencies` instead."""

    name: str
    """The name in normal case, without titles (`Max Kolter`), or the Kürzel as printed (`ben`)."""

    kind: AuthorKind = "person"
    """Person, initials or organisation."""

    role: str | None = None
    """Job or part as printed: `Redakteurin für Finanzen`, `Interview`, `Gastbeitrag`."""

    place: str | None = None
    """Where the author reports from, as printed in the byline: `Nairobi`."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the article. A credit found in plain text gives an image without a URL."""

    url: str | None = None
    """Absolute address of the largest version named on the page, or None."""

    caption: str | None = None
    """Caption without the credit."""

    credit: str | None = None
    """Photographer and agency as printed, without `Foto:` or `©`, each named once."""

    alt: str | None = None
    """The alternative text, where it differs from the caption."""


@dataclass(frozen=True, slots=True)
class Removal:
    """Something that was taken out of the text. Nothing disappears without one."""

    kind: RemovalKind
    """What it was."""

    text: str
    """The removed text, as it stood."""

    rule: str
    """Name of the rule that took it: `consent.embed`, `promo.read_also`."""

    position: int
    """Index of the block it stood in, counted from 0 in the order of the page or text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A news article as a clean, typed record. See `docs/article.schema.json` for its JSON Schema."""

    url: str | None = None
    """Address the page was fetched from, as given by the caller."""

    canonical_url: str | None = None
    """Address the publisher names as the article's own, absolute."""

    publisher: str | None = None
    """Slug of the publisher file that was used (`tagesspiegel`), or None for an unknown host."""

    language: str | None = None
    """Language as the page declares it, a lower-case BCP 47 primary tag such as `de`."""

    status: Status = "ok"
    """What the page was; only `ok` is a whole article."""

    reason: str | None = None
    """Why the status is not `ok`, or what had to be worked around; signals joined by `; `."""

    kicker: str | None = None
    """Dachzeile: the short line above the headline."""

    title: str | None = None
    """Headline without site suffix and kicker."""

    lead: str | None = None
    """Vorspann: the introduction between headline and body; several paragraphs are joined by newlines."""

    body: tuple[Block, ...] = ()
    """Everything the article says after the lead, in reading order."""

    authors: tuple[Author, ...] = ()
    """Who wrote it, in the order of the byline, each once."""

    agencies: tuple[str, ...] = ()
    """News agencies it is based on, by canonical short name: `dpa`, `AFP`, `Reuters`, `SDA`."""

    byline: str | None = None
    """The byline or sign-off as it stood on the page or in the text."""

    dateline: str | None = None
    """The dateline that opened the text, as it stood: `Hamburg (dpa/lno) –`."""

    published_at: AwareDatetime | None = None
    """First publication, in the publisher's zone. Never the modification date."""

    modified_at: AwareDatetime | None = None
    """Last change the page names, in the publisher's zone."""

    published_precision: Precision | None = None
    """`minute`, or `day` where the source gives no time of day; None without a date."""

    section: str | None = None
    """Ressort as the publisher gives it, cleaned."""

    keywords: tuple[str, ...] = ()
    """Keywords as the publisher gives them, cleaned, each once."""

    images: tuple[Image, ...] = ()
    """Pictures of the article with caption and credit."""

    access: Access = "unknown"
    """Free, metered, paid or unknown."""

    access_flags: dict[str, Flag] = field(default_factory=dict)
    """The raw flags as found: `{"showPaywall": false, "isPaid": null}`."""

    rights: dict[str, str] = field(default_factory=dict)
    """Text-and-data-mining reservation and robots hints as found: `{"tdm-reservation": "1"}`."""

    sources: dict[str, str] = field(default_factory=dict)
    """Field -> where its value came from: `{"published_at": "json-ld:datePublished"}`."""

    removed: tuple[Removal, ...] = ()
    """Everything that was taken out of the text, what it was and by which rule, in text order."""

    fetched_at: AwareDatetime | None = None
    """When the page was fetched, in UTC; None if the caller did not say."""

    content_hash: str | None = None
    """SHA-256 (hex) over title, lead and body: equal hashes mean that no reader would see a change."""

    schema_version: int = SCHEMA_VERSION
    """Version of this record's shape."""

    @property
    def text(self) -> str:
        """Lead and body joined by newlines."""
        lead = [self.lead] if self.lead else []
        return "\n".join(lead + [block.text for block in self.body])

    def to_json(self) -> bytes:
        """The record as one line of UTF-8 JSON, without a newline at the end."""
        return _encoder.encode(self)

    def to_dict(self) -> dict[str, Any]:
        """The record as plain JSON types (dates as ISO 8601 strings)."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain

    @classmethod
    def from_json(cls, data: bytes | str) -> Article:
        """Read a record written by `to_json`.

        Raises `msgspec.ValidationError` (a ValueError) that names the field that does not fit.
        """
        return _decoder.decode(data)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Article:
        """Read a record made by `to_dict`; raises like `from_json`."""
        return msgspec.convert(data, cls)


def content_hash(title: str | None, lead: str | None, body: tuple[Block, ...]) -> str:
    """SHA-256 (hex) over what a reader sees: title, lead and the body's blocks."""
    text = "\n".join((title or "", lead or "", *(block.text for block in body), ""))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of `Article`, with the docstrings under its fields as descriptions."""
    schema = msgspec.json.schema(Article)
    described = _field_docstrings()
    for name, definition in schema["$defs"].items():
        for key, value in definition.get("properties", {}).items():
            value["description"] = described[f"{name}.{key}"]
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(whole))
    return plain


def _field_docstrings() -> dict[str, str]:
    """`Class.field` -> the text under the field. Python does not keep it, so it is read from the source."""
    found = {}
    for node in ast.parse(inspect.getsource(inspect.getmodule(Article))).body:  # type: ignore[arg-type]
        if isinstance(node, ast.ClassDef):
            for statement, after in itertools.pairwise(node.body):
                match statement, after:
                    case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(ast.Constant(str(text))):
                        found[f"{node.name}.{name}"] = " ".join(text.split())
    return found


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Article)
