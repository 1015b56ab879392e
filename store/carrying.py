"""Carrying decisions over to a new revision of a text, by the quoted words and their surroundings."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from store import decisions, log, quoting, statements
from store.log import Change
from store.model import Action
from store.standings import MentionStanding, QuotationStanding, RelationStanding, Standing

#: The author of what the program does by itself; each subject keeps the author of its own decision.
PROGRAM = "spacetui"
_SUBJECTS: tuple[type[Any], ...] = (MentionStanding, RelationStanding, QuotationStanding)


def carry_over(connection: sqlite3.Connection, old_id: int, new_id: int) -> tuple[int, int]:
    """Let what people decided on one revision hold in the next one.

    Runs inside the caller's transaction. Decisions that find no place stay on the old revision, which is kept.

    Args:
        connection: the library.
        old_id: the revision that was decided on.
        new_id: the revision that takes its place.

    Returns:
        How many decisions were carried over, and how many found no place.
    """
    texts = dict(connection.execute("SELECT id, text FROM documents WHERE id IN (?, ?)", [old_id, new_id]))
    changes: list[Change] = []
    decided = 0
    for subject in _SUBJECTS:
        standings = _decided(connection, subject, old_id)
        found = quoting.moved(list(standings.values()), texts[old_id], texts[new_id])
        moved = [(origin, to) for origin, to in zip(standings, found, strict=True) if to is not None]
        decided += len(standings)
        make: Any = decisions.unmade if subject is MentionStanding else statements.unmade
        for origin, standing in _apart(moved) if subject is MentionStanding else moved:
            number, unmade = make(connection, new_id, standing)
            changes.append(Change(number, unmade, standing, origin))
    if changes:
        words = f"carry over {len(changes)} decisions to a new revision"
        log.append(connection, Action.CARRY_OVER, PROGRAM, words, changes)
    return len(changes), decided - len(changes)


def _decided(connection: sqlite3.Connection, subject: type[Standing], document_id: int) -> dict[int, Any]:
    rows = connection.execute(
        f"SELECT id FROM {subject.table} WHERE document_id = ? AND state IN ('accepted', 'rejected') "
        "ORDER BY start_offset, id",
        [document_id],
    )
    return subject.read(connection, [number for (number,) in rows])


def _apart(moved: list[tuple[int, MentionStanding]]) -> Iterator[tuple[int, MentionStanding]]:
    """Those of some mentions that can hold side by side, in the order of the text."""
    accepted_to = 0
    for origin, standing in sorted(moved, key=lambda pair: (pair[1].start, pair[1].end)):
        if standing.is_accepted:
            if standing.start < accepted_to:
                continue
            accepted_to = standing.end
        yield origin, standing
