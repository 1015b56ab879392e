"""Clock times as English texts write them, and what they are in UTC."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

SPACE = r"(?:[^\S\n]{1,3}|[^\S\n]?\n[^\S\n]?)"
"""A pattern for a space inside a phrase: it may be the break of a wrapped line, never an empty line."""

_S = SPACE

# Minutes ahead of UTC. Where an abbreviation has several meanings, the one that news of spaceflight uses.
_OFFSETS = {
    **{"UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180},
    **{"MSK": 180, "IST": 330, "JST": 540, "KST": 540, "AWST": 480, "AEST": 600, "AEDT": 660, "NZST": 720},
    **{"NZDT": 780, "HST": -600, "AKST": -540, "AKDT": -480, "PST": -480, "PDT": -420, "MST": -420, "MDT": -360},
    **{"CST": -360, "CDT": -300, "EST": -300, "EDT": -240, "BRT": -180},
    **{"beijing": 480, "china": 480, "moscow": 180, "japan": 540, "tokyo": 540, "korea": 540, "india": 330},
    **{"indian": 330, "central european": 60, "central european summer": 120},
    **{"eastern daylight": -240, "central daylight": -300, "mountain daylight": -360, "pacific daylight": -420},
    **{"eastern standard": -300, "central standard": -360, "mountain standard": -420, "pacific standard": -480},
}
_STANDARD_OR_DAYLIGHT = {"ET": -300, "CT": -360, "MT": -420, "PT": -480} | {
    **{"eastern": -300, "central": -360, "mountain": -420, "pacific": -480},
}

# Places of spaceflight whose clocks have stood at one offset for decades, for a time that is "local".
_LOCAL_OFFSETS = {
    **{"Kourou": -180, "Guiana": -180, "Tanegashima": 540, "Uchinoura": 540, "Sriharikota": 330, "Satish Dhawan": 330},
    **{"Jiuquan": 480, "Wenchang": 480, "Xichang": 480, "Taiyuan": 480},
}
_LOCAL_PLACE = re.compile("|".join(_LOCAL_OFFSETS))

_ABBREVIATION = (
    r"(?:(?:UTC|GMT)(?:[+-]\d{1,2}(?::?[0-5]\d)?)?|Z|[ECMP][SD]?T|AK[SD]T|HST|BST|BRT|CES?T|EES?T|WES?T|MSK|[IJK]ST"
    r"|A[EW][SD]T|NZ[SD]T)(?!\w)"
)
ZONE = (
    rf"(?:{_ABBREVIATION}|(?:[Ll]ocal|(?:[A-Z][a-z]{{1,15}}{_S}){{0,3}}[A-Z][a-z]{{1,15}}){_S}[Tt]ime(?!\w)"
    r"|(?:Eastern|Central|Mountain|Pacific)(?!\w))"
)
_CLOCK = (
    rf"(?:[01]?\d(?:[:.][0-5]\d(?::[0-5]\d)?)?{_S}?(?:[ap]\.m\.|[ap]m(?!\w)|A\.M\.|P\.M\.|(?:AM|PM)(?!\w))"
    rf"|[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?![\w:])|[0-2]\d[0-5]\d(?={_S}?{_ABBREVIATION})|(?:[Nn]oon|[Mm]idnight)(?!\w))"
)
_ZONED = rf"{_CLOCK}(?:{_S}?{ZONE}|{_S}\({ZONE}\))?"

CLOCKS = (
    rf"(?:{_ZONED}(?:{_S}?\({_ZONED}(?:(?:[,;/]|{_S}/){_S}?{_ZONED}){{0,2}}\)|{_S}?/{_S}?{_ZONED}"
    rf"|,?{_S}(?:or|and){_S}{_ZONED}|,{_S}{_CLOCK}{_S}{ZONE})?)"
)
"""One clock time with its zone, and the same moment in another zone behind it."""

_READ = re.compile(rf"(?P<clock>{_CLOCK})(?:{_S}?\(?(?P<zone>{ZONE}))?")
_NUMBERS = re.compile(r"\d+")


class ClockTime(NamedTuple):
    """A time of day in a zone that the text names, or in none."""

    hour: int
    minute: int
    zone: str | None


def read_clock_times(text: str) -> list[ClockTime]:
    """The clock times of a phrase in the order in which they stand; impossible ones (25:10) are left out."""
    found = []
    for match in _READ.finditer(text):
        clock = match["clock"]
        numbers = [int(number) for number in _NUMBERS.findall(clock)]
        if not numbers:
            hour, minute = (12, 0) if clock.lower() == "noon" else (0, 0)
        elif numbers[0] > 99 or (len(clock) == 4 and clock.isdigit()):
            hour, minute = divmod(numbers[0], 100)
        else:
            hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
        half = re.search(r"[ap]\.?m", clock.lower())
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half[0].startswith("p") else 0)
        if hour < 24 and minute < 60:
            found.append(ClockTime(hour, minute, match["zone"]))
    return found


def with_local_zone(times: tuple[ClockTime, ...], surroundings: str) -> tuple[ClockTime, ...]:
    """The same times, "local time" replaced by the zone of the launch site that the surroundings name."""
    if not any((time.zone or "").lower() == "local time" for time in times):
        return times
    place = _LOCAL_PLACE.search(surroundings)
    if place is None:
        return times
    hours, minutes = divmod(abs(_LOCAL_OFFSETS[place[0]]), 60)
    zone = f"UTC{'-' if _LOCAL_OFFSETS[place[0]] < 0 else '+'}{hours}:{minutes:02}"
    return tuple(time._replace(zone=zone) if (time.zone or "").lower() == "local time" else time for time in times)


def offset_from_utc(zone: str, day: date | None) -> int | None:
    """Minutes by which a zone is ahead of UTC.

    Args:
        zone: the zone as the text writes it.
        day: the day in question, for the zones that name neither standard nor daylight time ("ET").

    Returns:
        None where the zone is unknown or depends on a day that is not known.
    """
    shift = re.fullmatch(r"(?:UTC|GMT)([+-])(\d{1,2}):?(\d\d)?", zone)
    if shift:
        minutes = int(shift[2]) * 60 + int(shift[3] or 0)
        return minutes if shift[1] == "+" else -minutes
    if zone in _OFFSETS:
        return _OFFSETS[zone]
    words = zone.lower().split()
    if words and words[-1] == "time":
        words.pop()
    name = zone if zone in _STANDARD_OR_DAYLIGHT else " ".join(words)
    if name in _STANDARD_OR_DAYLIGHT:
        return None if day is None else _STANDARD_OR_DAYLIGHT[name] + (60 if _is_daylight_time(day) else 0)
    return _OFFSETS.get(name, _OFFSETS.get(name.removesuffix(" standard")))


def _is_daylight_time(day: date) -> bool:
    """Whether the United States keep daylight time on a day, by the rule of 2007."""
    march, november = date(day.year, 3, 1), date(day.year, 11, 1)
    second_sunday = march + timedelta(days=(6 - march.weekday()) % 7 + 7)
    first_sunday = november + timedelta(days=(6 - november.weekday()) % 7)
    return second_sunday <= day < first_sunday


def in_utc(day: date, times: list[ClockTime]) -> datetime | None:
    """The moment in UTC that a day and its clock times name.

    The day belongs to the first time. Where that one has no known zone and a later one has, the later one gives
    the time, on the day that is nearest to the local one ("10:47 p.m. local time (0147 UTC)" is the day after).

    Returns:
        None where no zone is known, or the moment lies outside the calendar.
    """
    if not times:
        return None
    local = datetime(day.year, day.month, day.day, times[0].hour, times[0].minute)
    for number, time in enumerate(times):
        offset = None if time.zone is None else offset_from_utc(time.zone, day)
        if offset is None:
            continue
        try:
            moment = datetime(day.year, day.month, day.day, time.hour, time.minute) - timedelta(minutes=offset)
            if number:
                moment += timedelta(days=round((local - moment) / timedelta(days=1)))
        except OverflowError:
            return None
        return moment
    return None
