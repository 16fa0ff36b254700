"""German wordings as data (TOML): the model of a rule, the loader, and the matcher that makes them fast."""

from newsscraper.rules.loader import load_words, residue
from newsscraper.rules.matcher import RuleSet
from newsscraper.rules.model import Rule

__all__ = ["Rule", "RuleSet", "load_words", "residue"]
