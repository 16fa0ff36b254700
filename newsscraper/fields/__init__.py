"""Single values of a news article: dates, bylines, names, agencies. One value in, one value out."""

from newsscraper.fields.agencies import canonical_agency
from newsscraper.fields.bylines import Byline, parse_byline
from newsscraper.fields.dates import is_date_line, parse_date, parse_dates
from newsscraper.fields.moments import Dates, Moment

__all__ = [
    "Byline",
    "Dates",
    "Moment",
    "canonical_agency",
    "is_date_line",
    "parse_byline",
    "parse_date",
    "parse_dates",
]
