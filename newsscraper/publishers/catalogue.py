"""All publishers: those that ship with the package and those in folders a user adds."""

from __future__ import annotations

import difflib
import functools
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from newsscraper.errors import ConfigError
from newsscraper.publishers.model import Publisher, host_of
from newsscraper.publishers.reading import build_publisher, read_hosts, read_toml

BUILT_IN = Path(__file__).parent

VARIABLE = "NEWSSCRAPER_PUBLISHERS"
"""Environment variable, and Scrapy setting, that names folders of publisher files."""


class Catalogue:
    """Publishers from one or more folders of TOML files; a later folder's file replaces an earlier one's.

    Files are read when first asked for, so that using the cleaner alone costs one small file, not all.
    """

    def __init__(self, folders: Iterable[Path | str] = (BUILT_IN,)) -> None:
        self.folders = [Path(folder) for folder in folders]
        self._paths: dict[str, Path] = {}
        self._loaded: dict[str, Publisher] = {}
        self._families: dict[Path, dict[str, Any]] = {}
        self._hosts: dict[str, str] | None = None
        for folder in self.folders:
            if not folder.is_dir():
                raise ConfigError(f"{folder}: no such folder of publisher files")
            self._paths.update({path.stem: path for path in sorted(folder.glob("*.toml"))})

    def names(self) -> list[str]:
        """Slugs of all publishers, sorted."""
        return sorted(self._paths)

    def get(self, slug: str) -> Publisher:
        """The publisher with this slug; raises `ConfigError` that names the nearest ones."""
        if slug not in self._loaded:
            if slug not in self._paths:
                near = difflib.get_close_matches(slug.lower(), self._paths, n=3, cutoff=0.5)
                hint = (
                    f"; did you mean {', '.join(near)}?" if near else "; `newsscraper publishers` lists them"
                )
                raise ConfigError(f"no publisher {slug!r}{hint}")
            self._loaded[slug] = self.read(self._paths[slug])
        return self._loaded[slug]

    def all(self) -> list[Publisher]:
        """Every publisher, by slug."""
        return [self.get(slug) for slug in self.names()]

    def for_url(self, url: str | None) -> Publisher | None:
        """The publisher that serves this address: the longest host that equals its host or ends it."""
        host = host_of(url or "")
        if host and self._hosts is None:
            self._hosts = self._index()
        while host:
            if self._hosts and host in self._hosts:
                return self.get(self._hosts[host])
            host = host.partition(".")[2]
        return None

    def _index(self) -> dict[str, str]:
        """Host without `www.` -> slug. In one folder no host may have two; a later folder's file wins."""
        index: dict[str, str] = {}
        for slug, path in self._paths.items():
            for host in {name.removeprefix("www."): None for name in read_hosts(path)}:
                rival = index.get(host)
                if rival is not None and self._paths[rival].parent == path.parent:
                    raise ConfigError(f"{path}: hosts: {host!r} already belongs to {self._paths[rival]}")
                if rival is None or self._rank(path) > self._rank(self._paths[rival]):
                    index[host] = slug
        return index

    def _rank(self, path: Path) -> int:
        return self.folders.index(path.parent)

    def read(self, path: Path) -> Publisher:
        """The publisher that a file describes, its family looked for in this catalogue's folders.

        Raises `ConfigError` that names the file, the key and what is allowed there. The values of the files
        that ship with the package are checked by its tests, those of others whenever they are read.
        """
        data = read_toml(path)
        name = data.get("family")
        family = self._family(path, name) if name else None
        return build_publisher(data, path, family, checked=path.parent == BUILT_IN)

    def check_hosts(self) -> None:
        """Raise `ConfigError` if two files of one folder claim the same host."""
        self._index()

    def _family(self, path: Path, name: str) -> dict[str, Any]:
        for folder in (*reversed(self.folders), BUILT_IN):
            candidate = folder / "families" / f"{name}.toml"
            if candidate in self._families or candidate.is_file():
                if candidate not in self._families:
                    self._families[candidate] = read_toml(candidate)
                return self._families[candidate]
        known = sorted({p.stem for f in (*self.folders, BUILT_IN) for p in (f / "families").glob("*.toml")})
        raise ConfigError(f"{path}: family: no family {name!r}; known: {', '.join(known)}")


@functools.cache
def catalogue() -> Catalogue:
    """The catalogue of the publishers that ship with the package, of the folders in the environment variable
    `NEWSSCRAPER_PUBLISHERS` (separated as in `PATH`), and of those given to `use_folder`; later ones win.
    """
    named = [folder for folder in os.environ.get(VARIABLE, "").split(os.pathsep) if folder]
    return Catalogue((BUILT_IN, *named, *_extra_folders))


_extra_folders: list[Path] = []


def use_folder(folder: Path | str) -> None:
    """Add a folder of publisher files for the rest of this process; its files win over built-in ones.

    Raises `ConfigError` if there is no such folder.
    """
    Catalogue((folder,))
    if Path(folder) not in _extra_folders:
        _extra_folders.append(Path(folder))
        catalogue.cache_clear()


def names() -> list[str]:
    """Slugs of all known publishers, sorted."""
    return catalogue().names()


def get(slug: str) -> Publisher:
    """The publisher with this slug; raises `ConfigError` that names the nearest ones."""
    return catalogue().get(slug)


def for_url(url: str | None) -> Publisher | None:
    """The publisher that serves this address, or None."""
    return catalogue().for_url(url)
