from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import adjudication, agreement, decisions, history, judging, merging, stated
from store.differences import Choice
from store.model import Predicate, State
from store.stated import StatedQuotation, StatedRelation
from store.statement_agreement import Stated
from tests.store.test_adjudication import Pair, choose, differences, settled, the_other
from tests.store.test_merging import apart, held
from tests.store.test_statements import span

MINE, THEIRS, NEITHER = Choice


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """Two libraries in which both accept that NASA partners in Chang'e-4, and that something is said."""
    for ann, bob in apart(tmp_path):
        for library, author in ((ann, "ann"), (bob, "bob")):
            judging.accept_relations(library, [relation(library, Predicate.PARTNER_IN).id], author)
            judging.accept_quotations(library, [quotation(library, "watch").id], author)
        yield ann, bob


def relation(library: sqlite3.Connection, predicate: Predicate) -> StatedRelation:
    found = stated.in_document(library, 1, rejected=True).relations
    return next(each for each in found if each.predicate is predicate)


def quotation(library: sqlite3.Connection, words: str) -> StatedQuotation:
    found = stated.in_document(library, 1, rejected=True).quotations
    return next(each for each in found if each.words == words)


def told(library: sqlite3.Connection) -> list[tuple[str, str | None, State]]:
    """What is decided on relations, but for what both agree on."""
    return [
        (each.predicate.value, each.role, each.state)
        for each in stated.in_document(library, 1, rejected=True).relations
        if each.state is not State.PROPOSED and each.predicate is not Predicate.PARTNER_IN
    ]


def test_what_both_accept_is_no_difference_and_an_undecided_statement_is_nothing(pair: Pair) -> None:
    ann, bob = pair
    assert differences(ann, the_other(ann, bob)) == []
    judging.accept_relations(bob, [relation(bob, Predicate.HOLDS_ROLE).id], "bob")
    (difference,) = differences(ann, the_other(ann, bob))
    assert difference.mine is None
    assert difference.theirs is not None
    assert (difference.words, difference.theirs.author) == ("ESA's Jan Woerner", "bob")


def test_a_statement_that_has_a_place_in_one_library_alone_is_shown_at_it(pair: Pair) -> None:
    ann, bob = pair
    judging.change_relation(bob, relation(bob, Predicate.PARTNER_IN).id, "bob", role="guest")
    (difference,) = differences(ann, the_other(ann, bob))
    assert difference.start > 0
    bob.execute("UPDATE relations SET start_offset = NULL, end_offset = NULL")
    assert [each.words for each in differences(ann, the_other(ann, bob))] == [difference.words]


def test_statements_of_texts_on_whose_statements_one_has_not_decided_are_left_out(tmp_path: Path) -> None:
    for ann, bob in apart(tmp_path):
        judging.accept_relations(ann, [relation(ann, Predicate.PARTNER_IN).id], "ann")
        judging.accept_quotations(bob, [quotation(bob, "watch").id], "bob")
        assert differences(ann, the_other(ann, bob)) == []
        assert agreement.compare(ann, bob).statements == []


def test_a_comparison_lists_what_only_one_accepts_and_what_each_says_differently(pair: Pair) -> None:
    ann, bob = pair
    judging.accept_relations(ann, [relation(ann, Predicate.HOLDS_ROLE).id], "ann")
    judging.change_relation(bob, relation(bob, Predicate.HOLDS_ROLE).id, "bob", role="guest")
    judging.reject_quotations(bob, [quotation(bob, "watch").id], "bob")
    roles, quoted = agreement.compare(ann, bob).statements
    assert [side and side.told for side in roles[5:]] == [
        *("Jan Wörner holds role European Space Agency as head", "Jan Wörner holds role European Space Agency as guest")
    ]
    assert (quoted.words, quoted.first is None, quoted.second) == ("watch", False, None)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (MINE, [("holds_role", "head", State.ACCEPTED)]),
        (THEIRS, [("holds_role", "guest", State.ACCEPTED)]),
        (NEITHER, [("holds_role", "head", State.REJECTED)]),
    ],
)
def test_a_choice_between_two_roles_holds_is_undone_as_one_and_outlasts_a_merge(
    pair: Pair, choice: Choice, expected: list[tuple[str, str | None, State]]
) -> None:
    ann, bob = pair
    judging.accept_relations(ann, [relation(ann, Predicate.HOLDS_ROLE).id], "ann")
    judging.change_relation(bob, relation(bob, Predicate.HOLDS_ROLE).id, "bob", role="guest")
    before = held(ann)
    choose(ann, bob, choice)
    assert told(ann) == expected
    assert settled(ann, bob) == [choice]
    merging.merge(ann, bob, "ann")
    assert told(ann) == expected
    assert settled(ann, bob) == [choice]
    decisions.undo(ann, "ann")
    decisions.undo(ann, "ann")
    assert held(ann) == before
    assert settled(ann, bob) == [None]


