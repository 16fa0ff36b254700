"""Every cassette of the project gives the records that are expected of it, field by field."""

from newsscraper.testing.suite import test_cassette

__all__ = ["test_cassette"]
