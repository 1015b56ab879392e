from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from store import decisions, editing, mentions, records, sample, stated, statements
from store.database import transaction
from store.decisions import Outcome
from store.errors import ImpossibleDecisionError, UnknownRecordError
from store.model import (
    Alias,
    Fact,
    Kind,
    NameType,
    Predicate,
    Record,
    RecordOrigin,
    Relation,
    RelationProposal,
    Span,
    State,
)
from tests.store.examples import FIRST_RUN, SECOND_RUN, TEXT, add, extracted, mention, proposal, put, usual
from tests.store.test_records import CHANGE_4, ESA

AGENCY = Kind.AGENCY
PROVISIONAL = "agency/european-space-agency"


@pytest.fixture
def document(library: sqlite3.Connection) -> int:
    return extracted(library)


def every(library: sqlite3.Connection) -> dict[str, Record]:
    return {r: records.get(library, r) for r in records.every(library)}


def name_is(library: sqlite3.Connection, document: int, words: str) -> str:
    return mention(library, document, words).name


def test_a_created_record_stands_for_the_mentions(library: sqlite3.Connection, document: int) -> None:
    chang = mention(library, document, "Chang'e-4").id
    facts = [Fact("launched", "2018-12-07", "")]
    outcome = editing.create(
        library,
        Kind.MISSION,
        "Lunar  probe four",
        "ann",
        aliases=[Alias("CE-4", NameType.ACRONYM)],
        facts=facts,
        mention_ids=[chang],
    )
    assert outcome.words == "create MISSION “Lunar probe four”"
    made = records.get(library, outcome.records[0])
    assert made == Record(
        "mission/lunar-probe-four",
        Kind.MISSION,
        "Lunar probe four",
        RecordOrigin.PERSON,
        aliases=(Alias("CE-4", NameType.ACRONYM),),
        facts=(Fact("launched", "2018-12-07", "person: ann"),),
    )
    assert (outcome.mentions[0].name, outcome.mentions[0].state) == ("Lunar probe four", State.ACCEPTED)
    assert "CE-4" in {name.text for name in records.names(library)}
    decisions.undo(library, "ann")
    assert name_is(library, document, "Chang'e-4") == "Chang'e 4"
    assert "CE-4" not in {name.text for name in records.names(library)}
    decisions.redo(library, "ann")
    assert records.get(library, made.id) == made


def test_a_provisional_record_becomes_a_persons(library: sqlite3.Connection, document: int) -> None:
    outcome = editing.create(library, AGENCY, "NASA", "ann")
    assert outcome.records == ("agency/nasa",)
    assert records.get(library, "agency/nasa").origin is RecordOrigin.PERSON
    decisions.undo(library, "ann")
    assert records.get(library, "agency/nasa").origin is RecordOrigin.PROVISIONAL
    assert document


def test_a_second_record_of_a_name_is_told_apart(library: sqlite3.Connection) -> None:
    put(library, ESA)
    (identifier,) = editing.create(library, AGENCY, ESA.name, "ann").records
    assert identifier == f"{ESA.id}-2"
    assert records.get(library, ESA.id) == ESA


def test_a_record_without_a_name_is_refused(library: sqlite3.Connection) -> None:
    with pytest.raises(ImpossibleDecisionError):
        editing.create(library, AGENCY, "  ", "ann")


EDITS: dict[str, Callable[[sqlite3.Connection], Outcome]] = {
    "name": lambda library: editing.prefer_name(library, ESA.id, "Europe in Space", "ann"),
    "preferred": lambda library: editing.prefer_name(library, ESA.id, ESA.aliases[0].name, "ann"),
    "aliases": lambda library: editing.edit(library, ESA.id, "ann", aliases=[Alias("Esa", NameType.VARIANT)]),
    "facts": lambda library: editing.edit(library, ESA.id, "ann", facts=[*ESA.facts[1:], Fact("staff", "2200", "x")]),
    "wikidata": lambda library: editing.edit(library, ESA.id, "ann", wikidata="Q1"),
    "all": lambda library: editing.edit(library, ESA.id, "ann", name="E", wikidata="", aliases=[], facts=[]),
}


@pytest.mark.parametrize("how", EDITS)
def test_an_edit_is_undone_and_redone(library: sqlite3.Connection, how: str) -> None:
    put(library, ESA)
    EDITS[how](library)
    after = records.get(library, ESA.id)
    assert after != ESA
    decisions.undo(library, "ann")
    undone = records.get(library, ESA.id)
    assert (undone.name, undone.wikidata) == (ESA.name, ESA.wikidata)
    assert (set(undone.aliases), set(undone.facts)) == (set(ESA.aliases), set(ESA.facts))
    decisions.redo(library, "ann")
    redone = records.get(library, ESA.id)
    assert (redone.name, set(redone.aliases), set(redone.facts)) == (after.name, set(after.aliases), set(after.facts))


def test_the_name_that_was_is_another_name(library: sqlite3.Connection) -> None:
    put(library, ESA)
    outcome = editing.prefer_name(library, ESA.id, "Europe in Space", "ann")
    assert outcome.words == f"edit {ESA.name}: call it Europe in Space"
    found = records.get(library, ESA.id)
    assert found.name == "Europe in Space"
    assert Alias(ESA.name, NameType.NAME) in found.aliases


def test_an_acronym_that_is_preferred_stays_one(library: sqlite3.Connection) -> None:
    put(library, ESA)
    editing.prefer_name(library, ESA.id, "ESA", "ann")
    assert ("ESA", NameType.ACRONYM) in {(n.text, n.type) for n in records.names(library)}


