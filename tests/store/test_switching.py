"""Switching rules off and on is a decision: undone, reverted, told of and brought to others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store import decisions, history, learned_rules, merging, rules, switching
from store.database import connect
from store.errors import ImpossibleDecisionError, UnknownRuleError
from store.model import Action, Kind, State
from tests.store.examples import add, extracted, mention, put
from tests.store.test_records import ESA

RULE = "Foo-Sat is MISSION"


@pytest.fixture
def taught(library: sqlite3.Connection) -> sqlite3.Connection:
    """A library in which a decision makes a rule."""
    return teach(library)


def teach(library: sqlite3.Connection) -> sqlite3.Connection:
    decisions.add(library, add(library, "They lost Foo-Sat."), [(10, 17)], Kind.MISSION, "ann")
    return library


def is_on(library: sqlite3.Connection) -> bool:
    (rule,) = learned_rules.derived(library)
    return rule.is_on


def test_it_is_undone_and_done_again(taught: sqlite3.Connection) -> None:
    outcome = switching.switch(taught, RULE, "ann", on=False)
    assert (outcome.action, outcome.words) == (Action.SWITCH_RULE, "switch off “Foo-Sat” is MISSION")
    assert not is_on(taught)
    undone = decisions.undo(taught, "bob")
    assert undone is not None
    assert undone.words == "undo switch off “Foo-Sat” is MISSION"
    assert is_on(taught)
    decisions.redo(taught, "ann")
    assert not is_on(taught)


def test_a_rule_whose_words_hold_a_nul_is_switched_undone_and_brought_to_others_too(
    tmp_path: Path, library: sqlite3.Connection
) -> None:
    rule = "Foo\0Sat is MISSION"
    document = add(library, "They lost Foo\0Sat.")
    decisions.add(library, document, [(10, 17)], Kind.MISSION, "ann")
    switching.switch(library, rule, "ann", on=False)
    assert not is_on(library)
    decisions.undo(library, "ann")
    assert is_on(library)
    switching.switch(library, rule, "ann")
    with closing(connect(tmp_path / "bob.db")) as bob:
        add(bob, "They lost Foo\0Sat.")
        merging.merge(bob, library, "bob")
        assert not is_on(bob)


def test_it_is_told_and_reverted_behind_other_decisions(taught: sqlite3.Connection) -> None:
    group = switching.switch(taught, RULE, "ann", on=False).group
    assert group is not None
    decisions.add(taught, 1, [(0, 4)], Kind.ORGANIZATION, "ann")
    (decided,) = history.details(taught, group)
    assert (decided.subject, decided.number, decided.document_id) == ("learned rule", RULE, None)
    assert (decided.words, decided.before, decided.after) == (RULE, "on", "off, by ann")
    history.revert(taught, group, "bob", subject="learned rule", number=RULE)
    assert {rule.id: rule.is_on for rule in learned_rules.derived(taught)} == {RULE: True, "They is ORGANIZATION": True}


def test_what_was_switched_again_since_is_not_reverted(taught: sqlite3.Connection) -> None:
    group = switching.switch(taught, RULE, "ann", on=False).group
    switching.switch(taught, RULE, "ann", on=True)
    assert group is not None
    with pytest.raises(ImpossibleDecisionError, match="since"):
        history.revert(taught, group, "ann")


def test_switching_off_what_is_off_does_nothing(taught: sqlite3.Connection) -> None:
    switching.switch(taught, RULE, "ann", on=False)
    assert switching.switch(taught, RULE, "ann", on=False).group is None
    assert history.page(taught)[0].action is Action.SWITCH_RULE


def test_a_rule_that_an_earlier_version_switched_off_is_off_and_can_be_switched_on(
    taught: sqlite3.Connection,
) -> None:
    taught.execute("INSERT INTO switched_off_rules (rule, author, made) VALUES (?, 'ann', '2020')", [RULE])
    assert not is_on(taught)
    switching.switch(taught, RULE, "bob", on=True)
    assert is_on(taught)
    decisions.undo(taught, "bob")
    assert not is_on(taught)


def test_what_is_never_linked_may_be_linked_again(library: sqlite3.Connection) -> None:
    put(library, ESA)
    document = extracted(library)
    number = mention(library, document, "NASA").id
    decisions.link(library, [number], ESA.id, "ann")
    decisions.never_link(library, number, "ann", everywhere=True)
    (rule,) = rules.made(library)
    outcome = switching.switch_never_link(library, rule.id, "bob", on=False)
    assert outcome.words == "switch off never linking “NASA” to European Space Agency"
    assert [each.is_on for each in rules.made(library)] == [False]
    assert rules.never_links(library) == []
    decisions.undo(library, "bob")
    assert [each.is_on for each in rules.made(library)] == [True]
    with pytest.raises(UnknownRuleError):
        switching.switch_never_link(library, 99, "bob", on=False)


def test_switching_never_linking_off_lets_undecided_mentions_mean_the_record(library: sqlite3.Connection) -> None:
    document = extracted(library)
    meant = mention(library, document, "ESA").record_id
    decisions.never_link(library, mention(library, document, "ESA").id, "ann", everywhere=True)
    assert mention(library, document, "ESA", 1).record_id != meant
    (rule,) = rules.made(library)
    switching.switch_never_link(library, rule.id, "ann", on=False)
    decided, undecided = mention(library, document, "ESA"), mention(library, document, "ESA", 1)
    assert (decided.state, decided.record_id == meant) == (State.ACCEPTED, False), "what was decided stays"
    assert (undecided.state, undecided.record_id == meant) == (State.PROPOSED, True)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[sqlite3.Connection, sqlite3.Connection]]:
    with closing(connect(tmp_path / "ann.db")) as ann, closing(connect(tmp_path / "bob.db")) as bob:
        yield teach(ann), teach(bob)


def date(library: sqlite3.Connection, year: str) -> None:
    library.execute("UPDATE decision_groups SET made = ? WHERE id = (SELECT max(id) FROM decision_groups)", [year])


def test_a_rule_that_another_person_switched_off_is_off_here_and_undo_takes_it_back(
    pair: tuple[sqlite3.Connection, sqlite3.Connection],
) -> None:
    ann, bob = pair
    switching.switch(bob, RULE, "bob", on=False)
    merging.merge(ann, bob, "ann")
    assert not is_on(ann)
    assert merging.merge(ann, bob, "ann").group is None, "twice is once"
    assert merging.merge(bob, ann, "bob").group is None
    decisions.undo(ann, "ann")
    assert is_on(ann)


@pytest.mark.parametrize("first", ["ann", "bob"])
def test_of_two_who_switched_a_rule_the_later_holds_whoever_is_brought_into_whom(
    pair: tuple[sqlite3.Connection, sqlite3.Connection], first: str
) -> None:
    ann, bob = pair
    switching.switch(ann, RULE, "ann", on=False)
    date(ann, "2020")
    switching.switch(bob, RULE, "bob", on=False)
    date(bob, "2021")
    switching.switch(bob, RULE, "bob", on=True)
    date(bob, "2022")
    here, there = (ann, bob) if first == "ann" else (bob, ann)
    merging.merge(here, there, first)
    merging.merge(there, here, "carol")
    assert (is_on(ann), is_on(bob)) == (True, True)
    assert merging.merge(here, there, first).group is None
