from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from store import decisions, documents, editing, history, mentions, records
from store.errors import ImpossibleDecisionError
from store.model import Action, Alias, Kind, NameType, State
from store.outcomes import Outcome
from tests.store.examples import TEXT, everything, extracted, incoming, mention, put, state
from tests.store.test_records import ESA

ACCEPTED, PROPOSED, REJECTED = State.ACCEPTED, State.PROPOSED, State.REJECTED


@pytest.fixture
def document(library: sqlite3.Connection) -> int:
    return extracted(library)


@pytest.fixture
def nasa(library: sqlite3.Connection, document: int) -> int:
    return mention(library, document, "NASA").id


def test_the_newest_stands_first(library: sqlite3.Connection, document: int, nasa: int) -> None:
    decisions.accept(library, [nasa], "ann")
    decisions.reject(library, [m.id for m in mentions.of_document(library, document)], "bob")
    newest, oldest = history.page(library)
    assert (newest.author, newest.action, newest.words, newest.decisions) == ("bob", "reject", "reject 5 mentions", 5)
    assert (oldest.words, oldest.holds, oldest.document_id) == ("accept “NASA”", True, document)
    assert history.page(library, before=newest.id) == [oldest]
    assert history.page(library, limit=1) == [newest]


def test_what_is_undone_does_not_hold(library: sqlite3.Connection, nasa: int) -> None:
    decisions.accept(library, [nasa], "ann")
    decisions.undo(library, "ann")
    assert [(group.action, group.holds) for group in history.page(library)] == [("undo", False), ("accept", False)]
    decisions.redo(library, "ann")
    assert history.page(library)[-1].holds


@pytest.mark.parametrize(("find", "count"), [("nasa", 1), ("ANN accept", 1), ("esa bob", 1), ("100%", 0), ("e", 2)])
def test_the_history_is_searched(library: sqlite3.Connection, document: int, nasa: int, find: str, count: int) -> None:
    decisions.accept(library, [nasa], "ann")
    decisions.reject(library, [mention(library, document, "ESA").id], "bob")
    assert len(history.page(library, find=find)) == count


def test_a_decision_is_told_with_before_and_after(library: sqlite3.Connection, document: int, nasa: int) -> None:
    group = decisions.change_kind(library, [nasa], Kind.PLACE, "ann").group
    assert group is not None
    (decided,) = history.details(library, group)
    assert (decided.subject, decided.number, decided.document_id, decided.words) == ("mention", nasa, document, "NASA")
    assert (decided.before, decided.after) == ("AGENCY, record NASA, proposed", "PLACE, record NASA, accepted, by ann")


def test_a_decision_is_told_with_its_text_and_what_stands_around(library: sqlite3.Connection, nasa: int) -> None:
    group = decisions.accept(library, [nasa], "ann").group
    assert group is not None
    (decided,) = history.details(library, group)
    found = mention(library, 1, "NASA")
    assert decided.title == documents.get(library, found.document_id).title
    assert f"{decided.left}{decided.words}{decided.right}".replace("…", "") in TEXT


def test_what_was_added_was_nothing_before(library: sqlite3.Connection, document: int) -> None:
    start = TEXT.index("will")
    group = decisions.add(library, document, [(start, start + 4)], Kind.EVENT, "ann").group
    assert group is not None
    (decided,) = history.details(library, group)
    assert (decided.before, decided.after) == ("nothing", "accepted, by ann")
    undone = decisions.undo(library, "ann")
    assert undone is not None
    assert undone.group is not None
    (decided,) = history.details(library, undone.group)
    assert decided.after == "nothing"


def test_unlinking_from_a_record_of_the_same_name_tells_the_two_apart(library: sqlite3.Connection, nasa: int) -> None:
    group = decisions.unlink(library, [nasa], "ann").group
    assert group is not None
    (decided,) = history.details(library, group)
    assert "record NASA (agency/nasa)" in decided.before
    assert "record NASA (agency/nasa-2)" in decided.after


@pytest.mark.parametrize("reversal", [decisions.undo, decisions.redo])
def test_an_undo_or_redo_is_not_reverted_but_taken_back(
    library: sqlite3.Connection, nasa: int, reversal: Callable[[sqlite3.Connection, str], Outcome | None]
) -> None:
    decisions.accept(library, [nasa], "ann")
    decisions.undo(library, "ann")
    if reversal is decisions.redo:
        decisions.redo(library, "ann")
    with pytest.raises(ImpossibleDecisionError, match="An undo is taken back by a redo"):
        history.revert(library, history.page(library)[0].id, "ann")


