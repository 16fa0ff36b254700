"""Scraper and cleaner for German-language news: pages and badly extracted texts in, typed records out."""

from newsscraper import publishers
from newsscraper.article import Article
from newsscraper.clean import clean_html, clean_text

__all__ = ["Article", "clean_html", "clean_text", "publishers"]
