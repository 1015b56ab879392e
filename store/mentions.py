"""Mentions: what holds in a document, derived from what runs proposed and what people decided."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from store import candidates, ends, records
from store.clock import now
from store.database import SUPERSEDED, transaction
from store.model import Kind, Mention, Origin, Proposal, Run, State
from store.naming import fold
from store.runs import run_number
from store.spans import beside, in_context

_COLUMNS = (
    "mentions.id, mentions.document_id, mentions.start_offset, mentions.end_offset, mentions.kind, "
    "coalesce(merged.name, records.name), coalesce(merged.id, records.id), proposals.score, "
    "coalesce(proposals.origin, 'person'), coalesce(proposals.reason, 'marked by ' || mentions.author), "
    "mentions.state, mentions.author, mentions.note, mentions.flagged"
)
_TABLES = (
    "mentions JOIN records ON records.id = mentions.record_id "
    "LEFT JOIN records AS merged ON merged.id = records.merged_into "
    "LEFT JOIN proposals ON proposals.id = mentions.proposal_id"
)
#: Looking a member up takes a third of the time of calling its enumeration, and a long document has 200,000 mentions.
_KINDS, _ORIGINS, _STATES = ({str(member): member for member in members} for members in (Kind, Origin, State))
#: Behind every text that SQLite holds.
_END = 2**31
#: Extractions stand in the order in which runs last went through a document.
_LATEST_RUN = "SELECT run_id FROM extractions WHERE document_id = {} ORDER BY rowid DESC LIMIT 1"


class Place(NamedTuple):
    """A mention in its surroundings, as a record's page shows it."""

    mention_id: int
    document_id: int
    title: str
    start: int
    end: int
    before: str
    words: str
    after: str
    state: State


def keep(connection: sqlite3.Connection, document_id: int, run: Run, proposals: Sequence[Proposal]) -> None:
    """Keep what a run says of a document, and derive anew what holds there.

    The proposals are stored for good. Mentions that nobody has decided on are replaced; those that somebody
    has stay as they are, with their numbers, and outrank every proposal. A run that comes again says again
    what it said the first time; of several the latest to come holds.

    Args:
        connection: the library.
        document_id: the document that was extracted.
        run: the identity of the run.
        proposals: sorted by start, not overlapping.
    """
    with transaction(connection):
        put(connection, document_id, run, proposals)


def put(connection: sqlite3.Connection, document_id: int, run: Run, proposals: Sequence[Proposal]) -> None:
    """Do what `keep` does, inside the caller's transaction."""
    run_id = run_number(connection, run)
    runs = [
        row[0]
        for row in connection.execute(
            "SELECT run_id FROM extractions WHERE document_id = ? ORDER BY rowid", [document_id]
        )
    ]
    if runs and runs[-1] == run_id:
        return
    # Replacing a row puts it behind all others.
    connection.execute(
        "INSERT OR REPLACE INTO extractions (document_id, run_id, finished) VALUES (?, ?, ?)",
        [document_id, run_id, now()],
    )
    if run_id not in runs:
        (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM proposals").fetchone()
        connection.executemany(
            "INSERT INTO proposals (id, document_id, run_id, start_offset, end_offset, kind, name, record_id, score, "
            "origin, reason, dissent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (number, document_id, run_id, *p[:4], record, *p[5:8], p.dissent)
                for number, (p, record) in enumerate(
                    zip(proposals, _records_of(connection, proposals), strict=True), start=last + 1
                )
            ),
        )
        candidates.keep(connection, enumerate(proposals, start=last + 1))
    _derive(connection, document_id, 0, _END)


def _records_of(connection: sqlite3.Connection, proposals: Sequence[Proposal]) -> list[str]:
    """For each proposal the record that it names, or else the one that bears its name."""
    wanted = json.dumps(list({proposal.record_id for proposal in proposals if proposal.record_id}))
    rows = connection.execute("SELECT id FROM records WHERE id IN (SELECT value FROM json_each(?))", [wanted])
    known = {identifier for (identifier,) in rows}
    made: dict[tuple[Kind, str], str] = {}
    found = []
    for proposal in proposals:
        record = proposal.record_id
        if record is None or record not in known:
            key = (proposal.kind, proposal.name)
            record = made.get(key) or made.setdefault(key, records.ensure(connection, *key))
        found.append(record)
    return found


