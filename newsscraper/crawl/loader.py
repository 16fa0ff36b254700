"""The spider loader: every publisher file is a spider."""

from __future__ import annotations

import builtins
import pkgutil
from importlib import import_module
from typing import Self

from scrapy import Request, Spider
from scrapy.settings import BaseSettings

from newsscraper import publishers
from newsscraper.errors import ConfigError
from newsscraper.publishers import Publisher
from newsscraper.publishers.catalogue import VARIABLE


class PublisherSpiderLoader:
    """`SPIDER_LOADER_CLASS`: names, loads and finds spiders by publisher."""

    def __init__(self, settings: BaseSettings) -> None:
        self._modules: list[str] = settings.getlist("SPIDER_MODULES")
        for folder in settings.getlist(VARIABLE):
            publishers.use_folder(folder)

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Build the loader for a Scrapy project."""
        return cls(settings)

    def list(self) -> builtins.list[str]:
        """Slugs of all publishers, sorted."""
        return publishers.names()

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of a publisher; raises `KeyError`, as Scrapy wants it, for an unknown slug."""
        try:
            publisher = publishers.get(spider_name)
        except ConfigError as error:
            if spider_name in publishers.names():
                raise
            raise KeyError(str(error)) from error
        return self.spider_for(publisher)

    def find_by_request(self, request: Request) -> builtins.list[str]:
        """The publisher that serves the request's address, if there is one."""
        publisher = publishers.for_url(request.url)
        return [publisher.slug] if publisher else []

    def spider_for(self, publisher: Publisher) -> type[Spider]:
        """The publisher's spider: its file over the class that fits it."""
        usual = "PublisherSpider" if publisher.sources else "SiteSpider"
        base = self._class_named(publisher.spider or usual, publisher)
        attributes = {"name": publisher.slug, "publisher": publisher, "__module__": base.__module__}
        return type(base.__name__, (base,), attributes)

    def _class_named(self, name: str, publisher: Publisher) -> type[Spider]:
        for package_name in self._modules:
            package = import_module(package_name)
            for module_info in pkgutil.iter_modules(package.__path__, package_name + "."):
                found = getattr(import_module(module_info.name), name, None)
                if isinstance(found, type) and issubclass(found, Spider):
                    return found
        raise ConfigError(f"{publisher.slug}.toml: spider: no class {name!r} in {', '.join(self._modules)}")
