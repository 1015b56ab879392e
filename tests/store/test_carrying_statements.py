"""Decisions on relations and quotations follow their words into a new revision, as those on mentions do."""

from __future__ import annotations

import sqlite3

import pytest

from store import decisions, documents, judging, mentions, stated
from store.model import Predicate, Span, State
from tests.store.examples import SECOND_RUN, TEXT, add, extracted, incoming, mention, usual
from tests.store.test_statements import SAYS, WATCHES, span, state_of

ACCEPTED, PROPOSED, REJECTED = State.ACCEPTED, State.PROPOSED, State.REJECTED
LATER = "Today: " + TEXT


@pytest.fixture
def document(library: sqlite3.Connection) -> int:
    document = extracted(library)
    state_of(library, document)
    return document


def watches(library: sqlite3.Connection, document: int) -> int:
    held = stated.in_document(library, document, rejected=True).relations
    return next(each.id for each in held if each.predicate is Predicate.PARTNER_IN)


def relations(library: sqlite3.Connection, document: int) -> list[tuple[str, str, str, str | None, str, State]]:
    """What holds: the ends, the predicate, the role, the words that state it, the state."""
    return [
        (each.subject.name, each.predicate.value, each.object.name, each.role, each.words, each.state)
        for each in stated.in_document(library, document, rejected=True).relations
    ]


def quotations(library: sqlite3.Connection, document: int) -> list[tuple[str | None, str, State, str | None]]:
    return [
        (each.speaker and each.speaker.name, each.words, each.state, each.author)
        for each in stated.in_document(library, document, rejected=True).quotations
    ]


def test_they_move_with_their_words(library: sqlite3.Connection, document: int) -> None:
    judging.change_relation(library, watches(library, document), "ann", role="host")
    first, second = (each.id for each in stated.in_document(library, document).quotations)
    judging.reject_quotations(library, [first], "bob")
    judging.accept_quotations(library, [second], "ann")
    added = documents.add(library, incoming(LATER))
    assert (added.carried, added.orphaned) == (3, 0)
    new = added.document.id
    assert relations(library, new) == [
        ("NASA", "partner_in", "Chang'e 4", "host", "NASA will watch Chang'e-4", ACCEPTED)
    ]
    assert quotations(library, new) == [
        ("Jan Wörner", "that ESA and NASA", REJECTED, "bob"),
        (None, "watch", ACCEPTED, "ann"),
    ]
    (moved,) = stated.in_document(library, new).relations
    assert LATER[moved.subject.start : moved.subject.end] == "NASA"


def test_what_was_carried_over_outranks_a_run_on_the_new_revision(library: sqlite3.Connection, document: int) -> None:
    judging.reject_relations(library, [watches(library, document)], "ann")
    new = add(library, TEXT + " Today.")
    state_of(library, new, SECOND_RUN, [WATCHES], [SAYS])
    assert [(each[1], each[-1]) for each in relations(library, new)] == [("partner_in", REJECTED)]


def test_what_finds_no_place_stays_with_the_old_revision(library: sqlite3.Connection, document: int) -> None:
    judging.accept_relations(library, [watches(library, document)], "ann")
    added = documents.add(library, incoming(TEXT.replace("NASA", "JAXA")))
    assert (added.carried, added.orphaned) == (0, 1)
    assert ("partner_in", ACCEPTED) in [(each[1], each[-1]) for each in relations(library, document)]


def test_a_speaker_who_is_gone_from_the_text_is_known_by_name(library: sqlite3.Connection, document: int) -> None:
    judging.accept_quotations(library, [stated.in_document(library, document).quotations[0].id], "ann")
    new = add(library, TEXT.replace("Jan Woerner", "He"))
    assert quotations(library, new) == [("Jan Wörner", "that ESA and NASA", ACCEPTED, "ann")]


def test_undo_reaches_the_new_revision_and_redo_too(library: sqlite3.Connection, document: int) -> None:
    judging.accept_relations(library, [watches(library, document)], "ann")
    middle = add(library, TEXT + " Today.")
    new = add(library, LATER)
    mentions.keep(library, new, SECOND_RUN, usual(LATER))
    later = WATCHES._replace(
        subject=Span(*(at + 7 for at in WATCHES.subject)),
        object=Span(*(at + 7 for at in WATCHES.object)),
        start=WATCHES.start + 7,
        end=WATCHES.end + 7,
    )
    state_of(library, new, SECOND_RUN, [later], [])
    before = relations(library, new)
    decisions.undo(library, "bob")
    assert [each[-1] for each in relations(library, new)] == [PROPOSED]
    assert relations(library, middle) == []
    decisions.redo(library, "bob")
    assert relations(library, new) == before


def test_undoing_a_change_of_places_changes_those_of_the_new_revision(
    library: sqlite3.Connection, document: int
) -> None:
    number = stated.in_document(library, document).quotations[0].id
    judging.accept_quotations(library, [number], "ann")
    judging.change_quotation(library, number, "ann", span=span("ESA and NASA will watch"))
    new = add(library, LATER)
    assert [each[1] for each in quotations(library, new)] == ["ESA and NASA will watch"]
    decisions.undo(library, "ann")
    assert [each[1] for each in quotations(library, new)] == ["that ESA and NASA"]
    decisions.undo(library, "ann")
    assert quotations(library, new) == []


def test_it_can_be_decided_anew_there_and_undone(library: sqlite3.Connection, document: int) -> None:
    judging.accept_relations(library, [watches(library, document)], "ann")
    new = add(library, LATER)
    before = relations(library, new)
    judging.reject_relations(library, [watches(library, new)], "bob")
    assert [each[-1] for each in relations(library, new)] == [REJECTED]
    decisions.undo(library, "bob")
    assert relations(library, new) == before


def test_the_ends_follow_mentions_that_move_along(library: sqlite3.Connection, document: int) -> None:
    decisions.link(library, [mention(library, document, "NASA").id], "person/jan-worner", "ann")
    judging.accept_relations(library, [watches(library, document)], "ann")
    new = add(library, LATER)
    assert [each[0] for each in relations(library, new)] == ["Jan Wörner"]
