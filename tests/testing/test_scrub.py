"""Scrubbing: words of the same shape, the same everywhere, and all that the cleaner knows stays."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscraper import clean_html
from newsscraper.crawl.cassettes_tape import Tape
from newsscraper.crawl.cassettes_yaml import Exchange
from newsscraper.testing.scrub import Scrubber, scrub_page, shape
from newsscraper.testing.scrub_knowledge import known_words
from newsscraper.testing.scrub_markup import scrub_markup
from newsscraper.testing.scrub_text import TextScrubber
from newsscraper.testing.scrub_words import Words

CASSETTES = Path(__file__).parents[2] / "cassettes"

words = Words(b"key", known_words())

TITLE = "Zwölf Störche überwintern in Groß-Linden"
BODY = (
    "Am 3. Dezember standen sie noch auf der Wiese: zwölf Störche, die den Flug nach Süden versäumt haben. "
    "Fütterung lehnt der Verein ab, berichtet die dpa."
)
URL = "https://www.tagesspiegel.de/berlin/stoerche-1.html"
PAGE = f"""<!DOCTYPE html><html lang="de"><head><title>{TITLE} - Tagesspiegel</title>
<meta name="description" content="{TITLE}"><meta name="robots" content="index, follow">
<meta property="article:content_tier" content="free">
<script type="application/ld+json">{json.dumps({
    "@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-11-20T08:00:00+01:00",
    "author": [{"@type": "Person", "name": "Friederike Ölmann"}],
    "publisher": {"@type": "Organization", "name": "Der Tagesspiegel"},
})}</script></head><body><article><h1 class="Titel fett">{TITLE}</h1>
<p class="byline">Von Friederike Ölmann</p>
<figure><img src="/s.jpg" alt="Störche"><figcaption>Störche © dpa/Heinz Kübelböck</figcaption></figure>
<p>{BODY}</p>
<p>Empfohlener redaktioneller Inhalt</p>
<p>Man&shy;che Störche <b>blei</b>ben, andere zie&shy;hen &amp; kommen. „Das ist so“, sagt Chef Dönges.</p>
<p>Im nächsten Herbst will der Verein die Tiere zählen und beringen, sofern das Wetter es zulässt.</p>
</article></body></html>"""  # fmt: skip


def scrubbed(page: str = PAGE) -> str:
    return scrub_page(page, URL, words)[0]


def test_words_keep_their_shape() -> None:
    text = "Überfällige Größen: 42 StVO-Prüfungen à 3,50 €"
    assert (form(words.in_text(text)), form(text)) == ("UxxxxuxxxxxXxußxx42XxXXXxuxxxxxxà350",) * 2


def form(text: str) -> str:
    """The text without punctuation, each letter as its kind."""
    kinds = (("[A-Z]", "X"), ("[a-z]", "x"), ("[ÄÖÜ]", "U"), ("[äöü]", "u"), (r"\W", ""))
    for letters, kind in kinds:
        text = re.sub(letters, kind, text)
    return text


@given(st.text(st.characters(codec="utf-8")))
def test_a_text_keeps_its_length_and_all_that_is_no_letter(text: str) -> None:
    new = words.in_text(text)
    assert len(new) == len(text)
    assert [c for c in new if not c.isalpha()] == [c for c in text if not c.isalpha()]


def test_the_same_word_is_the_same_word_everywhere() -> None:
    assert words.replace("Störche").lower() == words.replace("STÖRCHE").lower()
    page = scrubbed()
    new_title = words.in_text(TITLE)
    assert new_title != TITLE
    assert page.count(new_title) == 3  # title, description, h1
    assert json.dumps(new_title)[1:-1] in page


def test_another_key_gives_other_words() -> None:
    assert Words(b"other").in_text(BODY) != words.in_text(BODY)


def test_no_word_becomes_one_that_a_rule_looks_for() -> None:
    made = {Words(bytes([n])).replace(w) for n in range(40) for w in ("zu", "mit", "anhören", "weiterlesen")}
    kept = {Words(bytes([n]), known_words()).replace(w) for n in range(40) for w in ("zu", "mit", "anhören")}
    assert made & known_words()
    assert not kept & known_words()


def test_the_articles_words_are_gone() -> None:
    page = scrubbed()
    for gone in ("Störche", "Wiese", "Linden", "Ölmann", "Kübelböck", "Dönges", "Friederike", "berichtet"):
        assert gone not in page


def test_what_the_cleaner_recognises_stays() -> None:
    page = scrubbed()
    for kept in (
        "3. Dezember",
        " dpa.",
        "- Tagesspiegel</title>",
        "Von ",
        "© dpa/",
        "Empfohlener redaktioneller Inhalt",
        'class="Titel fett"',
        'content="index, follow"',
        "2026-11-20T08:00:00+01:00",
        "Der Tagesspiegel",
    ):
        assert kept in page, kept


def test_given_names_become_given_names_of_the_same_length() -> None:
    new = words.replace("Friederike") + words.replace("Thomas")
    assert len(words.replace("Thomas")) == 6
    assert words.replace("Thomas") != "Thomas"
    assert new.isalpha()


def test_markup_stays_byte_for_byte() -> None:
    tags = re.compile(r"<(?!meta|script|title|img)[^>]*>")
    assert tags.findall(scrubbed()) == tags.findall(PAGE)


def test_the_record_keeps_its_shape() -> None:
    assert shape(clean_html(scrubbed(), URL)) == shape(clean_html(PAGE, URL))


@pytest.mark.parametrize(
    "markup", ["", "<", "<p", "<p class='x>Wort", "<!-- Wort", "<script>", "a & b &", "<![CDATA["]
)
def test_broken_markup_loses_nothing_but_words(markup: str) -> None:
    assert len(scrub_markup(markup, TextScrubber(words, scrub_page("", None, words)[1]))) == len(markup)


def test_feeds_and_sitemaps_change_with_their_pages() -> None:
    item = f"<title><![CDATA[{TITLE}]]></title><link>{URL}</link><pubDate>Fri, 20 Nov 2026</pubDate>"
    feed = f"<rss><channel><item>{item}</item></channel></rss>"
    exchanges = [
        Exchange("GET", URL, PAGE.encode()),
        Exchange(
            "GET",
            "https://www.tagesspiegel.de/feed",
            feed.encode(),
            headers={"Content-Type": ["application/rss+xml"]},
        ),
        Exchange("GET", "https://www.tagesspiegel.de/robots.txt", b"User-agent: *\nDisallow: /suche\n"),
    ]
    page, new_feed, robots = Scrubber(b"key").scrub(exchanges)
    assert words.in_text(TITLE).encode() in page.content
    assert words.in_text(TITLE).encode() in new_feed.content
    assert b"Fri, 20 Nov 2026" in new_feed.content
    assert URL.encode() in new_feed.content
    assert robots.content == exchanges[2].content


def test_scrubbing_is_deterministic_and_keyed_by_the_recording() -> None:
    exchange = Exchange("GET", URL, PAGE.encode())
    other = Exchange(
        "GET", URL + "?2", PAGE.replace("Wiese", "Weide").encode(), headers={"Content-Type": ["text/html"]}
    )
    assert Scrubber().scrub([exchange]) == Scrubber().scrub([exchange])
    assert Scrubber().scrub([exchange])[0].content != Scrubber().scrub([exchange, other])[0].content


def test_a_wall_is_the_publishers_own_and_stays() -> None:
    walls = [e for e in Tape(CASSETTES / "golem.yaml").exchanges() if "zustimmung" in e.url]
    assert len(walls) == 1
    assert Scrubber(b"key").scrub(walls) == walls
