"""When the article was published and last changed, from the evidence of page or text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import chain

from newsscraper.draft import Draft, Evidence
from newsscraper.fields import Dates, Moment, parse_dates

PRECISE = (
    "json-ld:", "meta:article:", "meta:dcterms.", "microdata:", "html:time", "html:date", "colophon:",
    "text:date_line", "text:sign_off",
)  # fmt: skip
"""Sources that speak of publication itself: one of them may add the minute to another's day."""

LABELLED = frozenset({"html:date", "html:stand", "html:date_box", "text:date_line"})
"""Sources whose lines say by their labels which date they give."""


def dates(draft: Draft) -> None:
    """Set `published_at`, its precision and `modified_at` from the first candidate that is a date.

    Sources are not weighed against each other: the order of `rules/metadata.toml` decides, date lines of
    the text come last. Times without a zone are in the publisher's; a zone that is given is believed. A
    source that gives the day alone takes the minute from the next one that names the same day and speaks
    of publication, too. The last change never becomes the publication.
    """
    zone = draft.timezone.key

    @cache
    def read(candidate: Evidence) -> Dates:
        return parse_dates(_stamp(candidate) or candidate.value, now=draft.fetched_at, tz=zone)

    published = _moments(draft, ("published_at", "date_line"), read, changed=False)
    if first := next(published, None):
        source, moment = first
        if moment.precision == "day":
            source, moment = next((found for found in published if _refines(*found, moment)), first)
        draft.published_at, draft.published_precision = moment.value, moment.precision
        draft.sources["published_at"] = source
    if changed := next(_moments(draft, ("modified_at", "date_line"), read, changed=True), None):
        draft.sources["modified_at"], moment = changed
        draft.modified_at = moment.value


def _moments(
    draft: Draft, fields: tuple[str, ...], read: Callable[[Evidence], Dates], *, changed: bool
) -> Iterator[tuple[str, Moment]]:
    """The candidates that are dates, with their sources. Lines of page or text have labels of their own."""
    for candidate in chain.from_iterable(map(draft.candidates, fields)):
        found = read(candidate)
        moment = found.modified if changed else found.published
        if moment is None and changed and candidate.source not in LABELLED:
            moment = found.published
        if moment is not None:
            yield candidate.source, moment


def _stamp(candidate: Evidence) -> str | None:
    """Seconds or milliseconds since 1970, which only machine-readable sources write."""
    text = candidate.value
    if (
        text.isdecimal()
        and len(text) in (10, 13)
        and not candidate.source.startswith(("html:", "text:", "url:"))
    ):
        return datetime.fromtimestamp(int(text[:10]), UTC).isoformat()
    return None


def _refines(source: str, moment: Moment, day: Moment) -> bool:
    return (
        moment.precision == "minute"
        and moment.value.date() == day.value.date()
        and source.startswith(PRECISE)
    )