def settle(
    connection: sqlite3.Connection, mention_ids: Sequence[int], moved: Sequence[tuple[int, int, int]] = ()
) -> list[Mention]:
    """Let the latest run's proposals hold around mentions that have just been decided on.

    What the latest run proposed itself lies apart and needs no care. But a mention of an earlier run, of a file or
    of an earlier revision may hide a proposal, or uncover one when its decision is undone.
    Runs inside the caller's transaction.

    Args:
        connection: the library.
        mention_ids: the mentions.
        moved: documents with starts and ends of places that mentions have left or come to.

    Returns:
        Every mention that is not as it was, as it is; one that is no longer there as withdrawn.
    """
    changed = []
    for document_id, start, end in (*_unsettled(connection, mention_ids), *moved):
        before = {mention.id: mention for mention in _overlapping(connection, document_id, start, end)}
        _derive(connection, document_id, start, end)
        after = {mention.id: mention for mention in _overlapping(connection, document_id, start, end)}
        changed += [mention for mention in after.values() if mention != before.get(mention.id)]
        changed += [m._replace(state=State.WITHDRAWN) for m in before.values() if m.id not in after]
    return changed


def _unsettled(connection: sqlite3.Connection, mention_ids: Sequence[int]) -> list[tuple[int, int, int]]:
    """For each document, the stretch of those mentions that may hide or uncover what the latest run proposes there."""
    return connection.execute(
        "SELECT mentions.document_id, min(mentions.start_offset), max(mentions.end_offset) "
        "FROM mentions LEFT JOIN proposals ON proposals.id = mentions.proposal_id "
        "WHERE mentions.id IN (SELECT value FROM json_each(?)) "
        f"AND (proposals.run_id IS NOT ({_LATEST_RUN.format('mentions.document_id')}) "
        "OR (mentions.start_offset, mentions.end_offset) IS NOT (proposals.start_offset, proposals.end_offset) "
        "OR (mentions.state NOT IN ('accepted', 'rejected') AND (mentions.state, mentions.start_offset, "
        "mentions.end_offset, mentions.kind, mentions.record_id) IS NOT ('proposed', proposals.start_offset, "
        "proposals.end_offset, proposals.kind, proposals.record_id))) "
        "AND EXISTS (SELECT 1 FROM extractions WHERE extractions.document_id = mentions.document_id) "
        "GROUP BY mentions.document_id",
        [json.dumps(mention_ids)],
    ).fetchall()


def _overlapping(connection: sqlite3.Connection, document_id: int, start: int, end: int) -> list[Mention]:
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM {_TABLES} WHERE mentions.document_id = ? AND mentions.state <> 'withdrawn' "
        "AND mentions.start_offset < ? AND mentions.end_offset > ? ORDER BY mentions.start_offset",
        [document_id, end, start],
    )
    return [_mention(row) for row in rows]


def _derive(connection: sqlite3.Connection, document_id: int, start: int, end: int) -> None:
    """Let those proposals of the latest run hold in a stretch that no decision contradicts, and no other.

    A mention that the history names is never deleted: it takes over the proposal for its own span, or is
    withdrawn where there is none.
    """
    stretch, values = "document_id = ? AND start_offset < ? AND end_offset > ?", [document_id, end, start]
    missing = {row[0]: row for row in _standing(connection, document_id, stretch, values)}
    gone = []
    for identifier, *as_proposed in connection.execute(
        "SELECT id, proposal_id, record_id, kind, document_id, start_offset, end_offset FROM mentions "
        f"WHERE {stretch} AND state = 'proposed'",
        values,
    ):
        if missing.get(as_proposed[0], ())[:6] == tuple(as_proposed):
            del missing[as_proposed[0]]
        else:
            gone.append((identifier,))
    connection.executemany(
        "DELETE FROM mentions WHERE id = ? AND NOT EXISTS (SELECT 1 FROM decisions WHERE mention_id = mentions.id)",
        gone,
    )
    connection.executemany("UPDATE mentions SET state = 'withdrawn' WHERE id = ?", gone)
    named = {
        (at, to): identifier
        for identifier, at, to in connection.execute(
            f"SELECT id, start_offset, end_offset FROM mentions WHERE {stretch} AND state = 'withdrawn' "
            "ORDER BY id DESC",
            values,
        )
    }
    connection.executemany(
        "UPDATE mentions SET proposal_id = ?, record_id = ?, kind = ?, certainty = ?, state = 'proposed', "
        "author = NULL WHERE id = ?",
        [(*row[:3], row[6], named[row[4:6]]) for row in missing.values() if row[4:6] in named],
    )
    connection.executemany(
        "INSERT INTO mentions (proposal_id, record_id, kind, document_id, start_offset, end_offset, certainty, state) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, 'proposed')",
        [row for row in missing.values() if row[4:6] not in named],
    )
    ends.follow(connection, [(document_id, start, end)])


