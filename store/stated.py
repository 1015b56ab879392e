"""What documents state of records, as pages and lists show it: with ends, place, score and reason."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from store import records
from store.database import SUPERSEDED
from store.ends import ENDS
from store.errors import UnknownStatementError
from store.model import Kind, Predicate, State

#: Looking a member up takes a third of the time of calling its enumeration.
_KINDS = {str(kind): kind for kind in Kind}
_PREDICATES = {str(predicate): predicate for predicate in Predicate}
_STATES = {str(state): state for state in State}
_CAME_WITH_A_FILE = "came with a file"


class End(NamedTuple):
    """What a statement speaks of.

    Args:
        record_id: the record that holds there, if any does.
        name: its name, or the one that the statement came with.
        kind: its kind, where there is a record.
        start: where the mention begins, unless the statement came without places.
        end: where it ends.
    """

    record_id: str | None
    name: str
    kind: Kind | None
    start: int | None
    end: int | None


class StatedRelation(NamedTuple):
    """A relation that holds, with the words of the document that state it; one from a file has no place."""

    id: int
    document_id: int
    title: str
    published: str | None
    subject: End
    predicate: Predicate
    object: End
    role: str | None
    start: int | None
    end: int | None
    words: str
    score: float | None
    reason: str
    state: State
    author: str | None


class StatedQuotation(NamedTuple):
    """Words that somebody says; the speaker is None where the text names none, and so are cue and score from a file."""

    id: int
    document_id: int
    title: str
    published: str | None
    speaker: End | None
    start: int
    end: int
    words: str
    cue: tuple[int, int] | None
    indirect: bool
    score: float | None
    reason: str
    state: State
    author: str | None


class Statements(NamedTuple):
    """Relations and quotations, each in the order of documents and texts."""

    relations: list[StatedRelation]
    quotations: list[StatedQuotation]


def in_document(connection: sqlite3.Connection, document_id: int, *, rejected: bool = False) -> Statements:
    """What holds of a document's statements; with `rejected`, what was rejected as well."""
    states = "('proposed', 'accepted', 'rejected')" if rejected else "('proposed', 'accepted')"
    found = f"SELECT id FROM {{}} WHERE document_id = ? AND state IN {states}"
    relations = _relations(connection, found.format("relations"), [document_id])
    quotations = _quotations(connection, found.format("quotations"), [document_id])
    return _placed(connection, relations, quotations)


def of_record(connection: sqlite3.Connection, record_id: str, *, limit: int = 500) -> Statements:
    """What current documents state of a record, as subject or object, and what it says.

    Args:
        connection: the library.
        record_id: the record.
        limit: how many relations and how many quotations at most, in the order of the documents.
    """
    # Each end by itself, so that its index gives the first without a look at the rest.
    subject, told, speaker = (
        f"SELECT id FROM (SELECT id FROM {table} WHERE {records.pointing(connection, f'{end}_id', record_id)} "
        f"AND state IN ('proposed', 'accepted') AND document_id NOT IN {SUPERSEDED} ORDER BY document_id LIMIT ?1)"
        for table, end in ENDS
    )
    relations = _relations(connection, f"{subject} UNION {told}", [limit])[:limit]
    return _placed(connection, relations, _quotations(connection, speaker, [limit]))


