"""Where records go and come from.

>>> import tempfile, newsscraper
>>> from newsscraper.stores import open_store, read_store
>>> address = tempfile.mkdtemp() + "/articles.jsonl"
>>> with open_store(address) as store:
...     store.write(newsscraper.Article(url="https://example.org/1", title="Äpfel und Öl"))
>>> [article.title for article in read_store(address)]
['Äpfel und Öl']
"""

from newsscraper.stores.address import DEFAULT, KNOWN, Address, parse_address
from newsscraper.stores.model import Store
from newsscraper.stores.opening import open_store, read_store

__all__ = ["DEFAULT", "KNOWN", "Address", "Store", "open_store", "parse_address", "read_store"]
