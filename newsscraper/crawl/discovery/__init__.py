"""Finding articles: sitemaps, feeds, robots.txt, and where an unknown site keeps them.

Pure functions over bytes; nothing here knows Scrapy or touches the network.

    from newsscraper.crawl.discovery import Found, Nested, read_source

    for entry in read_source(response.body, response.url, serves=publisher.serves):
        if isinstance(entry, Found): ...     # an article, with what the source says about it
        elif isinstance(entry, Nested): ...  # a further sitemap
        else: ...                            # a Problem, counted
"""

from newsscraper.crawl.discovery.find import links_on, publisher_for_site, usual_places
from newsscraper.crawl.discovery.found import Found, Nested, Problem
from newsscraper.crawl.discovery.patterns import expand
from newsscraper.crawl.discovery.reading import form_of, read_source
from newsscraper.crawl.discovery.robots import Robots
from newsscraper.crawl.discovery.selection import Selection, Window, section_key
from newsscraper.crawl.discovery.unpack import SIZE_LIMIT

__all__ = [
    "SIZE_LIMIT",
    "Found",
    "Nested",
    "Problem",
    "Robots",
    "Selection",
    "Window",
    "expand",
    "form_of",
    "links_on",
    "publisher_for_site",
    "read_source",
    "section_key",
    "usual_places",
]
