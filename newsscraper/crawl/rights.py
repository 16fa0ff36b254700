"""What a host says about text and data mining outside its pages: robots.txt and `/.well-known/tdmrep.json`.

What a page or its headers say is read with the page (`newsscraper.readers`); it is nearer and goes first.

Keys in `Article.rights`:

- `tdm-reservation` (`1` reserved, `0` not) and `tdm-policy` (an address): TDM Reservation Protocol, W3C
  Community Group report;
- `robots-txt-ai`: the AI crawlers that robots.txt names and keeps from the page, separated by commas;
- `urhg-44b`: a comment in robots.txt that reserves mining rights (§ 44b Abs. 3 UrhG), as it stands there.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from newsscraper.crawl.discovery.robots import Robots
from newsscraper.rules import load_words

TDMREP_PATH = "/.well-known/tdmrep.json"

_COMMENT_LIMIT = 500
_RULES_LIMIT = 1000
_AGENT_LINE = re.compile(r"^\s*user-agent\s*:\s*([^#\r\n]+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of a tdmrep.json."""

    pattern: re.Pattern[str]
    """What the path (with the query) must begin with."""
    length: int
    """Letters of the location: the longest that matches counts, as in robots.txt."""
    reserved: bool
    policy: str | None


class HostRights:
    """A host's reservations. `robots` and `tdmrep` (the file's bytes) are None where the host has none."""

    def __init__(self, robots: Robots | None = None, tdmrep: bytes | None = None) -> None:
        self._robots = robots
        self._agents = _named_agents(robots.text) if robots else ()
        self._comment = reserving_comment(robots.text) if robots else None
        self._rules = parse_tdmrep(tdmrep) if tdmrep else ()

    def for_url(self, url: str) -> dict[str, str]:
        """The reservations that hold for an address, by their keys; empty where there are none."""
        rights: dict[str, str] = {}
        rule = _rule_for(url, self._rules)
        if rule:
            rights["tdm-reservation"] = "1" if rule.reserved else "0"
            if rule.policy:
                rights["tdm-policy"] = rule.policy
        if self._robots:
            barred = [agent for agent in self._agents if not self._robots.allows(url, agent)]
            if barred:
                rights["robots-txt-ai"] = ", ".join(barred)
        if self._comment:
            rights["urhg-44b"] = self._comment
        return rights


def reserving_comment(robots: str) -> str | None:
    """The comment of a robots.txt that reserves text and data mining, its lines joined, or None.

    Neighbouring comment lines are one comment. It counts if it names the matter (§ 44b UrhG, text and data
    mining, TDM) and says that it is reserved or not allowed.

    >>> reserving_comment("# Text und Data Mining nach\\n# § 44b UrhG bleibt vorbehalten.\\nUser-agent: *")
    'Text und Data Mining nach § 44b UrhG bleibt vorbehalten.'
    """
    mining, reserving = _wordings()
    for comment in _comments(robots):
        if mining.search(comment) and reserving.search(comment):
            return comment if len(comment) <= _COMMENT_LIMIT else comment[:_COMMENT_LIMIT] + " …"
    return None


def parse_tdmrep(body: bytes) -> tuple[Rule, ...]:
    """The rules of a tdmrep.json. Entries that are none, and anything that is no JSON list, give nothing."""
    try:
        entries: Any = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(entries, list):
        return ()
    rules = (_parse_rule(entry) for entry in entries[:_RULES_LIMIT])
    return tuple(rule for rule in rules if rule)


def _parse_rule(entry: Any) -> Rule | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("location"), str):
        return None
    location, policy = entry["location"], entry.get("tdm-policy")
    if str(entry.get("tdm-reservation")) not in ("0", "1") or location.count("*") > 10:
        return None
    # As in robots.txt: * stands for anything, $ for the end.
    end = "$" if location.endswith("$") else ""
    parts = location.removesuffix("$").split("*")
    pattern = re.compile(".*?".join(map(re.escape, parts)) + end, re.DOTALL)
    reserved = str(entry["tdm-reservation"]) == "1"
    return Rule(pattern, len(location), reserved, policy if isinstance(policy, str) else None)


def _rule_for(url: str, rules: tuple[Rule, ...]) -> Rule | None:
    """The rule with the longest location that matches; of two as long, the one that reserves."""
    if not rules:
        return None
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    matching = [rule for rule in rules if rule.pattern.match(target)]
    return max(matching, key=lambda rule: (rule.length, rule.reserved), default=None)


def _named_agents(robots: str) -> tuple[str, ...]:
    named = {name.strip().lower() for name in _AGENT_LINE.findall(robots)}
    return tuple(agent for agent in load_words("rights")["ai_agents"] if agent.lower() in named)


def _comments(robots: str) -> list[str]:
    found: list[list[str]] = [[]]
    for line in robots.splitlines():
        _, mark, text = line.partition("#")
        if mark:
            found[-1].append(text.strip("# \t"))
        elif found[-1]:
            found.append([])
    return [" ".join(" ".join(lines).split()) for lines in found if lines]


@cache
def _wordings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load_words("rights")
    mining, reserving = (re.compile("|".join(words[key]), re.IGNORECASE) for key in ("mining", "reserving"))
    return mining, reserving
