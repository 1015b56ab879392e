from __future__ import annotations

import sqlite3

from store import decisions, mentions
from store.model import Kind, Mention, Origin, Proposal, Run, State
from tests.store.examples import (
    FIRST_RUN,
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
    state,
    usual,
)
from tests.store.test_records import ESA

AGENCY, PERSON, PROPOSED, ACCEPTED, REJECTED = Kind.AGENCY, Kind.PERSON, State.PROPOSED, State.ACCEPTED, State.REJECTED
NASA, NASA_WILL = proposal(TEXT, "NASA"), proposal(TEXT, "NASA will")


def stored(library: sqlite3.Connection) -> list[tuple[object, ...]]:
    return library.execute("SELECT * FROM proposals ORDER BY id").fetchall()


def test_what_a_run_proposes_is_what_holds(library: sqlite3.Connection) -> None:
    document = extracted(library)
    found = mentions.of_document(library, document)
    assert [Proposal(m.start, m.end, m.kind, m.name, None, m.score, m.origin, m.reason) for m in found] == usual()
    assert {m.state for m in found} == {PROPOSED}
    assert {m.author for m in found} == {None}


def test_values_come_back_in_their_types(library: sqlite3.Connection) -> None:
    document = extracted(library)
    decisions.accept(library, [mention(library, document, "NASA").id], "ann")
    found = mention(library, document, "NASA")
    assert [type(value) for value in (found, found.kind, found.origin, found.state)] == [Mention, Kind, Origin, State]


def test_a_proposal_without_a_record_gets_one_by_its_name(library: sqlite3.Connection) -> None:
    put(library, ESA)
    document = extracted(library)
    assert mention(library, document, "ESA").record_id == ESA.id
    assert mention(library, document, "NASA").record_id == "agency/nasa"


def test_a_proposal_keeps_the_record_that_it_names(library: sqlite3.Connection) -> None:
    put(library, ESA)
    document = extracted(library, [proposal(TEXT, "ESA", name="Ecuador's Agency", record=ESA.id)])
    assert (mention(library, document, "ESA").record_id, mention(library, document, "ESA").name) == (ESA.id, ESA.name)


def test_a_proposal_that_names_an_unknown_record_gets_one_by_its_name(library: sqlite3.Connection) -> None:
    document = extracted(library, [proposal(TEXT, "NASA", record="agency/of-another-library")])
    assert mention(library, document, "NASA").record_id == "agency/nasa"


def test_a_run_that_finds_nothing_is_kept_too(library: sqlite3.Connection) -> None:
    document = add(library)
    assert not mentions.is_extracted(library, document)
    mentions.keep(library, document, FIRST_RUN, [])
    assert mentions.is_extracted(library, document)
    assert held(library, document) == []


def test_the_same_run_twice_is_kept_once(library: sqlite3.Connection) -> None:
    document = extracted(library)
    before = everything(library)
    mentions.keep(library, document, FIRST_RUN, usual())
    assert everything(library) == before


def test_a_run_that_comes_again_after_another_holds_again(library: sqlite3.Connection) -> None:
    document = extracted(library)
    before = held(library, document)
    mentions.keep(library, document, SECOND_RUN, [NASA_WILL])
    said = stored(library)
    mentions.keep(library, document, FIRST_RUN, usual())
    assert held(library, document) == before
    assert stored(library) == said
    mentions.keep(library, document, SECOND_RUN, [NASA_WILL])
    assert held(library, document) == [("NASA will", AGENCY, PROPOSED)]


def test_a_run_with_another_configuration_is_another_run(library: sqlite3.Connection) -> None:
    document = extracted(library)
    mentions.keep(library, document, Run("pipeline", "1", '{"sure": true}'), [NASA])
    assert held(library, document) == [("NASA", AGENCY, PROPOSED)]


def test_proposals_never_change(library: sqlite3.Connection) -> None:
    document = extracted(library)
    before = stored(library)
    decisions.change_kind(library, [mention(library, document, "ESA").id], Kind.PLACE, "ann")
    decisions.reject(library, [mention(library, document, "NASA").id], "ann")
    mentions.keep(library, document, SECOND_RUN, [NASA])
    decisions.undo(library, "ann")
    assert stored(library)[: len(before)] == before
    assert len(stored(library)) == len(before) + 1


def test_what_nobody_decided_gives_way_to_a_later_run(library: sqlite3.Connection) -> None:
    document = extracted(library)
    mentions.keep(library, document, SECOND_RUN, [proposal(TEXT, "NASA", Kind.ORGANIZATION)])
    assert held(library, document) == [("NASA", Kind.ORGANIZATION, PROPOSED)]


