from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import decisions, documents, exchange, log, mentions, statements
from store.database import connect, transaction
from store.formats import jsonl
from store.model import Annotation, IncomingDocument, Kind, Origin, Quotation, Relation, State
from tests.store.examples import (
    SECOND_RUN,
    TEXT,
    add,
    everything,
    extracted,
    held,
    incoming,
    mention,
    proposal,
    put,
)
from tests.store.test_records import CHANGE_4, ESA

AGENCY, ACCEPTED, PROPOSED, REJECTED = Kind.AGENCY, State.ACCEPTED, State.PROPOSED, State.REJECTED
RELATION, QUOTATION = Relation("Jan Wörner", "partner_in", "Chang'e 4"), Quotation("Jan Wörner", 6, 17)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A second library."""
    connection = connect(tmp_path / "other.db")
    yield connection
    connection.close()


def annotation(
    words: str, how: State | None = None, kind: Kind = AGENCY, author: str | None = None, *, nth: int = 0
) -> Annotation:
    p = proposal(TEXT, words, nth=nth)
    return Annotation(p.start, p.end, kind, words, state=how, author=author)


def file(*annotations: Annotation) -> IncomingDocument:
    return incoming()._replace(mentions=annotations)


def reviewed(library: sqlite3.Connection) -> int:
    """A document on which two people have decided, with statements."""
    document = extracted(library)
    decisions.accept(library, [mention(library, document, "NASA").id], "ann")
    decisions.change_kind(library, [mention(library, document, "Chang'e-4").id], Kind.VEHICLE, "bob")
    decisions.reject(library, [mention(library, document, "ESA").id], "bob")
    with transaction(library):
        statements.put(library, document, [RELATION], [QUOTATION])
    return document


def essence(library: sqlite3.Connection, document: int) -> list[tuple[object, ...]]:
    return [
        (m.start, m.end, m.kind, m.name, m.record_id, m.state, m.author)
        for m in mentions.of_document(library, document)
    ]


def test_an_export_says_what_holds(library: sqlite3.Connection) -> None:
    document = reviewed(library)
    out = exchange.exported(library, document)
    assert (out.identifier, out.title, out.text, out.source) == ("landing", "Landing", TEXT, "/news/landing.txt")
    assert [(TEXT[m.start : m.end], m.kind, m.state, m.author) for m in out.mentions] == [
        ("Jan Woerner", Kind.PERSON, PROPOSED, None),
        ("ESA", AGENCY, PROPOSED, None),
        ("NASA", AGENCY, ACCEPTED, "ann"),
        ("Chang'e-4", Kind.VEHICLE, ACCEPTED, "bob"),
    ]
    assert (out.relations, out.quotations) == ((RELATION,), (QUOTATION,))


def test_an_export_gives_what_was_rejected_when_asked(library: sqlite3.Connection) -> None:
    document = reviewed(library)
    first = exchange.exported(library, document, rejected=True).mentions[0]
    assert (first.start, first.state, first.author) == (0, REJECTED, "bob")


@pytest.mark.parametrize(
    ("source", "identifier"),
    [("/a/b.txt", "b"), ("/a/b.txt.gz", "b"), ("/a/b.v2.txt", "b.v2"), ("/a/all.jsonl#x.y#z", "x.y#z"), ("b", "b")],
)
def test_a_document_is_called_by_its_files_name_without_its_ending(
    library: sqlite3.Connection, source: str, identifier: str
) -> None:
    assert exchange.exported(library, add(library, source=source)).identifier == identifier


def test_a_fresh_library_gets_the_same_mentions_with_states_and_authors(
    library: sqlite3.Connection, other: sqlite3.Connection
) -> None:
    document = reviewed(library)
    imported = exchange.put(other, exchange.exported(library, document, rejected=True), "carol")
    assert (imported.is_new, imported.decided, imported.proposed, imported.contradicted) == (True, 3, 2, 0)
    assert essence(other, imported.document_id) == essence(library, document)
    assert statements.of_document(other, imported.document_id) == ((RELATION,), (QUOTATION,))


def test_a_fresh_library_gets_the_same_through_a_file(library: sqlite3.Connection, other: sqlite3.Connection) -> None:
    document = reviewed(library)
    line = jsonl.dump(exchange.exported(library, document, rejected=True))
    (read,) = jsonl.read([line], source="/news/export.jsonl", identifier="export")
    assert essence(other, exchange.put(other, read, "carol").document_id) == essence(library, document)


def test_importing_twice_is_once(library: sqlite3.Connection, other: sqlite3.Connection) -> None:
    out = exchange.exported(library, reviewed(library), rejected=True)
    exchange.put(other, out, "carol")
    before = everything(other)
    again = exchange.put(other, out, "carol")
    assert everything(other) == before
    assert (again.is_new, again.decided, again.proposed, again.contradicted) == (False, 0, 0, 0)


def test_an_import_into_the_same_library_changes_nothing(library: sqlite3.Connection) -> None:
    document = reviewed(library)
    before = mentions.of_document(library, document)
    exchange.put(library, exchange.exported(library, document, rejected=True), "carol")
    assert mentions.of_document(library, document) == before


def test_what_a_file_marks_without_a_state_is_accepted_by_who_imports(library: sqlite3.Connection) -> None:
    document = exchange.put(library, file(annotation("NASA")), "carol").document_id
    assert [(m.state, m.author, m.origin) for m in mentions.of_document(library, document)] == [
        (ACCEPTED, "carol", Origin.PERSON)
    ]


def test_an_import_accepts_what_is_proposed_and_keeps_its_number(library: sqlite3.Connection) -> None:
    document = extracted(library)
    before = mention(library, document, "NASA")
    exchange.put(library, file(annotation("NASA", kind=Kind.ORGANIZATION)), "carol")
    found = mention(library, document, "NASA")
    assert (found.id, found.kind, found.state) == (before.id, Kind.ORGANIZATION, ACCEPTED)


def test_an_import_takes_the_place_of_what_is_proposed_there(library: sqlite3.Connection) -> None:
    document = extracted(library)
    imported = exchange.put(library, file(annotation("NASA will")), "carol")
    assert imported.decided == 1
    assert [words for words, *_ in held(library, document)] == ["ESA", "Jan Woerner", "ESA", "NASA will", "Chang'e-4"]


@pytest.mark.parametrize("how", [ACCEPTED, REJECTED])
def test_an_import_never_overrides_a_decision(library: sqlite3.Connection, how: State) -> None:
    document = extracted(library)
    nasa = mention(library, document, "NASA").id
    (decisions.reject if how is ACCEPTED else decisions.accept)(library, [nasa], "ann")
    before = mentions.of_document(library, document)
    imported = exchange.put(library, file(annotation("NASA", how)), "carol")
    assert (imported.decided, imported.contradicted) == (0, 1)
    assert mentions.of_document(library, document) == before


def test_an_import_never_overrides_the_kind_that_was_decided(library: sqlite3.Connection) -> None:
    document = extracted(library)
    decisions.change_kind(library, [mention(library, document, "NASA").id], Kind.VEHICLE, "ann")
    assert exchange.put(library, file(annotation("NASA")), "carol").contradicted == 1
    assert mention(library, document, "NASA").kind is Kind.VEHICLE


def test_an_import_never_overlaps_what_was_accepted(library: sqlite3.Connection) -> None:
    document = extracted(library)
    decisions.accept(library, [mention(library, document, "NASA").id], "ann")
    before = mentions.of_document(library, document)
    assert exchange.put(library, file(annotation("NASA will")), "carol").contradicted == 1
    assert mentions.of_document(library, document) == before


def test_rejections_of_overlapping_spans_do_not_contradict_each_other(library: sqlite3.Connection) -> None:
    document = extracted(library)
    decisions.reject(library, [mention(library, document, "NASA").id], "ann")
    imported = exchange.put(library, file(annotation("NASA will", REJECTED)), "carol")
    assert (imported.decided, imported.contradicted) == (1, 0)
    assert ("NASA will", AGENCY, REJECTED) in held(library, document)


def test_a_files_proposals_give_way_to_those_of_the_librarys_own_runs(library: sqlite3.Connection) -> None:
    document = extracted(library)
    before = mentions.of_document(library, document)
    imported = exchange.put(library, file(annotation("NASA will", PROPOSED)), "carol")
    assert imported.proposed == 0
    assert mentions.of_document(library, document) == before


def test_a_files_proposals_are_taken_where_no_run_has_been(library: sqlite3.Connection) -> None:
    document = exchange.put(library, file(annotation("NASA will", PROPOSED)), "carol").document_id
    assert held(library, document) == [("NASA will", AGENCY, PROPOSED)]
    mentions.keep(library, document, SECOND_RUN, [proposal(TEXT, "NASA")])
    assert held(library, document) == [("NASA", AGENCY, PROPOSED)]


def test_one_undo_takes_an_import_back(library: sqlite3.Connection) -> None:
    document = extracted(library)
    before = [row[1:] for row in essence(library, document)]
    exchange.put(library, file(annotation("ESA", REJECTED), annotation("NASA will"), annotation("land")), "carol")
    after = essence(library, document)
    undone = decisions.undo(library, "ann")
    assert undone is not None
    assert undone.words == "undo import 3 mentions"
    assert [row[1:] for row in essence(library, document)] == before
    decisions.redo(library, "ann")
    assert essence(library, document) == after


def test_an_undone_import_leaves_the_document_its_proposals_and_its_statements(library: sqlite3.Connection) -> None:
    whole = file(annotation("NASA will", PROPOSED), annotation("land"))._replace(relations=(RELATION,))
    document = exchange.put(library, whole, "carol").document_id
    decisions.undo(library, "carol")
    assert held(library, document) == [("NASA will", AGENCY, PROPOSED)]
    assert statements.of_document(library, document) == ((RELATION,), ())


def test_an_import_that_fails_leaves_nothing(library: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(library)

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(log, "append", fails)
    with pytest.raises(RuntimeError):
        exchange.put(library, file(annotation("NASA will", PROPOSED), annotation("land")), "carol")
    assert everything(library) == before


def test_a_file_may_name_records_of_this_library(library: sqlite3.Connection) -> None:
    put(library, ESA, CHANGE_4)
    named = annotation("ESA")._replace(record_id=ESA.id, name="somebody")
    document = exchange.put(library, file(named), "carol").document_id
    assert mention(library, document, "ESA").record_id == ESA.id


def test_a_record_of_another_kind_is_not_taken(library: sqlite3.Connection) -> None:
    put(library, ESA)
    named = annotation("Jan Woerner", kind=Kind.PERSON)._replace(record_id=ESA.id)
    document = exchange.put(library, file(named), "carol").document_id
    assert mention(library, document, "Jan Woerner").record_id == "person/jan-woerner"


def test_what_a_file_calls_withdrawn_is_left_out(library: sqlite3.Connection) -> None:
    document = exchange.put(library, file(annotation("NASA", State.WITHDRAWN)), "carol").document_id
    assert held(library, document) == []
    assert decisions.last_done(library) is None


def test_a_document_known_by_its_text_gets_the_annotations(library: sqlite3.Connection) -> None:
    document = add(library)
    moved = file(annotation("NASA"))._replace(source="/elsewhere.jsonl#landing", identifier="x")
    assert exchange.put(library, moved, "carol").document_id == document
    assert len(documents.numbers(library)) == 1


def test_many_annotations_are_brought_in_quickly(library: sqlite3.Connection) -> None:
    # A quadratic comparison would take minutes here.
    text = "NASA " * 20_000
    found = [Annotation(5 * i, 5 * i + 4, AGENCY, "NASA", state=PROPOSED) for i in range(20_000)]
    exchange.put(library, IncomingDocument("a", "A", text, "/a.txt", mentions=tuple(found)), "carol")
    accepted = tuple(one._replace(state=None) for one in found)
    imported = exchange.put(library, IncomingDocument("a", "A", text, "/a.txt", mentions=accepted), "carol")
    assert (imported.decided, imported.contradicted) == (20_000, 0)
