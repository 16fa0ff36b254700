"""One value in, one value out: dates, bylines, agencies, names, titles."""
