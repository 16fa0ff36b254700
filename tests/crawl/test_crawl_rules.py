"""Small rules of the crawl: addresses, hosts, waiting, sharding, and what an answer means."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response
from scrapy.utils.datatypes import LocalCache
from twisted.internet.address import IPv4Address, IPv6Address

from newsscraper import publishers
from newsscraper.crawl.fleet import shard
from newsscraper.crawl.outcome import of_failure, of_response
from newsscraper.crawl.politeness import retry_after
from newsscraper.crawl.reservations import reserved
from newsscraper.crawl.safety import PublicResolver, reachable
from newsscraper.crawl.urls import normalise, same_page

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("https://www.Beispiel.DE/a", "https://www.beispiel.de/a"),
        ("https://www.beispiel.de:443/a", "https://www.beispiel.de/a"),
        ("http://www.beispiel.de:80/a", "http://www.beispiel.de/a"),
        ("http://www.beispiel.de:8080/a", "http://www.beispiel.de:8080/a"),
        ("https://www.beispiel.de", "https://www.beispiel.de/"),
        ("https://www.beispiel.de/a/#kommentar-7", "https://www.beispiel.de/a/"),
        ("https://www.beispiel.de/a?utm_source=x&utm_medium=y", "https://www.beispiel.de/a"),
        ("https://www.beispiel.de/a?wt_mc=x&id=7", "https://www.beispiel.de/a?id=7"),
        ("https://www.beispiel.de/a?ref=rss&b=2&a=1", "https://www.beispiel.de/a?b=2&a=1"),
        ("https://www.beispiel.de/a?fbclid=1&gclid=2", "https://www.beispiel.de/a"),
        ("https://www.beispiel.de/a?reference=1", "https://www.beispiel.de/a?reference=1"),
        ("https://www.beispiel.de/ä b", "https://www.beispiel.de/%C3%A4%20b"),
        ("https://www.beispiel.de/a?seite=2&leer=", "https://www.beispiel.de/a?seite=2&leer="),
    ],
)
def test_one_page_has_one_address(url: str, normal: str) -> None:
    assert normalise(url) == normal
    assert normalise(normal) == normal


@pytest.mark.parametrize(
    "url", ["", "ftp://a.de/x", "/pfad", "https://", "javascript:alert(1)", "http://[::1"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (urllib's own word for it)
        normalise(url)


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("https://www.beispiel.de/a.html?utm_source=x", "https://www.beispiel.de/a.html"),
        ("https://m.beispiel.de/a.html", "https://m.beispiel.de/a.html"),
        ("https://www.beispiel.de/", None),
        ("https://www.anderswo.de/a.html", None),
        ("https://falschbeispiel.de/a.html", None),
        ("a.html", None),
        (None, None),
    ],
)
def test_a_canonical_address_counts_on_the_publishers_own_hosts(url: str | None, taken: str | None) -> None:
    assert same_page(url, ("www.beispiel.de",)) == taken


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::", "::1",
        "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:db8::1", "not-an-address", "",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_refused(address: str) -> None:
    assert not reachable(address)


@pytest.mark.parametrize(
    "address", ["192.0.32.7", "185.60.216.35", "2606:2800:220:1::1", "64:ff9b::c000:2007"]
)
def test_public_addresses_are_reached(address: str) -> None:
    assert reachable(address)


def test_the_test_setting_opens_loopback_and_nothing_else() -> None:
    assert reachable("127.0.0.1", loopback=True)
    assert reachable("::1", loopback=True)
    assert not reachable("10.0.0.1", loopback=True)
    assert not reachable("169.254.169.254", loopback=True)


class Answers:
    """A name server, and who asks it: notes what a connection would get to hear."""

    def __init__(self, zone: dict[str, list[str]]) -> None:
        self.zone = zone
        self.heard: list[str] = []
        self.ended = False
        self.nameResolver = self

    def resolveHostName(self, receiver: Any, name: str, port: int, *_: Any) -> None:
        receiver.resolutionBegan(self)
        for address in self.zone.get(name, [name]):
            kind = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, port))
        receiver.resolutionComplete()

    def resolutionBegan(self, resolution: Any) -> None:
        pass

    def addressResolved(self, address: Any) -> None:
        self.heard.append(address.host)

    def resolutionComplete(self) -> None:
        self.ended = True


@pytest.mark.parametrize(
    ("found", "heard"),
    [
        (["192.0.32.7"], ["192.0.32.7"]),
        (["2606:2800:220:1::1", "192.0.32.7"], ["2606:2800:220:1::1", "192.0.32.7"]),
        (["fe80::1", "fd12::1", "::1", "::ffff:10.0.0.1", "2606:2800:220:1::1"], ["2606:2800:220:1::1"]),
        (["10.0.0.1", "192.0.32.7"], ["192.0.32.7"]),
        (["169.254.169.254", "fc00::1"], []),
        ([], []),
    ],
)
def test_a_connection_hears_only_of_public_addresses(
    monkeypatch: pytest.MonkeyPatch, found: list[str], heard: list[str]
) -> None:
    monkeypatch.setattr("scrapy.resolver.dnscache", LocalCache(10))
    for _from_the_cache in (False, True):
        answers = Answers({"www.blatt.example": found})
        resolver = PublicResolver(cast(Any, answers), 10, {}, loopback=False)
        resolver.resolveHostName(cast(Any, answers), "www.blatt.example", 443)
        assert (answers.heard, answers.ended) == (heard, True)


def test_hosts_answer_before_dns_and_are_judged_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrapy.resolver.dnscache", LocalCache(10))
    hosts = {"www.eins.example": "::1", "www.zwei.example": "fd12::1"}
    answers = Answers({})
    resolver = PublicResolver(cast(Any, answers), 10, hosts, loopback=True)
    for name in hosts:
        resolver.resolveHostName(cast(Any, answers), name)
    assert answers.heard == ["::1"]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("Sun, 22 Nov 2026 12:01:30 GMT", 90.0),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0.0),
        ("bald", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after_in_both_forms(header: str, seconds: float | None) -> None:
    assert retry_after(Response("https://a.de", headers={"Retry-After": header}), NOW) == seconds


@pytest.mark.parametrize(
    ("rights", "expected"),
    [
        ({}, False),
        ({"tdm-reservation": "1"}, True),
        ({"urhg-44b": "vorbehalten"}, True),
        ({"robots-txt-ai": "GPTBot"}, True),
        ({"tdm-reservation": "0", "robots-txt-ai": "GPTBot"}, False),
        ({"x-robots-tag": "noarchive"}, False),
    ],
)
def test_what_counts_as_a_reservation(rights: dict[str, str], expected: bool) -> None:
    assert reserved(rights) is expected


def _response(
    status: int = 200, url: str = "https://a.de/x", body: bytes = b"<p>x", **more: object
) -> Response:
    kind = str(more.get("kind", "text/html; charset=utf-8"))
    request = Request(url, meta={"redirect_urls": more["asked"]} if "asked" in more else {})
    return HtmlResponse(url, status, {"Content-Type": kind}, body, request=request)


@pytest.mark.parametrize(
    ("response", "count", "state"),
    [
        (_response(304, body=b""), "not_modified", "done"),
        (_response(404), "gone", "gone"),
        (_response(410), "gone", "gone"),
        (_response(403), "blocked/http_403", "wall"),
        (_response(202), "blocked/http_202", "wall"),
        (_response(500), "errors/http_500", "failed"),
        (_response(302), "errors/http_302", "failed"),
        (_response(body=b" \n"), "walls/empty", "wall"),
        (_response(kind="application/pdf"), "walls/not_article", "other"),
        (_response(url="https://a.de/", asked=["https://a.de/x"]), "walls/soft_404", "gone"),
    ],
)
def test_what_an_answer_means(response: Response, count: str, state: str) -> None:
    outcome = of_response(response)
    assert outcome is not None
    assert (outcome.count, outcome.state) == (count, state)


def test_a_page_is_read() -> None:
    assert of_response(_response()) is None
    assert of_response(_response(url="https://a.de/y", asked=["https://a.de/x"])) is None


def test_what_no_answer_means() -> None:
    assert of_failure(IgnoreRequest("Forbidden by robots.txt")).count == "blocked/robots"
    assert of_failure(IgnoreRequest("max redirections reached")).count == "errors/redirect_loop"
    assert of_failure(TimeoutError()).count == "errors/TimeoutError"


def test_shards_are_a_partition_that_new_publishers_do_not_move() -> None:
    slugs = publishers.names()
    parts = [shard(slugs, number, 5) for number in range(1, 6)]
    assert sorted(slug for part in parts for slug in part) == slugs
    assert all(len(part) > len(slugs) / 10 for part in parts)
    assert shard(slugs, 0, 5) == parts[4]
    more = [shard([*slugs, "neues-blatt"], number, 5) for number in range(1, 6)]
    assert [[s for s in part if s != "neues-blatt"] for part in more] == parts
