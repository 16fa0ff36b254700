"""Every residue rule takes its examples and leaves its counter-examples; a wrong file is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsscraper.errors import ConfigError
from newsscraper.rules import Rule, RuleSet, residue
from newsscraper.rules.loader import FOLDER, RESIDUE, read

RULES = residue().rules
TAKES = [(rule, text) for rule in RULES for text in rule.takes]
LEAVES = [(rule, text) for rule in RULES for text in rule.leaves]


def fits(rules: RuleSet, text: str) -> list[Rule]:
    return list(rules.fitting(text, "text"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_an_example_it_takes_and_one_it_leaves(rule: Rule) -> None:
    assert rule.takes
    assert rule.leaves


@pytest.mark.parametrize(("rule", "text"), TAKES, ids=[f"{rule.name}-{text[:30]}" for rule, text in TAKES])
def test_a_rule_takes_its_examples(rule: Rule, text: str) -> None:
    assert fits(RuleSet([rule]), text) == [rule]


@pytest.mark.parametrize(("rule", "text"), LEAVES, ids=[f"{rule.name}-{text[:30]}" for rule, text in LEAVES])
def test_a_rule_leaves_what_only_looks_like_residue(rule: Rule, text: str) -> None:
    assert fits(RuleSet([rule]), text) == []


@pytest.mark.parametrize("text", sorted({text for _, text in LEAVES}))
def test_no_rule_at_all_takes_an_article_s_own_words(text: str) -> None:
    assert [
        rule.name for rule in fits(residue(), text) if rule.where == "anywhere" and not rule.company
    ] == []


@pytest.mark.parametrize("name", RESIDUE)
def test_names_are_unique(name: str) -> None:
    names = [rule.name for rule in read(FOLDER / f"{name}.toml")]
    assert len(names) == len(set(names))


WRONG = {
    "no TOML": ("[[rules]", "not valid TOML"),
    "unknown key": ('[[rules]]\nname = "a.b"\nkind = "ad"\nblok = ["x"]', "blok"),
    "unknown kind": ('[[rules]]\nname = "a.b"\nkind = "rubbish"\nblock = ["x"]', "kind"),
    "nothing to know it by": ('[[rules]]\nname = "a.b"\nkind = "ad"', "needs one of"),
    "wording with punctuation": ('[[rules]]\nname = "a.b"\nkind = "ad"\nblock = ["x!"]', "'x!'"),
    "wording of missing words": ('[[rules]]\nname = "a.b"\nkind = "ad"\nblock = ["x? …"]', "always there"),
    "pattern": ('[[rules]]\nname = "a.b"\nkind = "ad"\npattern = "("', "regular expression"),
    "pattern with a group": (
        '[[rules]]\nname = "a.b"\nkind = "ad"\npattern = "(a)b"',
        "write (?:",
    ),
    "build without key": ('[[rules]]\nname = "a.b"\nkind = "ad"\nbuild = [["x"]]', "needs key"),
    "too many slots": (
        '[[rules]]\nname = "a.b"\nkind = "ad"\nbuild = [["x"]]\nkey = ["abcd"]\nneed = 2',
        "1 slots",
    ),
    "one name twice": ('[[rules]]\nname = "a.b"\nkind = "ad"\nblock = ["x"]\n' * 2, "two rules"),
}


@pytest.mark.parametrize(("text", "told"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_file_is_refused_with_its_path_and_what_is_wrong(
    tmp_path: Path, text: str, told: str
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        read(file)
    assert str(file) in str(error.value)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read(tmp_path / "none.toml")
