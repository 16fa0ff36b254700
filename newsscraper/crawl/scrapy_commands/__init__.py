"""Commands of Scrapy's that newsscraper changes; the setting `COMMANDS_MODULE` names this package."""
