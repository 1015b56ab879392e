from __future__ import annotations

import sqlite3

import pytest

from store import decisions, documents, mentions, records, rules
from store.errors import ImpossibleDecisionError, UnknownMentionError, UnknownRecordError
from store.model import Action, Kind, Mention, RecordOrigin, State
from tests.store.examples import (
    SECOND_RUN,
    TEXT,
    THIRD_RUN,
    add,
    everything,
    extracted,
    held,
    mention,
    proposal,
    put,
    usual,
)
from tests.store.test_records import CHANGE_4, ESA

AGENCY, PROPOSED, ACCEPTED, REJECTED = Kind.AGENCY, State.PROPOSED, State.ACCEPTED, State.REJECTED


@pytest.fixture
def document(library: sqlite3.Connection) -> int:
    return extracted(library)


@pytest.fixture
def nasa(library: sqlite3.Connection, document: int) -> int:
    return mention(library, document, "NASA").id


def span(words: str) -> tuple[int, int]:
    found = proposal(TEXT, words)
    return found.start, found.end


def undone(library: sqlite3.Connection, before: list[Mention], document: int) -> bool:
    decisions.undo(library, "ann")
    return mentions.of_document(library, document) == before


def test_blanks_alone_are_no_name(library: sqlite3.Connection, document: int, nasa: int) -> None:
    blank = TEXT.index(" ")
    before = everything(library)
    with pytest.raises(ImpossibleDecisionError, match="more than blanks"):
        decisions.change_boundaries(library, nasa, blank, blank + 1, "ann")
    with pytest.raises(ImpossibleDecisionError, match="more than blanks"):
        decisions.add(library, document, [(blank, blank + 1)], AGENCY, "ann")
    assert everything(library) == before


@pytest.mark.parametrize("again", [decisions.accept, decisions.reject])
def test_a_decision_that_changes_nothing_is_no_step_to_undo(
    library: sqlite3.Connection, nasa: int, again: object
) -> None:
    assert callable(again)
    again(library, [nasa], "ann")
    before = everything(library)
    outcome = again(library, [nasa], "ann")
    assert (outcome.group, outcome.mentions) == (None, ())
    assert everything(library) == before


def test_the_same_kind_again_is_no_step_to_undo(library: sqlite3.Connection, nasa: int) -> None:
    decisions.change_kind(library, [nasa], Kind.PLACE, "ann")
    assert decisions.change_kind(library, [nasa], Kind.PLACE, "ann").group is None


def test_of_several_only_what_changes_is_decided(library: sqlite3.Connection, document: int, nasa: int) -> None:
    decisions.accept(library, [nasa], "ann")
    outcome = decisions.accept(library, [nasa, mention(library, document, "ESA").id], "ann")
    assert [m.start for m in outcome.mentions] == [0]


def test_changing_boundaries_keeps_the_mention(library: sqlite3.Connection, document: int, nasa: int) -> None:
    before = mentions.of_document(library, document)
    outcome = decisions.change_boundaries(library, nasa, *span("NASA will"), "ann")
    assert outcome.words == "change boundaries of “NASA” to “NASA will”"
    (changed,) = outcome.mentions
    assert (changed.id, changed.record_id, changed.state) == (nasa, "agency/nasa", ACCEPTED)
    assert ("NASA will", AGENCY, ACCEPTED) in held(library, document)
    assert undone(library, before, document)


def test_wider_boundaries_hide_what_is_proposed_there(library: sqlite3.Connection, document: int) -> None:
    esa = mention(library, document, "ESA", 1)
    outcome = decisions.change_boundaries(library, esa.id, *span("ESA and NASA"), "ann")
    assert [m.state for m in outcome.mentions] == [ACCEPTED, State.WITHDRAWN]
    assert [words for words, _, _ in held(library, document)] == ["ESA", "Jan Woerner", "ESA and NASA", "Chang'e-4"]
    decisions.undo(library, "ann")
    assert len(held(library, document)) == 5


def test_wider_boundaries_take_the_place_of_what_is_accepted_there(
    library: sqlite3.Connection, document: int, nasa: int
) -> None:
    decisions.accept(library, [nasa], "bob")
    before = mentions.of_document(library, document)
    decisions.change_boundaries(library, mention(library, document, "ESA", 1).id, *span("ESA and NASA"), "ann")
    assert ("NASA", AGENCY, ACCEPTED) not in held(library, document)
    assert undone(library, before, document)


@pytest.mark.parametrize("place", [(5, 5), (-1, 3), (0, len(TEXT) + 1), (9, 4)])
def test_boundaries_outside_the_text_are_refused(
    library: sqlite3.Connection, nasa: int, place: tuple[int, int]
) -> None:
    before = everything(library)
    with pytest.raises(ImpossibleDecisionError, match=r"\.$"):
        decisions.change_boundaries(library, nasa, *place, "ann")
    assert everything(library) == before


