"""What people decided, text by text, as training takes it."""

from __future__ import annotations

import sqlite3
from itertools import groupby
from operator import itemgetter

from store.database import SUPERSEDED
from store.model import Kind, Lesson, State, Verdict


def lessons(connection: sqlite3.Connection) -> list[Lesson]:
    """The current documents on which people decided, in the order in which they were added."""
    rows = connection.execute(
        "SELECT document_id, start_offset, end_offset, kind, state FROM mentions "
        f"WHERE state IN ('accepted', 'rejected') AND document_id NOT IN {SUPERSEDED} "
        "ORDER BY document_id, start_offset, end_offset"
    ).fetchall()
    found = []
    for document_id, group in groupby(rows, key=itemgetter(0)):
        text, published = connection.execute(
            "SELECT text, published FROM documents WHERE id = ?", [document_id]
        ).fetchone()
        verdicts = tuple(
            Verdict(start, end, None if state == State.REJECTED else Kind(kind)) for _, start, end, kind, state in group
        )
        found.append(Lesson(text, published, verdicts))
    return found
