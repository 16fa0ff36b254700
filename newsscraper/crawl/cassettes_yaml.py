"""Cassette files: vcrpy's format (version 1), written so that a person can read it in a review.

vcrpy's own model and serialisation functions carry the mapping (`vcr.request.Request`, `vcr.serialize`);
what is ours is the YAML style, strict reading, and `.yaml.gz`.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import gzip
import logging
import os
import tempfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsscraper.errors import InputError, MissingExtraError, OutputError

Headers = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and the response it got."""

    method: str
    url: str
    content: bytes
    """The response's body, decompressed."""
    body: bytes = b""
    """The request's body."""
    request_headers: Headers = field(default_factory=dict)
    status: int = 200
    reason: str = "OK"
    headers: Headers = field(default_factory=dict)
    """The response's headers."""


def read_cassette(path: Path) -> tuple[list[Exchange], dict[str, Any]]:
    """Read a cassette that this module or vcrpy has written: its exchanges and its metadata.

    Raises `InputError`, one line that says what is wrong with the file and where, and
    `MissingExtraError` without vcrpy.
    """
    data = _parse(path, _read_text(path))
    if isinstance(data, list):
        raise InputError(f"{path}: written by vcrpy before 1.0, which nobody reads any more; record it anew")
    if not isinstance(data, dict) or not isinstance(data.get("interactions"), list):
        raise InputError(f"{path}: not a cassette: no list of interactions")
    # vcrpy writes the version last, and so do we: without it the end of the file is missing.
    if data.get("version") is None:
        raise InputError(f"{path}: cut off: the closing 'version: 1' is missing; record it anew")
    if data["version"] != 1:
        raise InputError(f"{path}: cassette format version {data['version']!r}; only version 1 is known")
    metadata = data.get("metadata") or {}
    if not isinstance(metadata, dict):
        raise InputError(f"{path}: metadata is no mapping")
    exchanges = [_exchange(path, number, entry) for number, entry in enumerate(data["interactions"], 1)]
    return exchanges, metadata


def write_cassette(path: Path, exchanges: list[Exchange], metadata: dict[str, Any]) -> None:
    """Write a cassette whole or not at all; the same exchanges give the same bytes.

    Raises `OutputError` where the file cannot be written, `MissingExtraError` without vcrpy.
    """
    text = dump_cassette(exchanges, metadata)
    data = gzip.compress(text.encode(), mtime=0) if path.suffix == ".gz" else text.encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(name, 0o644)
            os.replace(name, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
    except OSError as error:
        raise OutputError(f"{path}: cassette cannot be written: {error.strerror}") from error


def dump_cassette(exchanges: list[Exchange], metadata: dict[str, Any]) -> str:
    """The text of a cassette file."""
    request_class, serialize = require_vcr()
    requests = [request_class(e.method, e.url, e.body or None, e.request_headers) for e in exchanges]
    responses = [
        {
            "status": {"code": e.status, "message": e.reason},
            "headers": e.headers,
            "body": {"string": e.content},
        }
        for e in exchanges
    ]

    class Serializer:
        """What vcrpy calls with the finished mapping."""

        @staticmethod
        def serialize(data: dict[str, Any]) -> str:
            interactions = [
                {
                    "request": {key: entry["request"][key] for key in ("method", "uri", "headers", "body")},
                    "response": entry["response"],
                }
                for entry in data["interactions"]
            ]
            ordered: dict[str, Any] = {"interactions": interactions}
            if metadata:
                ordered["metadata"] = metadata
            ordered["version"] = data["version"]
            return _dump(ordered)

    text: str = serialize({"requests": requests, "responses": responses}, Serializer)
    return text


def _dump(data: dict[str, Any]) -> str:
    yaml = _yaml()
    # libyaml writes a text with an emoji as one long escaped line; PyYAML's own emitter does not, but is
    # many times slower, so it is used only where it is needed.
    plain = all(ord(max(text, default=" ")) < 0x10000 for text in _texts(data))
    base = yaml.CSafeDumper if plain and hasattr(yaml, "CSafeDumper") else yaml.SafeDumper

    class Dumper(base):  # type: ignore[misc,valid-type]
        def ignore_aliases(self, data: object) -> bool:
            return True

    def represent_str(dumper: Any, text: str) -> Any:
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=_style(text))

    Dumper.add_representer(str, represent_str)
    text: str = yaml.dump(data, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=2**20)
    return text


def _texts(data: dict[str, Any]) -> list[str]:
    bodies = [entry["response"]["body"]["string"] for entry in data["interactions"]]
    return [body for body in bodies if isinstance(body, str)]


