"""Opening inputs, on this machine or, through fsspec, anywhere."""

from __future__ import annotations

import glob
import gzip
import importlib
import io
import os
import re
import zlib
from pathlib import Path
from typing import Any, BinaryIO, cast

from newsscraper.errors import InputError, MissingExtraError

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):(?=/)")
_WILD = re.compile(r"[*?\[]")

MAX_FILE = 64 * 1024 * 1024
"""Largest page or text in bytes, unpacked, that is read whole; archives are streamed and may be any size."""


def is_remote(name: str) -> bool:
    """Whether a name has a URL scheme such as `s3://`."""
    return _SCHEME.match(name) is not None


def find(name: str) -> list[tuple[str, int]]:
    """The files that a name, folder or pattern stands for, with their sizes in bytes, sorted by name.

    Raises `InputError` where there is none.
    """
    if is_remote(name):
        return _find_remote(name)
    path = Path(name)
    if path.is_file():
        return [(name, path.stat().st_size)]
    if path.is_dir():
        files = sorted(str(p) for p in path.rglob("*") if p.is_file() and not _is_hidden(p.relative_to(path)))
        if not files:
            raise InputError(f"{name}: a folder without files")
    elif _WILD.search(name):
        files = sorted(p for p in glob.glob(name, recursive=True) if os.path.isfile(p))
        if not files:
            raise InputError(f"{name}: no file fits this pattern")
    elif path.exists():
        raise InputError(f"{name}: neither a file nor a folder")
    else:
        raise InputError(f"{name}: no such file or folder")
    return [(file, Path(file).stat().st_size) for file in files]


def open_input(name: str) -> BinaryIO:
    """Open an input for reading, as it is stored. Raises `InputError`."""
    try:
        if is_remote(name):
            system, path = _file_system(name)
            return cast(BinaryIO, system.open(path, "rb"))
        return Path(name).open("rb")
    except OSError as error:
        raise InputError(f"{name}: cannot be read: {error.strerror or error}") from error


def read_file(name: str) -> bytes:
    """A page or text, unpacked if its name ends in `.gz`. Raises `InputError`."""
    with open_input(name) as stream:
        data = stream.read(MAX_FILE + 1)
    if name.endswith(".gz"):
        data = _unpack(data)
    if len(data) > MAX_FILE:
        raise InputError(f"larger than {MAX_FILE >> 20} MB, which no article is")
    return data


def _unpack(data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            return stream.read(MAX_FILE + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"not a whole gzip file: {error}") from error


def _find_remote(name: str) -> list[tuple[str, int]]:
    system, path = _file_system(name)
    scheme = name.partition("://")[0]
    try:
        if _WILD.search(path):
            found = system.glob(path, detail=True)
        elif system.isdir(path):
            found = system.find(path, detail=True)
        else:
            found = {path: system.info(path)}
    except FileNotFoundError as error:
        raise InputError(f"{name}: no such file or folder") from error
    except Exception as error:
        # Every service behind fsspec has errors of its own: no right, no network, no bucket.
        raise InputError(f"{name}: cannot be listed: {error}") from error
    files = sorted((p, info.get("size") or 0) for p, info in found.items() if info.get("type") == "file")
    if not files:
        raise InputError(f"{name}: no file there")
    return [(f"{scheme}://{p.removeprefix(f'{scheme}://')}", size) for p, size in files]


def _file_system(name: str) -> tuple[Any, str]:
    """The fsspec file system of a URL and the path in it."""
    scheme = name.partition(":")[0]
    try:
        fsspec = importlib.import_module("fsspec")
    except ImportError as error:
        raise MissingExtraError(f"reading {scheme}://", "remote") from error
    try:
        system, path = fsspec.core.url_to_fs(name)
    except ImportError as error:
        raise MissingExtraError(f"reading {scheme}://", "remote") from error
    except ValueError as error:
        known = ", ".join(f"{known}://" for known in ("s3", "gs", "az", "https", "sftp", "hdfs", "file"))
        raise InputError(
            f"{scheme}://: unknown kind of address; known: paths of this machine, and {known} and the others "
            "of fsspec with: pip install 'newsscraper[remote]'"
        ) from error
    return system, path


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
