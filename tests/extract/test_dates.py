from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.dates import find_dates

GRAMMAR = re.compile(
    r"(?:\d{4}|\d{3}X|XXXX)(?:-(?:\d\d|XX)(?:-(?:\d\d|XX)(?:T\d\d:\d\dZ)?)?)?"
    r"(?:/(?:(?:\d{4}|XXXX)(?:-\d\d){0,2}|\d\d))?"
)


def named(text: str, *, published: str | None = None) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.iso) for span in find_dates(text, published=published)]


@pytest.mark.parametrize(
    ("phrase", "iso"),
    [
        ("June 6, 2018", "2018-06-06"),
        ("6 June 2018", "2018-06-06"),
        ("Feb. 9, 2024", "2024-02-09"),
        ("14th of February 2023", "2023-02-14"),
        ("2018-12-07", "2018-12-07"),
        ("12/7/2018", "2018-12-07"),
        ("31/12/2020", "2020-12-31"),
        ("7.12.2018", "2018-12-07"),
        ("7-Dec-2018", "2018-12-07"),
        ("2017 January 5", "2017-01-05"),
        ("Monday, April 8", "XXXX-04-08"),
        ("Friday (Oct. 5)", "XXXX-10-05"),
        ("MAY 6, 2024", "2024-05-06"),
        ("June 2028", "2028-06"),
        ("early March", "XXXX-03"),
        ("end of February", "XXXX-02"),
        ("late 2024", "2024"),
        ("beginning of 2026", "2026"),
        ("1990s", "199X"),
        ("mid-2030s", "203X"),
        ("’90s", "199X"),
        ("fall 2025", "2025"),
        ("summer of 2020", "2020"),
        ("Winter 2007-2008", "2007/2008"),
        ("first quarter of 2026", "2026"),
        ("Q1 2026", "2026"),
        ("fiscal year 2025", "2025"),
        ("FY25", "2025"),
        ("1969-1972", "1969/1972"),
        ("1998-02", "1998/2002"),
    ],
)
def test_a_date_is_one_mention_with_its_iso_name(phrase: str, iso: str) -> None:
    assert named(f"It flew in {phrase}, they said.") == [(phrase, iso)]


@pytest.mark.parametrize(
    ("phrase", "iso"),
    [
        ("March 12-13", "XXXX-03-12/13"),
        ("May 30-31, 2024", "2024-05-30/31"),
        ("May 30 and 31, 2024", "2024-05-30/31"),
        ("24 to 26 May 2024", "2024-05-24/26"),
        ("29 September to 3 October 2025", "2025-09-29/2025-10-03"),
        ("Dec. 30 to Jan. 2, 2025", "2024-12-30/2025-01-02"),
        ("December 2024 to March 2025", "2024-12/2025-03"),
        ("March-May 2024", "2024-03/05"),
    ],
)
def test_a_span_of_dates_is_one_mention(phrase: str, iso: str) -> None:
    assert named(f"The meeting, {phrase}, is over.") == [(phrase, iso)]


def test_years_joined_by_words_are_two_mentions() -> None:
    assert named("between 2012 and 2014, or from 1987 to 1993") == [(y, y) for y in ("2012", "2014", "1987", "1993")]


def test_days_of_two_months_joined_by_and_are_two_mentions() -> None:
    assert named("on May 30 and June 2, 2024") == [("May 30", "2024-05-30"), ("June 2, 2024", "2024-06-02")]


@pytest.mark.parametrize(
    ("phrase", "iso"),
    [
        ("5:32 a.m. EDT Friday, June 3, 2022", "2022-06-03T09:32Z"),
        ("5:32 a.m. EDT (0932 GMT) Friday, June 3, 2022", "2022-06-03T09:32Z"),
        ("11:59 p.m. PDT on July 15, 2025", "2025-07-16T06:59Z"),
        ("March 21, 2024, at 3:25 a.m. EDT", "2024-03-21T07:25Z"),
        ("11:24 Moscow time on Nov. 19, 2026", "2026-11-19T08:24Z"),
        ("noon UTC on 4 July 2026", "2026-07-04T12:00Z"),
        ("9 p.m. ET on Jan. 5, 2024", "2024-01-06T02:00Z"),
        ("9 p.m. ET on July 5, 2024", "2024-07-06T01:00Z"),
        ("13:00 UTC+3 on 5 July 2024", "2024-07-05T10:00Z"),
        ("10:47 p.m. local time (01:47 UTC) on Aug. 16, 2021", "2021-08-17T01:47Z"),
        ("2024-05-01T12:00+02:00", "2024-05-01T10:00Z"),
        ("10:30 p.m. on Sept. 2, 2025", "2025-09-02"),
        ("5 p.m. CDT on Aug. 20", "XXXX-08-20T22:00Z"),
        ("9 p.m. EST on Feb. 28", "XXXX-02-28"),
        ("0932 GMT (5:32 a.m. EDT) Friday", "XXXX-XX-XXT09:32Z"),
        ("Thursday morning at 06:11 EDT / 10:11 UTC", "XXXX-XX-XXT10:11Z"),
        ("5 p.m. Wednesday", "XXXX-XX-XX"),
    ],
)
def test_a_clock_time_belongs_to_its_date_and_is_told_in_utc_where_the_zone_is_known(phrase: str, iso: str) -> None:
    assert named(f"Liftoff came at {phrase}, as planned.") == [(phrase, iso)]


