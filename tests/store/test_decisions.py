from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from store import decisions, exchange, mentions, records
from store.database import connect
from store.errors import LibraryUnavailableError, UnknownMentionError
from store.model import Action, Annotation, Kind, RecordOrigin, State
from store.standings import MentionStanding
from tests.store.examples import (
    FIRST_RUN,
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
    state,
    usual,
)
from tests.store.test_records import CHANGE_4

PROPOSED, ACCEPTED, REJECTED, WITHDRAWN = State.PROPOSED, State.ACCEPTED, State.REJECTED, State.WITHDRAWN
NASA_WILL = proposal(TEXT, "NASA will")


@pytest.fixture
def document(library: sqlite3.Connection) -> int:
    return extracted(library)


@pytest.fixture
def nasa(library: sqlite3.Connection, document: int) -> int:
    return mention(library, document, "NASA").id


def log(library: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """The log: each action with the states before and after it."""
    rows = library.execute("SELECT action, before, after FROM history ORDER BY id")
    return [(action, json.loads(before)["state"], json.loads(after)["state"]) for action, before, after in rows]


def states(library: sqlite3.Connection, document: int) -> list[State]:
    return [m.state for m in mentions.of_document(library, document)]


def test_accepting_confirms_a_mention_as_it_is(library: sqlite3.Connection, document: int, nasa: int) -> None:
    before = mention(library, document, "NASA")
    outcome = decisions.accept(library, [nasa], "ann")
    assert outcome.mentions == (before._replace(state=ACCEPTED, author="ann"),)
    assert mention(library, document, "NASA") == outcome.mentions[0]
    assert (outcome.action, outcome.words) == (Action.ACCEPT, "accept “NASA”")


def test_rejecting_keeps_the_mention_as_rejected(library: sqlite3.Connection, document: int, nasa: int) -> None:
    outcome = decisions.reject(library, [nasa], "ann")
    assert [m.state for m in outcome.mentions] == [REJECTED]
    assert ("NASA", Kind.AGENCY, REJECTED) in held(library, document)


def test_changing_the_kind_points_to_the_record_of_that_kind(
    library: sqlite3.Connection, document: int, nasa: int
) -> None:
    (changed,) = decisions.change_kind(library, [nasa], Kind.PLACE, "ann").mentions
    assert (changed.kind, changed.record_id, changed.name, changed.state) == (
        Kind.PLACE,
        "place/nasa",
        "NASA",
        ACCEPTED,
    )
    assert records.get(library, "place/nasa").origin is RecordOrigin.PROVISIONAL


def test_changing_the_kind_finds_a_known_record_by_its_name(library: sqlite3.Connection) -> None:
    put(library, CHANGE_4)
    document = extracted(library, [proposal(TEXT, "Chang'e-4", Kind.BODY)])
    (changed,) = decisions.change_kind(
        library, [mention(library, document, "Chang'e-4").id], Kind.MISSION, "ann"
    ).mentions
    assert (changed.record_id, changed.name) == (CHANGE_4.id, "Chang'e 4")


def test_changing_to_the_same_kind_accepts(library: sqlite3.Connection, document: int, nasa: int) -> None:
    before = mention(library, document, "NASA")
    (changed,) = decisions.change_kind(library, [nasa], Kind.AGENCY, "ann").mentions
    assert changed == before._replace(state=ACCEPTED, author="ann")


def test_a_later_decision_outranks_an_earlier_one(library: sqlite3.Connection, document: int, nasa: int) -> None:
    decisions.reject(library, [nasa], "ann")
    decisions.accept(library, [nasa], "bob")
    found = mention(library, document, "NASA")
    assert (found.state, found.author) == (ACCEPTED, "bob")


def test_the_log_holds_states_before_and_after(library: sqlite3.Connection, nasa: int) -> None:
    decisions.accept(library, [nasa], "ann")
    decisions.reject(library, [nasa], "ann")
    decisions.undo(library, "bob")
    assert log(library) == [
        ("accept", "proposed", "accepted"),
        ("reject", "accepted", "rejected"),
        ("undo", "rejected", "accepted"),
    ]


def test_the_log_holds_all_that_a_decision_changes(library: sqlite3.Connection, document: int, nasa: int) -> None:
    decisions.change_kind(library, [nasa], Kind.PLACE, "ann")
    before, after = library.execute("SELECT before, after FROM decisions").fetchone()
    m = mention(library, document, "NASA")
    assert MentionStanding.from_json(before) == MentionStanding(
        m.start, m.end, "AGENCY", "agency/nasa", "proposed", None
    )
    assert MentionStanding.from_json(after) == MentionStanding(m.start, m.end, "PLACE", "place/nasa", "accepted", "ann")


@pytest.mark.parametrize("decide", [decisions.accept, decisions.reject])
def test_undo_brings_back_what_was_and_redo_what_was_undone(
    library: sqlite3.Connection, document: int, nasa: int, decide: object
) -> None:
    before = mentions.of_document(library, document)
    assert callable(decide)
    decide(library, [nasa], "ann")
    after = mentions.of_document(library, document)
    assert decisions.undo(library, "ann") is not None
    assert mentions.of_document(library, document) == before
    assert decisions.redo(library, "ann") is not None
    assert mentions.of_document(library, document) == after


def test_undo_and_redo_are_told_in_words(library: sqlite3.Connection, nasa: int) -> None:
    decisions.accept(library, [nasa], "ann")
    undone, redone = decisions.undo(library, "ann"), decisions.redo(library, "ann")
    assert undone is not None
    assert redone is not None
    assert (undone.words, redone.words) == ("undo accept “NASA”", "redo accept “NASA”")


def test_with_nothing_to_undo_or_redo_nothing_happens(library: sqlite3.Connection, document: int) -> None:
    before = everything(library)
    assert decisions.undo(library, "ann") is None
    assert decisions.redo(library, "ann") is None
    assert everything(library) == before
    assert document


def test_undo_reaches_back_without_limit(library: sqlite3.Connection, document: int) -> None:
    before = mentions.of_document(library, document)
    numbers = [m.id for m in before]
    for turn in range(60):
        (decisions.reject if turn % 2 else decisions.accept)(library, [numbers[turn % len(numbers)]], "ann")
    after = mentions.of_document(library, document)
    for _ in range(60):
        assert decisions.undo(library, "ann") is not None
    assert mentions.of_document(library, document) == before
    assert decisions.undo(library, "ann") is None
    for _ in range(60):
        assert decisions.redo(library, "ann") is not None
    assert mentions.of_document(library, document) == after
    assert decisions.redo(library, "ann") is None


def test_undo_reaches_across_documents(library: sqlite3.Connection, document: int, nasa: int) -> None:
    other = add(library, TEXT + "!", "/news/other.txt")
    mentions.keep(library, other, SECOND_RUN, usual())
    there = mention(library, other, "NASA").id
    decisions.accept(library, [nasa], "ann")
    decisions.accept(library, [there], "ann")
    undone = [decisions.undo(library, "ann"), decisions.undo(library, "ann")]
    assert [outcome and outcome.mentions[0].document_id for outcome in undone] == [other, document]


def test_undo_and_redo_reach_across_restarts(path: Path, library: sqlite3.Connection, nasa: int) -> None:
    decisions.accept(library, [nasa], "ann")
    for step, expected in ((decisions.undo, PROPOSED), (decisions.redo, ACCEPTED), (decisions.undo, PROPOSED)):
        again = connect(path)
        step(again, "ann")
        again.close()
        assert state(library, nasa) is expected


def test_many_mentions_decided_at_once_are_undone_as_one(library: sqlite3.Connection, document: int) -> None:
    numbers = [m.id for m in mentions.of_document(library, document)]
    outcome = decisions.accept(library, numbers, "ann")
    assert outcome.words == "accept 5 mentions"
    assert [m.id for m in outcome.mentions] == numbers
    undone = decisions.undo(library, "ann")
    assert undone is not None
    assert len(undone.mentions) == 5
    assert set(states(library, document)) == {PROPOSED}
    assert decisions.undo(library, "ann") is None


def test_many_mentions_of_several_documents_are_one_decision(library: sqlite3.Connection, nasa: int) -> None:
    other = add(library, TEXT + "!", "/news/other.txt")
    mentions.keep(library, other, SECOND_RUN, usual())
    there = mention(library, other, "NASA").id
    decisions.reject(library, [nasa, there], "ann")
    assert [state(library, nasa), state(library, there)] == [REJECTED, REJECTED]
    decisions.undo(library, "ann")
    assert [state(library, nasa), state(library, there)] == [PROPOSED, PROPOSED]


def test_a_mention_named_twice_is_decided_once(library: sqlite3.Connection, nasa: int) -> None:
    outcome = decisions.accept(library, [nasa, nasa], "ann")
    assert (outcome.words, len(outcome.mentions)) == ("accept “NASA”", 1)
    assert log(library) == [("accept", "proposed", "accepted")]


def test_of_many_decisions_one_that_fails_leaves_none(library: sqlite3.Connection, nasa: int) -> None:
    before = everything(library)
    with pytest.raises(UnknownMentionError):
        decisions.accept(library, [nasa, 999_999], "ann")
    assert everything(library) == before


def test_a_mention_that_a_newer_run_replaced_is_told(library: sqlite3.Connection, document: int, nasa: int) -> None:
    mentions.keep(library, document, SECOND_RUN, [])
    with pytest.raises(UnknownMentionError, match=r"\.$"):
        decisions.accept(library, [nasa], "ann")


def test_a_withdrawn_mention_cannot_be_decided_on(library: sqlite3.Connection, document: int, nasa: int) -> None:
    decisions.accept(library, [nasa], "ann")
    decisions.undo(library, "ann")
    mentions.keep(library, document, SECOND_RUN, [])
    with pytest.raises(UnknownMentionError):
        decisions.accept(library, [nasa], "ann")


def test_a_full_disk_leaves_everything_as_it_was(library: sqlite3.Connection, document: int) -> None:
    numbers = [m.id for m in mentions.of_document(library, document)]
    before = everything(library)
    library.execute(f"PRAGMA max_page_count = {library.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(LibraryUnavailableError):  # noqa: PT012
        for turn in range(500):
            (decisions.reject if turn % 2 else decisions.accept)(library, numbers, "ann" * 100)
            before = everything(library)
    assert everything(library) == before


def test_a_new_decision_forecloses_redo(library: sqlite3.Connection, document: int, nasa: int) -> None:
    decisions.accept(library, [nasa], "ann")
    decisions.undo(library, "ann")
    decisions.reject(library, [mention(library, document, "ESA").id], "ann")
    assert decisions.redo(library, "ann") is None
    assert state(library, nasa) is PROPOSED


def test_what_was_undone_far_back_is_never_redone(library: sqlite3.Connection, document: int, nasa: int) -> None:
    esa, person = mention(library, document, "ESA").id, mention(library, document, "Jan Woerner").id
    decisions.accept(library, [nasa], "ann")
    decisions.undo(library, "ann")
    decisions.accept(library, [esa], "ann")
    decisions.accept(library, [person], "ann")
    decisions.undo(library, "ann")
    decisions.undo(library, "ann")
    redone = [decisions.redo(library, "ann") for _ in range(4)]
    assert [outcome and outcome.words for outcome in redone] == [
        "redo accept “ESA”",
        "redo accept “Jan Woerner”",
        None,
        None,
    ]
    assert state(library, nasa) is PROPOSED


def test_undo_passes_over_what_is_undone(library: sqlite3.Connection, document: int, nasa: int) -> None:
    esa = mention(library, document, "ESA").id
    decisions.accept(library, [esa], "ann")
    decisions.accept(library, [nasa], "ann")
    decisions.undo(library, "ann")
    decisions.reject(library, [nasa], "ann")
    steps = [decisions.undo(library, "ann") for _ in range(3)]
    assert [outcome and outcome.words for outcome in steps] == ["undo reject “NASA”", "undo accept “ESA”", None]


def test_undo_and_redo_may_go_back_and_forth(library: sqlite3.Connection, document: int, nasa: int) -> None:
    decisions.accept(library, [mention(library, document, "ESA").id], "ann")
    decisions.accept(library, [nasa], "ann")
    steps = "uruuurrruu"
    words = [(decisions.undo if step == "u" else decisions.redo)(library, "ann") for step in steps]
    assert [outcome.words if outcome else "" for outcome in words] == [
        "undo accept “NASA”",
        "redo accept “NASA”",
        "undo accept “NASA”",
        "undo accept “ESA”",
        "",
        "redo accept “ESA”",
        "redo accept “NASA”",
        "",
        "undo accept “NASA”",
        "undo accept “ESA”",
    ]


def test_two_readers_decide_in_turn(path: Path, library: sqlite3.Connection, document: int, nasa: int) -> None:
    other = connect(path)
    decisions.accept(library, [nasa], "ann")
    decisions.reject(other, [nasa], "bob")
    assert state(library, nasa) is REJECTED
    undone = decisions.undo(library, "ann")
    assert undone is not None
    assert undone.words == "undo reject “NASA”"
    assert (state(other, nasa), mention(other, document, "NASA").author) == (ACCEPTED, "ann")
    decisions.change_kind(other, [nasa], Kind.PLACE, "bob")
    assert decisions.redo(library, "ann") is None
    assert [row[0] for row in library.execute("SELECT author FROM history ORDER BY id")] == ["ann", "bob", "ann", "bob"]
    other.close()


def test_accepting_what_was_rejected_takes_the_place_of_what_stands_there(
    library: sqlite3.Connection, document: int, nasa: int
) -> None:
    decisions.reject(library, [nasa], "ann")
    mentions.keep(library, document, SECOND_RUN, [NASA_WILL])
    longer = mention(library, document, "NASA will").id
    decisions.accept(library, [longer], "ann")
    outcome = decisions.accept(library, [nasa], "ann")
    assert held(library, document) == [("NASA", Kind.AGENCY, ACCEPTED)]
    assert [(m.id, m.state) for m in outcome.mentions] == [(nasa, ACCEPTED), (longer, WITHDRAWN)]
    decisions.undo(library, "ann")
    assert held(library, document) == [("NASA", Kind.AGENCY, REJECTED), ("NASA will", Kind.AGENCY, ACCEPTED)]


@pytest.mark.parametrize("turn", [1, -1])
def test_of_many_mentions_accepted_at_once_none_overlaps(
    library: sqlite3.Connection, document: int, nasa: int, turn: int
) -> None:
    decisions.reject(library, [nasa], "ann")
    mentions.keep(library, document, SECOND_RUN, [NASA_WILL])
    longer = mention(library, document, "NASA will").id
    decisions.accept(library, [longer], "ann")
    before = held(library, document)
    outcome = decisions.accept(library, [nasa, longer][::turn], "ann")
    assert held(library, document) == [("NASA", Kind.AGENCY, ACCEPTED)]
    assert [m.id for m in outcome.mentions] == [nasa, longer]
    decisions.undo(library, "ann")
    assert held(library, document) == before


@pytest.mark.parametrize("turn", [1, -1])
def test_of_what_is_rejected_and_proposed_in_one_place_the_last_to_be_accepted_holds(
    library: sqlite3.Connection, document: int, nasa: int, turn: int
) -> None:
    decisions.reject(library, [nasa], "ann")
    mentions.keep(library, document, SECOND_RUN, [NASA_WILL])
    pair = [nasa, mention(library, document, "NASA will").id][::turn]
    before = held(library, document)
    decisions.accept(library, pair, "ann")
    assert [(m.id, m.state) for m in mentions.of_document(library, document)] == [(pair[-1], ACCEPTED)]
    decisions.undo(library, "ann")
    assert held(library, document) == before


def test_accepting_what_was_rejected_outranks_what_a_run_proposes_there(
    library: sqlite3.Connection, document: int, nasa: int
) -> None:
    decisions.reject(library, [nasa], "ann")
    mentions.keep(library, document, SECOND_RUN, [NASA_WILL])
    longer = mention(library, document, "NASA will").id
    outcome = decisions.accept(library, [nasa], "ann")
    assert held(library, document) == [("NASA", Kind.AGENCY, ACCEPTED)]
    assert [(m.id, m.state) for m in outcome.mentions] == [(nasa, ACCEPTED), (longer, WITHDRAWN)]


def test_redo_outranks_a_run_that_came_between(library: sqlite3.Connection, document: int, nasa: int) -> None:
    decisions.accept(library, [nasa], "ann")
    decisions.undo(library, "ann")
    mentions.keep(library, document, SECOND_RUN, [NASA_WILL])
    decisions.redo(library, "ann")
    assert held(library, document) == [("NASA", Kind.AGENCY, ACCEPTED)]


def test_undo_leaves_what_the_latest_run_proposes(library: sqlite3.Connection, document: int, nasa: int) -> None:
    decisions.accept(library, [nasa], "ann")
    mentions.keep(library, document, SECOND_RUN, [NASA_WILL])
    assert held(library, document) == [("NASA", Kind.AGENCY, ACCEPTED)]
    outcome = decisions.undo(library, "ann")
    assert held(library, document) == [("NASA will", Kind.AGENCY, PROPOSED)]
    assert outcome is not None
    assert [m.state for m in outcome.mentions] == [WITHDRAWN, PROPOSED]


def test_rejecting_what_hid_a_later_proposal_shows_it(library: sqlite3.Connection, document: int, nasa: int) -> None:
    decisions.accept(library, [nasa], "ann")
    mentions.keep(library, document, SECOND_RUN, [NASA_WILL])
    decisions.reject(library, [nasa], "ann")
    assert held(library, document) == [("NASA", Kind.AGENCY, REJECTED), ("NASA will", Kind.AGENCY, PROPOSED)]


def test_an_undone_decision_leaves_kind_and_record_of_the_latest_run(
    library: sqlite3.Connection, document: int, nasa: int
) -> None:
    decisions.accept(library, [nasa], "ann")
    mentions.keep(library, document, SECOND_RUN, [proposal(TEXT, "NASA", Kind.ORGANIZATION, "North Atlantic")])
    decisions.undo(library, "ann")
    found = mention(library, document, "NASA")
    assert (found.id, found.kind, found.name) == (nasa, Kind.ORGANIZATION, "North Atlantic")


def test_an_import_taken_back_after_all_leaves_what_the_latest_run_proposes(library: sqlite3.Connection) -> None:
    document = add(library)
    mentions.keep(library, document, FIRST_RUN, [])
    nasa, longer = proposal(TEXT, "NASA"), proposal(TEXT, "NASA will")
    for mark, how in ((nasa, ACCEPTED), (longer, REJECTED)):
        annotation = Annotation(mark.start, mark.end, mark.kind, mark.name, state=how)
        exchange.put(library, incoming()._replace(mentions=(annotation,)), "ann")
    displacing = mention(library, document, "NASA will").id
    for decide in (decisions.accept, decisions.reject, decisions.accept):
        decide(library, [displacing], "ann")
    mentions.keep(library, document, SECOND_RUN, [nasa])
    while decisions.undo(library, "ann"):
        pass
    assert held(library, document) == [("NASA", Kind.AGENCY, PROPOSED)]


def test_the_groups_to_undo_and_redo_are_known_beforehand(library: sqlite3.Connection, nasa: int) -> None:
    assert decisions.last_done(library) is decisions.next_undone(library) is None
    group = decisions.accept(library, [nasa], "ann").group
    assert decisions.last_done(library) == (group, "accept “NASA”")
    decisions.undo(library, "ann")
    assert decisions.last_done(library) is None
    assert decisions.next_undone(library) == (group, "accept “NASA”")
