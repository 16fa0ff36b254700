"""`python -m newsscraper` is the command line."""

import sys

from newsscraper.cli import main

sys.exit(main())