def test_a_later_run_leaves_changed_boundaries(library: sqlite3.Connection, document: int, nasa: int) -> None:
    decisions.change_boundaries(library, nasa, *span("NASA will"), "ann")
    mentions.keep(library, document, SECOND_RUN, usual())
    assert ("NASA will", AGENCY, ACCEPTED) in held(library, document)
    assert ("NASA", AGENCY, PROPOSED) not in held(library, document)


def test_adding_marks_a_place_with_the_record_of_its_words(library: sqlite3.Connection, document: int) -> None:
    before = mentions.of_document(library, document)
    outcome = decisions.add(library, document, [span("land")], Kind.EVENT, "ann")
    assert outcome.words == "add “land” as EVENT"
    (added,) = outcome.mentions
    assert (added.kind, added.name, added.state, added.reason) == (Kind.EVENT, "land", ACCEPTED, "marked by ann")
    assert undone(library, before, document)
    decisions.redo(library, "ann")
    assert mention(library, document, "land").id == added.id


def test_adding_with_a_record_takes_its_kind(library: sqlite3.Connection, document: int) -> None:
    put(library, CHANGE_4)
    (added,) = decisions.add(library, document, [span("land")], Kind.EVENT, "ann", record_id=CHANGE_4.id).mentions
    assert (added.kind, added.record_id, added.name) == (Kind.MISSION, CHANGE_4.id, "Chang'e 4")


def test_adding_under_a_name(library: sqlite3.Connection, document: int) -> None:
    (added,) = decisions.add(library, document, [span("land")], Kind.EVENT, "ann", name="Moon landing").mentions
    assert (added.name, added.record_id) == ("Moon landing", "event/moon-landing")


def test_adding_where_something_is_proposed_decides_on_that(
    library: sqlite3.Connection, document: int, nasa: int
) -> None:
    (added,) = decisions.add(library, document, [span("NASA")], Kind.ORGANIZATION, "ann").mentions
    assert (added.id, added.kind, added.state) == (nasa, Kind.ORGANIZATION, ACCEPTED)


def test_adding_what_was_rejected_brings_it_back(library: sqlite3.Connection, document: int, nasa: int) -> None:
    decisions.reject(library, [nasa], "bob")
    decisions.add(library, document, [span("NASA")], AGENCY, "ann")
    assert [(m.id, m.state) for m in mentions.of_document(library, document) if m.name == "NASA"] == [(nasa, ACCEPTED)]


def test_linking_says_the_record_and_its_kind(library: sqlite3.Connection, document: int, nasa: int) -> None:
    put(library, CHANGE_4)
    before = mentions.of_document(library, document)
    outcome = decisions.link(library, [nasa], CHANGE_4.id, "ann")
    assert (outcome.action, outcome.words) == (Action.LINK, "link “NASA” to Chang'e 4")
    assert [(m.kind, m.record_id, m.state) for m in outcome.mentions] == [(Kind.MISSION, CHANGE_4.id, ACCEPTED)]
    assert undone(library, before, document)


def test_linking_to_no_record_is_refused(library: sqlite3.Connection, nasa: int) -> None:
    before = everything(library)
    with pytest.raises(UnknownRecordError):
        decisions.link(library, [nasa], "agency/nobody", "ann")
    assert everything(library) == before


def test_unlinking_leaves_a_provisional_record_of_its_own(library: sqlite3.Connection) -> None:
    put(library, ESA)
    document = extracted(library)
    before = mentions.of_document(library, document)
    (changed,) = decisions.unlink(library, [mention(library, document, "ESA").id], "ann").mentions
    assert (changed.kind, changed.name, changed.state) == (AGENCY, "ESA", ACCEPTED)
    assert changed.record_id != ESA.id
    assert records.get(library, str(changed.record_id)).origin is RecordOrigin.PROVISIONAL
    assert undone(library, before, document)


def test_what_is_unlinked_twice_is_the_same(library: sqlite3.Connection) -> None:
    put(library, ESA)
    document = extracted(library)
    numbers = [mention(library, document, "ESA", nth).id for nth in (0, 1)]
    changed = decisions.unlink(library, numbers, "ann").mentions
    assert changed[0].record_id == changed[1].record_id


def test_what_is_unlinked_from_a_provisional_record_gets_another(
    library: sqlite3.Connection, document: int, nasa: int
) -> None:
    (changed,) = decisions.unlink(library, [nasa], "ann").mentions
    assert (changed.record_id, changed.name) == ("agency/nasa-2", "NASA")
    assert document


def test_later_mentions_are_not_linked_to_what_was_unlinked(library: sqlite3.Connection) -> None:
    put(library, ESA)
    document = extracted(library)
    decisions.unlink(library, [mention(library, document, "ESA").id], "ann")
    mentions.keep(library, document, SECOND_RUN, [proposal(TEXT, "ESA", nth=1)])
    assert mention(library, document, "ESA", 1).record_id == ESA.id


