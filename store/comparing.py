"""Whether what a text states agrees with a fact of a record.

Dates are compared as stretches of days: what is known to the year covers all of it, so "2018" and "2018-12-07" agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from store.model import Fact, Predicate
from store.naming import fold
from store.stated import StatedRelation


class Agreement(StrEnum):
    """How two values stand to each other, the closest first."""

    SAME = "same"
    COARSER = "coarser"
    DAY_APART = "a day apart"
    CONTRADICTION = "contradiction"


class Comparison(NamedTuple):
    """The fact that a statement is to be read beside, and how the two agree."""

    fact: Fact
    agreement: Agreement


#: What facts say the same as a predicate: whether the record is its subject, and the properties of the facts.
_PROPERTIES: dict[tuple[Predicate, bool], frozenset[str]] = {
    (Predicate.HOLDS_ROLE, True): frozenset({"role"}),
    (Predicate.OPERATES, False): frozenset({"operator", "manufacturer"}),
    (Predicate.PARTNER_IN, False): frozenset({"partner"}),
    (Predicate.CREW_OF, True): frozenset({"flew_on"}),
    (Predicate.CREW_OF, False): frozenset({"crew"}),
    (Predicate.TARGETS, True): frozenset({"target"}),
    (Predicate.LAUNCHED_ON, True): frozenset({"launched"}),
    (Predicate.LAUNCHED_BY, True): frozenset({"vehicle"}),
    (Predicate.LAUNCHED_FROM, True): frozenset({"launch_site"}),
    (Predicate.PART_OF, True): frozenset({"part_of", "programme"}),
    (Predicate.LOCATED_IN, True): frozenset({"located_in", "country"}),
    (Predicate.HELD_ON, True): frozenset({"held"}),
}
_DATED = {Predicate.LAUNCHED_ON, Predicate.HELD_ON}
#: Of these there is one, so another than the catalogue's contradicts it. A mission has several partners.
_SINGLE = {Predicate.LAUNCHED_BY}
_ISO = re.compile(r"(\d{3}[\dX]|XXXX)(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?")
_UNKNOWN_YEAR = "XXXX"
_ONE_DAY = timedelta(days=1)


def compare(facts: Iterable[Fact], relation: StatedRelation, record_id: str) -> Comparison | None:
    """What a record's facts say to a statement about it: the fact that agrees best, or that is contradicted.

    Args:
        facts: the record's.
        relation: the statement, with the record at one end.
        record_id: the record.

    Returns:
        None where no fact can be read beside it: a second partner contradicts nothing.
    """
    is_subject = relation.subject.record_id == record_id
    properties = _PROPERTIES.get((relation.predicate, is_subject), frozenset())
    found = (
        Comparison(fact, agreement)
        for fact in facts
        if fact.property in properties and (agreement := _agreement(fact, relation, is_subject)) is not None
    )
    order = list(Agreement)
    return min(found, key=lambda comparison: order.index(comparison.agreement), default=None)


def compare_dates(one: str, other: str) -> Agreement | None:
    """How two dates agree, each by its own precision.

    A day's difference has a name of its own: sources count days in different time zones.

    Args:
        one: ISO 8601 as far as it is known: `2018`, `203X`, `XXXX-06-06`, `2024-05-30/31`.
        other: as well.

    Returns:
        None where one of them is no such date, or nothing can be said.
    """
    years = [text[:4] for text in (one, other) if not text.startswith(_UNKNOWN_YEAR)]
    if not years:
        return None if one != other else Agreement.SAME
    first, second = (days(text.replace(_UNKNOWN_YEAR, years[0])) for text in (one, other))
    if first is None or second is None:
        return None
    if first == second:
        return Agreement.SAME if one[:4] == other[:4] else Agreement.COARSER
    if first[0] <= second[1] and second[0] <= first[1]:
        return Agreement.COARSER
    if (
        max(first[0], second[0]) - min(first[1], second[1]) == _ONE_DAY
        and first[0] == first[1]
        and second[0] == second[1]
    ):
        return Agreement.DAY_APART
    return Agreement.CONTRADICTION


def days(text: str) -> tuple[date, date] | None:
    """The first and the last day that a date covers.

    Args:
        text: ISO 8601 as far as it is known.

    Returns:
        None where it is no date, or its year is not known.
    """
    start, _, end = text.partition("/")
    first = _days(start)
    if not end or first is None:
        return first
    # The end of a span leaves out what it shares with the start: 2024-05-30/31, 2024-05-30/06-02.
    last = _days(end) if len(end) >= len(start) else _days(start[: len(start) - len(end)] + end)
    return None if last is None or last[1] < first[0] else (first[0], last[1])


def _days(text: str) -> tuple[date, date] | None:
    match = _ISO.fullmatch(text)
    if match is None or match[1] == _UNKNOWN_YEAR:
        return None
    year, month, day = match.groups()
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    try:
        first = date(first_year, int(month or 1), int(day or 1))
        if day:
            return first, first
        last_month = int(month or 12)
        after = date(last_year + last_month // 12, last_month % 12 + 1, 1)
    except ValueError:
        return None
    return first, after - _ONE_DAY


def _agreement(fact: Fact, relation: StatedRelation, is_subject: bool) -> Agreement | None:
    other = relation.object if is_subject else relation.subject
    if relation.predicate in _DATED:
        return compare_dates(fact.value, other.name)
    named = fold(other.name)
    is_same = fact.record_id == other.record_id if fact.record_id else fold(fact.value) == named
    if relation.predicate is Predicate.HOLDS_ROLE:
        return _agreement_of_roles(fact, relation.role) if is_same else None
    if is_same:
        return Agreement.SAME
    if relation.predicate not in _SINGLE:
        return None
    return Agreement.COARSER if _is_within(fold(fact.value), named) else Agreement.CONTRADICTION


def _agreement_of_roles(fact: Fact, role: str | None) -> Agreement | None:
    known, said = fold(fact.value), fold(role or "")
    if known == said:
        return Agreement.SAME
    return Agreement.COARSER if said and _is_within(known, said) else None


def _is_within(one: str, other: str) -> bool:
    """Whether the words of one name are all in the other: a Falcon 9 Block 5 is a Falcon 9."""
    first, second = set(one.split()), set(other.split())
    return first <= second or second <= first
