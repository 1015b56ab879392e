"""`records` and `record`: the entities that mentions point to."""

from __future__ import annotations

import sqlite3
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from typing import NamedTuple

from store import documents, mentions, records, statements
from store.mentions import Place
from store.model import Fact, Kind, Quotation, Record, Relation, State
from store.naming import fold
from tui.cli.opening import reading
from tui.cli.output import counted, note, print_json, print_table, say
from tui.text import safe_line


class Statement(NamedTuple):
    """A relation or quotation of a record, with the document that states it."""

    document_id: int
    said: Relation | Quotation
    words: str


def list_all(values: Namespace) -> int:
    """Print records by kind and name: those that documents name, or all."""
    kind = Kind(values.kind) if values.kind else None
    with reading(values) as connection:
        listed = records.listed(connection, kind=kind, find=values.find, named_only=not values.all)
    if values.json:
        print_json([asdict(record) for record in listed])
    elif listed:
        print_table(
            ["kind", "name", "mentions", "documents", "record"],
            [(r.kind, r.name, r.mentions, r.documents, r.id) for r in listed],
            elastic="name",
            right={"mentions", "documents"},
        )
    else:
        note("No record is found." if values.all else "No document names such a record; --all shows the catalogue too.")
    return 0


def show(values: Namespace) -> int:
    """Print one record: facts with their sources, names, what texts state of it, and where they name it."""
    with reading(values) as connection:
        record = records.resolve(connection, " ".join(values.record))
        places = mentions.of_record(connection, record.id)
        total, in_documents = mentions.count_of_record(connection, record.id)
        said = list(_statements(connection, record, sorted({place.document_id for place in places})))
    if values.json:
        print_json(_as_json(record, places, said, total, in_documents))
        return 0
    print(safe_line(f"{record.name}  {record.kind}  {record.id}  {record.wikidata or ''}").rstrip())
    print(safe_line(f"{record.origin}").rstrip() if record.origin != "catalogue" else "", end="\n")
    return 0


def _statements(connection: sqlite3.Connection, record: Record, document_ids: list[int]) -> Iterator[Statement]:
    """The relations and quotations of the documents that are the record's, under whichever of its names."""
    names = {fold(name) for name in (record.name, *(alias.name for alias in record.aliases))}
    for document_id in document_ids:
        relations, quotations = statements.of_document(connection, document_id)
        for relation in relations:
            if names & {fold(relation.subject), fold(relation.object)}:
                yield Statement(document_id, relation, "")
        spoken = [quotation for quotation in quotations if fold(quotation.speaker) in names]
        text = documents.get(connection, document_id).text if spoken else ""
        for quotation in spoken:
            yield Statement(document_id, quotation, text[quotation.start : quotation.end])
