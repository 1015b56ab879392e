"""Full-text search over documents."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from store.records import prefix_query

#: Stand around the words that were found, in a snippet; texts from outside cannot hold them by accident.
HIT_STARTS, HIT_ENDS = "\ue000", "\ue001"


class Hit(NamedTuple):
    """A document that was found, with a snippet in which the words stand between `HIT_STARTS` and `HIT_ENDS`."""

    document_id: int
    title: str
    snippet: str


def search(connection: sqlite3.Connection, query: str, *, limit: int = 20) -> list[Hit]:
    """The current documents in which all words of the query stand, best first (BM25, titles count tenfold)."""
    rows = connection.execute(
        "SELECT documents.id, documents.title, snippet(documents_fts, 1, ?, ?, ' … ', 24) FROM documents_fts "
        "JOIN documents ON documents.id = documents_fts.rowid WHERE documents_fts MATCH ? "
        "AND documents.id NOT IN (SELECT supersedes FROM documents WHERE supersedes IS NOT NULL) "
        "ORDER BY bm25(documents_fts, 10.0, 1.0) LIMIT ?",
        [HIT_STARTS, HIT_ENDS, prefix_query(query), limit],
    )
    return [Hit(*row) for row in rows]
