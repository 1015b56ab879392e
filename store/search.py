"""Full-text search over documents."""

from __future__ import annotations

import os
import sqlite3
from typing import NamedTuple

from store.database import SUPERSEDED
from store.records import prefix_query

#: Stand around the words that were found, in a snippet, and nowhere else in it.
HIT_STARTS, HIT_ENDS = "\ue000", "\ue001"


class Hit(NamedTuple):
    """A document that was found, with a snippet in which the words stand between `HIT_STARTS` and `HIT_ENDS`."""

    document_id: int
    title: str
    snippet: str


def search(connection: sqlite3.Connection, query: str, *, limit: int = 20) -> list[Hit]:
    """The current documents in which all words of the query stand, best first (BM25, titles count tenfold)."""
    # Texts may hold any character, so SQLite marks the words with what no text can have foreseen.
    starts, ends = os.urandom(16).hex(), os.urandom(16).hex()
    rows = connection.execute(
        "SELECT documents.id, documents.title, snippet(documents_fts, 1, ?, ?, ' … ', 24) FROM documents_fts "
        "JOIN documents ON documents.id = documents_fts.rowid WHERE documents_fts MATCH ? "
        f"AND documents.id NOT IN {SUPERSEDED} "
        "ORDER BY bm25(documents_fts, 10.0, 1.0) LIMIT ?",
        [starts, ends, prefix_query(query), limit],
    )
    return [Hit(document_id, title, _marked(snippet, starts, ends)) for document_id, title, snippet in rows]


def _marked(snippet: str, starts: str, ends: str) -> str:
    own = snippet.replace(HIT_STARTS, "").replace(HIT_ENDS, "")
    return own.replace(starts, HIT_STARTS).replace(ends, HIT_ENDS)
