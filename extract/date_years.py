"""The year that a text gives to its dates without one.

In the order of trust: a later date of the same list ("January and March 2021"), a dated phrase shortly before in
the same passage, the day on which the text as a whole stands (its dateline, or the one year of all its full
dates), the day on which it was published. What none of them fixes keeps an unknown year.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from extract.date_grammar import Day, Form, Phrase

_LISTED = re.compile(r"(?:,\s|,?\s(?:and|or|to)\s|\s?[-–/&]\s?)")
_YEARLY = re.compile(r"\s(?:is|marks|has been)\s(?:[A-Z]|celebrated|observed|marked)|\s(?:each|every)\syear\b")
_SENTENCE_END = re.compile(r"[.!?][”\"’)]?\s+(?=[A-Z“\"])")
_COUNTED = re.compile(
    r"\b(?:\d+(?:st|nd|rd|th)|first|second|third|(?:four|fif|six|seven|eigh|nin|ten)th)\s(?:[\w-]+\s){1,4}(?:of|in)\s$"
)
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_BULLET = re.compile(r"\n[•*–-]\s")
_HEADING = re.compile(r"\n[^\S\n]*\n[^\n]{0,79}[^\n.!?”\"):;,]\n")
_DATELINE_REACH = 200
_LEAD_REACH = 600
_PASSAGE = 700
_STAMP = re.compile(r"(?:updated|published|posted|released?)\b[^\n\w]{0,5}(?:on|date)?[^\n\w]{0,3}\Z", re.I)


class Year(NamedTuple):
    """A year and, in words, what fixes it."""

    year: int
    reason: str


class _Lead(NamedTuple):
    """The full date that begins a text, and the offsets of the part that it begins."""

    day: date
    start: int
    end: int


def years(text: str, found: list[Phrase], published: date | None) -> list[Year | None]:
    """For each phrase with a month the year of its (first) date; None where nothing fixes it.

    Args:
        text: the text.
        found: its dates, in order.
        published: the day on which the text came out, where that is known from elsewhere.
    """
    settled: list[Year | None] = [
        Year(phrase.first.year, "as written") if phrase.first.year is not None else None for phrase in found
    ]
    _from_lists(text, found, settled)
    stand = _stand(text, found)
    dated: int | None = None
    for number, phrase in enumerate(found):
        if settled[number] is None and phrase.first.month is not None and not _YEARLY.match(text, phrase.end):
            settled[number] = _from_before(text, found, settled, number, dated, stand)
        if settled[number] is not None and phrase.first.month is not None:
            dated = number
    common = _common_day(found, settled)
    lead = _lead(text, found, settled)
    for number, phrase in enumerate(found):
        if settled[number] is not None or phrase.first.month is None or _YEARLY.match(text, phrase.end):
            continue
        if stand:
            settled[number] = _nearest(phrase, stand, "year of the dateline")
        elif common and not is_dateline(text, phrase):
            settled[number] = _nearest(phrase, common, "year of the text's full dates")
        elif published:
            settled[number] = _nearest(phrase, published, "year of publication")
        elif lead and lead.start < phrase.start < lead.end:
            settled[number] = _nearest(phrase, lead.day, "year of the text's first full date")
    return [year if _is_possible(phrase, year) else None for phrase, year in zip(found, settled, strict=True)]


def stated_day(phrase: Phrase, year: Year | None) -> date | None:
    """The day that a phrase names, given its year."""
    _, month, day = phrase.first
    if year is None or month is None or day is None:
        return None
    try:
        return date(year.year, month, day)
    except ValueError:
        return None


def _is_possible(phrase: Phrase, year: Year | None) -> bool:
    """Whether the day of a phrase exists in a year: the 29th of February does not in most."""
    return phrase.first.day is None or stated_day(phrase, year) is not None


def is_dateline(text: str, phrase: Phrase) -> bool:
    """Whether a day says when the text was written: it opens the text, or stands behind "updated"."""
    if phrase.form is not Form.DAY:
        return False
    before, after = text[max(phrase.start - _DATELINE_REACH, 0) : phrase.start], text[phrase.end : phrase.end + 4]
    if _STAMP.search(before):
        return True
    opens = bool(re.match(r"\s*(?:\n|$|[:(–—]|-{1,2}\s)", after)) and phrase.start < _DATELINE_REACH
    line = before.rpartition("\n")[2]
    return opens and len(line) < 60 and not re.search(r"\b(?:on|until|by|since|from)\s$", line)


def _from_lists(text: str, found: list[Phrase], settled: list[Year | None]) -> None:
    for number in range(len(found) - 2, -1, -1):
        phrase, following = found[number], found[number + 1]
        year, month = settled[number + 1], phrase.first.month
        if settled[number] is not None or year is None or month is None or following.first.month is None:
            continue
        if following.start - phrase.end < 8 and _LISTED.fullmatch(text, phrase.end, following.start):
            earlier = month <= following.first.month
            settled[number] = Year(year.year if earlier else year.year - 1, "year of the date behind it")


def _from_before(
    text: str, found: list[Phrase], settled: list[Year | None], number: int, dated: int | None, stand: date | None
) -> Year | None:
    """The year of the last date in the same passage, whether that one says a month or a year alone."""
    phrase = found[number]
    anchor = None if dated is None else _anchor(text, found[dated], settled[dated], phrase)
    last = found[number - 1] if number else None
    if last is not None and last.form in (Form.YEAR, Form.PART_OF_YEAR) and last.first.year and last.last is None:
        between = text[last.end : phrase.start]
        near = len(between) < 200 and "\n\n" not in between and len(_SENTENCE_END.findall(between)) < 2
        known = anchor or stand
        if near and (known is None or known.year <= last.first.year):
            return _checked(phrase, last.first.year, "year named shortly before")
    if anchor is None:
        return _of_a_series(text, found, number)
    return _nearest(phrase, anchor, "year of the date before it")


def _anchor(text: str, earlier: Phrase, year: Year | None, phrase: Phrase) -> date | None:
    """The day of an earlier date, if that stands in the same passage: its paragraph, or for a full date the next."""
    if year is None or phrase.start - earlier.end > _PASSAGE:
        return None
    between = text[earlier.end : phrase.start]
    breaks = len(_PARAGRAPH.findall(between))
    if breaks > (1 if earlier.first.day else 0) or _HEADING.search(between) or _BULLET.search(between):
        return None
    return stated_day(earlier, year) or date(year.year, earlier.first.month or 1, 15)


def _of_a_series(text: str, found: list[Phrase], number: int) -> Year | None:
    """The year behind it in the same sentence, where that counts the year's events ("the 10th launch of 2022")."""
    if number + 1 == len(found) or found[number + 1].form is not Form.YEAR:
        return None
    between = text[found[number].end : found[number + 1].start]
    year = found[number + 1].first.year
    if year and len(between) < 250 and not _SENTENCE_END.search(between) and _COUNTED.search(between):
        return _checked(found[number], year, "year whose events the sentence counts")
    return None


