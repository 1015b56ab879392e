"""Decisions that found no place in a later revision of their text, and wait for a person."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from store import records
from store.database import SUPERSEDED
from store.model import State
from store.spans import in_context
from store.standings import MentionStanding, QuotationStanding, RelationStanding, Standing


class Orphan(NamedTuple):
    """A decision on an earlier revision that the present one has no place for.

    Args:
        subject: what it was made on: `mention`, `relation` or `quotation`.
        number: the number of that, in the earlier revision.
        document_id: the earlier revision.
        current_id: the present revision.
        title: the title of that.
        start: where it stood; None for a statement that came without a place.
        end: where it ended.
        before: some of the text before it.
        words: its words.
        after: some of the text behind it.
        what: what was said of them: a kind and a name, a relation, or a speaker.
        state: whether it was accepted or rejected.
        author: by whom.
    """

    subject: str
    number: int
    document_id: int
    current_id: int
    title: str
    start: int | None
    end: int | None
    before: str
    words: str
    after: str
    what: str
    state: State
    author: str | None


#: Every earlier revision with each that came after it.
_LINES = (
    "WITH RECURSIVE lines(old_id, newest_id) AS (SELECT supersedes, id FROM documents WHERE supersedes IS NOT NULL "
    "UNION ALL SELECT old_id, documents.id FROM lines JOIN documents ON supersedes = newest_id)"
)
_STATED = "coalesce({0}s.name, {0})"
_SUBJECTS: tuple[tuple[str, type[Standing], str, str], ...] = (
    (
        "mention",
        MentionStanding,
        "mentions.kind || ' ' || records.name",
        records.join("records", "mentions.record_id"),
    ),
    (
        "relation",
        RelationStanding,
        f"{_STATED.format('subject')} || ' ' || replace(predicate, '_', ' ') || ' ' || {_STATED.format('object')} "
        "|| coalesce(' (' || role || ')', '')",
        f"{records.join('subjects', 'subject_id')} {records.join('objects', 'object_id')}",
    ),
    ("quotation", QuotationStanding, _STATED.format("speaker"), records.join("speakers", "speaker_id")),
)


def listed(connection: sqlite3.Connection, *, document_id: int | None = None) -> list[Orphan]:
    """Every decision that found no place, in the order of documents; or those that a revision left behind."""
    found = []
    for subject, standing, what, joined in _SUBJECTS:
        table = standing.table
        rows = connection.execute(
            f"{_LINES} SELECT {table}.id, {table}.document_id, newest.id, newest.title, start_offset, end_offset, "
            f"old.text, {what}, state, author FROM lines JOIN documents AS newest ON newest.id = newest_id "
            f"JOIN documents AS old ON old.id = old_id JOIN {table} ON {table}.document_id = old_id {joined} "
            f"WHERE state IN ('accepted', 'rejected') AND newest_id NOT IN {SUPERSEDED} "
            f"AND NOT EXISTS (SELECT 1 FROM {standing.log} WHERE carried_from = {table}.id) "
            "AND (?1 IS NULL OR newest_id = ?1)",
            [document_id],
        )
        for number, document, later, title, start, end, text, said, state, author in rows:
            around = ("", "", "") if start is None else in_context(text, start, end)
            place = (number, document, later, title, start, end)
            found.append(Orphan(subject, *place, *around, said or "", State(state), author))
    found.sort(key=lambda orphan: (orphan.current_id, orphan.start or 0))
    return found
