"""The errors a caller may want to catch. Each message names the thing that is wrong and the way out."""


class NewsscraperError(Exception):
    """Base of all errors that newsscraper raises on purpose; the command line prints it as one line."""


class ConfigError(NewsscraperError, ValueError):
    """A publisher file, rule file or option that is wrong: names the file, the key and the allowed values."""


class InputError(NewsscraperError, ValueError):
    """Something handed in that cannot be read: missing, empty, binary, cut off, of another format."""


class OutputError(NewsscraperError, OSError):
    """A place that cannot be written to: no such folder, no right, disk full, database gone."""


class MissingExtraError(NewsscraperError, ImportError):
    """A feature whose optional dependency is not installed: names the extra to install."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs an extra: pip install 'newsscraper[{extra}]'")