_Row = tuple[int, str, str, int, int, int, float]


def _standing(connection: sqlite3.Connection, document_id: int, stretch: str, values: Sequence[int]) -> list[_Row]:
    """The latest run's proposals in a stretch that stand beside what people decided, as rules have them."""
    proposals: list[_Row] = connection.execute(
        f"SELECT id, record_id, kind, document_id, start_offset, end_offset, coalesce(score, 0.5) FROM proposals "
        f"WHERE {stretch} AND run_id = ({_LATEST_RUN.format('?')}) ORDER BY start_offset",
        [*values, document_id],
    ).fetchall()
    decided = connection.execute(
        "SELECT start_offset, end_offset, state FROM mentions WHERE document_id = ? "
        "AND state IN ('accepted', 'rejected')",
        [document_id],
    )
    spans = [row[4:6] for row in proposals]
    return _ruled(connection, document_id, [proposals[index] for index in beside(spans, decided)])


def _ruled(connection: sqlite3.Connection, document_id: int, rows: list[_Row]) -> list[_Row]:
    """The same, with another record where somebody has said that the words never mean the one proposed."""
    from store import rules  # which brings the log of decisions along, and reading needs none of it

    instead = rules.instead(connection, document_id)
    if not any(row[1] in instead for row in rows):
        return rows
    text = connection.execute("SELECT text FROM documents WHERE id = ?", [document_id]).fetchone()[0]
    return [
        (row[0], instead[row[1]].get(fold(text[row[4] : row[5]]), row[1]), *row[2:]) if row[1] in instead else row
        for row in rows
    ]


def of_document(connection: sqlite3.Connection, document_id: int, *, rejected: bool = True) -> list[Mention]:
    """What holds in a document, in the order of the text; with `rejected`, what was rejected as well."""
    states = "('proposed', 'accepted', 'rejected')" if rejected else "('proposed', 'accepted')"
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM {_TABLES} WHERE mentions.document_id = ? AND mentions.state IN {states} "
        "ORDER BY mentions.start_offset, mentions.end_offset",
        [document_id],
    )
    return [_mention(row) for row in rows]


def get_all(connection: sqlite3.Connection, mention_ids: Iterable[int]) -> list[Mention]:
    """The mentions of those numbers, withdrawn ones too, in the order of the text."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM {_TABLES} WHERE mentions.id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(mention_ids))],
    )
    return sorted(map(_mention, rows), key=lambda mention: (mention.document_id, mention.start))


def _mention(row: tuple[Any, ...]) -> Mention:
    standing = (_ORIGINS[row[8]], row[9], _STATES[row[10]], row[11], row[12], bool(row[13]))
    return Mention._make((*row[:4], _KINDS[row[4]], *row[5:8], *standing))


def of_record(connection: sqlite3.Connection, record_id: str, *, limit: int = 500) -> list[Place]:
    """Every place of current documents that names the record, with some words around it, up to `limit`."""
    rows = connection.execute(
        "SELECT id, document_id, start_offset, end_offset, state FROM mentions "
        f"WHERE {records.pointing(connection, 'record_id', record_id)} "
        "AND state IN ('proposed', 'accepted') "
        f"AND document_id NOT IN {SUPERSEDED} "
        "ORDER BY document_id, start_offset LIMIT ?",
        [limit],
    ).fetchall()
    places = []
    # Each text is fetched once: SQLite's substr would count its way from the start of the text for each place.
    for document_id, group in groupby(rows, key=itemgetter(1)):
        title, text = connection.execute("SELECT title, text FROM documents WHERE id = ?", [document_id]).fetchone()
        for identifier, _, start, end, state in group:
            around = in_context(text, start, end)
            places.append(Place(identifier, document_id, title, start, end, *around, State(state)))
    return places


def count_of_record(connection: sqlite3.Connection, record_id: str) -> tuple[int, int]:
    """How many mentions in how many current documents point to the record."""
    row = connection.execute(
        "SELECT count(*), count(DISTINCT document_id) FROM mentions "
        f"WHERE {records.pointing(connection, 'record_id', record_id)} "
        "AND state IN ('proposed', 'accepted') "
        f"AND document_id NOT IN {SUPERSEDED}"
    ).fetchone()
    return int(row[0]), int(row[1])


def is_extracted(connection: sqlite3.Connection, document_id: int) -> bool:
    """Whether any run has been through the document."""
    row = connection.execute("SELECT 1 FROM extractions WHERE document_id = ?", [document_id]).fetchone()
    return row is not None
