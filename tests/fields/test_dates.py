"""Dates: tables of printed forms, and properties that hold for any date and any text."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscraper.fields import Moment, is_date_line, parse_date, parse_dates
from newsscraper.fields.dates import cut_dates

HERE = Path(__file__).parent
NOW = datetime.fromisoformat("2024-05-15T12:00:00+02:00")
BERLIN = ZoneInfo("Europe/Berlin")
MONTHS = [
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli",
    "August", "September", "Oktober", "November", "Dezember",
]  # fmt: skip
SHORT_DAYS = ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]


def table(name: str) -> list[tuple[str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(text, wanted) for text, wanted in rows]


def shown(moment: Moment | None) -> str:
    if moment is None:
        return "-"
    return moment.value.date().isoformat() if moment.precision == "day" else moment.value.isoformat()


def instant(iso: str) -> object:
    return datetime.fromisoformat(iso) if len(iso) > 10 else iso


@pytest.mark.parametrize(("text", "wanted"), table("dates.tsv"))
def test_printed_forms(text: str, wanted: str) -> None:
    assert instant(shown(parse_date(text, now=NOW))) == instant(wanted)


@pytest.mark.parametrize("line", (HERE / "dates_twice.jsonl").read_text(encoding="utf-8").splitlines())
def test_labels_tell_two_dates_apart(line: str) -> None:
    row = json.loads(line)
    dates = parse_dates(row["text"], now=NOW)
    got = [moment.value.isoformat() if moment else None for moment in (dates.published, dates.modified)]
    assert got == [row["published"], row["modified"]]


@pytest.mark.parametrize(
    "row", [r for r in (HERE / "date_lines.txt").read_text(encoding="utf-8").splitlines() if r[0] != "#"]
)
def test_date_lines(row: str) -> None:
    assert is_date_line(row[2:]) == (row[0] == "+")


@pytest.mark.parametrize("text", ["heute", "gestern, 14:05 Uhr", "vor 2 Stunden", "Stand: 10:49 Uhr"])
def test_without_a_reference_time_relative_forms_are_none(text: str) -> None:
    assert parse_date(text) is None


def test_a_time_behind_a_date_needs_no_reference_time() -> None:
    dates = parse_dates("7. März 2024, 06:05 Uhr, aktualisiert um 10:20 Uhr")
    assert dates.modified
    assert dates.modified.value.isoformat() == "2024-03-07T10:20:00+01:00"


@pytest.mark.parametrize(
    ("tz", "wanted"),
    [
        ("Europe/Berlin", "2024-07-03T08:15:00+02:00"),
        ("Europe/Vienna", "2024-07-03T08:15:00+02:00"),
        ("Europe/Zurich", "2024-07-03T08:15:00+02:00"),
        ("UTC", "2024-07-03T08:15:00+00:00"),
    ],
)
def test_times_are_read_in_the_zone_of_the_publisher(tz: str, wanted: str) -> None:
    moment = parse_date("3. Juli 2024, 8.15 Uhr", tz=tz)
    assert moment == Moment(datetime.fromisoformat(wanted).replace(tzinfo=ZoneInfo(tz)), "minute")


def test_a_zone_in_the_text_wins_and_the_value_comes_in_the_publishers() -> None:
    moment = parse_date("2024-07-03T08:15:00Z", tz="Europe/Vienna")
    assert moment
    assert moment.value.isoformat() == "2024-07-03T10:15:00+02:00"
    assert moment.value.tzinfo == ZoneInfo("Europe/Vienna")


def test_a_naive_reference_time_is_in_the_zone_asked_for() -> None:
    naive = NOW.replace(tzinfo=None)
    assert parse_date("vor 2 Stunden", now=naive) == parse_date("vor 2 Stunden", now=NOW)


@pytest.mark.parametrize("text", ["13. Mai 2026 um 15:44", "31.12.2026"])
def test_years_up_to_the_one_after_the_reference_time(text: str) -> None:
    assert parse_date(text, now=datetime.fromisoformat("2025-12-03T16:00:00+01:00"))
    assert parse_date(text, now=datetime.fromisoformat("2024-12-03T16:00:00+01:00")) is None
    assert parse_date(text)


def test_hours_count_through_the_change_to_winter_time() -> None:
    now = datetime.fromisoformat("2023-10-29T04:00:00+01:00")
    moment = parse_date("vor 2 Stunden", now=now)
    assert moment
    assert moment.value.isoformat() == "2023-10-29T02:00:00+01:00"
    assert now - moment.value.astimezone(now.tzinfo) == timedelta(hours=2)


def test_a_month_before_the_last_of_march() -> None:
    moment = parse_date("vor einem Monat", now=datetime.fromisoformat("2023-03-31T12:00:00+02:00"))
    assert shown(moment) == "2023-02-28"


def test_very_long_texts_are_no_date_lines() -> None:
    assert parse_date("3. Mai 2024 " + "x" * 10_000_000) is None
    assert not is_date_line("3. Mai 2024 " * 1_000_000)


def test_cut_dates_leaves_the_names() -> None:
    rest, dates = cut_dates("Von Ida Roth am 7. März 2024, 06:05 Uhr, und Ole Beck")
    assert rest.split(" | ") == ["Von Ida Roth", ", und Ole Beck"]
    assert shown(dates.published) == "2024-03-07T06:05:00+01:00"


def german_forms(day: date, hour: int, minute: int) -> list[str]:
    """Every form in which a German site prints a day and a time of day."""
    weekday, month = SHORT_DAYS[day.weekday()], MONTHS[day.month - 1]
    dmy, clock = f"{day.day}.{day.month}.{day.year}", f"{hour:02}:{minute:02}"
    spelt = month.replace("ä", "ae")
    return [
        f"{day.day:02}.{day.month:02}.{day.year} {clock}",
        f"{dmy}, {clock} Uhr",
        f"{dmy}, {hour}.{minute:02} Uhr",
        f"{day.day:02}. {day.month:02}. {day.year} , {clock} Uhr",
        f"{day.day:02}.{day.month:02}.{day.year} - {hour:02}.{minute:02} Uhr",
        f"{day.day:02}.{day.month:02}.{day.year % 100:02} | {clock}",
        f"{day.day}. {month} {day.year} um {clock} Uhr",
        f"{day.day}. {spelt.upper()} {day.year}, {clock} UHR",
        f"{weekday}., {day.day}. {month[:3]}. {day.year}, {clock}",
        f"Stand: {dmy} {clock} Uhr | Lesezeit: 4 Min.",
        f"Veröffentlicht am {day.day}. {month} {day.year}, {clock} Uhr",
        f"{clock} Uhr, {dmy}",
        f"Emden, {day.day}. {month} {day.year}, {clock} Uhr",
        f"{day.isoformat()}T{clock}:00",
        f"{day.isoformat()} {clock}",
    ]


@given(
    day=st.dates(date(1990, 1, 1), date(2049, 12, 31)),
    hour=st.integers(4, 23),
    minute=st.integers(0, 59),
    form=st.integers(0, len(german_forms(date(2024, 1, 1), 0, 0)) - 1),
)
def test_every_german_form_reads_back(day: date, hour: int, minute: int, form: int) -> None:
    moment = parse_date(german_forms(day, hour, minute)[form])
    assert moment == Moment(datetime(day.year, day.month, day.day, hour, minute, tzinfo=BERLIN), "minute")


@given(
    day=st.integers(1, 31),
    month=st.integers(1, 31),
    year=st.integers(1990, 2049),
    mark=st.sampled_from([".", ". ", "/", "-"]),
)
def test_day_and_month_are_never_swapped(day: int, month: int, year: int, mark: str) -> None:
    moment = parse_date(f"{day}{mark}{month}{mark}{year}")
    try:
        wanted = date(year, month, day)
    except ValueError:
        assert moment is None
    else:
        assert moment
        assert (moment.value.date(), moment.precision) == (wanted, "day")


WORDS = st.sampled_from([
    "3", "12", "2024", "99", "0815", ".", ":", ",", "/", "-", "|", "(", ")", "Uhr", "am", "um", "vom",
    "vor", "her", "Stand", "Aktualisiert", "Mai", "Sonntag", "So", "heute", "gestern", "zwei", "halben",
    "Stunde", "Tagen", "Jahren", "MESZ", "GMT", "+1", "Z", "T", "PM", "dpa", "Berlin", "Von", "Ida",
    "und", "März", "00", "24", ":61", "12:75", "²", "٣", "İ", "ß", "\ud800", "\n",
])  # fmt: skip


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(WORDS, max_size=12).map(" ".join),
        st.lists(WORDS, max_size=9).map("".join),
    )
)
def test_any_text_gives_an_aware_date_or_none(text: str) -> None:
    is_date_line(text)
    moment = parse_date(text, now=NOW)
    if moment:
        assert moment.value.utcoffset() is not None
        assert 1989 <= moment.value.year <= 2026
        if moment.precision == "day":
            assert (moment.value.hour, moment.value.minute) == (0, 0)


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_what_a_date_line_says_does_not_depend_on_invisible_characters(text: str) -> None:
    dressed = "\u200b" + text.replace(" ", "\u00a0") + "\u00ad\u2060"
    assert parse_date(dressed, now=NOW) == parse_date(text, now=NOW)
    assert is_date_line(dressed) == is_date_line(text)
