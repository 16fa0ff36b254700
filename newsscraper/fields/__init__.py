"""Single values of a news article: dates and bylines. One value in, one value out."""

from newsscraper.fields.dates import Dates, Moment, is_date_line, parse_date, parse_dates

__all__ = ["Dates", "Moment", "is_date_line", "parse_date", "parse_dates"]
