"""What becomes of one piece of the page."""

from __future__ import annotations

from datetime import datetime

import msgspec

from newsscraper.article import BlockKind, RemovalKind
from newsscraper.draft import Part
from newsscraper.readers.outline import Piece


class Choice(msgspec.Struct, eq=False):
    """What becomes of a piece: part of the article, or removed by a rule."""

    index: int
    piece: Piece
    part: Part = "body"
    removal: RemovalKind | None = None
    rule: str = ""
    label: Part | None = None
    """What the names around the piece call it."""
    kind: BlockKind | None = None
    """What the block is, where it is not the piece's own kind."""
    time: datetime | None = None
    """Time of the live-blog entry it opens."""

    def drop(self, removal: RemovalKind, rule: str) -> None:
        """Take the piece out of the article."""
        self.removal, self.rule = removal, f"markup.{rule}"
