"""What the readers of inputs produce: one page or text to clean, or what was wrong in its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Medium = Literal["html", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page or a text, with all that is known about it from outside."""

    place: str
    """Where it stands, for messages: `news.jsonl: line 17`."""
    medium: Medium | None = None
    """None where only the content can tell."""
    data: bytes | str | None = field(default=None, repr=False)
    """The content; None leaves it to the worker to open `file`."""
    file: str | None = None
    """Path or URL of the file that is the content."""
    url: str | None = None
    publisher: str | None = None
    fetched_at: datetime | None = None
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    """Response headers by lower-case name."""
    evidence: dict[str, tuple[str, str]] = field(default_factory=dict, repr=False)
    """Field -> (value, source) from outside the page."""
    rights: dict[str, str] = field(default_factory=dict, repr=False)
    """What the host reserves outside the page; what the page itself says goes first."""
    only_german: bool = False
    """Whether it is to be passed over if it is not in German."""
    only: frozenset[str] = frozenset()
    """Statuses of records that are wanted; empty means all."""
    title: str | None = None
    """Title and lead of a text, where they were kept apart from it."""
    lead: str | None = None
    read: int = 0
    """Bytes of all inputs that were read when this document was complete, for the progress bar."""

    @property
    def size(self) -> int:
        """How much has to be handed to a worker, roughly, in bytes."""
        return len(self.data or b"") + 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that could not be read or cleaned; the batch goes on."""

    place: str
    error: str
    url: str | None = None
    read: int = 0
    size: int = 500

    def __str__(self) -> str:
        return f"{self.place}: {self.error}"


Work = Document | Fault
"""What a reader yields, in the order of the input."""

Result = bytes | Fault | None
"""A record as JSON, or why there is none, or None for a page that was not wanted."""
