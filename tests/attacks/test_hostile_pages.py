"""Hostile and broken pages: a record with a fitting status, in bounded memory, never an exception.

What bounds time is how much of a page is read, so that is what is asserted here, not seconds.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from newsscraper import clean_html
from newsscraper.readers.parse import MAX_BYTES, MAX_TAGS

HEAD = "<html><head><title>Brücke</title></head><body><article><h1>Brücke</h1>"
SENTENCE = "Der Rat der kleinen Stadt hat am Abend lange über die neue Brücke gestritten und abgestimmt. "
FOOT = "</article></body></html>"

LARGE = {
    "20 MB of paragraphs": HEAD + "".join(f"<p>{n}. {SENTENCE}</p>" for n in range(190_000)) + FOOT,
    "20 MB in one paragraph": f"{HEAD}<p>{SENTENCE * 210_000}</p>{FOOT}",
    "one letter a paragraph": HEAD + "<p>a" * 200_000,
    "100,000 nested boxes": f"{HEAD}{'<div>' * 100_000}tief{'</div>' * 100_000}{FOOT}",
    "100,000 nested words": f"{HEAD}{'<i>Wort ' * 100_000}{FOOT}",
    "nothing but brackets": "<" * 1_000_000,
    "links without end": HEAD + '<a rel="author" href="/x">Ida Roth</a> ' * 50_000,
    "meta elements without end": "<html><head>" + '<meta name="author" content="Ida Roth">' * 50_000,
    "a comment without end": "<html><!--" + "x" * 20_000_000,
    "an attribute without end": f'{HEAD}<p class="' + "author teaser " * 800_000,
}


@pytest.mark.parametrize("name", LARGE)
def test_large_pages_are_cut(name: str) -> None:
    article = clean_html(LARGE[name].encode())
    assert article.status == "truncated"
    assert len(article.body) <= MAX_TAGS
    assert len(article.text.encode()) <= 2 * MAX_BYTES


def script(text: str) -> str:
    return (
        f'<html><head><script type="application/ld+json">{text}</script></head><body><article><h1>Brücke</h1>'
    )


JSON_LD = {
    "5 MB of teasers": script(
        json.dumps(
            [
                {"@type": "NewsArticle", "headline": "T" * 40, "url": f"https://u.example/{n}"}
                for n in range(55_000)
            ]
        )
    ),
    "5 MB, broken": script("{" + '"a": "b\n",' * 500_000),
    "quotation marks": script('"' * 900_000),
    "backslashes": script('"' + "\\" * 900_000),
    "line breaks": script("{" + "\n" * 900_000),
    "comment marks": script("{" + "/* " * 300_000),
    "nested lists": script("[" * 500_000),
    "nested objects": script('{"a":' * 150_000),
    "circles": script(
        '{"@id": "#a", "@type": "NewsArticle", "author": {"@id": "#a"}, "mainEntity": {"@id": "#a"}}'
    ),
    "numbers for everything": script(
        '{"@type": "NewsArticle", "headline": 1, "author": 2, "datePublished": 3.5, "keywords": 4,'
        '"image": 5, "url": 6, "publisher": 7, "isAccessibleForFree": 8, "hasPart": 9, "articleSection": {}}'
    ),
    "very many names": script(
        json.dumps({"@type": "NewsArticle", "headline": "T", "author": ["A B"] * 100_000})
    ),
    "very long values": script(
        json.dumps({"@type": "NewsArticle", "headline": "T - " * 100_000, "author": "A, " * 100_000})
    ),
}


@pytest.mark.parametrize("name", JSON_LD)
def test_json_ld_costs_nothing_but_itself(name: str) -> None:
    article = clean_html(
        f"{JSON_LD[name]}<p>{SENTENCE}</p>{FOOT}".encode(), "https://www.uferblatt.example/1.html"
    )
    assert article.status == "ok"
    assert article.title
    assert len(article.title) < 1000
    assert [block.text for block in article.body] == [SENTENCE.strip()]
    assert len(article.authors) <= 200


OVERLONG = {
    "title": f"<title>{'Ein - Titel | ' * 50_000}</title><p>{SENTENCE}</p>",
    "heading": f"<h1>{'Ein - Titel | ' * 50_000}</h1><p>{SENTENCE}</p>",
    "author": f'<meta name="author" content="{"Ida Roth, " * 50_000}"><p>{SENTENCE}</p>',
    "date": f'<meta name="date" content="{"1" * 9_999}"><time datetime="{"2" * 9_999}"><p>{SENTENCE}</p>',
    "keywords": f'<meta name="keywords" content="{"a, " * 200_000}"><p>{SENTENCE}</p>',
    "flags": f"<script>{'isPremium: true, ' * 50_000}</script><p>{SENTENCE}</p>",
}


@pytest.mark.parametrize("name", OVERLONG)
def test_overlong_values_are_no_values(name: str) -> None:
    article = clean_html(f"<html><body>{OVERLONG[name]}</body></html>")
    assert SENTENCE.strip() in article.text
    assert len(article.title or "") < 1000
    assert not article.published_at


# The peak is the kernel's VmHWM: ru_maxrss would count the process that started this one, too.
MEMORY = """
import re, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))
from newsscraper import clean_html
page = sys.stdin.buffer.read()
status = clean_html(page).status
print(status, int(re.search("VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1]) // 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is read from Linux's /proc")
@pytest.mark.parametrize(
    "page", [b"<p>a" * 5_000_000, b"<p>Ein Absatz mit Text.</p>" * 800_000, b"\xff\xc3\xbc" * 7_000_000]
)
def test_twenty_megabytes_need_less_than_five_hundred(page: bytes) -> None:
    done = subprocess.run([sys.executable, "-c", MEMORY], input=page, capture_output=True, check=True)
    status, megabytes = done.stdout.split()
    assert status == b"truncated"
    assert int(megabytes) < 500