def test_new_facts_name_the_person_and_old_ones_their_source(library: sqlite3.Connection) -> None:
    put(library, ESA)
    EDITS["facts"](library)
    facts = records.get(library, ESA.id).facts
    assert {fact.source for fact in facts if fact.property == "staff"} == {"person: ann"}
    assert set(ESA.facts[1:]) <= set(facts)


def test_an_edit_that_changes_nothing_is_no_step(library: sqlite3.Connection) -> None:
    put(library, ESA)
    assert editing.edit(library, ESA.id, "ann", name=ESA.name, aliases=ESA.aliases, facts=ESA.facts).group is None


def test_an_edit_outlives_a_later_catalogue(library: sqlite3.Connection) -> None:
    sample.load_catalogue(library)
    identifier = "agency/european-space-agency"
    before = records.get(library, identifier)
    editing.edit(library, identifier, "ann", name="Esa", aliases=[*before.aliases, Alias("Eesa", NameType.VARIANT)])
    edited = records.get(library, identifier)
    library.execute("UPDATE settings SET value = 'an older one' WHERE key = 'catalogue'")
    assert sample.load_catalogue(library)
    again = records.get(library, identifier)
    assert (again.name, set(again.aliases), set(again.facts)) == ("Esa", set(edited.aliases), set(edited.facts))
    assert again.origin is RecordOrigin.CATALOGUE


def test_merged_records_are_one_and_come_apart_again(library: sqlite3.Connection, document: int) -> None:
    put(library, CHANGE_4, Record("agency/nasa", AGENCY, "NASA", facts=(Fact("founded", "1958", "x"),)))
    before, held = every(library), mentions.of_document(library, document)
    outcome = editing.merge(library, PROVISIONAL, ["agency/nasa"], "ann")
    assert outcome.words == "merge NASA into European Space Agency"
    assert {m.record_id for m in mentions.of_document(library, document) if m.kind is AGENCY} == {PROVISIONAL}
    one = records.get(library, PROVISIONAL)
    assert Fact("founded", "1958", "x") in one.facts
    assert "NASA" in {alias.name for alias in one.aliases}
    assert records.get(library, "agency/nasa") == one
    assert records.resolve(library, "nasa") == one
    assert mentions.count_of_record(library, PROVISIONAL) == (3, 1)
    assert len(mentions.of_record(library, PROVISIONAL)) == 3
    listed = {record.id: record.mentions for record in records.listed(library)}
    assert (listed[PROVISIONAL], "agency/nasa" in listed) == (3, False)
    assert editing.parts(library, PROVISIONAL) == [("agency/nasa", "NASA")]
    editing.split(library, "agency/nasa", "ann")
    assert (every(library), mentions.of_document(library, document)) == (before, held)
    decisions.undo(library, "ann")
    assert records.get(library, "agency/nasa") == one
    decisions.undo(library, "ann")
    assert (every(library), mentions.of_document(library, document)) == (before, held)


def test_statements_go_with_merged_records(library: sqlite3.Connection, document: int) -> None:
    nasa, chang = proposal(TEXT, "NASA"), proposal(TEXT, "Chang'e-4")
    ends = Span(nasa.start, nasa.end), Span(chang.start, chang.end)
    said = RelationProposal(ends[0], Predicate.PARTNER_IN, ends[1], None, nasa.start, chang.end, 0.5, "so")
    with transaction(library):
        statements.put_proposed(library, document, FIRST_RUN, [said], [])
    editing.merge(library, PROVISIONAL, ["agency/nasa"], "ann")
    (found,) = stated.of_record(library, PROVISIONAL).relations
    assert (found.subject.record_id, found.subject.name) == (PROVISIONAL, "European Space Agency")
    assert statements.of_document(library, document)[0] == (
        Relation("European Space Agency", "partner_in", "Chang'e 4"),
    )


def test_what_later_runs_find_is_of_the_merged_record(library: sqlite3.Connection, document: int) -> None:
    editing.merge(library, PROVISIONAL, ["agency/nasa"], "ann")
    other = add(library, TEXT + "!", "/news/other.txt")
    mentions.keep(library, other, SECOND_RUN, usual())
    assert name_is(library, other, "NASA") == "European Space Agency"
    editing.split(library, "agency/nasa", "ann")
    assert name_is(library, other, "NASA") == "NASA"
    assert document


def test_what_was_merged_before_comes_along_and_stays_together(library: sqlite3.Connection, document: int) -> None:
    editing.merge(library, "agency/nasa", [PROVISIONAL], "ann")
    editing.merge(library, "person/jan-worner", ["agency/nasa"], "ann")
    assert {m.name for m in mentions.of_document(library, document)} == {"Jan Wörner", "Chang'e 4"}
    decisions.undo(library, "ann")
    assert {m.name for m in mentions.of_document(library, document)} == {"Jan Wörner", "Chang'e 4", "NASA"}


def test_names_of_a_merged_record_can_be_taken_away(library: sqlite3.Connection, document: int) -> None:
    editing.merge(library, PROVISIONAL, ["agency/nasa"], "ann")
    editing.edit(library, PROVISIONAL, "ann", aliases=[])
    assert records.get(library, PROVISIONAL).aliases == ()
    decisions.undo(library, "ann")
    assert [alias.name for alias in records.get(library, PROVISIONAL).aliases] == ["NASA"]
    assert document


def test_a_record_is_not_merged_with_itself_or_with_none(library: sqlite3.Connection, document: int) -> None:
    with pytest.raises(ImpossibleDecisionError):
        editing.merge(library, PROVISIONAL, [PROVISIONAL], "ann")
    with pytest.raises(UnknownRecordError):
        editing.merge(library, PROVISIONAL, ["agency/nobody"], "ann")
    with pytest.raises(ImpossibleDecisionError):
        editing.split(library, PROVISIONAL, "ann")
    assert document
