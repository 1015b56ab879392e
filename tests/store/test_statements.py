from __future__ import annotations

import sqlite3

from store import statements
from store.database import transaction
from store.model import Quotation, Relation
from tests.store.examples import add

RELATIONS = (
    Relation("Jan Wörner", "holds_role", "European Space Agency", "director-general"),
    Relation("European Space Agency", "partner_in", "Chang'e 4"),
)
QUOTATIONS = (Quotation("Jan Wörner", 3, 9), Quotation("Jan Wörner", 10, 12, indirect=True))


def test_statements_come_back_as_they_were_put(library: sqlite3.Connection) -> None:
    document = add(library)
    with transaction(library):
        statements.put(library, document, RELATIONS, QUOTATIONS)
    assert statements.of_document(library, document) == (RELATIONS, QUOTATIONS)


def test_a_statement_put_twice_is_kept_once(library: sqlite3.Connection) -> None:
    document = add(library)
    with transaction(library):
        statements.put(library, document, RELATIONS * 2, QUOTATIONS * 2)
        statements.put(library, document, RELATIONS, QUOTATIONS)
    assert statements.of_document(library, document) == (RELATIONS, QUOTATIONS)


def test_statements_belong_to_their_document(library: sqlite3.Connection) -> None:
    document, other = add(library), add(library, "Another text.", "/news/other.txt")
    with transaction(library):
        statements.put(library, document, RELATIONS, QUOTATIONS)
    assert statements.of_document(library, other) == ((), ())
