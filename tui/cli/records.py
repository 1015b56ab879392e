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
from tui import wording
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
    say(*map(safe_line, _page(record, said)))
    say("", f"{counted(total, 'mention')} in {counted(in_documents, 'document')}")
    for (document_id, title), group in groupby(places, lambda place: (place.document_id, place.title)):
        say(f"  {document_id}  {safe_line(title)}", *(f"     {_in_context(place)}" for place in group))
    if total > len(places):
        note(f"The first {len(places):,} are shown.")
    return 0


def _page(record: Record, said: list[Statement]) -> Iterator[str]:
    """The lines about a record that stand above its mentions."""
    yield record.name
    yield " · ".join(filter(None, [record.kind, record.id, record.wikidata, wording.ORIGINS[record.origin]]))
    if record.facts:
        yield from ("", "Facts")
        width = max(len(fact.property) for fact in record.facts)
        yield from (
            f"  {wording.property_of(fact):<{width}}  {_value(fact)}  ({wording.source_of(fact)})"
            for fact in record.facts
        )
    if record.aliases:
        yield from ("", "Names", *(f"  {alias.name}  ({alias.type})" for alias in record.aliases))
    relations = [f"  {_sentence(s.said)}  (document {s.document_id})" for s in said if isinstance(s.said, Relation)]
    if relations:
        yield from ("", "Relations", *relations)
    quotations = [f"  “{s.words}”  (document {s.document_id})" for s in said if isinstance(s.said, Quotation)]
    if quotations:
        yield from ("", "Quotations", *quotations)


def _value(fact: Fact) -> str:
    record = f" [{fact.record_id}]" if fact.record_id else ""
    return f"{fact.value}{record}{wording.period_of(fact)}"


def _sentence(relation: Relation) -> str:
    words = f"{relation.subject} {relation.predicate.replace('_', ' ')} {relation.object}"
    return f"{words} as {relation.role}" if relation.role else words


def _in_context(place: Place) -> str:
    mark = "✓" if place.state is State.ACCEPTED else " "
    before, after = place.before.rsplit("\n", 1)[-1], place.after.split("\n", 1)[0]
    return safe_line(f"{mark} {before}[{place.words}]{after}")


def _as_json(record: Record, places: list[Place], said: list[Statement], total: int, in_documents: int) -> object:
    return {
        **asdict(record),
        "relations": [{"document": s.document_id, **asdict(s.said)} for s in said if isinstance(s.said, Relation)],
        "quotes": [
            {"document": s.document_id, **asdict(s.said), "words": s.words}
            for s in said
            if isinstance(s.said, Quotation)
        ],
        "mentions": total,
        "documents": in_documents,
        "places": [
            {"document": place.document_id, "title": place.title, "start": place.start, "end": place.end}
            | {"before": place.before, "words": place.words, "after": place.after, "state": place.state}
            for place in places
        ],
    }


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
