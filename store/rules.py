"""Rules that people have made: names that are never to be linked to a record, in one document or anywhere.

A rule holds for what nobody has decided on: a run's proposal that links the words to the record is shown with a
record of its own name instead. What the run said stays as it was said.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from store import ends
from store.log import Change
from store.naming import fold
from store.standings import NeverLinkStanding


class NeverLink(NamedTuple):
    """Words that never mean a record, in one document, or anywhere where that is None; unless it is switched off."""

    id: int
    words: str
    record_id: str
    document_id: int | None
    author: str | None
    is_on: bool = True


#: For each record, the folded words that never mean it, with the record that takes its place.
Instead = dict[str, dict[str, str]]


def never_links(connection: sqlite3.Connection) -> list[NeverLink]:
    """The rules that hold, for lists and for an extraction that chooses between records."""
    rows = connection.execute(
        "SELECT id, words, record_id, document_id, author FROM never_links WHERE active ORDER BY id"
    )
    return [NeverLink(*row) for row in rows]


def made(connection: sqlite3.Connection) -> list[NeverLink]:
    """The rules that people have made and not taken back, those among them that are switched off."""
    rows = connection.execute(
        "SELECT id, words, record_id, document_id, author, active FROM never_links WHERE author IS NOT NULL ORDER BY id"
    )
    return [NeverLink._make((*row[:5], bool(row[5]))) for row in rows]


def instead(connection: sqlite3.Connection, document_id: int) -> Instead:
    """What stands in a document in place of records that its words never mean."""
    found: Instead = defaultdict(dict)
    rows = connection.execute(
        "SELECT words, record_id, instead_id FROM never_links "
        "WHERE active AND (document_id IS NULL OR document_id = ?) ORDER BY id",
        [document_id],
    )
    for words, record_id, instead_id in rows:
        found[record_id][fold(words)] = instead_id
    return found


def make(
    connection: sqlite3.Connection, document_id: int | None, words: str, record_id: str, instead_id: str, author: str
) -> Change:
    """A rule that is to hold; it does once the change is decided. Runs inside the caller's transaction."""
    number = connection.execute(
        "INSERT INTO never_links (document_id, words, record_id, instead_id, active) VALUES (?, ?, ?, ?, 0)",
        [document_id, words, record_id, instead_id],
    ).lastrowid
    return Change(number, NeverLinkStanding(False, None), NeverLinkStanding(True, author))


def apply(connection: sqlite3.Connection, changes: Iterable[Change]) -> None:
    """Let rules that have just come to hold, or ceased to, say what undecided mentions mean.

    Runs inside the caller's transaction.
    """
    for change in changes:
        if isinstance(change.after, NeverLinkStanding):
            _apply(connection, change.number)


def _apply(connection: sqlite3.Connection, number: int) -> None:
    document_id, words, record_id, instead_id = connection.execute(
        "SELECT document_id, words, record_id, instead_id FROM never_links WHERE id = ?", [number]
    ).fetchone()
    rows = connection.execute(
        "SELECT mentions.id, mentions.document_id, mentions.start_offset, mentions.end_offset, mentions.record_id "
        "FROM mentions JOIN proposals ON proposals.id = proposal_id WHERE mentions.record_id IN (?, ?) "
        "AND proposals.record_id = ? AND state = 'proposed'"
        + ("" if document_id is None else f" AND mentions.document_id = {int(document_id)}"),
        [record_id, instead_id, record_id],
    ).fetchall()
    of_document: defaultdict[int, list[tuple[int, int, int, str]]] = defaultdict(list)
    for mention, document, *rest in rows:
        of_document[document].append((mention, *rest))
    texts = connection.execute(
        "SELECT id, text FROM documents WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(list(of_document))]
    )
    folded, changed = fold(words), []
    for document, text in texts:
        means = instead(connection, document).get(record_id, {}).get(folded, record_id)
        for mention, start, end, held in of_document[document]:
            if held != means and fold(text[start:end]) == folded:
                changed.append((means, mention, (document, start, end)))
    connection.executemany("UPDATE mentions SET record_id = ? WHERE id = ?", [row[:2] for row in changed])
    ends.follow(connection, [place for _, _, place in changed])
