"""The log of decisions: append-only, one group a keypress.

Each decision holds how its subject stood before it and how it stands after it; undoing appends the two exchanged.
So what holds is always what replaying every `after` in order gives. A group may decide on subjects of any sort.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from store import ends
from store.clock import now
from store.model import Action, State
from store.standings import (
    LearnedRuleStanding,
    MentionStanding,
    NeverLinkStanding,
    QuotationStanding,
    RecordPart,
    RelationStanding,
    Standing,
)

#: Every sort of subject, in the order in which they come to hold: mentions point to records.
SUBJECTS: tuple[type[Standing], ...] = (
    RecordPart,
    NeverLinkStanding,
    LearnedRuleStanding,
    MentionStanding,
    RelationStanding,
    QuotationStanding,
)


class Change(NamedTuple):
    """One decision: the subject's number, how it stands, how it shall stand.

    `carried_from` is the subject of an earlier revision that it follows.
    """

    number: Any
    before: Standing
    after: Standing
    carried_from: int | None = None


def append(
    connection: sqlite3.Connection,
    action: Action,
    author: str,
    words: str,
    changes: Iterable[Change],
    *,
    reverts: int | None = None,
    made: str | None = None,
    reason: str | None = None,
) -> int:
    """Write one group of decisions to the log and let it hold.

    Runs inside the caller's transaction.

    Args:
        connection: the library.
        action: what is done.
        author: who does it.
        words: what is done, in words.
        changes: what is decided; of several on one subject the last holds.
        reverts: the group that is undone, redone or reverted.
        made: when; this moment, unless it is told.
        reason: why, where somebody has said so.

    Returns:
        The number of the group.
    """
    group = connection.execute(
        "INSERT INTO decision_groups (action, author, made, words, reverts, reason) VALUES (?, ?, ?, ?, ?, ?)",
        [action, author, made or now(), words, reverts, reason],
    ).lastrowid
    assert group is not None
    decided = list(changes)
    for subject in SUBJECTS:
        mine = [change for change in decided if type(change.after) is subject]
        if mine:
            _write_down(connection, group, subject, mine)
            subject.write(connection, [change[:3] for change in mine])
    _let_statements_follow(connection, decided)
    return group


def _write_down(connection: sqlite3.Connection, group: int, subject: type[Standing], changes: Sequence[Change]) -> None:
    rows = ((c.before.to_json(), c.after.to_json(), c.carried_from, c.number) for c in changes)
    if subject.of_document:
        connection.executemany(
            f"INSERT INTO {subject.log} (group_id, document_id, {subject.number}, before, after, carried_from) "
            f"SELECT {group}, document_id, id, ?, ?, ? FROM {subject.table} WHERE id = ?",
            rows,
        )
    else:
        connection.executemany(
            f"INSERT INTO {subject.log} (group_id, before, after, {subject.number}) VALUES ({group}, ?, ?, ?)",
            ((before, after, number) for before, after, _, number in rows),
        )


def _let_statements_follow(connection: sqlite3.Connection, changes: Iterable[Change]) -> None:
    places = {
        (change.number, side.start, side.end): None
        for change in changes
        if isinstance(change.before, MentionStanding) and isinstance(change.after, MentionStanding)
        if change.before.meaning != change.after.meaning or State.REJECTED in (change.before.state, change.after.state)
        for side in (change.before, change.after)
    }
    if places:
        ends.follow_mentions(connection, list(places))
    for table in (RelationStanding, QuotationStanding):
        numbers = [change.number for change in changes if type(change.after) is table]
        if numbers:
            ends.follow_statements(connection, table.table, numbers)


def entries(connection: sqlite3.Connection, group: int) -> list[Change]:
    """What a group decided: of each sort of subject, in the order in which it was decided."""
    found = []
    for subject in SUBJECTS:
        rows = connection.execute(
            f"SELECT {subject.number}, before, after FROM {subject.log} WHERE group_id = ? ORDER BY id", [group]
        ).fetchall()
        # All at once, which for ten thousand takes a fifth of the time.
        sides = map(subject.from_values, json.loads(f"[{','.join(side for row in rows for side in row[1:])}]"))
        found += [Change(row[0], next(sides), next(sides)) for row in rows]
    return found


def apply_to_records_again(connection: sqlite3.Connection) -> None:
    """Let every decision on records hold anew in records that a catalogue has just replaced.

    Runs inside the caller's transaction.
    """
    rows = connection.execute("SELECT record_id, before, after FROM record_decisions ORDER BY id").fetchall()
    RecordPart.write(
        connection, [(n, RecordPart.from_json(before), RecordPart.from_json(after)) for n, before, after in rows]
    )


def turned(changes: Sequence[Change]) -> list[Change]:
    """The same backwards, as undoing it wants it."""
    return [Change(change.number, change.after, change.before) for change in reversed(changes)]


def condensed(changes: Iterable[Change]) -> Iterator[Change]:
    """The same with one change for each subject, in the order in which the subjects come first.

    Changes of records are kept one by one: they say what is taken and given.
    """
    first: dict[tuple[object, ...], Change] = {}
    for position, change in enumerate(changes):
        key: tuple[object, ...] = (type(change.after), change.number)
        if isinstance(change.after, RecordPart):
            key = (*key, position)
        known = first.get(key)
        first[key] = known._replace(after=change.after) if known else change
    return iter(first.values())