def test_a_records_changes_are_told(library: sqlite3.Connection) -> None:
    put(library, ESA)
    outcome = editing.edit(library, ESA.id, "ann", aliases=[*ESA.aliases, Alias("Esa", NameType.VARIANT)])
    assert outcome.group is not None
    (decided,) = history.details(library, outcome.group)
    assert (decided.subject, decided.words, decided.after) == ("record", ESA.name, "name “Esa” (variant)")


def test_a_mention_has_a_history_over_revisions(library: sqlite3.Connection, document: int, nasa: int) -> None:
    decisions.accept(library, [nasa], "ann")
    new = documents.add(library, incoming("Today. " + TEXT)).document.id
    there = mention(library, new, "NASA").id
    decisions.reject(library, [there], "bob")
    told = history.of_subject(library, "mention", there)
    assert [(group.action, decided.number) for group, decided in told] == [
        ("accept", nasa),
        ("carry over", there),
        ("reject", there),
    ]


def test_one_decision_is_reverted_and_later_ones_stay(library: sqlite3.Connection, document: int, nasa: int) -> None:
    first = decisions.accept(library, [nasa], "ann").group
    decisions.reject(library, [mention(library, document, "ESA").id], "bob")
    assert first is not None
    outcome = history.revert(library, first, "carol")
    assert (outcome.action, outcome.words) == (Action.REVERT, "revert accept “NASA”")
    assert (state(library, nasa), mention(library, document, "ESA").state) == (PROPOSED, REJECTED)
    decisions.undo(library, "ann")
    assert state(library, nasa) is ACCEPTED
    assert history.page(library, find="accept")[-1].holds


def test_one_of_many_is_reverted(library: sqlite3.Connection, document: int, nasa: int) -> None:
    numbers = [m.id for m in mentions.of_document(library, document)]
    group = decisions.accept(library, numbers, "ann").group
    assert group is not None
    outcome = history.revert(library, group, "ann", subject="mention", number=nasa)
    assert outcome.words == "revert accept 5 mentions, for “NASA”"
    assert [state(library, number) for number in numbers].count(ACCEPTED) == 4


def test_a_later_note_stays_when_an_acceptance_is_reverted(library: sqlite3.Connection, nasa: int) -> None:
    group = decisions.accept(library, [nasa], "ann").group
    decisions.note(library, [nasa], "look", "bob")
    assert group is not None
    history.revert(library, group, "ann")
    (found,) = mentions.get_all(library, [nasa])
    assert (found.state, found.note) == (PROPOSED, "look")


def test_what_was_rejected_stays_hidden_by_what_was_accepted_over_it_since(
    library: sqlite3.Connection, document: int, nasa: int
) -> None:
    group = decisions.reject(library, [nasa], "ann").group
    start = TEXT.index("and NASA")
    decisions.add(library, document, [(start, start + len("and NASA will"))], Kind.EVENT, "bob")
    assert group is not None
    history.revert(library, group, "ann")
    here = [m for m in mentions.of_document(library, document) if m.end > start and m.start < start + 13]
    assert [(m.kind, m.state) for m in here] == [(Kind.EVENT, ACCEPTED)]
    decisions.undo(library, "ann")
    assert state(library, nasa) is REJECTED


def test_what_was_decided_on_again_is_not_reverted(library: sqlite3.Connection, nasa: int) -> None:
    group = decisions.accept(library, [nasa], "ann").group
    decisions.reject(library, [nasa], "bob")
    before = everything(library)
    assert group is not None
    with pytest.raises(ImpossibleDecisionError, match=r"since.*\.$"):
        history.revert(library, group, "ann")
    assert everything(library) == before


def test_what_does_not_hold_is_not_reverted(library: sqlite3.Connection, nasa: int) -> None:
    group = decisions.accept(library, [nasa], "ann").group
    decisions.undo(library, "ann")
    assert group is not None
    with pytest.raises(ImpossibleDecisionError):
        history.revert(library, group, "ann")
    with pytest.raises(ImpossibleDecisionError):
        history.revert(library, 99, "ann")


def test_a_merge_is_reverted_after_other_decisions(library: sqlite3.Connection, document: int, nasa: int) -> None:
    group = editing.merge(library, "person/jan-worner", ["agency/nasa"], "ann").group
    decisions.accept(library, [nasa], "bob")
    assert group is not None
    history.revert(library, group, "ann")
    assert records.get(library, "agency/nasa").name == "NASA"
    assert (mention(library, document, "NASA").name, state(library, nasa)) == ("NASA", ACCEPTED)
