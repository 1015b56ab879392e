"""The forms in which English texts write dates, and what each says when taken alone.

One pattern recognises whole phrases (`at 5:32 a.m. EDT (0932 GMT) Friday, Sept. 23, 2024`); a second, looser
reading then takes months, days, years and clock times out of the phrase. Every repetition is bounded, so the
time is linear in the length of the text, whatever it holds.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from typing import NamedTuple

from extract.clock import CLOCKS, ZONE

_MONTH_NAMES = [name for name in calendar.month_name if name]
_MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(_MONTH_NAMES, start=1)}
_WEEKDAY_NUMBERS = {name[:3].lower(): number for number, name in enumerate(calendar.day_name)}

_S = r"(?:[^\S\n]{1,3}|[^\S\n]?\n[^\S\n]?)"  # a space that may be the break of a wrapped line, never an empty line
_DASH = "[-–—‑]"  # noqa: RUF001
_TO = rf"(?:{_S}?{_DASH}{_S}?|{_S}(?:to|through|thru|until|till){_S})"

_FULL_MONTH = "|".join([*_MONTH_NAMES, *(name.upper() for name in _MONTH_NAMES)])
_SHORT = ["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec"]
_SHORT_MONTH = "|".join([*_SHORT, *(name.upper() for name in _SHORT)])
_MONTH = rf"(?:(?:{_FULL_MONTH}|{_SHORT_MONTH})(?![^\W_])\.?)"
_LONE_MONTH = rf"(?:(?:{_FULL_MONTH})(?!\w)|(?:{_SHORT_MONTH})\.)"
_WEEKDAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY"
    r"|(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\.?(?=[,\s]))"
)
_WHOLE_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PART_OF_DAY = rf"(?:{_S}(?:morning|afternoon|evening|night))?"

_DAY = rf"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\w|%|[.:/]\d|,\d{{3}}(?!\d)|{_S}?[ap]\.?m\b))"
_YEAR = r"(?:(?:1\d|20|21)\d\d(?!\w|%|[.,:]\d))"
_WITH_YEAR = rf"(?:,?{_S}{_YEAR})"
_LIST_END = rf"(?={_S}?(?:[,.;:)!?]|$)|{_S}(?:at|in|on|from|and|with|by|for|of|as|when|where)\b)"
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
_FISCAL_YEAR = (
    rf"(?:(?:[Ff]iscal|[Ff]inancial|[Cc]alendar)(?:{_S}[Yy]ear)?{_S}|FY{_S}?['’]?)(?:{_YEAR}|\d\d(?!\w))"  # noqa: RUF001
)
_SHORT_RANGE = rf"(?:{_YEAR}[-–/]\d\d(?!\w|{_DASH}|[./]\d))"  # noqa: RUF001

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
        rf"(?:{_PART})?{_SEASON}(?:,?{_S}|{_S}of{_S})(?:{_SHORT_RANGE}|{_YEAR})",
        rf"(?:{_PART})?{_MONTH}(?:{_WITH_YEAR}?{_TO}{_MONTH})?(?:,?{_S}|{_S}of{_S}){_YEAR}",
        rf"(?:{_PART})?{_LONE_MONTH}(?:{_TO}{_LONE_MONTH})?",
        rf"(?:{_PART})?[12]\d\d0(?:['’]?s)(?!\w)",  # noqa: RUF001
        r"['’‘][2-9]0s(?!\w)",  # noqa: RUF001
        rf"{_YEAR}{_DASH}{_YEAR}(?!{_DASH}?\w)",
        _SHORT_RANGE,
        rf"(?:{_PART})?{_YEAR}",
    )
)
_PHRASE = re.compile(
    r"(?<![\w$€£#/@&=+\\])(?<!\d[.,:])(?<![^\W]-)(?:"
    rf"(?:(?P<before>{CLOCKS})(?:,?{_S}(?:on{_S})?))?"
    rf"(?:(?P<weekday>{_WEEKDAY}){_PART_OF_DAY}(?:,?{_S}(?P<paren>\()?))?"
    rf"(?P<day>{_DAY_FORMS})(?(paren)\))(?:,?{_S}(?:at{_S})?(?P<after>{CLOCKS}))?"
    rf"|(?P<before2>{CLOCKS}),?{_S}(?:on{_S})?(?P<weekday2>{_WHOLE_WEEKDAY})(?!\w)(?P<zone>{_S}\({ZONE}\))?"
    rf"|(?P<weekday3>{_WHOLE_WEEKDAY}){_PART_OF_DAY},?{_S}(?:at{_S})?(?P<after3>{CLOCKS})"
    rf"|(?P<coarse>{_COARSE_FORMS})"
    r")(?![\w])"
)

_SEED = re.compile(
    rf"{_FULL_MONTH}|(?:{_SHORT_MONTH})[.\s]|{_WHOLE_WEEKDAY}|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY"
    r"|\d{4}|['’‘]\d0s|FY.?\d\d|\d-[A-Z][a-z]{2}-"  # noqa: RUF001
)
