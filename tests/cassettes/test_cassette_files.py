"""Cassette files: what is written is read back, by us and by vcrpy, and broken ones are named in one line."""

from __future__ import annotations

import gzip
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import requests
import vcr
from small_site import IMAGE, PAGE
from hypothesis import given
from hypothesis import strategies as st

from newsscraper.crawl.cassettes import cassette_settings
from newsscraper.crawl.cassettes_tape import Tape
from newsscraper.crawl.cassettes_yaml import Exchange, dump_cassette, read_cassette, write_cassette
from newsscraper.errors import InputError, OutputError

URL = "https://www.zeitung.example/artikel-1.html"
GOOD = dump_cassette([Exchange("GET", URL, PAGE.encode()), Exchange("GET", URL + "?b", IMAGE)], {})

NO_URI = GOOD.replace(f"    uri: {URL}?b\n", "")
WORD_AS_STATUS = GOOD.replace("code: 200", "code: gut", 1)
LIST_AS_BODY = GOOD.replace("string: !!binary |\n        iVBORw0KGgoA/w==", "string: [1]")
BAD_DAY = GOOD.replace("version", "metadata: {recorded_on: heute}\nversion")
BAD_BASE64 = """
interactions:
- request: {method: GET, uri: "https://www.zeitung.example/"}
  response: {status: {code: 200}, body: {base64_string: "%%%"}}
version: 1
"""