def _style(text: str) -> str | None:
    """The scalar style that gives `text` back unchanged and reads best: lines as lines where YAML can."""
    if any(end in text for end in "\r\x85\u2028\u2029\ufeff"):
        return '"'  # YAML reads these as line ends, or drops them
    lines = text.split("\n")
    if len(lines) == 1 or text[0] in " \n\t" or any(line.endswith((" ", "\t")) for line in lines):
        return None
    return "|"


def _read_text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: no such cassette; `newsscraper record` makes one") from None
    except OSError as error:
        raise InputError(f"{path}: cassette cannot be read: {error.strerror}") from error
    if path.suffix == ".gz":
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error) as error:
            raise InputError(f"{path}: not a whole gzip file: {error}; record it anew") from error
    if not data.strip():
        raise InputError(f"{path}: the cassette is empty; record it anew")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not YAML: {error.reason} at byte {error.start}") from error


def _parse(path: Path, text: str) -> Any:
    yaml = _yaml()

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        pass

    Loader.add_constructor("tag:yaml.org,2002:binary", _strict_binary)
    try:
        return yaml.load(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}: " if mark else ""
        at_end = mark is not None and mark.line + 1 >= text.count("\n")
        hint = " (cut off?)" if at_end else ""
        raise InputError(
            f"{path}: {where}not a YAML cassette: {error.problem}{hint}; record it anew"
        ) from error
    except yaml.YAMLError as error:
        raise InputError(f"{path}: not a YAML cassette: {' '.join(str(error).split())}") from error


def _strict_binary(loader: Any, node: Any) -> bytes:
    """`!!binary`; PyYAML itself skips over letters that are not base64 and returns a shorter body."""
    yaml = _yaml()
    try:
        return base64.b64decode("".join(node.value.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise yaml.constructor.ConstructorError(
            None, None, f"a body is not base64: {error}", node.start_mark
        ) from error


def _exchange(path: Path, number: int, entry: Any) -> Exchange:
    """One entry of the file. Raises `InputError` that names its number."""
    where = f"{path}: interaction {number}"
    try:
        request, response = entry["request"], entry["response"]
        method, url, status = request["method"], request["uri"], response["status"]["code"]
        stored = response["body"]
    except (KeyError, TypeError) as error:
        raise InputError(f"{where}: not a recorded exchange: {error} is missing") from error
    if not isinstance(method, str) or not isinstance(url, str) or not isinstance(status, int):
        raise InputError(f"{where}: method and uri must be text, the status code a number")
    return Exchange(
        method=method,
        url=url,
        body=_bytes(f"{where} ({url})", request.get("body")),
        request_headers=_headers(request.get("headers")),
        status=status,
        reason=str(response["status"].get("message") or ""),
        headers=_headers(response.get("headers")),
        content=_content(f"{where} ({url})", stored),
    )


def _content(where: str, stored: Any) -> bytes:
    if not isinstance(stored, dict) or not {"string", "base64_string"} & stored.keys():
        raise InputError(f"{where}: the response has no body")
    if "base64_string" in stored:
        try:
            return base64.b64decode("".join(str(stored["base64_string"]).split()), validate=True)
        except (binascii.Error, ValueError) as error:
            raise InputError(f"{where}: the body is not base64: {error}") from error
    return _bytes(where, stored["string"])


def _bytes(where: str, value: Any) -> bytes:
    if value is None:
        return b""
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    if isinstance(value, bytes):
        return value
    raise InputError(f"{where}: a body must be text or binary, not {type(value).__name__}")


def _headers(value: Any) -> Headers:
    """Headers as lists; vcrpy writes a plain string where a library gave it one."""
    if not isinstance(value, dict):
        return {}
    return {str(k): [str(v) for v in vs] if isinstance(vs, list) else [str(vs)] for k, vs in value.items()}


def require_vcr() -> tuple[Any, Any]:
    """vcrpy's `Request` and `serialize`, which writing needs. Raises `MissingExtraError` without vcrpy.

    Called when a recording starts: at the end of the process, when an interrupted recording is saved,
    vcrpy can no longer be imported.
    """
    # vcrpy logs whole bodies at debug and info level.
    logging.getLogger("vcr").setLevel(logging.WARNING)
    try:
        from vcr.request import Request  # type: ignore[import-untyped]
        from vcr.serialize import serialize  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingExtraError("recording a cassette", "cassettes") from error
    return Request, serialize


def _yaml() -> Any:
    try:
        import yaml
    except ImportError as error:
        raise MissingExtraError("a cassette", "cassettes") from error
    return yaml
