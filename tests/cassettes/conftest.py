"""What the cassette tests share."""

from __future__ import annotations

from small_site import crawl, site

__all__ = ["crawl", "site"]
