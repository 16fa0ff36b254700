"""One item pipeline per cleaning step, by the step's name: `newsscraper.crawl.steps.<step>`."""

from __future__ import annotations

from newsscraper.crawl.page import Page
from newsscraper.crawl.pipelines import CleaningPipeline
from newsscraper.draft import Step
from newsscraper.steps import STEPS


def pipeline_of(step: Step) -> type[CleaningPipeline]:
    """The pipeline that runs one step."""

    def work(self: CleaningPipeline, page: Page) -> None:
        if page.draft is not None:
            step(page.draft)

    attributes = {"work": work, "__doc__": step.__doc__, "__module__": __name__}
    return type(step.__name__, (CleaningPipeline,), attributes)


globals().update({step.__name__: pipeline_of(step) for step in STEPS})