@pytest.mark.parametrize(("choice", "expected"), [(MINE, ["head"]), (THEIRS, ["guest"]), (NEITHER, [])])
def test_a_choice_holds_of_a_statement_from_a_file_whose_record_bears_another_name(
    pair: Pair, choice: Choice, expected: list[str]
) -> None:
    ann, bob = pair
    for library in pair:
        library.execute(
            "UPDATE relations SET subject = 'Jan Woerner', subject_start = NULL, subject_end = NULL, "
            "subject_given = subject_id WHERE predicate = 'holds_role'"
        )
    judging.accept_relations(ann, [relation(ann, Predicate.HOLDS_ROLE).id], "ann")
    judging.change_relation(bob, relation(bob, Predicate.HOLDS_ROLE).id, "bob", role="guest")
    (before,) = differences(ann, the_other(ann, bob))
    choose(ann, bob, choice)
    (after,) = differences(ann, the_other(ann, bob))
    assert [role for _, role, state in told(ann) if state is State.ACCEPTED] == expected
    assert (after.key, after.settled) == (before.key, choice)
    assert [side and side.told for side in (after.mine, after.theirs) if isinstance(side, Stated)] == [
        f"Jan Wörner holds role European Space Agency as {role}" for role in ("head", "guest")
    ]


@pytest.mark.parametrize("choice", Choice)
def test_a_reason_is_kept_with_the_choice(pair: Pair, choice: Choice) -> None:
    ann, bob = pair
    judging.accept_relations(ann, [relation(ann, Predicate.HOLDS_ROLE).id], "ann")
    judging.change_relation(bob, relation(bob, Predicate.HOLDS_ROLE).id, "bob", role="guest")
    other = the_other(ann, bob)
    adjudication.resolve(ann, differences(ann, other)[0], choice, other, "carol", reason=" so ")
    assert [(each.settled, each.reason) for each in differences(ann, other)] == [(choice, "so")]
    assert history.page(ann)[0].words.endswith(" (so)")


@pytest.mark.parametrize(("choice", "accepted"), [(MINE, ["holds_role"]), (THEIRS, ["part_of"]), (NEITHER, [])])
def test_of_two_predicates_the_other_one_is_rejected(pair: Pair, choice: Choice, accepted: list[str]) -> None:
    ann, bob = pair
    judging.accept_relations(ann, [relation(ann, Predicate.HOLDS_ROLE).id], "ann")
    judging.change_relation(bob, relation(bob, Predicate.HOLDS_ROLE).id, "bob", predicate=Predicate.PART_OF, role="")
    choose(ann, bob, choice)
    assert settled(ann, bob) == [choice]
    merging.merge(ann, bob, "ann")
    assert [predicate for predicate, _, state in told(ann) if state is State.ACCEPTED] == accepted
    assert settled(ann, bob) == [choice]


@pytest.mark.parametrize(("choice", "words"), [(MINE, "watch"), (THEIRS, "will watch"), (NEITHER, None)])
def test_the_words_of_a_quotation_are_those_of_the_choice(pair: Pair, choice: Choice, words: str | None) -> None:
    ann, bob = pair
    judging.change_quotation(bob, quotation(bob, "watch").id, "bob", span=span("will watch"), speaker=span("NASA"))
    choose(ann, bob, choice)
    assert settled(ann, bob) == [choice]
    merging.merge(ann, bob, "ann")
    found = stated.in_document(ann, 1).quotations
    assert [each.words for each in found if each.state is State.ACCEPTED] == ([words] if words else [])
    assert settled(ann, bob) == [choice]
    decisions.undo(ann, "ann")
    decisions.undo(ann, "ann")
    assert settled(ann, bob) == [None]
