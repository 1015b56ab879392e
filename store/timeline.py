"""What is dated, in order of time: dates that texts name, what they state of them, and launches of the catalogue."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from store import records, stated
from store.comparing import days
from store.database import SUPERSEDED
from store.model import Predicate
from store.spans import in_context

_DATED = (Predicate.LAUNCHED_ON, Predicate.HELD_ON)
#: What stands behind every date, for one that fixes no year.
_UNDATED = "9999-99-99"


class Dated(StrEnum):
    """What puts an event on the timeline."""

    MENTION = "mention"
    STATEMENT = "statement"
    FACT = "fact"


class Event(NamedTuple):
    """Something with a date.

    Args:
        date: ISO 8601 as far as it is known.
        day: the first day that it covers, to sort by; behind all others where the year is not known.
        dated: what puts it there.
        record_id: the record that it happened to; of a mention, the date's own.
        name: the name of that.
        words: the words of the text that say it, or the property of the fact.
        document_id: the document, unless it is a fact.
        title: the title of that, or the source of the fact.
        start: where its words begin in the text.
        end: where they end.
        before: some of the text before them.
        after: some of the text behind them.
    """

    date: str
    day: str
    dated: Dated
    record_id: str
    name: str
    words: str
    document_id: int | None
    title: str
    start: int = 0
    end: int = 0
    before: str = ""
    after: str = ""


def events(connection: sqlite3.Connection, document_id: int | None = None) -> list[Event]:
    """All that is dated, in order of time.

    Args:
        connection: the library.
        document_id: take only what this document says, and the launches of missions that it names.
    """
    found = [*_statements(connection, document_id)]
    told = {(event.document_id, event.date) for event in found}
    # A date of which a text says what happened is not listed again as a bare date.
    found += (event for event in _mentions(connection, document_id) if (event.document_id, event.date) not in told)
    found += _facts(connection, document_id)
    return sorted(found, key=attrgetter("day", "date", "name"))


def _where(document_id: int | None) -> tuple[str, list[int]]:
    return ("document_id = ?", [document_id]) if document_id is not None else (f"document_id NOT IN {SUPERSEDED}", [])


def _mentions(connection: sqlite3.Connection, document_id: int | None) -> Iterator[Event]:
    where, values = _where(document_id)
    rows = connection.execute(
        "SELECT held.name, held.id, document_id, start_offset, end_offset FROM mentions "
        f"{records.join('held', 'mentions.record_id')} WHERE mentions.kind = 'DATE' "
        f"AND state IN ('proposed', 'accepted') AND {where} ORDER BY document_id, start_offset",
        values,
    ).fetchall()
    held: tuple[int, str, str] | None = None
    for name, record_id, document, start, end in rows:
        if held is None or held[0] != document:
            title, text = connection.execute("SELECT title, text FROM documents WHERE id = ?", [document]).fetchone()
            held = document, title, text
        _, title, text = held
        before, words, after = in_context(text, start, end)
        place = (document, title, start, end, before, after)
        yield Event(name, _day(name), Dated.MENTION, record_id, name, words, *place)


def _statements(connection: sqlite3.Connection, document_id: int | None) -> Iterator[Event]:
    where, values = _where(document_id)
    predicates = ", ".join(f"'{predicate}'" for predicate in _DATED)
    rows = connection.execute(
        f"SELECT id FROM relations WHERE predicate IN ({predicates}) AND state IN ('proposed', 'accepted') AND {where}",
        values,
    )
    for relation in stated.get_relations(connection, [number for (number,) in rows]):
        date, subject = relation.object.name, relation.subject
        dated = (date, _day(date), Dated.STATEMENT, subject.record_id or "", subject.name, relation.predicate.value)
        yield Event(*dated, relation.document_id, relation.title, relation.start or 0, relation.end or 0)


def _facts(connection: sqlite3.Connection, document_id: int | None) -> Iterator[Event]:
    """When what current documents name was launched, by the catalogue."""
    where, values = _where(document_id)
    rows = connection.execute(
        "SELECT value, records.id, records.name, property, source FROM facts JOIN records ON records.id = record_id "
        "WHERE property IN ('launched', 'first_flight') AND records.kind IN ('MISSION', 'VEHICLE') "
        "AND records.id IN (SELECT DISTINCT record_id FROM mentions "
        f"WHERE state IN ('proposed', 'accepted') AND {where})",
        values,
    )
    for value, record_id, name, property, source in rows:
        yield Event(value, _day(value), Dated.FACT, record_id, name, property, None, source)


def _day(date: str) -> str:
    covered = days(date)
    return covered[0].isoformat() if covered else _UNDATED