def test_what_was_accepted_outranks_a_later_run_and_keeps_its_number(library: sqlite3.Connection) -> None:
    document = extracted(library)
    accepted = mention(library, document, "NASA").id
    decisions.accept(library, [accepted], "ann")
    mentions.keep(library, document, SECOND_RUN, [NASA_WILL])
    assert held(library, document) == [("NASA", AGENCY, ACCEPTED)]
    assert mention(library, document, "NASA").id == accepted


def test_a_changed_kind_outranks_a_later_run(library: sqlite3.Connection) -> None:
    document = extracted(library)
    decisions.change_kind(library, [mention(library, document, "NASA").id], PERSON, "ann")
    mentions.keep(library, document, SECOND_RUN, [NASA])
    assert held(library, document) == [("NASA", PERSON, ACCEPTED)]


def test_what_was_rejected_stays_away(library: sqlite3.Connection) -> None:
    document = extracted(library)
    decisions.reject(library, [mention(library, document, "NASA").id], "ann")
    mentions.keep(library, document, SECOND_RUN, [proposal(TEXT, "NASA", PERSON)])
    assert held(library, document) == [("NASA", AGENCY, REJECTED)]
    assert mentions.of_document(library, document, rejected=False) == []


def test_a_rejected_span_leaves_room_for_another_one(library: sqlite3.Connection) -> None:
    document = extracted(library)
    decisions.reject(library, [mention(library, document, "NASA").id], "ann")
    mentions.keep(library, document, SECOND_RUN, [NASA_WILL])
    assert held(library, document) == [("NASA", AGENCY, REJECTED), ("NASA will", AGENCY, PROPOSED)]


def test_a_mention_that_the_history_names_is_never_deleted(library: sqlite3.Connection) -> None:
    document = extracted(library)
    named = mention(library, document, "NASA").id
    decisions.accept(library, [named], "ann")
    decisions.undo(library, "ann")
    mentions.keep(library, document, SECOND_RUN, [])
    assert state(library, named) is State.WITHDRAWN
    assert held(library, document) == []


def test_a_mention_that_the_history_names_comes_back_with_its_number(library: sqlite3.Connection) -> None:
    document = extracted(library)
    named = mention(library, document, "NASA").id
    decisions.accept(library, [named], "ann")
    decisions.undo(library, "ann")
    mentions.keep(library, document, SECOND_RUN, [])
    mentions.keep(library, document, THIRD_RUN, [proposal(TEXT, "NASA", PERSON)])
    found = mention(library, document, "NASA")
    assert (found.id, found.kind, found.state, found.author) == (named, PERSON, PROPOSED, None)


def test_what_two_runs_agree_on_is_another_mention_of_its_own(library: sqlite3.Connection) -> None:
    document = extracted(library)
    mentions.keep(library, document, SECOND_RUN, [NASA._replace(score=0.25)])
    assert [(m.name, m.score) for m in mentions.of_document(library, document)] == [("NASA", 0.25)]


def test_the_number_of_a_replaced_mention_never_comes_to_mean_another(library: sqlite3.Connection) -> None:
    document = extracted(library)
    first = {m.id for m in mentions.of_document(library, document)}
    mentions.keep(library, document, SECOND_RUN, [NASA_WILL])
    assert mentions.get_all(library, first) == []


def test_runs_on_one_document_leave_others_alone(library: sqlite3.Connection) -> None:
    document, other = extracted(library), add(library, TEXT + "!", "/news/other.txt")
    mentions.keep(library, other, FIRST_RUN, usual())
    before = mentions.of_document(library, document)
    mentions.keep(library, other, SECOND_RUN, [])
    assert mentions.of_document(library, document) == before


def test_mentions_are_found_by_number_in_the_order_of_the_text(library: sqlite3.Connection) -> None:
    document = extracted(library)
    found = mentions.of_document(library, document)
    assert mentions.get_all(library, [found[3].id, 99, found[1].id]) == [found[1], found[3]]


def test_a_records_places_stand_in_their_surroundings(library: sqlite3.Connection) -> None:
    document = extracted(library)
    first, second = mentions.of_record(library, "agency/european-space-agency")
    assert (first.words, first.before, first.start) == ("ESA", "", 0)
    assert second.before + second.words + second.after == TEXT
    assert (second.document_id, second.title, second.state) == (document, "Landing", PROPOSED)


def test_a_records_places_leave_out_rejected_mentions_and_earlier_revisions(library: sqlite3.Connection) -> None:
    document = extracted(library)
    decisions.reject(library, [mention(library, document, "ESA").id], "ann")
    assert len(mentions.of_record(library, "agency/european-space-agency")) == 1
    add(library, "Nothing of that.")
    assert mentions.of_record(library, "agency/european-space-agency") == []


def test_no_more_places_are_given_than_asked_for(library: sqlite3.Connection) -> None:
    extracted(library)
    assert len(mentions.of_record(library, "agency/european-space-agency", limit=1)) == 1