def test_a_name_that_is_never_linked_here_stays_so_in_later_runs(library: sqlite3.Connection) -> None:
    put(library, ESA)
    document = extracted(library)
    other = add(library, TEXT + "!", "/news/other.txt")
    mentions.keep(library, other, SECOND_RUN, usual())
    outcome = decisions.never_link(library, mention(library, document, "ESA").id, "ann", everywhere=False)
    assert outcome.words == "never link “ESA” to European Space Agency in this document"
    assert [m.name for m in mentions.of_document(library, document) if m.end - m.start == 3] == ["ESA", "ESA"]
    assert mention(library, document, "ESA", 1).state is PROPOSED
    assert mention(library, other, "ESA").record_id == ESA.id
    mentions.keep(library, document, SECOND_RUN, usual())
    assert mention(library, document, "ESA", 1).name == "ESA"
    assert [(r.words, r.record_id, r.document_id) for r in rules.never_links(library)] == [("ESA", ESA.id, document)]


def test_a_name_that_is_never_linked_anywhere_is_so_in_every_document(library: sqlite3.Connection) -> None:
    put(library, ESA)
    document = extracted(library)
    other = add(library, TEXT + "!", "/news/other.txt")
    mentions.keep(library, other, SECOND_RUN, usual())
    decisions.never_link(library, mention(library, document, "ESA").id, "ann", everywhere=True)
    assert mention(library, other, "ESA").name == "ESA"
    third = add(library, TEXT + "?", "/news/third.txt")
    mentions.keep(library, third, SECOND_RUN, usual())
    assert mention(library, third, "ESA").name == "ESA"


def test_undo_takes_a_rule_back_and_redo_makes_it_again(library: sqlite3.Connection) -> None:
    put(library, ESA)
    document = extracted(library)
    before = mentions.of_document(library, document)
    decisions.never_link(library, mention(library, document, "ESA").id, "ann", everywhere=True)
    after = mentions.of_document(library, document)
    decisions.undo(library, "ann")
    assert mentions.of_document(library, document) == before
    assert rules.never_links(library) == []
    decisions.redo(library, "ann")
    assert mentions.of_document(library, document) == after


def test_a_rule_leaves_what_somebody_has_decided(library: sqlite3.Connection) -> None:
    put(library, ESA)
    document = extracted(library)
    decisions.accept(library, [mention(library, document, "ESA", 1).id], "bob")
    decisions.never_link(library, mention(library, document, "ESA").id, "ann", everywhere=True)
    assert mention(library, document, "ESA", 1).record_id == ESA.id


def test_a_note_leaves_the_rest_as_it_is(library: sqlite3.Connection, document: int, nasa: int) -> None:
    before = mention(library, document, "NASA")
    outcome = decisions.note(library, [nasa], " why not NACA? ", "ann")
    assert outcome.words == "note on “NASA”: why not NACA?"
    assert mention(library, document, "NASA") == before._replace(note="why not NACA?")
    decisions.note(library, [nasa], "", "ann")
    assert mention(library, document, "NASA") == before
    decisions.undo(library, "ann")
    assert mention(library, document, "NASA").note == "why not NACA?"


def test_a_flag_is_set_and_taken_away(library: sqlite3.Connection, document: int, nasa: int) -> None:
    assert decisions.flag(library, [nasa], True, "ann").mentions[0].flagged
    assert decisions.flag(library, [nasa], True, "ann").group is None
    decisions.flag(library, [nasa], False, "ann")
    assert not mention(library, document, "NASA").flagged
    decisions.undo(library, "ann")
    assert mention(library, document, "NASA").flagged


def test_notes_and_flags_outlive_decisions_and_runs(library: sqlite3.Connection, document: int, nasa: int) -> None:
    decisions.flag(library, [nasa], True, "ann")
    decisions.note(library, [nasa], "look", "ann")
    mentions.keep(library, document, SECOND_RUN, [])
    mentions.keep(library, document, THIRD_RUN, usual())
    decisions.accept(library, [nasa], "bob")
    found = mention(library, document, "NASA")
    assert (found.id, found.note, found.flagged) == (nasa, "look", True)


def test_what_a_newer_extraction_replaced_cannot_be_corrected(
    library: sqlite3.Connection, document: int, nasa: int
) -> None:
    mentions.keep(library, document, SECOND_RUN, [])
    with pytest.raises(UnknownMentionError):
        decisions.change_boundaries(library, nasa, 0, 3, "ann")
    with pytest.raises(UnknownMentionError):
        decisions.unlink(library, [nasa], "ann")
    with pytest.raises(UnknownMentionError):
        decisions.never_link(library, nasa, "ann", everywhere=True)


def test_decisions_of_an_earlier_version_are_undone(library: sqlite3.Connection, document: int, nasa: int) -> None:
    """The log of a library from before notes and flags says nothing of them."""
    before = mentions.of_document(library, document)
    decisions.accept(library, [nasa], "ann")
    text = '{"start": 40, "end": 44, "kind": "AGENCY", "record": "agency/nasa", "state": "%s", "author": %s}'
    start = documents.get(library, document).text.index("NASA")
    text = text.replace("40", str(start)).replace("44", str(start + 4))
    library.execute(
        "UPDATE decisions SET before = ?, after = ?", [text % ("proposed", "null"), text % ("accepted", '"a"')]
    )
    assert undone(library, before, document)
