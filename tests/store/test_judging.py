from __future__ import annotations

import sqlite3

import pytest

from store import decisions, judging, mentions, stated, statements
from store.errors import ImpossibleDecisionError, UnknownStatementError
from store.model import Predicate, Relation, Span, State
from tests.store.examples import SECOND_RUN, TEXT, extracted
from tests.store.test_statements import LEADS, SAYS, SPOKEN, WATCHES, span, state_of

ACCEPTED, PROPOSED, REJECTED = State.ACCEPTED, State.PROPOSED, State.REJECTED


@pytest.fixture
def document(library: sqlite3.Connection) -> int:
    document = extracted(library)
    state_of(library, document)
    return document


def relation(library: sqlite3.Connection, document: int, predicate: Predicate = Predicate.PARTNER_IN) -> int:
    held = stated.in_document(library, document, rejected=True).relations
    return next(r.id for r in held if r.predicate is predicate)


def quotation(library: sqlite3.Connection, document: int) -> int:
    return stated.in_document(library, document).quotations[0].id


def all_states(library: sqlite3.Connection, document: int) -> list[State]:
    held = stated.in_document(library, document, rejected=True)
    return [*(each.state for each in held.relations), *(each.state for each in held.quotations)]


def test_a_relation_is_accepted_and_outlives_a_later_run(library: sqlite3.Connection, document: int) -> None:
    number = relation(library, document)
    outcome = judging.accept_relations(library, [number], "ann")
    assert (outcome.words, outcome.relations) == ("accept “NASA partner in Chang'e 4”", (number,))
    state_of(library, document, SECOND_RUN, [], [])
    (held,) = stated.in_document(library, document).relations
    assert (held.id, held.state, held.author, held.score) == (number, ACCEPTED, "ann", 0.5)


def test_what_is_rejected_is_not_stated_again(library: sqlite3.Connection, document: int) -> None:
    judging.reject_relations(library, [relation(library, document)], "ann")
    judging.reject_quotations(library, [quotation(library, document)], "ann")
    state_of(library, document, SECOND_RUN, [LEADS, WATCHES._replace(role="x")], [SAYS])
    held = stated.in_document(library, document)
    assert [r.predicate for r in held.relations] == [Predicate.HOLDS_ROLE]
    assert held.quotations == []


def test_undo_and_redo_reach_statements(library: sqlite3.Connection, document: int) -> None:
    before = all_states(library, document)
    judging.accept_relations(library, [relation(library, document)], "ann")
    judging.reject_quotations(library, [quotation(library, document)], "ann")
    after = all_states(library, document)
    outcome = decisions.undo(library, "bob")
    assert outcome is not None
    assert (len(outcome.quotations), outcome.relations) == (1, ())
    decisions.undo(library, "bob")
    assert all_states(library, document) == before
    decisions.redo(library, "bob")
    decisions.redo(library, "bob")
    assert all_states(library, document) == after


def test_undo_leaves_what_the_latest_run_states(library: sqlite3.Connection, document: int) -> None:
    judging.accept_relations(library, [relation(library, document)], "ann")
    state_of(library, document, SECOND_RUN, [LEADS], [])
    decisions.undo(library, "ann")
    assert [r.predicate for r in stated.in_document(library, document).relations] == [Predicate.HOLDS_ROLE]


def test_several_are_decided_at_once(library: sqlite3.Connection, document: int) -> None:
    numbers = [r.id for r in stated.in_document(library, document).relations]
    assert judging.accept_relations(library, numbers, "ann").words == "accept 2 relations"
    assert judging.accept_relations(library, numbers, "ann").group is None
    decisions.undo(library, "ann")
    assert set(all_states(library, document)) == {PROPOSED}


def test_a_relation_is_changed_and_not_proposed_again_as_it_was(library: sqlite3.Connection, document: int) -> None:
    number = relation(library, document, Predicate.HOLDS_ROLE)
    outcome = judging.change_relation(library, number, "ann", object=span("NASA"), role="chief")
    assert outcome.words == (
        "change “Jan Wörner holds role European Space Agency as head” to “Jan Wörner holds role NASA as chief”"
    )
    state_of(library, document, SECOND_RUN, [LEADS], [])
    assert statements.of_document(library, document)[0] == (Relation("Jan Wörner", "holds_role", "NASA", "chief"),)
    assert [r.id for r in stated.of_record(library, "agency/nasa").relations] == [number]
    decisions.undo(library, "ann")
    assert [r.object for r in statements.of_document(library, document)[0]] == ["European Space Agency"]


