"""Publishers as data: one TOML file each, families that share one, and look-up by slug or host.

>>> from newsscraper import publishers
>>> publishers.get("tagesspiegel").name
'Der Tagesspiegel'
>>> publishers.for_url("https://www.tagesspiegel.de/politik/x-1.html").slug
'tagesspiegel'
"""

from newsscraper.publishers.catalogue import Catalogue, catalogue, for_url, get, names, use_folder
from newsscraper.publishers.model import Layout, Publisher, Source
from newsscraper.publishers.reading import parse_publisher

__all__ = [
    "Catalogue",
    "Layout",
    "Publisher",
    "Source",
    "catalogue",
    "for_url",
    "get",
    "names",
    "parse_publisher",
    "use_folder",
]
