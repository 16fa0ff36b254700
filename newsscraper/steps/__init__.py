"""The steps, in the order they run. Each refines a `Draft`: one concern, one file."""

from newsscraper.draft import Step

STEPS: tuple[Step, ...] = ()
