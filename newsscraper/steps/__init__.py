"""The steps, in the order they run. Each refines a `Draft`: one concern, one file."""

from itertools import cycle, islice

from newsscraper.draft import Draft, Step
from newsscraper.steps.access import access
from newsscraper.steps.ads import ads
from newsscraper.steps.authors import authors
from newsscraper.steps.bylines import bylines
from newsscraper.steps.consent import consent
from newsscraper.steps.credits import credits  # noqa: A004 - the step is named for what it lifts
from newsscraper.steps.datelines import date_lines, datelines
from newsscraper.steps.dates import dates
from newsscraper.steps.disclaimers import disclaimers
from newsscraper.steps.extent import extent
from newsscraper.steps.headline import headline
from newsscraper.steps.images import images
from newsscraper.steps.leads import leads
from newsscraper.steps.navigation import navigation
from newsscraper.steps.paywall import paywall
from newsscraper.steps.promos import promos
from newsscraper.steps.quotes import quotes
from newsscraper.steps.related import related
from newsscraper.steps.repeats import repeats
from newsscraper.steps.share import share
from newsscraper.steps.teasers import teasers
from newsscraper.steps.titles import labels, titles
from newsscraper.steps.verdict import verdict

RESIDUE: tuple[Step, ...] = (
    paywall,  # flags may stand at the very start and end, where others look for title and sign-off
    consent,  # banners talk of data, newsletters and videos: before promos, players and disclaimers
    ads,
    disclaimers,  # "© dpa-infocom, dpa:…" is no credit: before credits
    credits,
    date_lines,
    share,
    promos,
    related,
    bylines,  # after related, so that teasers' authors are not the article's
    navigation,  # what is left around the text once everything with a name is gone
    repeats,
    quotes,
    teasers,  # headlines without a heading of their own; related has taken those under one
    extent,  # last: it judges by what the others have found
)
"""What takes residue out. In plain text, one removal may bare the next; see `settle`."""

FIELDS: tuple[Step, ...] = (
    datelines,  # once: the first paragraph is now the first
    titles,
    leads,  # before headline, which drops what says title or lead again
    headline,  # title and lead are what is left on top; in a page, they are not said again
    labels,
    dates,
    authors,
    images,
    access,
    verdict,  # last: whether a paid text is cut shows when all else is gone from it
)

STEPS: tuple[Step, ...] = (*RESIDUE, *FIELDS)

MOST_ROUNDS = 8


def settle(draft: Draft) -> None:
    """Run the residue steps in turn until none finds anything more: cleaning a clean text changes nothing."""
    quiet = 0
    for step in islice(cycle(RESIDUE), MOST_ROUNDS * len(RESIDUE)):
        before = len(draft.removed)
        step(draft)
        quiet = quiet + 1 if len(draft.removed) == before else 0
        if quiet == len(RESIDUE):
            return
