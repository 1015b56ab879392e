"""Rules that the decisions of a library make."""

from __future__ import annotations

import sqlite3

import pytest

from store import decisions, documents, extractions, learned_rules, lessons, switching
from store.errors import UnknownRuleError
from store.model import IncomingDocument, Kind, Verdict
from tests.store.examples import FIRST_RUN, add, extracted, incoming, mention, proposal, put
from tests.store.test_records import ESA


def text_with(library: sqlite3.Connection, text: str, *words: str, kind: Kind = Kind.PERSON) -> int:
    """A document in which a run took each of those words for something of a kind."""
    document = add(library, text, f"/news/{hash(text)}.txt")
    extractions.keep(library, document, FIRST_RUN, [proposal(text, each, kind) for each in words], [], [])
    return document


def rules(library: sqlite3.Connection) -> dict[str, tuple[int, int]]:
    return {rule.id: (rule.support, rule.against) for rule in learned_rules.derived(library)}


def test_an_added_mention_teaches_its_name_at_once(library: sqlite3.Connection) -> None:
    text = "They lost Foo-Sat."
    document = add(library, text)
    decisions.add(library, document, [(10, 17)], Kind.MISSION, "ann")
    (rule,) = learned_rules.holding(library)
    assert (rule.words, rule.kind, rule.name, rule.support, rule.against) == ("Foo-Sat", Kind.MISSION, "Foo-Sat", 1, 0)
    assert rule.record_id == mention(library, document, "Foo-Sat").record_id


def test_a_changed_kind_teaches_it(library: sqlite3.Connection) -> None:
    document = text_with(library, "They met Marlow Teague.", "Marlow Teague")
    decisions.change_kind(library, [mention(library, document, "Marlow Teague").id], Kind.ORGANIZATION, "ann")
    assert rules(library) == {"Marlow Teague is ORGANIZATION": (1, 0)}


def test_an_accepted_link_teaches_a_name_of_the_record(library: sqlite3.Connection) -> None:
    put(library, ESA)
    document = text_with(library, "They met Europe's Agency.", "Europe's Agency", kind=Kind.AGENCY)
    decisions.link(library, [mention(library, document, "Europe's Agency").id], ESA.id, "ann")
    (rule,) = learned_rules.holding(library)
    assert (rule.id, rule.record_id, rule.name) == ("Europe's Agency is AGENCY", ESA.id, ESA.name)


def test_confirming_what_the_catalogue_knows_teaches_nothing(library: sqlite3.Connection) -> None:
    put(library, ESA)
    text = "They met ESA."
    document = add(library, text)
    extractions.keep(library, document, FIRST_RUN, [proposal(text, "ESA", record=ESA.id)], [], [])
    decisions.accept(library, [mention(library, document, "ESA").id], "ann")
    assert rules(library) == {}


def test_one_word_for_a_person_and_a_date_teach_nothing(library: sqlite3.Connection) -> None:
    document = text_with(library, "They met Teague.", "Teague")
    decisions.accept(library, [mention(library, document, "Teague").id], "ann")
    other = text_with(library, "They met in Marchember.", "Marchember", kind=Kind.DATE)
    decisions.accept(library, [mention(library, other, "Marchember").id], "ann")
    assert rules(library) == {}


def test_three_rejections_make_a_rule_and_two_do_not(library: sqlite3.Connection) -> None:
    for number in range(3):
        assert rules(library) == {}
        document = text_with(library, f"Number {number}: the Luna effect.", "Luna")
        decisions.reject(library, [mention(library, document, "Luna").id], "ann")
    assert rules(library) == {"Luna is no mention": (3, 0)}


def test_decisions_against_a_rule_count_and_end_it(library: sqlite3.Connection) -> None:
    for number in range(5):
        document = text_with(library, f"Number {number}: the Gateway of old.", "Gateway")
        number_of = mention(library, document, "Gateway").id
        if number < 4:
            decisions.change_kind(library, [number_of], Kind.MISSION, "ann")
        else:
            decisions.reject(library, [number_of], "ann")
    assert rules(library) == {"Gateway is MISSION": (4, 1)}
    assert [rule.id for rule in learned_rules.holding(library)] == ["Gateway is MISSION"]
    document = text_with(library, "Number 5: the Gateway of old.", "Gateway")
    decisions.reject(library, [mention(library, document, "Gateway").id], "ann")
    assert learned_rules.holding(library) == []


def test_undoing_a_decision_takes_its_rule_away(library: sqlite3.Connection) -> None:
    document = text_with(library, "They met Marlow Teague.", "Marlow Teague")
    decisions.change_kind(library, [mention(library, document, "Marlow Teague").id], Kind.ORGANIZATION, "ann")
    before = learned_rules.mark(library)
    decisions.undo(library, "ann")
    assert rules(library) == {}
    assert learned_rules.mark(library) != before


def test_a_later_revision_does_not_count_twice(library: sqlite3.Connection) -> None:
    document = text_with(library, "They met Marlow Teague.", "Marlow Teague")
    decisions.change_kind(library, [mention(library, document, "Marlow Teague").id], Kind.ORGANIZATION, "ann")
    source = documents.get(library, document).source
    documents.add(library, IncomingDocument("x", "x", "Again they met Marlow Teague.", source))
    assert rules(library) == {"Marlow Teague is ORGANIZATION": (1, 0)}


def test_a_rule_is_switched_off_and_on_again(library: sqlite3.Connection) -> None:
    document = add(library, "They lost Foo-Sat.")
    decisions.add(library, document, [(10, 17)], Kind.MISSION, "ann")
    before = learned_rules.mark(library)
    switching.switch(library, "Foo-Sat is MISSION", "ann", on=False)
    assert learned_rules.mark(library) != before
    assert [rule.is_on for rule in learned_rules.derived(library)] == [False]
    assert learned_rules.holding(library) == []
    switching.switch(library, "Foo-Sat is MISSION", "ann", on=True)
    assert [rule.id for rule in learned_rules.holding(library)] == ["Foo-Sat is MISSION"]


def test_a_rule_that_is_none_is_told(library: sqlite3.Connection) -> None:
    with pytest.raises(UnknownRuleError, match="Gateway is MISSION"):
        switching.switch(library, "Gateway is MISSION", "ann", on=False)


def test_a_rule_leads_to_the_latest_mention_that_supports_it(library: sqlite3.Connection) -> None:
    for text in ("They lost Foo-Sat.", "Then Foo-Sat was found."):
        document = add(library, text, f"/{len(text)}.txt")
        start = text.index("Foo-Sat")
        decisions.add(library, document, [(start, start + 7)], Kind.MISSION, "ann")
    (rule,) = learned_rules.derived(library)
    found = learned_rules.example(library, rule)
    assert found is not None
    assert found[:3] == (document, 5, 12)
    decisions.undo(library, "ann")
    decisions.undo(library, "ann")
    assert learned_rules.example(library, rule) is None


def test_a_lesson_is_what_people_decided_on_a_text(library: sqlite3.Connection) -> None:
    document = extracted(library)
    decisions.accept(library, [mention(library, document, "NASA").id], "ann")
    decisions.reject(library, [mention(library, document, "Jan Woerner").id], "ann")
    (lesson,) = lessons.lessons(library)
    assert lesson.text == incoming().text
    assert lesson.verdicts == (Verdict(6, 17, None), Verdict(36, 40, Kind.AGENCY))