def get_relations(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[StatedRelation]:
    """The relations of those numbers, in whichever state."""
    wanted = ", ".join(str(int(number)) for number in numbers)
    return _placed(connection, _relations(connection, wanted, []), []).relations


def get_quotations(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[StatedQuotation]:
    """The quotations of those numbers, in whichever state."""
    wanted = ", ".join(str(int(number)) for number in numbers)
    return _placed(connection, [], _quotations(connection, wanted, [])).quotations


def get(connection: sqlite3.Connection, subject: str, number: int) -> StatedRelation | StatedQuotation:
    """One statement, in whichever state.

    Args:
        connection: the library.
        subject: `relation` or `quotation`.
        number: its number.

    Raises:
        UnknownStatementError: there is none of that number, or a newer extraction has replaced it.
    """
    held: Sequence[StatedRelation | StatedQuotation]
    held = get_relations(connection, [number]) if subject == "relation" else get_quotations(connection, [number])
    if not held or held[0].state is State.WITHDRAWN:
        raise UnknownStatementError
    return held[0]


def _relations(connection: sqlite3.Connection, wanted: str, values: Sequence[object]) -> list[StatedRelation]:
    rows = connection.execute(
        "SELECT relations.id, relations.document_id, title, published, "
        "subjects.id, coalesce(subjects.name, subject), subjects.kind, relations.subject_start, "
        "relations.subject_end, relations.predicate, "
        "objects.id, coalesce(objects.name, object), objects.kind, relations.object_start, "
        "relations.object_end, relations.role, "
        "relations.start_offset, relations.end_offset, score, reason, state, author FROM relations "
        "JOIN documents ON documents.id = relations.document_id "
        f"{records.join('subjects', 'subject_id')} {records.join('objects', 'object_id')} "
        f"LEFT JOIN relation_proposals ON relation_proposals.id = proposal_id WHERE relations.id IN ({wanted}) "
        "AND (state <> 'proposed' OR (subject_id IS NOT NULL AND object_id IS NOT NULL)) "
        "ORDER BY relations.document_id, relations.start_offset, relations.id",
        values,
    )
    found = []
    for row in rows:
        subject, told = _end(row[4:9]), _end(row[10:15])
        reason = row[19] or _reason(row[21])
        stating = (*row[15:18], "", row[18], reason, _STATES[row[20]], row[21])
        found.append(StatedRelation._make((*row[:4], subject, _PREDICATES[row[9]], told, *stating)))
    return _without_repetitions(found)


def _without_repetitions(relations: list[StatedRelation]) -> list[StatedRelation]:
    """The relations without those from a file that the text is found to state as well."""
    placed = {_saying(relation) for relation in relations if relation.start is not None}
    return [relation for relation in relations if relation.start is not None or _saying(relation) not in placed]


def _saying(relation: StatedRelation) -> tuple[object, ...]:
    return relation.document_id, relation.subject[:2], relation.predicate, relation.object[:2], relation.role


def _quotations(connection: sqlite3.Connection, wanted: str, values: Sequence[object]) -> list[StatedQuotation]:
    rows = connection.execute(
        "SELECT quotations.id, quotations.document_id, title, published, "
        "speakers.id, coalesce(speakers.name, speaker), speakers.kind, quotations.speaker_start, "
        "quotations.speaker_end, quotations.start_offset, quotations.end_offset, quotations.cue_start, "
        "quotations.cue_end, quotations.indirect, score, reason, state, author FROM quotations "
        "JOIN documents ON documents.id = quotations.document_id "
        f"{records.join('speakers', 'speaker_id')} "
        "LEFT JOIN quotation_proposals ON quotation_proposals.id = proposal_id "
        f"WHERE quotations.id IN ({wanted}) "
        "ORDER BY quotations.document_id, quotations.start_offset, quotations.id",
        values,
    )
    found = []
    for row in rows:
        is_lost = row[4] is None and (row[7] is not None and row[16] == State.PROPOSED)
        speaker = None if is_lost or not row[5] else _end(row[4:9])
        cue = None if row[11] is None else (row[11], row[12])
        reason = row[15] or _reason(row[17])
        saying = (row[9], row[10], "", cue, bool(row[13]), row[14], reason, _STATES[row[16]], row[17])
        found.append(StatedQuotation._make((*row[:4], speaker, *saying)))
    return found


def _reason(author: str | None) -> str:
    return f"marked by {author}" if author else _CAME_WITH_A_FILE


def _end(row: Sequence[Any]) -> End:
    return End(row[0], row[1], None if row[2] is None else _KINDS[row[2]], row[3], row[4])


def _placed(
    connection: sqlite3.Connection, relations: list[StatedRelation], quotations: list[StatedQuotation]
) -> Statements:
    """The same with their words; each text is fetched once."""
    wanted = {r.document_id for r in relations if r.start is not None} | {q.document_id for q in quotations}
    rows = connection.execute(f"SELECT id, text FROM documents WHERE id IN ({', '.join(map(str, wanted))})")
    texts = dict(rows.fetchall())
    return Statements(
        [r._replace(words=texts[r.document_id][r.start : r.end]) if r.start is not None else r for r in relations],
        [q._replace(words=texts[q.document_id][q.start : q.end]) for q in quotations],
    )
