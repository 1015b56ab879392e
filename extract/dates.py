"""The dates that a text mentions, with their ISO 8601 names."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from extract.clock_times import ClockTime, in_utc, with_local_zone
from extract.date_context import fits
from extract.date_grammar import Day, Form, Phrase, phrases
from extract.date_years import Year, is_dateline, stated_day, years

# Years and days over which a clock time must give the same moment in UTC where the text does not say the day.
_SAMPLE_YEARS = range(2016, 2028)
_SITE_REACH = 120
_SAMPLE_DAYS = (date(2023, 1, 10), date(2023, 7, 10))


class DateSpan(NamedTuple):
    """One mention of a date.

    Args:
        start: offset in code points.
        end: offset in code points, exclusive.
        iso: the canonical name: ISO 8601 as far as the text fixes it, in UTC where a time has a known zone, "X" for
            unknown digits, a slash for a span.
        reason: why this is a date, and where its year comes from, in words.
    """

    start: int
    end: int
    iso: str
    reason: str


def find_dates(text: str, *, published: str | None = None) -> list[DateSpan]:
    """The dates of a text, in order, none overlapping another.

    Args:
        text: the text; offsets of the result count its code points.
        published: the ISO date of its publication where one is known; it fixes the year of a date for which
            the text itself has none, and the day of a weekday with a clock time. Ignored where it is no full date.
    """
    found = [_localised(text, phrase) for phrase in phrases(text, fits)]
    day = _full_date(published)
    settled = years(text, found, day)
    written = _day_of_writing(text, found, settled, day)
    spans: list[DateSpan] = []
    latest: date | None = None
    for phrase, year in zip(found, settled, strict=True):
        latest = stated_day(phrase, year) or latest
        from_weekday = latest if latest and latest.weekday() == phrase.weekday else written
        spans.append(DateSpan(phrase.start, phrase.end, _iso(phrase, year, from_weekday), _reason(phrase, year)))
    return spans


def _localised(text: str, phrase: Phrase) -> Phrase:
    """The phrase with the zone of a launch site for a time that is only called local."""
    if not phrase.times:
        return phrase
    surroundings = text[max(phrase.start - _SITE_REACH, 0) : phrase.end + _SITE_REACH]
    return phrase._replace(times=with_local_zone(phrase.times, surroundings))


def _full_date(iso: str | None) -> date | None:
    try:
        return date.fromisoformat((iso or "")[:10])
    except ValueError:
        return None


def _day_of_writing(
    text: str, found: list[Phrase], settled: list[Year | None], published: date | None
) -> date | Phrase | None:
    """What a weekday counts from: the dateline (a phrase where its year is unknown), else the publication."""
    for phrase, year in zip(found, settled, strict=True):
        if is_dateline(text, phrase):
            return stated_day(phrase, year) or phrase
    return published


def _reason(phrase: Phrase, year: Year | None) -> str:
    if phrase.first.year is not None or phrase.first.month is None:
        return phrase.form.value
    return f"{phrase.form.value}; {year.reason if year else 'year unknown'}"


def _iso(phrase: Phrase, year: Year | None, weekday_day: date | Phrase | None) -> str:
    if phrase.form is Form.DECADE:
        return phrase.decade + "X"
    if phrase.form is Form.WEEKDAY:
        return _iso_of_weekday(phrase, weekday_day)
    first = phrase.first._replace(year=year.year if year else None)
    if phrase.last is None:
        return _iso_of_moment(first, phrase.times) or _iso_of_day(first)
    last = phrase.last
    if last.year is None and first.year is not None:
        last = last._replace(year=first.year + ((last.month or 0) < (first.month or 0)))
    return f"{_iso_of_day(first)}/{_iso_of_end(first, last)}"


def _iso_of_day(day: Day) -> str:
    parts = ["XXXX" if day.year is None else f"{day.year:04}"]
    parts += [f"{part:02}" for part in (day.month, day.day) if part is not None]
    return "-".join(parts)


def _iso_of_end(first: Day, last: Day) -> str:
    """The end of a span without what it shares with the beginning, as ISO 8601 lets one write it."""
    if last.year != first.year or last.month is None:
        return _iso_of_day(last)
    if last.day is None:
        return f"{last.month:02}"
    return f"{last.day:02}" if last.month == first.month else _iso_of_day(last)


def _iso_of_moment(day: Day, times: tuple[ClockTime, ...]) -> str | None:
    """A day with its clock time in UTC, or None where the text does not fix that."""
    if not times or day.month is None or day.day is None:
        return None
    if day.year is not None:
        moment = in_utc(date(day.year, day.month, day.day), list(times))
        return f"{moment.isoformat(timespec='minutes')}Z" if moment else None
    moments = {_named(in_utc(sample, list(times)), "XXXX-%m-%dT%H:%MZ") for sample in _samples(day.month, day.day)}
    return moments.pop() if len(moments) == 1 else None


def _iso_of_weekday(phrase: Phrase, day: date | Phrase | None) -> str:
    if isinstance(day, date) and phrase.weekday is not None:
        day -= timedelta(days=(day.weekday() - phrase.weekday) % 7)
        on = Day(day.year, day.month, day.day)
        return _iso_of_moment(on, phrase.times) or _iso_of_day(on)
    if isinstance(day, Phrase):
        on = day.first._replace(year=None)
        return _iso_of_moment(on, phrase.times) or _iso_of_day(on)
    moments = {_named(in_utc(sample, list(phrase.times)), "XXXX-XX-XXT%H:%MZ") for sample in _SAMPLE_DAYS}
    moment = moments.pop() if len(moments) == 1 else None
    return moment or "XXXX-XX-XX"


def _samples(month: int, day: int) -> list[date]:
    leap = (month, day) == (2, 29)
    return [date(year, month, day) for year in _SAMPLE_YEARS if not leap or year % 4 == 0]


def _named(moment: datetime | None, form: str) -> str | None:
    return moment.strftime(form) if moment else None
