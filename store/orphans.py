"""Decisions that found no place in a later revision of their text, and wait for a person."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from store.model import Kind, State

_CONTEXT = 60


class Orphan(NamedTuple):
    """A decision on an earlier revision that the present one has no place for.

    Args:
        mention_id: the mention of the earlier revision.
        document_id: the earlier revision.
        current_id: the revision that took its place.
        title: the title of that.
        start: where it stood.
        end: where it ended.
        before: some of the text before it.
        words: its words.
        after: some of the text behind it.
        kind: its kind.
        name: the name of its record.
        state: whether it was accepted or rejected.
        author: by whom.
    """

    mention_id: int
    document_id: int
    current_id: int
    title: str
    start: int
    end: int
    before: str
    words: str
    after: str
    kind: Kind
    name: str
    state: State
    author: str | None


def listed(connection: sqlite3.Connection, *, document_id: int | None = None) -> list[Orphan]:
    """Every decision that found no place, in the order of documents; or those that a revision left behind."""
    rows = connection.execute(
        "SELECT mentions.id, mentions.document_id, later.id, later.title, start_offset, end_offset, old.text, "
        "mentions.kind, records.name, state, author FROM documents AS later "
        "JOIN documents AS old ON old.id = later.supersedes JOIN mentions ON mentions.document_id = old.id "
        "JOIN records ON records.id = mentions.record_id WHERE state IN ('accepted', 'rejected') "
        "AND NOT EXISTS (SELECT 1 FROM decisions WHERE carried_from = mentions.id) "
        "AND (?1 IS NULL OR later.id = ?1) ORDER BY later.id, start_offset",
        [document_id],
    )
    found = []
    for number, document, later, title, start, end, text, kind, name, state, author in rows:
        around = text[max(0, start - _CONTEXT) : start], text[start:end], text[end : end + _CONTEXT]
        found.append(
            Orphan(number, document, later, title, start, end, *around, Kind(kind), name, State(state), author)
        )
    return found
