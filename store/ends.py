"""The ends of statements: which records relations and quotations speak of, as the mentions at their ends say.

A statement names the spans of mentions. What holds at a span is the record of the mention there, so a corrected link
moves the statement along. It is written down with the statement, because a record's page is asked for at every key.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

#: Every end: its table, and what its columns begin with.
ENDS = (("relations", "subject"), ("relations", "object"), ("quotations", "speaker"))
#: No name is longer, in characters; so what may overlap a place is found by where it starts.
LONGEST = 1000


def follow(connection: sqlite3.Connection, places: Iterable[tuple[int, int, int]]) -> None:
    """Let the ends at those places say what the mentions there say.

    Runs inside the caller's transaction.

    Args:
        connection: the library.
        places: documents, each with the start and end of a stretch in which mentions have changed.
    """
    changed = json.dumps(list(places))
    for table, end in ENDS:
        connection.execute(
            f"UPDATE {table} SET {end}_id = {_record_there(table, end)} WHERE id IN (SELECT {table}.id "
            "FROM (SELECT json_extract(value, '$[0]') AS document, json_extract(value, '$[1]') AS first, "
            "json_extract(value, '$[2]') AS last FROM json_each(?)) AS place "
            f"CROSS JOIN {table} ON {table}.document_id = place.document AND {table}.{end}_start < place.last "
            f"AND {table}.{end}_start > place.first - {LONGEST} AND {table}.{end}_end > place.first)",
            [changed],
        )


def follow_mentions(connection: sqlite3.Connection, places: Sequence[tuple[int, int, int]]) -> None:
    """The same, by the numbers of the mentions that stood or stand at each start and end."""
    wanted = json.dumps(list({mention for mention, _, _ in places}))
    rows = connection.execute(
        "SELECT id, document_id FROM mentions WHERE id IN (SELECT value FROM json_each(?))", [wanted]
    )
    documents = dict(rows.fetchall())
    follow(connection, [(documents[mention], start, end) for mention, start, end in places])


def follow_statements(connection: sqlite3.Connection, table: str, numbers: Iterable[int]) -> None:
    """The same, for every end of the relations or quotations of those numbers."""
    wanted = json.dumps(list(numbers))
    for end in (end for of, end in ENDS if of == table):
        connection.execute(
            f"UPDATE {table} SET {end}_id = CASE WHEN {end}_start IS NULL THEN {end}_given "
            f"ELSE {_record_there(table, end)} END WHERE id IN (SELECT value FROM json_each(?))",
            [wanted],
        )


def follow_document(connection: sqlite3.Connection, document_id: int) -> None:
    """Let every end in a document say what the mentions there say. Runs inside the caller's transaction."""
    for table, end in ENDS:
        connection.execute(
            f"UPDATE {table} SET {end}_id = {_record_there(table, end)} "
            f"WHERE document_id = ? AND {end}_start IS NOT NULL",
            [document_id],
        )


def _record_there(table: str, end: str) -> str:
    """What is at an end, as SQL: the mention of that very span, another that overlaps it, or what was there at first.

    An end that somebody has said to be no mention is no record's.
    """
    start, to = f"{table}.{end}_start", f"{table}.{end}_end"
    there = f"FROM mentions WHERE mentions.document_id = {table}.document_id"
    same = f"{there} AND start_offset = {start} AND end_offset = {to}"
    holds = "mentions.state IN ('proposed', 'accepted')"
    return (
        f"coalesce((SELECT record_id {same} AND {holds}), "
        f"(SELECT record_id {there} AND start_offset < {to} AND start_offset > {start} - {LONGEST} "
        f"AND end_offset > {start} AND {holds} ORDER BY start_offset LIMIT 1), "
        f"CASE WHEN NOT EXISTS (SELECT 1 {same} AND mentions.state = 'rejected') THEN {table}.{end}_given END)"
    )
