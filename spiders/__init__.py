"""Spiders: one class per way of crawling, and overrides for publishers that data cannot describe."""
