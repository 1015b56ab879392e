"""The forms in which English texts write dates, and what each says when taken alone.

One pattern recognises whole phrases (`at 5:32 a.m. EDT (0932 GMT) Friday, Sept. 23, 2024`); a second, looser
reading then takes months, days, years and clock times out of the phrase. Every repetition is bounded, so the
time is linear in the length of the text, whatever it holds.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple

from extract.clock_times import CLOCKS, SPACE, ZONE, ClockTime, read_clock_times

_MONTH_NAMES = [name for name in calendar.month_name if name]
_MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(_MONTH_NAMES, start=1)}
_WEEKDAY_NUMBERS = {name[:3].lower(): number for number, name in enumerate(calendar.day_name)}

_S = SPACE
_DASH = "[-–—‑]"
_TO = rf"(?:{_S}?{_DASH}{_S}?|{_S}(?:to|through|thru|until|till){_S})"

_FULL_MONTH = "|".join([*_MONTH_NAMES, *(name.upper() for name in _MONTH_NAMES)])
_SHORT = ["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec"]
_SHORT_MONTH = "|".join([*_SHORT, *(name.upper() for name in _SHORT)])
_MONTH = rf"(?:(?:{_FULL_MONTH})(?!\w)|(?:{_SHORT_MONTH})(?!\w)\.?)"
_LONE_MONTH = rf"(?:(?:{_FULL_MONTH})(?!\w)|(?:{_SHORT_MONTH})\.)"
_WEEKDAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY"
    r"|(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|(?<!the )Sun)\.?(?=[,\s]))"
)
_WHOLE_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PART_OF_DAY = rf"(?:{_S}(?:morning|afternoon|evening|night))?"

_DAY = rf"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\w|%|[.:/]\d|,\d{{3}}(?!\d)|{_S}?[ap]\.?m\b))"
_YEAR = r"(?:(?:1\d|20|21)\d\d(?!\w|%|[.,:]\d))"
_WITH_YEAR = rf"(?:,?{_S}{_YEAR})"
_LIST_END = rf"(?={_S}?(?:[,.;:)!?]|$)|{_S}(?:at|in|on|from|and|with|by|for|as|when|where)\b)"
_PART = (
    r"(?:[Ee]arly|[Mm]id|[Ll]ate)(?:(?:-to-|\sto\s)(?:mid|late))?"
    rf"(?:{_DASH}|{_S})"
    rf"|(?:[Bb]eginning|[Ss]tart|[Mm]iddle|[Ee]nd){_S}of{_S}"
    rf"|(?:[Ff]irst|[Ss]econd|[Ll]atter){_S}half{_S}of{_S}"
)
_SEASON = "(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
_QUARTER = (
    rf"(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast|[Ff]inal|1st|2nd|3rd|4th)(?:{_DASH}|{_S})(?:[Qq]uarter|[Hh]alf)"
    r"|Q[1-4]|[1-4]Q|H[12]|[12]H"
)
_FISCAL_YEAR = rf"(?:(?:[Ff]iscal|[Ff]inancial|[Cc]alendar)(?:{_S}[Yy]ear)?{_S}|FY{_S}?['’]?)(?:{_YEAR}|\d\d(?!\w))"
_LONG_RANGE = rf"(?:{_YEAR}{_DASH}{_YEAR}(?!{_DASH}?\w))"
_SHORT_RANGE = rf"(?:{_YEAR}[-–/]\d\d(?!\w|{_DASH}|[./]\d))"

_DAY_FORMS = "|".join(
    (
        r"\d{4}-[01]\d-[0-3]\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])",
        r"\d{4}/[01]?\d/[0-3]?\d(?![\w/])",
        r"\d{1,2}/\d{1,2}/\d{4}(?![\w/])",
        r"\d{1,2}\.\d{1,2}\.\d{4}(?![\w/]|\.\d)",
        rf"\d{{1,2}}-(?:{_SHORT_MONTH})-\d{{4}}(?![\w-])",
        rf"{_YEAR}{_S}{_MONTH}{_S}{_DAY}",
        rf"{_MONTH}{_S}?{_DAY}(?:{_WITH_YEAR}?{_TO}(?:{_MONTH}{_S})?{_DAY}|{_S}(?:and|&){_S}{_DAY}"
        rf"(?:(?={_WITH_YEAR})|{_LIST_END}))?{_WITH_YEAR}?",
        rf"{_DAY}(?:(?:{_TO}|{_S}(?:and|&){_S}){_DAY})?{_S}(?:of{_S})?{_MONTH}{_WITH_YEAR}?"
        rf"(?:{_TO}{_DAY}{_S}{_MONTH}{_WITH_YEAR}?)?",
    )
)
_COARSE_FORMS = "|".join(
    (
        rf"(?:{_QUARTER})(?:{_S}of)?{_S}(?:{_FISCAL_YEAR}|{_YEAR})",
        _FISCAL_YEAR,
        rf"(?:{_PART})?{_SEASON}(?:,?{_S}|{_S}of{_S})(?:{_LONG_RANGE}|{_SHORT_RANGE}|{_YEAR})",
        rf"(?:{_PART})?{_MONTH}(?:{_WITH_YEAR}?(?:{_TO}|/){_MONTH})?(?:,?{_S}|{_S}of{_S}){_YEAR}",
        rf"{_YEAR}{_S}{_LONE_MONTH}(?!,?{_S}\d)",
        rf"(?:{_PART})?{_LONE_MONTH}(?:{_TO}{_LONE_MONTH})?",
        rf"(?:{_PART})?[12]\d\d0(?:['’]?s)(?!\w)",
        r"['’‘][2-9]0s(?!\w)",
        _LONG_RANGE,
        _SHORT_RANGE,
        rf"(?:{_PART})?{_YEAR}",
    )
)
# What a phrase can begin with, asked first because most words begin otherwise.
_START = (
    r"[\dJFMASONDWTELBQHC'’‘]|early|mid|late|beginning|start|end|first|second|third|fourth|last|latter|final|spring|summer"
    r"|autumn|fall|winter|fiscal|financial|calendar|noon"
)
_PHRASE = re.compile(
    rf"(?={_START})(?<![\w$€£#/@&=+\\])(?<!\d[.,:])(?<!\w-)(?:"
    rf"(?:(?P<before>{CLOCKS})(?:,?{_S}(?:on{_S})?))?"
    rf"(?:(?P<weekday>{_WEEKDAY}){_PART_OF_DAY}(?:,?{_S}(?P<paren>\()?))?"
    rf"(?P<day>{_DAY_FORMS})(?(paren)\))(?:,?{_S}(?:at{_S})?(?P<after>{CLOCKS}))?"
    rf"|(?P<before2>{CLOCKS}),?{_S}(?:on{_S})?(?P<weekday2>{_WHOLE_WEEKDAY})(?!\w)(?P<zone>{_S}\({ZONE}\))?"
    rf"|(?P<weekday3>{_WHOLE_WEEKDAY}){_PART_OF_DAY},?{_S}(?:at{_S})?(?P<after3>{CLOCKS})"
    rf"|(?P<coarse>{_COARSE_FORMS})"
    r")(?![\w])"
)

# Every date holds one of these; each pattern begins with few characters, which makes the search fast.
_SEEDS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[12]\d{3}",
        _FULL_MONTH,
        rf"(?:{_SHORT_MONTH})[.\s-]",
        rf"{_WHOLE_WEEKDAY}",
        r"FY.?\d\d",
        r"['’‘]\d0s",
    )
)

# A phrase reaches at most this far to either side of a seed; only there is the whole grammar tried.
_REACH = 130


class Form(StrEnum):
    """How much of the calendar a phrase fixes, in the words that explain it to a person."""

    DAY = "day of a month"
    MONTH = "month"
    YEAR = "year"
    PART_OF_YEAR = "part of a year"
    DECADE = "decade"
    WEEKDAY = "weekday with a clock time"


class Day(NamedTuple):
    """A point of the calendar as far as it is said."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


