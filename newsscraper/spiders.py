"""Makes `newsscraper.spiders` the folder `spiders/` in a bare checkout; a wheel ships the folder itself."""

from pathlib import Path

__path__ = [str(Path(__file__).parent.parent / "spiders")]
