"""Dated addresses, and which of the named addresses a crawl wants."""

from datetime import UTC, date, datetime, timedelta

import pytest

from newsscraper.crawl.discovery import Found, Nested, Selection, Window, expand, section_key
from newsscraper.crawl.discovery.stamps import period_of
from newsscraper.publishers import Publisher, Source

TODAY = date(2026, 1, 2)
HOST = "https://www.beispiel-zeitung.example"
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def found(path: str = "/politik/a-1.html", **values: object) -> Found:
    return Found(url=HOST + path, source=HOST + "/rss", medium="feed", **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pattern", "since", "until", "addresses"),
    [
        ("s.xml", None, None, ["s.xml"]),
        ("s.xml", date(2020, 1, 1), date(2020, 2, 1), ["s.xml"]),
        ("{year}", None, None, ["2026", "2025"]),
        ("{yy}{month:02}", None, None, ["2601", "2512"]),
        ("{year}/{month}", None, None, ["2026/1", "2025/12"]),
        ("{year}-{month:02}-{day:02}", None, None, ["2026-01-02", "2026-01-01"]),
        ("{year}-{month:02}", date(2025, 11, 30), None, ["2026-01", "2025-12", "2025-11"]),
        ("{year}-{month:02}", date(2025, 10, 31), date(2025, 11, 1), ["2025-11", "2025-10"]),
        ("{year}{month:02}{day:02}", date(2025, 12, 31), date(2026, 1, 1), ["20260101", "20251231"]),
        ("{year}", date(2030, 1, 1), None, []),
        ("{year}", None, date(2030, 1, 1), ["2026", "2025"]),
        ("{year}", date(2026, 1, 2), date(2026, 1, 2), ["2026"]),
        ("{year}", date(2025, 1, 2), date(2024, 1, 2), []),
    ],
)
def test_dated_addresses(pattern: str, since: date | None, until: date | None, addresses: list[str]) -> None:
    assert list(expand(pattern, TODAY, since=since, until=until)) == addresses


def test_an_endless_back_fill_ends() -> None:
    months = list(expand("{year}-{month:02}", TODAY, since=date.min))
    assert months[0] == "2026-01"
    assert months[-1] == "1994-01"
    assert len(months) == len(set(months)) == 32 * 12 + 1


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("/sitemap-2026.xml", date(2026, 1, 1), date(2026, 12, 31)),
        ("/sitemap-2026-02.xml", date(2026, 2, 1), date(2026, 2, 28)),
        ("/2024/02/29.xml", date(2024, 2, 29), date(2024, 2, 29)),
        ("/sitemap_20261101.xml.gz", date(2026, 11, 1), date(2026, 11, 1)),
        ("/archiv/1999/sitemap-12.xml", date(1999, 1, 1), date(1999, 12, 31)),
    ],
)
def test_period_of_a_name(name: str, first: date, last: date) -> None:
    assert period_of(HOST + name) == (first, last)


@pytest.mark.parametrize(
    "name", ["/sitemap.xml", "/sitemap-12345.xml", "/s-3012.xml", "/2026-13-01x2", "/20260230"]
)
def test_no_period(name: str) -> None:
    period = period_of(HOST + name)
    assert period is None or period[1] - period[0] > timedelta(days=300)


@pytest.mark.parametrize(
    ("published", "changed", "refusal"),
    [
        (NOON, None, None),
        (NOON - timedelta(days=3), None, "before"),
        (NOON + timedelta(days=3), None, "after"),
        (None, NOON - timedelta(days=3), "before"),
        (None, NOON + timedelta(days=3), None),
        (NOON - timedelta(days=3), NOON, "before"),
        (None, None, None),
    ],
)
def test_window(published: datetime | None, changed: datetime | None, refusal: str | None) -> None:
    window = Window(NOON - timedelta(days=1), NOON + timedelta(days=1))
    assert window.refuses(published, changed) == refusal
    assert Window().refuses(published, changed) is None


