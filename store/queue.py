"""What needs a person first: the least certain, what origins or runs disagree on, unknown names, what is flagged."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import NamedTuple

from store import records
from store.database import SUPERSEDED, transaction
from store.ends import LONGEST
from store.model import Kind, State
from store.spans import in_context

_SETTING = "queue"


class Order(StrEnum):
    """Which mentions a queue holds, and which of them come first."""

    UNCERTAIN = "least certain"
    FLAGGED = "flagged"
    DISAGREEMENT = "in dispute"
    UNKNOWN_NAME = "unknown names"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which part of a queue is shown: all of it, or one kind, document or record."""

    order: Order = Order.UNCERTAIN
    kind: Kind | None = None
    document_id: int | None = None
    record_id: str | None = None


class Item(NamedTuple):
    """A mention that waits, in its surroundings.

    Args:
        mention_id: its number.
        document_id: its document.
        title: the title of that.
        start: where it begins.
        end: where it ends.
        before: some of the text before it.
        words: its words.
        after: some of the text behind it.
        kind: its kind.
        record_id: its record.
        name: the name of that.
        score: how sure the run was, where it said so.
        state: whether somebody has decided on it; only what is flagged may be decided.
        note: what somebody has written on it.
        why: why it is here, in words.
    """

    mention_id: int
    document_id: int
    title: str
    start: int
    end: int
    before: str
    words: str
    after: str
    kind: Kind
    record_id: str
    name: str
    score: float | None
    state: State
    note: str | None
    why: str


#: Behind which item a page begins: what the queue is sorted by, and the mention's number.
Key = tuple[float, int]


class Page(NamedTuple):
    """Some of a queue, and the key of what follows; None at its end."""

    items: list[Item]
    next: Key | None


def page(
    connection: sqlite3.Connection, wanted: Filter = Filter(), *, after: Key | None = None, limit: int = 20
) -> Page:
    """Some of a queue.

    Args:
        connection: the library.
        wanted: which queue.
        after: the key that came with the page before.
        limit: how many at most.
    """
    sort, where, values = _queue(connection, wanted)
    if after is not None:
        where += f" AND ({sort}, mentions.id) > (?, ?)"
        values += [*after]
    rows = connection.execute(
        f"SELECT mentions.id, {sort} FROM mentions WHERE {where} ORDER BY {sort}, mentions.id LIMIT ?",
        [*values, limit],
    ).fetchall()
    key = (float(rows[-1][1]), int(rows[-1][0])) if len(rows) == limit else None
    return Page(list(_items(connection, [number for number, _ in rows], wanted.order)), key)


def waiting(connection: sqlite3.Connection, wanted: Filter = Filter()) -> int:
    """How many mentions are in a queue."""
    _, where, values = _queue(connection, wanted)
    row = connection.execute(f"SELECT count(*) FROM mentions WHERE {where}", values).fetchone()
    return int(row[0])


def unknown_names(connection: sqlite3.Connection, *, limit: int = 50) -> list[tuple[str, Kind, str, int]]:
    """The provisional records with the most undecided mentions, without dates: ids, kinds, names, how many."""
    rows = connection.execute(
        "SELECT record_id, records.kind, name, held FROM (SELECT record_id, count(*) AS held FROM mentions "
        f"WHERE state = 'proposed' AND document_id NOT IN {SUPERSEDED} GROUP BY record_id) "
        "JOIN records ON records.id = record_id WHERE origin = 'provisional' AND merged_into IS NULL "
        "AND kind <> 'DATE' ORDER BY held DESC, record_id LIMIT ?",
        [limit],
    )
    return [(record, Kind(kind), name, held) for record, kind, name, held in rows]


def remember(connection: sqlite3.Connection, wanted: Filter, after: Key | None) -> None:
    """Keep which queue is being worked through, and how far, for the next start."""
    kept = json.dumps({**asdict(wanted), "after": after})
    with transaction(connection):
        connection.execute(
            "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [_SETTING, kept],
        )


def remembered(connection: sqlite3.Connection) -> tuple[Filter, Key | None]:
    """Which queue was being worked through, and how far."""
    row = connection.execute("SELECT value FROM settings WHERE key = ?", [_SETTING]).fetchone()
    if row is None:
        return Filter(), None
    kept = json.loads(row[0])
    if kept["order"] not in set(Order):  # another version's
        return Filter(), None
    after = kept.pop("after")
    kind = Kind(kept["kind"]) if kept["kind"] else None
    return Filter(Order(kept["order"]), kind, kept["document_id"], kept["record_id"]), tuple(after) if after else None