BROKEN = {
    "cut in a body": (GOOD[: GOOD.index("</p>")], "cut off: the closing 'version: 1' is missing"),
    "cut in a key": (GOOD[: GOOD.rindex("status") + 3], "cut off"),
    "cut in a quoted text": (GOOD[: GOOD.rindex("OK")] + '"O', "not a YAML cassette"),
    "cut before the end": (GOOD.replace("version: 1", "version:"), "cut off"),
    "not YAML": ("<html>\n\t<p>: - [", "not a YAML cassette"),
    "YAML, but something else": ("name: x\nversion: 1\n", "not a cassette: no list of interactions"),
    "a plain word": ("hallo", "not a cassette: no list of interactions"),
    "another version": (GOOD.replace("version: 1", "version: 2"), "cassette format version 2"),
    "vcrpy before 1.0": ("- request: {method: GET}\n  response: {}\n", "written by vcrpy before 1.0"),
    "a Python object": (
        "interactions:\n- request: !!python/object:vcr.request.Request {}\nversion: 1\n",
        "could not determine a constructor",
    ),
    "body not base64": (GOOD.replace("iVBO", "!VBO"), "not base64"),
    "base64 cut short": (GOOD.replace("iVBO", "iVB"), "not base64"),
    "base64_string not base64": (BAD_BASE64, "1 (https://www.zeitung.example/): the body is not base64"),
    "no address": (NO_URI, "interaction 2: not a recorded exchange: 'uri' is missing"),
    "status in words": (WORD_AS_STATUS, "interaction 1: method and uri must be text"),
    "body as a list": (LIST_AS_BODY, "not list"),
    "a day that is none": (BAD_DAY, "recorded_on: 'heute' is no day"),
    "empty": ("", "the cassette is empty"),
    "not UTF-8": (GOOD.encode().replace(b"\xc3\xb6", b"\xf6"), "not YAML"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_cassette_is_one_clear_line(tmp_path: Path, case: str) -> None:
    content, message = BROKEN[case]
    path = tmp_path / "kaputt.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError) as caught:
        Tape(path)
    assert str(path) in str(caught.value)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_cut_gzip_file_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml.gz"
    path.write_bytes(gzip.compress(GOOD.encode())[:-20])
    with pytest.raises(InputError, match=r"a\.yaml\.gz: not a whole gzip file"):
        Tape(path)


def test_a_folder_is_no_cassette(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        Tape(tmp_path)


def test_a_place_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cassette cannot be written"):
        write_cassette(tmp_path / "file" / "a.yaml", [], {})
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


texts = st.text(st.characters(codec="utf-8")) | st.text("a b\n\t\r\x85\u2028\ufeff😀:#'\"-|")


@given(texts.map(str.encode) | st.binary())
def test_every_body_comes_back_unchanged(tmp_path_factory: pytest.TempPathFactory, body: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "body.yaml"
    write_cassette(path, [Exchange("GET", URL, body)], {"recorded_on": "2026-11-22"})
    [exchange], metadata = read_cassette(path)
    assert exchange.content == body
    assert metadata == {"recorded_on": "2026-11-22"}
    with vcr.use_cassette(str(path), record_mode="none") as cassette:
        assert (cassette.responses[0]["body"]["string"] or b"") == body


def test_a_body_of_lines_is_written_as_lines() -> None:
    assert "      string: |\n        <html><body><p>Größer als Öland – „ja“ 😀</p>\n" in GOOD


def test_vcrpy_and_requests_replay_our_cassette(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    tape = Tape(path, "record", today=date(2026, 11, 22))
    tape.add(Exchange("GET", URL, PAGE.encode(), headers={"Content-Type": ["text/html; charset=utf-8"]}))
    tape.add(Exchange("GET", URL + "?alt", b"", status=301, reason="", headers={"Location": [URL]}))
    tape.add(Exchange("POST", URL, IMAGE, body=b"a=1"))
    tape.save()
    with vcr.use_cassette(str(path), record_mode="none", match_on=("method", "uri", "body")):
        moved = requests.get(URL + "?alt", timeout=5)
        assert (moved.url, moved.text, len(moved.history)) == (URL, PAGE, 1)
        assert requests.post(URL, data=b"a=1", timeout=5).content == IMAGE


@pytest.mark.parametrize("options", [{}, {"decode_compressed_response": True}])
def test_scrapy_replays_a_cassette_of_vcrpy_and_requests(
    site: str, crawl: Any, tmp_path: Path, options: dict[str, Any]
) -> None:
    path = tmp_path / "theirs.yaml"
    with vcr.use_cassette(str(path), **options):
        for name in ("moved", "image.png", "gone"):
            requests.get(f"{site}/{name}", timeout=5)
    crawled = crawl([f"{site}/{name}" for name in ("moved", "image.png", "gone")], cassette_settings(path))
    assert crawled.reason == "finished"
    assert crawled.pages == {
        f"{site}/packed": (200, PAGE.encode()),
        f"{site}/image.png": (200, IMAGE),
        f"{site}/gone": (404, b"weg"),
    }


def test_vcrpy_keeps_our_day_when_it_adds_to_a_cassette(site: str, tmp_path: Path) -> None:
    path = tmp_path / "both.yaml"
    tape = Tape(path, "record", today=date(2026, 11, 22))
    tape.add(Exchange("GET", URL, PAGE.encode()))
    tape.save()
    with vcr.use_cassette(str(path), record_mode="new_episodes"):
        requests.get(f"{site}/gone", timeout=5)
    again = Tape(path)
    assert len(again) == 2
    assert again.recorded_on == date(2026, 11, 22)


def test_repeats_play_in_the_order_of_recording_and_the_last_for_ever() -> None:
    tape = Tape("unused.yaml", "record")
    for body in (b"eins", b"zwei"):
        tape.add(Exchange("GET", URL, body))
    played = [tape.play("GET", URL) for _ in range(3)]
    assert [exchange.content for exchange in played if exchange] == [b"eins", b"zwei", b"zwei"]


def test_addresses_are_compared_as_scrapy_compares_them() -> None:
    tape = Tape("unused.yaml", "record")
    tape.add(Exchange("GET", "https://www.zeitung.example/a?b=2&a=1#top", b""))
    assert tape.play("GET", "https://www.zeitung.example/a?a=1&b=2")
    assert tape.play("GET", "https://www.zeitung.example/a?a=1") is None
    assert tape.play("POST", "https://www.zeitung.example/a?a=1&b=2") is None


def test_the_index_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A look-up canonicalises one address, however many entries there are."""
    tape = Tape("unused.yaml", "record")
    for number in range(1000):
        tape.add(Exchange("GET", f"{URL}?{number}", b""))
    calls: list[str] = []
    monkeypatch.setattr(
        "newsscraper.crawl.cassettes_tape.canonicalize_url", lambda url: calls.append(url) or url
    )
    assert tape.play("GET", f"{URL}?999=") is not None
    assert len(calls) == 1


def test_without_vcrpy_the_extra_is_named(tmp_path: Path) -> None:
    script = (
        "import sys; sys.modules['vcr'] = sys.modules['vcr.request'] = None\n"
        "from newsscraper.crawl.cassettes_tape import Tape\n"
        f"Tape({str(tmp_path / 'a.yaml')!r}, 'record')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "pip install 'newsscraper[cassettes]'" in done.stderr
