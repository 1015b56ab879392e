"""Relations and quotations: what runs propose of a document, what files bring, and what holds of both.

What a run proposed never changes. Each proposal has one row of what holds: `proposed` as long as its run is the
latest and no decision speaks of the same, `withdrawn` otherwise, `accepted` or `rejected` where a person decided.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import astuple, replace
from typing import Any, TypeVar

from store import ends, records
from store.clock import now
from store.model import Quotation, QuotationProposal, Relation, RelationProposal, Run, State
from store.naming import fold
from store.runs import run_number
from store.spans import beside
from store.standings import QuotationStanding, RelationStanding

_LATEST_RUN = "SELECT run_id FROM statement_extractions WHERE document_id = {} ORDER BY rowid DESC LIMIT 1"


def _name_at(end: str) -> str:
    """The name at an end, as SQL; none where somebody has said that it is none, unless the statement is accepted."""
    lost = f"state = 'proposed' AND {end}_start IS NOT NULL AND {end}_id IS NULL"
    return f"CASE WHEN {lost} THEN '' ELSE coalesce({end}s.name, {end}) END"


_NAMES = {
    "relations": f"{_name_at('subject')}, predicate, {_name_at('object')}, role FROM relations "
    f"{records.join('subjects', 'subject_id')} {records.join('objects', 'object_id')}",
    "quotations": f"{_name_at('speaker')}, start_offset, end_offset, indirect FROM quotations "
    f"{records.join('speakers', 'speaker_id')}",
}
#: What makes two statements of one document the same.
_KEYS = {
    "relations": ("subject_start", "subject_end", "predicate", "object_start", "object_end"),
    "quotations": ("start_offset", "end_offset"),
}


def put(
    connection: sqlite3.Connection, document_id: int, relations: Iterable[Relation], quotations: Iterable[Quotation]
) -> None:
    """Keep what a file states of a document, each statement once. Runs inside the caller's transaction.

    A name stands for the record of that name that the document mentions, or else for the only one of that name.
    What the library says already, or has rejected, is not added.
    """
    known_relations, known_quotations = _known(connection, document_id)
    new_relations = [r for r in dict.fromkeys(relations) if r not in known_relations]
    new_quotations = [q for q in dict.fromkeys(quotations) if q not in known_quotations]
    if not new_relations and not new_quotations:
        return
    bearers = _Bearers(connection, document_id)
    connection.executemany(
        "INSERT INTO relations (document_id, subject, predicate, object, role, subject_given, subject_id, "
        "object_given, object_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?7)",
        [
            (document_id, r.subject, r.predicate, r.object, r.role, bearers.of(r.subject), bearers.of(r.object))
            for r in new_relations
        ],
    )
    connection.executemany(
        "INSERT INTO quotations (document_id, speaker, start_offset, end_offset, indirect, speaker_given, speaker_id) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
        [(document_id, q.speaker, q.start, q.end, q.indirect, bearers.of(q.speaker)) for q in new_quotations],
    )


def _known(connection: sqlite3.Connection, document_id: int) -> tuple[set[Relation], set[Quotation]]:
    """What holds or is rejected, under the names that it came with and under those that it has."""
    where = "WHERE document_id = ? AND state <> 'withdrawn'"
    relations, quotations = (
        connection.execute(
            f"SELECT {_NAMES[table]} {where} UNION SELECT {own} FROM {table} {where}", [document_id] * 2
        ).fetchall()
        for table, own in (
            ("relations", "subject, predicate, object, role"),
            ("quotations", "speaker, start_offset, end_offset, indirect"),
        )
    )
    return {Relation(*row) for row in relations}, {_quotation(row) for row in quotations}


class _Bearers:
    """Whom names mean in a document."""

    def __init__(self, connection: sqlite3.Connection, document_id: int) -> None:
        self._connection = connection
        rows = connection.execute(
            "SELECT folded, record_id FROM aliases WHERE record_id IN (SELECT record_id FROM mentions "
            "WHERE document_id = ? AND state IN ('proposed', 'accepted')) ORDER BY id DESC",
            [document_id],
        )
        self._found: dict[str, str | None] = dict(rows.fetchall())

    def of(self, name: str) -> str | None:
        folded = fold(name)
        if folded not in self._found:
            rows = self._connection.execute(
                "SELECT DISTINCT record_id FROM aliases WHERE folded = ? AND type <> 'short'", [folded]
            ).fetchall()
            self._found[folded] = rows[0][0] if len(rows) == 1 else None
        return self._found[folded]


def put_proposed(
    connection: sqlite3.Connection,
    document_id: int,
    run: Run,
    relations: Sequence[RelationProposal],
    quotations: Sequence[QuotationProposal],
) -> None:
    """Keep what a run says that a document states, and derive anew what holds.

    Runs inside the caller's transaction, behind `mentions.put` of the same run. What nobody has decided on gives way
    to what a later run says; what somebody has stays. A run that comes again says again what it said the first time.
    """
    run_id = run_number(connection, run)
    runs = [
        row[0]
        for row in connection.execute(
            "SELECT run_id FROM statement_extractions WHERE document_id = ? ORDER BY rowid", [document_id]
        )
    ]
    if runs and runs[-1] == run_id:
        return
    # Replacing a row puts it behind all others.
    connection.execute(
        "INSERT OR REPLACE INTO statement_extractions (document_id, run_id, finished) VALUES (?, ?, ?)",
        [document_id, run_id, now()],
    )
    if run_id not in runs:
        _propose_relations(connection, document_id, run_id, relations)
        _propose_quotations(connection, document_id, run_id, quotations)
        ends.follow_document(connection, document_id)
        _name(connection, document_id, run_id)
    settle(connection, [document_id])


def _propose_relations(
    connection: sqlite3.Connection, document_id: int, run_id: int, relations: Sequence[RelationProposal]
) -> None:
    connection.executemany(
        "INSERT INTO relation_proposals (document_id, run_id, subject_start, subject_end, predicate, object_start, "
        "object_end, role, start_offset, end_offset, score, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (document_id, run_id, *r.subject, r.predicate, *r.object, r.role, r.start, r.end, r.score, r.reason)
            for r in relations
        ],
    )
    connection.execute(
        "INSERT INTO relations (document_id, proposal_id, subject, subject_start, subject_end, predicate, object, "
        "object_start, object_end, role, start_offset, end_offset, state) SELECT document_id, id, '', subject_start, "
        "subject_end, predicate, '', object_start, object_end, role, start_offset, end_offset, 'withdrawn' "
        "FROM relation_proposals WHERE document_id = ? AND run_id = ? ORDER BY id",
        [document_id, run_id],
    )


def _propose_quotations(
    connection: sqlite3.Connection, document_id: int, run_id: int, quotations: Sequence[QuotationProposal]
) -> None:
    connection.executemany(
        "INSERT INTO quotation_proposals (document_id, run_id, start_offset, end_offset, speaker_start, speaker_end, "
        "cue_start, cue_end, indirect, score, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                document_id,
                run_id,
                *(q.start, q.end),
                *(q.speaker or (None, None)),
                *(q.cue or (None, None)),
                *(q.indirect, q.score, q.reason),
            )
            for q in quotations
        ],
    )
    connection.execute(
        "INSERT INTO quotations (document_id, proposal_id, speaker, start_offset, end_offset, speaker_start, "
        "speaker_end, cue_start, cue_end, indirect, state) SELECT document_id, id, '', start_offset, end_offset, "
        "speaker_start, speaker_end, cue_start, cue_end, indirect, 'withdrawn' "
        "FROM quotation_proposals WHERE document_id = ? AND run_id = ? ORDER BY id",
        [document_id, run_id],
    )


def _name(connection: sqlite3.Connection, document_id: int, run_id: int) -> None:
    """Write down beside new statements the records and names that their ends have at first."""
    for table, end in ends.ENDS:
        connection.execute(
            f"UPDATE {table} SET {end}_given = {end}_id, {end} = coalesce((SELECT name FROM records "
            f"WHERE records.id = {end}_id), '') WHERE document_id = ? AND proposal_id IN (SELECT id "
            f"FROM {table.removesuffix('s')}_proposals WHERE document_id = ? AND run_id = ?)",
            [document_id, document_id, run_id],
        )


_S = TypeVar("_S", RelationStanding, QuotationStanding)


def unmade(connection: sqlite3.Connection, document_id: int, wanted: _S) -> tuple[int, _S]:
    """Make room for a statement that a decision is about to bring: its number, and how it stands until then.

    Runs inside the caller's transaction.
    """
    before = replace(wanted, state=State.WITHDRAWN.value, author=None)
    columns = ", ".join(before.columns)
    values: tuple[Any, ...] = astuple(before)
    number = connection.execute(
        f"INSERT INTO {before.table} (document_id, {columns}) VALUES (?{', ?' * len(values)})", [document_id, *values]
    ).lastrowid
    assert number is not None
    return number, before


def settle(connection: sqlite3.Connection, document_ids: Iterable[int]) -> None:
    """Let what the latest run says hold in documents, but for what somebody has decided on.

    Runs inside the caller's transaction.
    """
    for document_id in document_ids:
        _settle(connection, document_id, "relations")
        _settle(connection, document_id, "quotations")


def _settle(connection: sqlite3.Connection, document_id: int, table: str) -> None:
    proposals, columns = f"{table.removesuffix('s')}_proposals", _KEYS[table]
    own = ", ".join(f"{table}.{column}" for column in columns)
    proposed = ", ".join(f"{proposals}.{column}" for column in columns)
    joined = f"{table} JOIN {proposals} ON {proposals}.id = proposal_id WHERE {table}.document_id = ?1"
    said = connection.execute(
        f"SELECT {table}.id, {proposed} FROM {joined} AND run_id = ({_LATEST_RUN.format('?1')}) "
        "AND state IN ('proposed', 'withdrawn')",
        [document_id],
    ).fetchall()
    # Who changed a statement has decided on what was proposed as well.
    decided = connection.execute(
        f"SELECT state, {own} FROM {table} WHERE document_id = ?1 AND state IN ('accepted', 'rejected') "
        f"UNION ALL SELECT 'rejected', {proposed} FROM {joined} AND state IN ('accepted', 'rejected')",
        [document_id],
    ).fetchall()
    told = {tuple(key) for _, *key in decided}
    holding = {number for number, *key in said if tuple(key) not in told}
    if table == "quotations":
        free = beside([(start, end) for _, start, end in said], [(start, end, state) for state, start, end in decided])
        holding &= {said[position][0] for position in free}
    rows = connection.execute(f"SELECT id FROM {table} WHERE document_id = ? AND state = 'proposed'", [document_id])
    shown = {number for (number,) in rows}
    for state, numbers in ((State.WITHDRAWN, shown - holding), (State.PROPOSED, holding - shown)):
        connection.executemany(
            f"UPDATE {table} SET state = '{state}', author = NULL WHERE id = ?", [(number,) for number in numbers]
        )


def of_document(connection: sqlite3.Connection, document_id: int) -> tuple[tuple[Relation, ...], tuple[Quotation, ...]]:
    """The relations and the quotations that hold in a document, each once, under the names of its records.

    What hangs on a name that somebody has said to be none is left out, and so is speech without a speaker.
    """
    relations, quotations = (
        connection.execute(
            f"SELECT {_NAMES[table]} WHERE document_id = ? AND state IN ('proposed', 'accepted') ORDER BY {table}.id",
            [document_id],
        ).fetchall()
        for table in ("relations", "quotations")
    )
    return (
        tuple(dict.fromkeys(Relation(*row) for row in relations if row[0] and row[2])),
        tuple(dict.fromkeys(_quotation(row) for row in quotations if row[0])),
    )


def _quotation(row: Sequence[Any]) -> Quotation:
    speaker, start, end, indirect = row
    return Quotation(speaker, start, end, bool(indirect))
