"""Relations and quotations, as documents came with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from store.model import Quotation, Relation


def put(
    connection: sqlite3.Connection, document_id: int, relations: Iterable[Relation], quotations: Iterable[Quotation]
) -> None:
    """Keep what a file states of a document, each statement once. Runs inside the caller's transaction."""
    known_relations, known_quotations = map(set, of_document(connection, document_id))
    connection.executemany(
        "INSERT INTO relations (document_id, subject, predicate, object, role) VALUES (?, ?, ?, ?, ?)",
        [
            (document_id, r.subject, r.predicate, r.object, r.role)
            for r in dict.fromkeys(relations)
            if r not in known_relations
        ],
    )
    connection.executemany(
        "INSERT INTO quotations (document_id, speaker, start_offset, end_offset, indirect) VALUES (?, ?, ?, ?, ?)",
        [
            (document_id, q.speaker, q.start, q.end, q.indirect)
            for q in dict.fromkeys(quotations)
            if q not in known_quotations
        ],
    )


def of_document(connection: sqlite3.Connection, document_id: int) -> tuple[tuple[Relation, ...], tuple[Quotation, ...]]:
    """The relations and the quotations of a document, as they were put in."""
    relations = connection.execute(
        "SELECT subject, predicate, object, role FROM relations WHERE document_id = ? ORDER BY id", [document_id]
    )
    quotations = connection.execute(
        "SELECT speaker, start_offset, end_offset, indirect FROM quotations WHERE document_id = ? ORDER BY id",
        [document_id],
    )
    return (
        tuple(Relation(*row) for row in relations),
        tuple(Quotation(speaker, start, end, bool(indirect)) for speaker, start, end, indirect in quotations),
    )