def test_window_ends_are_included() -> None:
    window = Window(NOON, NOON)
    assert window.refuses(NOON) is None


def test_a_date_without_time_means_the_whole_day() -> None:
    midnight = datetime(2026, 11, 20, tzinfo=UTC)
    assert Window(since=NOON).refuses(midnight) is None
    assert Window(since=NOON).refuses(midnight - timedelta(days=1)) == "before"
    assert Selection(window=Window(since=NOON)).follows(Nested(HOST + "/posts-1.xml", HOST, midnight))


@pytest.mark.parametrize(
    ("only", "skip", "path", "refusal"),
    [
        ((), (), "/video/a", None),
        ((), ("/video/",), "/video/a", "skip"),
        (("/news,",), (), "/news,1.html", None),
        (("/news,",), (), "/forum/1.html", "only"),
        (("/news,",), (r"\.pdf$",), "/news,1.pdf", "skip"),
        (("^https://www",), (), "/a", None),
    ],
)
def test_publishers_filters(only: tuple[str], skip: tuple[str], path: str, refusal: str | None) -> None:
    publisher = Publisher(slug="b", name="B", hosts=("b.example",), only_urls=only, skip_urls=skip)
    assert Selection(publisher).refuses(found(path)) == refusal
    assert Selection(publisher).refuses_url(HOST + path) == refusal


def test_a_change_after_the_window_does_not_hide_an_article() -> None:
    selection = Selection(window=Window(until=NOON))
    later = NOON + timedelta(days=1)
    assert selection.refuses(found(dated=later, lastmod=later.isoformat())) is None
    assert selection.refuses(found(dated=later, published=later.isoformat())) == "after"


@pytest.mark.parametrize(
    ("asked", "values", "refusal"),
    [
        ("politik", {}, None),
        ("Politik", {}, None),
        ("sport", {}, "section"),
        ("Sport", {"sections": ("Sport",)}, None),
        ("Bauen & Wohnen", {"sections": ("Bauen und Wohnen", "bauen-wohnen")}, None),
        ("Köln", {"keywords": ("Koeln",)}, None),
        ("a-1.html", {}, "section"),
    ],
)
def test_sections(asked: str, values: dict[str, object], refusal: str | None) -> None:
    assert Selection(sections=frozenset({asked})).refuses(found(**values)) == refusal


def test_section_key() -> None:
    assert section_key("Münster & Umland ") == "muenster-umland"
    assert section_key("Weißensee") == "weissensee"


@pytest.mark.parametrize(
    ("path", "lastmod", "follows"),
    [
        ("/2026-11.xml", None, True),
        ("/2026-10.xml", None, False),
        ("/2026-12.xml", None, False),
        ("/2026.xml", None, True),
        ("/2024.xml", None, False),
        ("/posts-2024.xml", NOON, True),
        ("/2024-11.xml", NOON, False),
        ("/posts-1.xml", None, True),
        ("/posts-1.xml", NOON, True),
        ("/posts-1.xml", NOON - timedelta(days=30), False),
        ("/2026-11.xml", NOON - timedelta(days=30), False),
        ("/autoren-2026-11.xml", None, False),
    ],
)
def test_only_fitting_sitemaps_are_followed(path: str, lastmod: datetime | None, follows: bool) -> None:
    selection = Selection(window=Window(NOON - timedelta(days=2), NOON))
    source = Source(kind="sitemap", url=HOST + "/index.xml", skip=("autoren",))
    assert selection.follows(Nested(HOST + path, source.url, lastmod), source) is follows


def test_only_named_sitemaps_are_followed() -> None:
    source = Source(kind="sitemap", url=HOST + "/index.xml", only=("post-sitemap",))
    followed = [
        Selection().follows(Nested(HOST + f"/{name}-sitemap1.xml", source.url), source)
        for name in ("post", "page")
    ]
    assert followed == [True, False]