#: The waiting mentions of which another origin of their run took the words for something else, and those that
#: contradict what a run before the latest said of a place that they overlap. Of a million mentions few are looked at:
#: those of the first sort have an index, and what all runs say alike is told by where it begins.
_DISPUTED = (
    "SELECT held.id FROM proposals CROSS JOIN mentions AS held ON held.document_id = proposals.document_id "
    "AND held.start_offset = proposals.start_offset AND held.end_offset = proposals.end_offset "
    "AND held.state = 'proposed' AND held.proposal_id = proposals.id WHERE dissent <> '' "
    "UNION SELECT held.id FROM "
    "(SELECT document_id, count(*) AS runs FROM extractions GROUP BY document_id HAVING count(*) > 1) AS again "
    "CROSS JOIN mentions AS held ON held.document_id = again.document_id AND held.state = 'proposed' "
    "CROSS JOIN proposals ON proposals.id = held.proposal_id WHERE again.runs > "
    "(SELECT count(*) FROM proposals AS same WHERE same.document_id = held.document_id "
    "AND same.start_offset = held.start_offset AND (same.end_offset, same.kind, same.record_id) "
    "= (held.end_offset, held.kind, held.record_id)) AND EXISTS "
    "(SELECT 1 FROM proposals AS other WHERE other.document_id = held.document_id "
    f"AND other.start_offset BETWEEN held.start_offset - {LONGEST} AND held.end_offset - 1 "
    "AND other.end_offset > held.start_offset AND other.run_id <> proposals.run_id "
    "AND (other.start_offset, other.end_offset, other.kind, other.record_id) "
    "<> (held.start_offset, held.end_offset, held.kind, held.record_id))"
)


def _queue(connection: sqlite3.Connection, wanted: Filter) -> tuple[str, str, list[object]]:
    """What a queue is sorted by, which mentions are in it, and the values of that."""
    where = [f"mentions.document_id NOT IN {SUPERSEDED}"]
    values: list[object] = []
    sort = "mentions.certainty"
    if wanted.order is Order.FLAGGED:
        where.append("mentions.flagged")
        sort = "mentions.flagged"
    else:
        where.append("mentions.state = 'proposed'")
    if wanted.order is Order.DISAGREEMENT:
        where.append(f"mentions.id IN ({_DISPUTED})")
    if wanted.order is Order.UNKNOWN_NAME:
        where.append("mentions.record_id IN (SELECT id FROM records WHERE origin = 'provisional')")
    if wanted.kind is not None:
        where.append("mentions.kind = ?")
        values.append(wanted.kind.value)
    if wanted.document_id is not None:
        where.append("mentions.document_id = ?")
        values.append(wanted.document_id)
    if wanted.record_id is not None:
        where.append(records.pointing(connection, "mentions.record_id", wanted.record_id))
    return sort, " AND ".join(where), values


def _items(connection: sqlite3.Connection, numbers: list[int], order: Order) -> Iterator[Item]:
    rows = connection.execute(
        "SELECT mentions.id, mentions.document_id, title, mentions.start_offset, mentions.end_offset, mentions.kind, "
        "held.id, held.name, score, state, note, flagged, proposals.origin, "
        "coalesce(dissent, ''), text FROM mentions "
        f"JOIN documents ON documents.id = mentions.document_id {records.join('held', 'mentions.record_id')} "
        "LEFT JOIN proposals ON proposals.id = mentions.proposal_id "
        "WHERE mentions.id IN (SELECT value FROM json_each(?))",
        [json.dumps(numbers)],
    )
    found = {row[0]: row for row in rows}
    for number in numbers:
        _, document, title, start, end, kind, record, name, score, state, note, flagged, *told, text = found[number]
        origin, dissent = told
        around = in_context(text, start, end)
        why = "flagged" if order is Order.FLAGGED or flagged else order.value
        if why == Order.UNCERTAIN and score is not None:
            why = f"{score:.0%} sure ({origin})"
        elif why == Order.DISAGREEMENT:
            why = dissent or "runs disagree"
        yield Item(
            *(number, document, title, start, end, *around, Kind(kind), record, name, score, State(state), note, why)
        )