def _stand(text: str, found: list[Phrase]) -> date | None:
    """The day on which the text stands by its own dateline."""
    for phrase in found:
        if phrase.first.year is not None and is_dateline(text, phrase):
            return date(phrase.first.year, phrase.first.month or 1, phrase.first.day or 1)
    return None


def _common_day(found: list[Phrase], settled: list[Year | None]) -> date | None:
    """The first full date of a text whose full dates all are of one year: two of them, or one where it begins."""
    days = [(phrase, day) for phrase, year in zip(found, settled, strict=True) if (day := stated_day(phrase, year))]
    if not days or len({day.year for _, day in days}) > 1:
        return None
    first, day = days[0]
    return day if len(days) > 1 or first.end < _LEAD_REACH else None


def _lead(text: str, found: list[Phrase], settled: list[Year | None]) -> _Lead | None:
    """The full date with which a text begins, if it does, and the part of the text that it begins."""
    for phrase, year in zip(found, settled, strict=True):
        day = stated_day(phrase, year)
        if day:
            heading = _HEADING.search(text, phrase.end)
            end = heading.start() if heading else len(text)
            return _Lead(day, phrase.end, end) if phrase.end < _LEAD_REACH else None
    return None


def _nearest(phrase: Phrase, anchor: date, reason: str) -> Year | None:
    """The year in which a date without one lies nearest to a known day, its weekday permitting."""
    month, number = phrase.first.month or 1, phrase.first.day or 15
    candidates = []
    for year in (anchor.year, anchor.year - 1, anchor.year + 1):
        day = stated_day(phrase._replace(first=Day(year, month, number)), Year(year, reason))
        if day and (phrase.weekday is None or phrase.first.day is None or day.weekday() == phrase.weekday):
            candidates.append((abs((day - anchor).days), year))
    return Year(min(candidates, key=lambda pair: pair[0])[1], reason) if candidates else None


def _checked(phrase: Phrase, year: int, reason: str) -> Year | None:
    """A year, unless the weekday that the text says does not fall on that day."""
    _, month, number = phrase.first
    if phrase.weekday is None or month is None or number is None:
        return Year(year, reason)
    day = stated_day(phrase, Year(year, reason))
    return Year(year, reason) if day and day.weekday() == phrase.weekday else None