class Phrase(NamedTuple):
    """One date as it stands in a text, before anything else in the text is asked.

    Args:
        start: offset in code points.
        end: offset in code points, exclusive.
        first: the date, or the first one of a span.
        last: the last date of a span, or None.
        decade: the decade's or century's known digits ("199"), else empty.
        weekday: 0 for Monday to 6 for Sunday, where it is said.
        times: the clock times said.
    """

    start: int
    end: int
    form: Form
    first: Day
    last: Day | None = None
    decade: str = ""
    weekday: int | None = None
    times: tuple[ClockTime, ...] = ()


def phrases(text: str, fits: Callable[[str, Phrase], bool]) -> Iterator[Phrase]:
    """All phrases of a text that have the form of a date, in order, none overlapping another.

    Args:
        text: the text.
        fits: whether a phrase is a date where it stands; the form alone does not tell a year from a quantity.
    """
    for start, end in _windows(text):
        position = start
        while match := _PHRASE.search(text, position, end):
            phrase = _read(match)
            if phrase is not None and fits(text, phrase):
                yield phrase
                position = phrase.end
            else:
                position = match.start() + 1


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that can hold a date, merged where they overlap."""
    start = end = 0
    for seed in sorted(match.start() for pattern in _SEEDS for match in pattern.finditer(text)):
        if seed - _REACH > end:
            if end:
                yield start, end
            start = seed - _REACH
        end = min(seed + _REACH, len(text))
    if end:
        yield max(start, 0), end


_TOKEN = re.compile(
    rf"(?P<month>{_FULL_MONTH}|(?:{_SHORT_MONTH})(?![^\W_]))|(?P<year>(?:1\d|20|21)\d\d(?!\d))|(?P<number>\d{{1,2}})(?!\d)"
)
_NUMERIC = re.compile(r"(\d+)([/.-])(\d+)\2(\d+)(?:[T ](\d\d):(\d\d)(?::\d\d)?(Z|[+-]\d\d:?\d\d)?)?")
_DECADE = re.compile(r"([12]\d\d)0['’]?s$|['’‘]([2-9])0s$")
_SHORT_YEARS = re.compile(rf"({_YEAR})[-–/](\d\d)$")
_SHORT_FISCAL_YEAR = re.compile(r"FY\s?['’]?(\d\d)$|(?:year|Year|iscal)\s+(\d\d)$")


def _read(match: re.Match[str]) -> Phrase | None:
    """What a match says, or None where it names no possible date ("June 31", "2018-13-45")."""
    start, end = match.span()
    weekday_name = match["weekday"] or match["weekday2"] or match["weekday3"]
    weekday = _WEEKDAY_NUMBERS[weekday_name[:3].lower()] if weekday_name else None
    clocks = " ".join(
        filter(None, (match["before"] or match["before2"], match["zone"], match["after"], match["after3"]))
    )
    times = tuple(read_clock_times(clocks)) if clocks else ()
    if match["coarse"]:
        return _read_coarse(start, end, match["coarse"])
    if not match["day"]:
        return Phrase(start, end, Form.WEEKDAY, Day(), weekday=weekday, times=times) if times else None
    numeric = _NUMERIC.fullmatch(match["day"])
    if numeric:
        first, last = _read_numeric(numeric), None
        if numeric[5]:
            zone = numeric[7] and (numeric[7] if numeric[7] == "Z" else f"UTC{numeric[7]}")
            times = (ClockTime(int(numeric[5]), int(numeric[6]), zone),)
    else:
        first, last = _read_days(match["day"])
    if not (_exists(first) and (last is None or _exists(last))):
        return None
    return Phrase(start, end, Form.DAY, first, last, weekday=weekday, times=times)


def _read_coarse(start: int, end: int, core: str) -> Phrase:
    """What a phrase says that names no day."""
    decade = _DECADE.search(core)
    if decade:
        return Phrase(start, end, Form.DECADE, Day(), decade=decade[1] or f"19{decade[2]}")
    years = _SHORT_YEARS.search(core)
    if years:
        year = int(years[1])
        following = year - year % 100 + int(years[2])
        return Phrase(start, end, Form.YEAR, Day(year), Day(following + (100 if following < year else 0)))
    fiscal = _SHORT_FISCAL_YEAR.search(core)
    if fiscal:
        return Phrase(start, end, Form.PART_OF_YEAR, Day(2000 + int(fiscal[1] or fiscal[2])))
    first, last = _read_days(core)
    if first.month is not None:
        return Phrase(start, end, Form.MONTH, first, last)
    form = Form.YEAR if core[:4].isdigit() else Form.PART_OF_YEAR
    return Phrase(start, end, form, Day(first.year), Day(last.year) if last and last.year != first.year else None)


def _read_days(core: str) -> tuple[Day, Day | None]:
    """The one or two dates that the months, days and years of a phrase make, whatever their order."""
    months: list[int] = []
    numbers: list[int] = []
    years: list[int] = []
    for token in _TOKEN.finditer(core):
        if token["month"]:
            months.append(_MONTH_NUMBERS[token["month"][:3].lower()])
        elif token["year"]:
            years.append(int(token["year"]))
        else:
            numbers.append(int(token["number"]))
    month, number, year = (values[0] if values else None for values in (months, numbers, years))
    first = Day(year, month, number)
    if max(len(months), len(numbers), len(years)) < 2:
        return first, None
    last = Day(years[-1] if years else None, months[-1] if months else None, numbers[-1] if numbers else None)
    turns = len(years) == 1 and year is not None and (last.month or 0) < (month or 0)
    return (first._replace(year=year - 1) if turns and year else first), last


def _read_numeric(match: re.Match[str]) -> Day:
    one, two, three = int(match[1]), int(match[3]), int(match[4])
    if len(match[1]) == 4:
        return Day(one, two, three)
    if match[2] == "/" and one <= 12:
        return Day(three, one, two)
    return Day(three, two, one)


def _exists(day: Day) -> bool:
    """Whether the calendar has such a day, in a leap year where the year is not said."""
    year, month, number = (usual if part is None else part for part, usual in zip(day, (2000, 1, 1), strict=True))
    return 1 <= month <= 12 and 1000 <= year < 2200 and 1 <= number <= calendar.monthrange(year, month)[1]
