"""What a rule file may say. Every key is a field here; anything else is refused."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from newsscraper.article import RemovalKind

Where = Literal["anywhere", "top", "bottom", "inside"]
"""Where in the text a rule holds: `top` is above the first paragraph, `bottom` below the last long one,
`inside` anywhere but in the first block."""

Medium = Literal["html", "text"]


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One residue, how to know it, and a pair of examples.

    A block fits a rule if one of `block`, `start`, `end`, `pattern`, `vocabulary` or `build` fits, and all
    conditions hold.
    """

    name: str
    """Name of the rule, unique over all files: `promo.newsletter`."""
    kind: RemovalKind
    """What the removed text is, as `Removal.kind` says it."""

    block: tuple[str, ...] = ()
    """Wordings (see `wording.py`) that the whole block consists of."""
    start: tuple[str, ...] = ()
    """Wordings the block begins with."""
    end: tuple[str, ...] = ()
    """Wordings the block ends with."""
    pattern: str = ""
    """A regular expression that the whole block fits, for forms that words cannot tell."""
    vocabulary: tuple[str, ...] = ()
    """Words of which the whole block is made, in any order, spaces between them or not: a bar of buttons."""
    build: tuple[tuple[str, ...], ...] = ()
    """Slots of word stems, in any order, spaces and punctuation aside. Tolerates typos: see `need`."""
    key: tuple[str, ...] = ()
    """Stems of which one must stand in the block, at the beginning of a word, before `build` is looked at.
    Two that stand in every such block make a misspelt one harmless."""
    typos: bool = False
    """Whether a stem of `build` and `must` may have one letter wrong, missing, doubled or swapped."""
    need: Annotated[int, msgspec.Meta(ge=0)] = 0
    """How many slots of `build` must be filled; 0 means all."""
    must: tuple[tuple[str, ...], ...] = ()
    """Slots of word stems that must all be filled, whatever else fits."""
    never: tuple[str, ...] = ()
    """Word stems of which none may stand in the block: words of reporting, for instance."""

    min_length: Annotated[int, msgspec.Meta(ge=0)] = 0
    """Fewest characters of the block."""
    max_length: Annotated[int, msgspec.Meta(ge=1)] = 160
    """Most characters of the block."""
    quoted: bool = False
    """Whether a wording or pattern may fit a block that begins with a quotation mark; a build may."""
    sentence: bool = True
    """Whether the rule may fit a block that ends like a sentence."""
    where: Where = "anywhere"
    medium: Medium | None = None
    """Only for drafts of this medium."""
    company: bool = False
    """Whether the rule holds only beside another block that a rule of the same file takes."""
    opens: bool = False
    """Whether the block is the heading of a box: what belongs to it goes with it."""

    takes: tuple[str, ...] = ()
    """Examples the rule must take."""
    leaves: tuple[str, ...] = ()
    """Examples the rule must leave, as like the residue as an article's own words can be."""

    @property
    def group(self) -> str:
        """The first part of the name, by which steps ask for rules: `promo`."""
        return self.name.partition(".")[0]


class RuleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of rules."""

    rules: tuple[Rule, ...]
