"""For test suites: cassettes and their pytest plugin."""