def test_local_time_at_a_launch_site_has_the_site_s_zone() -> None:
    assert named("at Kourou at 02:01 local time on 11 November 2026")[0][1] == "2026-11-11T05:01Z"


@pytest.mark.parametrize(
    "text",
    [
        "a three-day trip, last month, this year, on Friday; Friday morning; at 5 p.m. EDT; 13:45 UTC",
        "2,000 people, 2000 people, 1500 kilograms, some 2020 satellites, 1960 miles, 2024 kg, 2000 UTC",
        "Expedition 2020, Mars 2020, Vision 2030, Cosmos 2558, Resolution 2231, STS-107, CRS-2019",
        "$1999, €2024, version 2019, sol 2020, No. 2001, 202-555-2019, +1 555 2019, 2024%, 1999.5, 12:2024",
        "It May be. They March on. Theresa May said. June Scobee Rodgers. The March on Washington. Long March 5.",
        "a Long March 10 rocket and the Sun, and a Mar rover",
        "asteroid 2024 YR4, 1998 KY26, comet C/2023 A3, asteroid 2020 SO",
        "https://x.example/2024/03/05/a-2019.html, report-2024.pdf, me2024@example.org, a_2024",
        "2018-13-45; 99/99/2018; 0000-00-00; 2018-02-30x",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert named(text) == []


def test_month_names_that_are_words_are_months_behind_a_word_of_time() -> None:
    assert named("in May, the March launch, since April") == [
        ("May", "XXXX-05"),
        ("March", "XXXX-03"),
        ("April", "XXXX-04"),
    ]


def test_a_name_in_the_paragraph_above_does_not_belong_to_a_month() -> None:
    assert named("A Look Back at Kennedy\n\nApril was busy.") == [("April", "XXXX-04")]


def test_the_article_and_the_full_stop_stay_outside() -> None:
    assert named("Since the 1990s. On 1 April. In the fall of 2025.") == [
        ("1990s", "199X"),
        ("1 April", "XXXX-04-01"),
        ("fall of 2025", "2025"),
    ]


def test_a_year_before_a_name_is_a_date_of_its_own() -> None:
    assert named("the 1967 Outer Space Treaty") == [("1967", "1967")]


def test_a_phrase_may_run_over_a_line_but_not_over_an_empty_one() -> None:
    assert named("On Feb.\n9,\n2024 and June\n\n9") == [("Feb.\n9,\n2024", "2024-02-09"), ("June", "2024-06")]


def test_a_dateline_fixes_the_nearest_year() -> None:
    text = "HOUSTON, Nov. 20, 2026 -- It left in July.\n\nA lot is said.\n\nAnd more.\n\nIt stays until January."
    assert [iso for _, iso in named(text)] == ["2026-11-20", "2026-07", "2027-01"]


def test_a_list_shares_the_year_behind_it() -> None:
    assert [iso for _, iso in named("fired in January and March 2021")] == ["2021-01", "2021-03"]


def test_a_date_before_it_in_the_paragraph_fixes_the_year() -> None:
    text = "They met on 19 April 1971. Soyuz 11 docked on June 7.\n\nIt fell in 1986."
    assert [iso for _, iso in named(text)] == ["1971-04-19", "1971-06-07", "1986"]


def test_the_weekday_must_fit_the_year() -> None:
    assert named("Aug. 20, 2025\n\nIt flies on Wednesday, Aug. 20.")[1][1] == "2025-08-20"
    assert named("Aug. 20, 2025\n\nIt flies on Sunday, Aug. 20.")[1][1] == "XXXX-08-20"


def test_a_yearly_day_has_no_year() -> None:
    assert named("It landed on Aug. 23, 2023, and Aug. 23 is National Space Day.")[1][1] == "XXXX-08-23"


def test_years_of_unlike_full_dates_fix_nothing_under_another_heading() -> None:
    text = "Fire\nIt burst on July 14, 2023.\n\nFrost\nIt froze on Nov. 26, 2024.\n\nRain\nIt flew on Aug. 15."
    assert named(text)[-1] == ("Aug. 15", "XXXX-08-15")


def test_a_lone_full_date_late_in_a_text_fixes_nothing() -> None:
    text = "She leads it since January.\n\n" + "Much is told of her. " * 40 + "The next is on Aug. 12, 2045."
    assert named(text) == [("January", "XXXX-01"), ("Aug. 12, 2045", "2045-08-12")]


def test_the_day_of_publication_fixes_what_the_text_leaves_open() -> None:
    text = "It flew on Dec. 28, after 5 p.m. UTC Friday."
    assert [iso for _, iso in named(text, published="2025-01-04")] == ["2024-12-28", "2025-01-03T17:00Z"]
    assert [iso for _, iso in named(text, published="2025")] == ["XXXX-12-28", "XXXX-XX-XXT17:00Z"]


def test_a_reason_is_given_in_words() -> None:
    first, second = find_dates("It flew on May 4, 2024. It landed on May 9.")
    assert first.reason == "day of a month"
    assert second.reason == "day of a month; year of the date before it"


WRITTEN = st.sampled_from(
    [
        lambda day: f"{day:%B} {day.day}, {day.year}",
        lambda day: f"{day.day} {day:%B} {day.year}",
        lambda day: f"{day:%A}, {day:%B} {day.day}, {day.year}",
        lambda day: f"{day:%A} {day.day} {day:%B} {day.year}",
        lambda day: day.isoformat(),
        lambda day: f"{day.month}/{day.day}/{day.year}",
    ]
)


@given(day=st.dates(date(1000, 1, 1), date(2199, 12, 31)), write=WRITTEN)
def test_every_day_written_in_a_usual_way_gives_its_iso_name(day: date, write: Callable[[date], str]) -> None:
    written = write(day)
    assert named(f"The craft left on {written}.") == [(written, day.isoformat())]


# fmt: off
PIECES = st.sampled_from(
    [
        "May", "March", "June 6", "Feb. ", "29", "30 ", "31, ", "2024", "2023, ", "1999", "2000", "-", "–", "/",
        ", ", " ", "\n", "\n\n", "to ", "and ", "in ", "on ", "at ", "5:32 ", "a.m. ", "EDT ", "(", "0932 GMT",
        ") ", "Friday", "Monday, ", "late ", "mid-", "first quarter of ", "FY", "fiscal year ", "1990s", "’90s",
        "12/7/", "T12:00Z", "noon ", "local time", "Moscow time", "UTC+25", "Feb. 29", "0000-00-00", "٢٠٢٤",
        "summer ", "is National", "Updated ", "•",
    ]
)
# fmt: on


@given(
    text=st.one_of(st.text(), st.lists(PIECES, max_size=25).map("".join)), published=st.none() | st.text(max_size=10)
)
def test_any_text_gives_sorted_disjoint_spans_with_well_formed_names(text: str, published: str | None) -> None:
    end = 0
    for span in find_dates(text, published=published):
        assert end <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip() == text[span.start : span.end]
        assert GRAMMAR.fullmatch(span.iso), span
        assert span.reason
        end = span.end


@given(text=st.lists(PIECES, max_size=15).map("".join))
def test_what_stands_a_paragraph_away_moves_no_span(text: str) -> None:
    before = "Nothing of the kind is told here, in no words whatever. " * 4 + "\n\n"
    alone = [(span.start, span.end) for span in find_dates("\n\n" + text)]
    shifted = [(span.start, span.end) for span in find_dates(before + text)]
    moved = len(before) - 2
    assert shifted == [(start + moved, end + moved) for start, end in alone]


@pytest.mark.parametrize(
    "unit", ["1", "2019 ", "May ", "May 5 and ", "12:30 ", "May 5, 2024\n\nA\nJune 5 ", "Aa ", "\n", "5 a.m. ("]
)
def test_time_grows_with_the_length_and_not_faster(unit: str) -> None:
    def seconds(length: int) -> float:
        text = "May 5, 2024 " + unit * (length // len(unit))
        begin = time.perf_counter()
        find_dates(text)
        return time.perf_counter() - begin

    small = min(seconds(20_000) for _ in range(3))
    assert seconds(160_000) < 8 * small * 4 + 0.05
