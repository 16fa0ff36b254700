"""JSON-LD as pages have it: broken in many ways, about several things."""

from __future__ import annotations

import json

import pytest

from newsscraper.readers.jsonld import MAX_NODES, decode_script, page_key, plain, read_json_ld

URL = "https://www.uferblatt.example/lokales/bruecke-1.html"


@pytest.mark.parametrize(
    "script",
    [
        '{"headline": "Brücke"}',
        '<!--\n{"headline": "Brücke"}\n-->',
        '//<![CDATA[\n{"headline": "Brücke"}\n//]]>',
        '/* <![CDATA[ */ {"headline": "Brücke"} /* ]]> */',
        '{"headline": "Brücke"};',
        '{"headline": "Brücke",}',
        '{"headline": "Brücke", "keywords": ["a", "b",],}',
        '{"headline": "Brücke", "text": "eine\nZeile\tund\x01noch eine"}',
        '{"headline": "Brücke", "text": "kein \\\' Escape, auch \\x nicht"}',
        "{&quot;headline&quot;: &quot;Brücke&quot;}",
        '{{"headline": "Brücke"}}',
        '{\n"headline": "Brücke",\n"text": "Der "alte" Hafen",\n"n": 1\n}',
        '\ufeff{"headline": "Brücke"}',
    ],
)
def test_broken_scripts_are_repaired(script: str) -> None:
    data = decode_script(script)
    assert isinstance(data, dict)
    assert data["headline"] == "Brücke"


def test_several_values_in_a_row_are_a_list() -> None:
    assert decode_script('{"a": 1}\n{"b": 2},{"c": 3}') == [{"a": 1}, {"b": 2}, {"c": 3}]


@pytest.mark.parametrize("script", ["", "kein JSON", '{"a": ', "[" * 100_000, '{"a":' * 100_000, "\ud800"])
def test_what_cannot_be_repaired_is_skipped(script: str) -> None:
    assert decode_script(script) is None


def test_a_broken_script_does_not_spoil_the_others() -> None:
    linked = read_json_ld(["{", '{"@type": "NewsArticle", "headline": "Brücke"}', "nichts"], [URL])
    assert [node["headline"] for node in linked.nodes] == ["Brücke"]


@pytest.mark.parametrize(
    ("data", "headline"),
    [
        ({"@graph": [{"@type": "Organization"}, {"@type": "Article", "headline": "Brücke"}]}, "Brücke"),
        (
            [{"@type": "WebPage", "name": "x", "mainEntity": {"@type": "NewsArticle", "headline": "Brücke"}}],
            "Brücke",
        ),
        ({"@type": ["Thing", "https://schema.org/NewsArticle"], "headline": "Brücke"}, "Brücke"),
        (
            [
                {"@type": "NewsArticle", "headline": "Andere", "url": "https://uferblatt.example/a.html"},
                {"@type": "NewsArticle", "headline": "Brücke", "mainEntityOfPage": URL + "?ref=1#top"},
            ],
            "Brücke",
        ),
        (
            [
                {"@type": "NewsArticle", "headline": "Andere", "url": "https://uferblatt.example/a.html"},
                {"@type": "NewsArticle", "headline": "Dritte", "url": "https://uferblatt.example/b.html"},
            ],
            None,
        ),
        # The paper an article is taken over from is the only address it names.
        (
            {"@type": "NewsArticle", "headline": "Brücke", "url": "https://mutterblatt.example/b.html"},
            "Brücke",
        ),
        (
            {
                "@type": "LiveBlogPosting",
                "headline": "Brücke",
                "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "Eintrag"}],
                "comment": [{"@type": "Comment", "headline": "Unfug"}],
            },
            "Brücke",
        ),
        ({"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Teaser"}]}, None),
    ],
)
def test_the_article_about_this_page(data: object, headline: str | None) -> None:
    linked = read_json_ld([json.dumps(data)], [URL], "Ein Titel")
    assert next(iter(linked.values("headline")), None) == headline


def test_references_are_looked_up_once_even_in_circles() -> None:
    person = {"@id": "#p", "@type": "Person", "name": "Ida Roth", "knows": {"@id": "#p"}}
    linked = read_json_ld([json.dumps([person, {"@id": "#x", "a": {"@id": "#x"}}])], [URL])
    assert plain(linked.resolve({"@id": "#p"})) == "Ida Roth"
    assert linked.resolve({"@id": "#nobody"}) == {"@id": "#nobody"}


def test_five_megabytes_are_read_to_a_bound() -> None:
    teasers = [
        {"@type": "NewsArticle", "headline": "T" * 40, "url": f"https://u.example/{n}"} for n in range(60_000)
    ]
    script = json.dumps([{"@type": "NewsArticle", "headline": "Brücke", "url": URL}, *teasers])
    assert len(script) > 5_000_000
    linked = read_json_ld([script], [URL])
    assert [node["headline"] for node in linked.nodes] == ["Brücke"]
    assert len(linked.by_id) <= MAX_NODES


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a &amp; b", "a & b"),
        (["x", "y"], "x"),
        ({"name": "n"}, "n"),
        (7, None),
        ([], None),
        ({"name": {"@value": "v"}}, "v"),
    ],
)
def test_plain(value: object, text: str | None) -> None:
    assert plain(value) == text


def test_one_page_under_many_addresses() -> None:
    keys = {
        page_key(url)
        for url in (
            URL,
            "http://m.uferblatt.example/lokales/bruecke-1",
            URL + "?a=1",
            "//uferblatt.example/lokales/Bruecke-1/",
        )
    }
    assert len(keys) == 1
    assert page_key("http://[kaputt") == "http://[kaputt"
