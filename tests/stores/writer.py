"""Writes records to a store without end, and prints the number of each record that is safe. To be killed."""

import sys
from itertools import count

import made_up

from newsscraper.stores import open_store

with open_store(sys.argv[1]) as store:
    for number in count(int(sys.argv[2])):
        store.write(made_up.plain(number))
        if number % 20 == 19:
            store.flush()
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()
