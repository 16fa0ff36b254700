"""What robots.txt and tdmrep.json reserve."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscraper.crawl.discovery import Robots
from newsscraper.crawl.rights import HostRights, parse_tdmrep, reserving_comment

HOST = "https://www.beispiel-zeitung.example"


def rights(robots: str = "", tdmrep: object = None, path: str = "/politik/a.html") -> dict[str, str]:
    body = None if tdmrep is None else json.dumps(tdmrep).encode()
    return HostRights(Robots(robots, HOST + "/robots.txt"), body).for_url(HOST + path)


@pytest.mark.parametrize(
    "comment",
    [
        "# Eine Nutzung für Text und Data Mining im Sinne von § 44b UrhG ist vorbehalten.",
        "# Text- und Data-Mining (§44b UrhG) wird untersagt",
        "# Der Verlag behält sich Text & Data Mining ausdrücklich vor",
        "# TDM ohne vorherige schriftliche Zustimmung der Beispiel GmbH nicht gestattet",
        "# Wir widersprechen der Nutzung\n#    nach § 44 b Abs. 3 UrhG.",
        "#\n# Nutzungsvorbehalt\n# §44b UrhG\n#",
        "User-agent: *  # TDM rights reserved",
        "# Text and data mining under Art. 4 of Directive (EU) 2019/790 is expressly prohibited.",
        "# No text-and-data-mining without permission",
    ],
)
def test_reserving_comments(comment: str) -> None:
    found = rights("Sitemap: /s.xml\n" + comment + "\nDisallow: /suche")["urhg-44b"]
    assert "#" not in found
    assert "\n" not in found
    assert "Disallow" not in found


@pytest.mark.parametrize(
    "robots",
    [
        "",
        "# Kommentare sind vorbehalten\nUser-agent: *\nDisallow: /text-und-data-mining/",
        "# Siehe § 44b UrhG\n\n# Alle Rechte vorbehalten",
        "# Text und Data Mining ist frei und jederzeit willkommen",
        "# Crawler bitte langsam",
    ],
)
def test_other_comments_reserve_nothing(robots: str) -> None:
    assert reserving_comment(robots) is None


def test_long_comments_are_cut() -> None:
    comment = reserving_comment("# § 44b UrhG vorbehalten " + "x " * 5_000)
    assert comment is not None
    assert len(comment) < 600


@pytest.mark.parametrize(
    ("robots", "agents"),
    [
        ("User-agent: *\nDisallow: /", None),
        ("User-agent: GPTBot\nDisallow: /", "GPTBot"),
        ("User-agent: gptbot # KI\nUser-Agent: CCBot\nDisallow: /", "CCBot, GPTBot"),
        ("User-agent: GPTBot\nAllow: /\nUser-agent: CCBot\nDisallow: /", "CCBot"),
        ("User-agent: GPTBot\nDisallow: /politik/", "GPTBot"),
        ("User-agent: GPTBot\nDisallow: /sport/", None),
        ("User-agent: Unbekannt-KI\nDisallow: /", None),
        ("# User-agent: GPTBot\nDisallow: /", None),
    ],
)
def test_ai_agents(robots: str, agents: str | None) -> None:
    assert rights(robots).get("robots-txt-ai") == agents


@pytest.mark.parametrize(
    ("tdmrep", "path", "reservation"),
    [
        ([{"location": "/*", "tdm-reservation": 1}], "/a", "1"),
        ([{"location": "/", "tdm-reservation": 1}], "/a", "1"),
        ([{"location": "/", "tdm-reservation": "1"}], "/a", "1"),
        ([{"location": "/", "tdm-reservation": 0}], "/a", "0"),
        (
            [{"location": "/", "tdm-reservation": 1}, {"location": "/frei/", "tdm-reservation": 0}],
            "/frei/a",
            "0",
        ),
        (
            [{"location": "/frei/", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}],
            "/frei/a",
            "0",
        ),
        ([{"location": "/a", "tdm-reservation": 0}, {"location": "/a", "tdm-reservation": 1}], "/a", "1"),
        ([{"location": "/*.pdf$", "tdm-reservation": 1}], "/a.pdf", "1"),
        ([{"location": "/*.pdf$", "tdm-reservation": 1}], "/a.pdf?x=1", None),
        ([{"location": "/sport/", "tdm-reservation": 1}], "/politik/a", None),
        ([{"location": "/", "tdm-reservation": 2}], "/a", None),
        ([{"location": "/"}], "/a", None),
        ([{"location": 5, "tdm-reservation": 1}, "x", None], "/a", None),
        ([{"location": "/" + "*a" * 50, "tdm-reservation": 1}], "/" + "a" * 100, None),
        ({"location": "/", "tdm-reservation": 1}, "/a", None),
        ([], "/a", None),
    ],
)
def test_tdmrep(tdmrep: object, path: str, reservation: str | None) -> None:
    assert rights(tdmrep=tdmrep, path=path).get("tdm-reservation") == reservation


def test_tdm_policy_goes_with_its_rule() -> None:
    policy = HOST + "/tdm-policy.json"
    rules = [
        {"location": "/", "tdm-reservation": 1, "tdm-policy": policy},
        {"location": "/frei/", "tdm-reservation": 0},
    ]
    assert rights(tdmrep=rules) == {"tdm-reservation": "1", "tdm-policy": policy}
    assert rights(tdmrep=rules, path="/frei/a") == {"tdm-reservation": "0"}


def test_a_host_that_says_nothing() -> None:
    assert HostRights().for_url(HOST + "/a") == {}
    assert HostRights(None, b"<html>404</html>").for_url(HOST + "/a") == {}


@given(st.one_of(st.binary(max_size=200), st.just(b"[" * 100_000)))
def test_never_raises(body: bytes) -> None:
    assert isinstance(parse_tdmrep(body), tuple)
    assert isinstance(HostRights(Robots(body, HOST), body).for_url(HOST + "/a"), dict)
