"""What a rule must be, beyond the types of its values. Each check yields what is wrong with one rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsscraper.rules import wording
from newsscraper.rules.model import Rule

LONGEST_BUILD = 1000
"""No build is looked for in a block of more characters."""
SHORTEST_KEY = 4
"""Letters of a key; by so many, the words that a look at a build begins with are found."""


def problems(rules: Sequence[Rule]) -> Iterator[str]:
    """Everything that is wrong with the rules of a file, each as one line that names the rule."""
    seen: set[str] = set()
    for rule in rules:
        if rule.name in seen:
            yield f"two rules are named {rule.name!r}; give each its own name"
        seen.add(rule.name)
        for problem in (*_forms(rule), *_build(rule)):
            yield f"rule {rule.name!r}: {problem}"


def _forms(rule: Rule) -> Iterator[str]:
    if not (rule.block or rule.start or rule.end or rule.pattern or rule.vocabulary or rule.build):
        yield "needs one of: block, start, end, pattern, vocabulary, build"
    yield from filter(None, map(wording.check, (*rule.block, *rule.start, *rule.end)))
    try:
        groups = re.compile(f"(?:{rule.pattern})").groups
    except re.error as error:
        yield f"pattern is not a regular expression: {error}"
    else:
        if groups:  # they would be counted together with those of other patterns
            yield "pattern has a group that is captured; write (?:…)"


def _build(rule: Rule) -> Iterator[str]:
    if rule.build and not (rule.key and all(len(stem) >= SHORTEST_KEY for stem in rule.key)):
        yield f"build needs key, stems of {SHORTEST_KEY} letters or more"
    if rule.build and rule.max_length > LONGEST_BUILD:
        yield f"max_length of a build is at most {LONGEST_BUILD}"
    if rule.need > len(rule.build):
        yield f"need is {rule.need}, but build has {len(rule.build)} slots"