def test_a_relation_is_added_between_mentions(library: sqlite3.Connection, document: int) -> None:
    outcome = judging.add_relation(library, document, span("Jan Woerner"), Predicate.CREW_OF, span("Chang'e-4"), "ann")
    assert outcome.words == "add “Jan Wörner crew of Chang'e 4”"
    (added,) = [r for r in stated.of_record(library, "person/jan-worner").relations if r.id in outcome.relations]
    assert (added.predicate, added.state, added.reason) == (Predicate.CREW_OF, ACCEPTED, "marked by ann")
    assert added.words == TEXT[added.start : added.end]
    decisions.undo(library, "ann")
    assert len(stated.in_document(library, document).relations) == 2
    decisions.redo(library, "ann")
    assert len(stated.in_document(library, document).relations) == 3


def test_a_relation_needs_mentions_at_its_ends(library: sqlite3.Connection, document: int) -> None:
    with pytest.raises(ImpossibleDecisionError, match=r"\.$"):
        judging.add_relation(library, document, Span(1, 2), Predicate.CREW_OF, span("NASA"), "ann")


def test_a_quotation_gets_a_speaker(library: sqlite3.Connection, document: int) -> None:
    number = stated.in_document(library, document).quotations[1].id
    judging.change_quotation(library, number, "ann", speaker=span("NASA"), indirect=True)
    (said,) = stated.of_record(library, "agency/nasa").quotations
    assert (said.id, said.words, said.indirect, said.state) == (number, "watch", True, ACCEPTED)
    decisions.undo(library, "ann")
    assert stated.of_record(library, "agency/nasa").quotations == []


def test_a_quotation_is_taken_from_its_speaker(library: sqlite3.Connection, document: int) -> None:
    number = quotation(library, document)
    (before,) = stated.get_quotations(library, [number])
    assert before.speaker is not None
    outcome = judging.change_quotation(library, number, "ann", is_unattributed=True)
    assert outcome.words == "change “that ESA and NASA” of nobody"
    (said,) = stated.get_quotations(library, [number])
    assert (said.speaker, said.state) == (None, ACCEPTED)
    decisions.undo(library, "ann")
    assert stated.get_quotations(library, [number]) == [before]


def test_wider_words_hide_what_a_run_says_there(library: sqlite3.Connection, document: int) -> None:
    number = quotation(library, document)
    judging.change_quotation(library, number, "ann", span=Span(SAYS.start, SPOKEN.end))
    assert [q.id for q in stated.in_document(library, document).quotations] == [number]
    decisions.undo(library, "ann")
    assert len(stated.in_document(library, document).quotations) == 2


def test_a_quotation_is_added(library: sqlite3.Connection, document: int) -> None:
    judging.add_quotation(library, document, span("land"), span("ESA"), "ann")
    (said,) = stated.of_record(library, "agency/european-space-agency").quotations
    assert (said.words, said.state, said.author) == ("land", ACCEPTED, "ann")
    decisions.undo(library, "ann")
    assert stated.of_record(library, "agency/european-space-agency").quotations == []


def test_what_a_newer_run_replaced_cannot_be_judged(library: sqlite3.Connection, document: int) -> None:
    number = relation(library, document)
    state_of(library, document, SECOND_RUN, [], [])
    for gone in (number, 999):
        with pytest.raises(UnknownStatementError):
            judging.accept_relations(library, [gone], "ann")


def test_one_undo_takes_back_a_mention_with_its_relation(library: sqlite3.Connection, document: int) -> None:
    """A decision on a mention moves the relation at whose end it stands, there and back."""
    before = statements.of_document(library, document)
    nasa = next(m.id for m in mentions.of_document(library, document) if m.name == "NASA")
    judging.accept_relations(library, [relation(library, document)], "ann")
    decisions.unlink(library, [nasa], "ann")
    decisions.undo(library, "ann")
    decisions.undo(library, "ann")
    assert statements.of_document(library, document) == before
