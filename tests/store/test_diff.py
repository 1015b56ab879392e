from __future__ import annotations

import sqlite3

import pytest

from store import decisions, diff, judging, mentions, orphans, stated
from store.diff import Sort
from store.errors import UnknownRunError
from store.model import Kind, State
from tests.store.examples import SECOND_RUN, TEXT, add, extracted, mention, proposal, put, usual
from tests.store.test_records import ESA
from tests.store.test_statements import state_of


@pytest.fixture
def document(library: sqlite3.Connection) -> int:
    return extracted(library)


def test_two_runs_are_compared(library: sqlite3.Connection, document: int) -> None:
    put(library, ESA)
    said = [
        proposal(TEXT, "ESA", record=ESA.id),
        proposal(TEXT, "ESA", Kind.PLACE, nth=1),
        proposal(TEXT, "NASA will"),
        proposal(TEXT, "Chang'e-4", Kind.MISSION, "Chang'e 4"),
        proposal(TEXT, "land", Kind.EVENT),
    ]
    mentions.keep(library, document, SECOND_RUN, said)
    before, after = (known.id for known in diff.runs(library))
    found = list(diff.between(library, before, after))
    assert [(each.sort, each.words) for each in found] == [
        (Sort.REMOVED, "Jan Woerner"),
        (Sort.KIND, "ESA"),
        (Sort.BOUNDARIES, "NASA will"),
        (Sort.ADDED, "land"),
    ]
    assert [each.sort for each in diff.between(library, after, before)].count(Sort.ADDED) == 1
    assert list(diff.between(library, before, after, document_id=99)) == []


def test_runs_are_listed_with_their_documents(library: sqlite3.Connection, document: int) -> None:
    (known,) = diff.runs(library)
    assert (known.run.version, known.documents) == ("1", 1)
    assert document


def test_an_unknown_run_is_told(library: sqlite3.Connection, document: int) -> None:
    with pytest.raises(UnknownRunError):
        list(diff.between(library, 1, 9))
    with pytest.raises(UnknownRunError):
        diff.against_decisions(library, 9)
    assert document


def test_a_run_is_measured_by_what_people_decided(library: sqlite3.Connection, document: int) -> None:
    decisions.accept(library, [mention(library, document, "ESA").id], "ann")
    decisions.reject(library, [mention(library, document, "ESA", 1).id], "ann")
    decisions.change_kind(library, [mention(library, document, "NASA").id], Kind.PLACE, "ann")
    decisions.add(library, document, [(len(TEXT) - 5, len(TEXT) - 1)], Kind.EVENT, "ann")
    measured = diff.against_decisions(library, 1)
    assert measured[Kind.AGENCY] == (1, 2, 0)
    assert (measured[Kind.AGENCY].precision, measured[Kind.AGENCY].recall) == (1 / 3, 1.0)
    assert measured[Kind.PLACE] == measured[Kind.EVENT] == (0, 0, 1)
    assert measured[Kind.PERSON] == (0, 0, 0)
    assert (measured[Kind.PERSON].precision, measured[Kind.PLACE].f1) == (0.0, 0.0)


def test_what_found_no_place_is_listed(library: sqlite3.Connection, document: int) -> None:
    decisions.accept(library, [mention(library, document, "NASA").id], "ann")
    decisions.reject(library, [mention(library, document, "ESA").id], "bob")
    new = add(library, TEXT.replace("NASA", "JAXA"))
    mentions.keep(library, new, SECOND_RUN, usual(TEXT)[:1])
    (orphan,) = orphans.listed(library)
    assert (orphan.words, orphan.state, orphan.author, orphan.current_id) == ("NASA", State.ACCEPTED, "ann", new)
    assert orphan.before + orphan.words + orphan.after == TEXT
    assert orphans.listed(library, document_id=document) == []
    decisions.undo(library, "ann")
    decisions.undo(library, "ann")
    assert orphans.listed(library) == []


def test_what_an_earlier_revision_left_behind_is_listed_with_the_present_one(
    library: sqlite3.Connection, document: int
) -> None:
    decisions.accept(library, [mention(library, document, name).id for name in ("NASA", "ESA")], "ann")
    add(library, TEXT.replace("NASA", "JAXA"))
    newest = add(library, TEXT.replace("NASA", "ISRO").replace("ESA", "CSA"))
    found = orphans.listed(library, document_id=newest)
    assert [(orphan.words, orphan.current_id) for orphan in found] == [("ESA", newest), ("NASA", newest)]
    assert orphans.listed(library) == found


def test_statements_that_found_no_place_are_listed(library: sqlite3.Connection, document: int) -> None:
    state_of(library, document)
    held = stated.in_document(library, document)
    judging.accept_relations(library, [relation.id for relation in held.relations], "ann")
    judging.reject_quotations(library, [held.quotations[0].id], "bob")
    add(library, TEXT.replace("NASA", "JAXA"))
    told = [(orphan.subject, orphan.words, orphan.what, orphan.author) for orphan in orphans.listed(library)]
    assert told == [
        ("quotation", "that ESA and NASA", "Jan Wörner", "bob"),
        ("relation", "NASA will watch Chang'e-4", "NASA partner in Chang'e 4", "ann"),
    ]
