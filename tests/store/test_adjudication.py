from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import adjudication, agreement, decisions, editing, history, mentions, merging, records
from store.adjudication import Other
from store.agreement import Marked
from store.database import reading_other
from store.differences import Choice, Difference, nothing_holds
from store.errors import ImpossibleDecisionError
from store.model import Fact, Kind, State
from store.outcomes import Outcome
from tests.store.examples import TEXT, mention
from tests.store.test_merging import STEP, apart, decide, first_id, held

MINE, THEIRS, NEITHER = Choice
Pair = tuple[sqlite3.Connection, sqlite3.Connection]


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """Two libraries that have gone apart; both have decided on the text."""
    for ann, bob in apart(tmp_path):
        for library, author in ((ann, "ann"), (bob, "bob")):
            decisions.accept(library, [first_id(library, "Jan Woerner")], author)
        yield ann, bob


def differences(library: sqlite3.Connection, other: Other) -> list[Difference]:
    return [each for compared in adjudication.survey(library, other).values() for each in compared.differences]


def place(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def the_other(ann: sqlite3.Connection, bob: sqlite3.Connection) -> Other:
    return adjudication.read_other(ann, bob, "bob.db")


def choose(ann: sqlite3.Connection, bob: sqlite3.Connection, choice: Choice, nth: int = 0) -> Outcome:
    other = the_other(ann, bob)
    return adjudication.resolve(ann, differences(ann, other)[nth], choice, other, "carol")


def settled(ann: sqlite3.Connection, bob: sqlite3.Connection) -> list[Choice | None]:
    return [each.settled for each in differences(ann, the_other(ann, bob))]


def marked(library: sqlite3.Connection) -> list[tuple[str, Kind, State]]:
    """What people have decided, but for what both agree on."""
    return [
        (TEXT[m.start : m.end], m.kind, m.state)
        for m in mentions.of_document(library, 1)
        if m.state is not State.PROPOSED and TEXT[m.start : m.end] != "Jan Woerner"
    ]


def test_a_difference_shows_what_each_has_decided_and_no_proposal(pair: Pair) -> None:
    ann, bob = pair
    decisions.accept(ann, [first_id(ann, "NASA")], "ann")
    decisions.reject(bob, [first_id(bob, "NASA")], "bob")
    decisions.accept(bob, [first_id(bob, "Chang'e-4")], "bob")
    first, second = differences(ann, the_other(ann, bob))
    assert isinstance(first.mine, Marked)
    assert isinstance(first.theirs, Marked)
    assert (first.words, first.mine.author, first.theirs.state, first.theirs.author) == (
        *("NASA", "ann"),
        *(State.REJECTED, "bob"),
    )
    assert (second.words, second.mine, second.settled) == ("Chang'e-4", None, None)
    assert isinstance(second.theirs, Marked)
    assert second.theirs.name == "Chang'e 4"


@pytest.mark.parametrize(
    ("choice", "held_then"),
    [
        (MINE, [("NASA", Kind.AGENCY, State.ACCEPTED)]),
        (THEIRS, [("NASA", Kind.ORGANIZATION, State.ACCEPTED)]),
        (NEITHER, [("NASA", Kind.AGENCY, State.REJECTED)]),
    ],
)
def test_each_choice_holds_is_later_than_both_and_is_undone_as_one(
    pair: Pair, choice: Choice, held_then: list[tuple[str, Kind, State]]
) -> None:
    ann, bob = pair
    decisions.accept(ann, [first_id(ann, "NASA")], "ann")
    decisions.change_kind(bob, [first_id(bob, "NASA")], Kind.ORGANIZATION, "bob")
    before = held(ann)
    choose(ann, bob, choice)
    assert marked(ann) == held_then
    assert mention(ann, 1, "NASA").author == "carol"
    assert settled(ann, bob) == [choice]
    merging.merge(ann, bob, "ann")
    assert marked(ann) == held_then
    assert settled(ann, bob) == [choice]
    decisions.undo(ann, "ann")
    decisions.undo(ann, "ann")
    assert held(ann) == before
    assert settled(ann, bob) == [None]


@pytest.mark.parametrize(("choice", "words"), [(MINE, ["NASA"]), (THEIRS, ["ESA and NASA"]), (NEITHER, [])])
def test_boundaries_are_those_of_the_choice_and_stay_so_in_both_libraries(
    pair: Pair, choice: Choice, words: list[str]
) -> None:
    ann, bob = pair
    decisions.accept(ann, [first_id(ann, "NASA")], "ann")
    decisions.change_boundaries(bob, first_id(bob, "NASA"), *place("ESA and NASA"), "bob")
    choose(ann, bob, choice)
    assert [told for told, _, state in marked(ann) if state is State.ACCEPTED] == words
    assert settled(ann, bob) == [choice]
    merging.merge(ann, bob, "ann")
    merging.merge(bob, ann, "bob")
    for library in (ann, bob):
        assert [told for told, _, state in marked(library) if state is State.ACCEPTED] == words
    assert all(settled(ann, bob))


def test_what_i_had_rejected_or_not_marked_stays_no_name(pair: Pair) -> None:
    ann, bob = pair
    decisions.reject(ann, [first_id(ann, "NASA")], "ann")
    decisions.accept(bob, [first_id(bob, "NASA")], "bob")
    decisions.add(bob, 1, [place("land")], Kind.EVENT, "bob")
    choose(ann, bob, MINE, 0)
    choose(ann, bob, MINE, 1)
    assert settled(ann, bob) == [MINE, MINE]
    merging.merge(ann, bob, "ann")
    assert {state for _, _, state in marked(ann)} == {State.REJECTED}


def test_what_the_other_has_not_marked_or_rejected_is_no_name_if_the_other_is_right(pair: Pair) -> None:
    ann, bob = pair
    decisions.accept(ann, [first_id(ann, "NASA")], "ann")
    decisions.reject(bob, [first_id(bob, "NASA")], "bob")
    decisions.add(ann, 1, [place("land")], Kind.EVENT, "ann")
    choose(ann, bob, THEIRS, 0)
    choose(ann, bob, THEIRS, 1)
    assert settled(ann, bob) == [THEIRS, THEIRS]
    assert {state for _, _, state in marked(ann)} == {State.REJECTED}


def test_one_long_mention_against_two_short_ones_is_settled_for_both_by_taking_it(pair: Pair) -> None:
    ann, bob = pair
    decisions.accept(ann, [first_id(ann, "ESA", 1), first_id(ann, "NASA")], "ann")
    decisions.change_boundaries(bob, first_id(bob, "NASA"), *place("ESA and NASA"), "bob")
    choose(ann, bob, THEIRS, 0)
    assert settled(ann, bob) == [THEIRS, THEIRS]
    choose(ann, bob, MINE, 0)
    assert settled(ann, bob) == [MINE, None]
    choose(ann, bob, MINE, 1)
    assert settled(ann, bob) == [MINE, MINE]
    assert [words for words, *_ in marked(ann)] == ["ESA", "NASA"]


def test_two_short_mentions_of_the_other_are_taken_one_by_one(pair: Pair) -> None:
    ann, bob = pair
    decisions.change_boundaries(ann, first_id(ann, "NASA"), *place("ESA and NASA"), "ann")
    decisions.accept(bob, [first_id(bob, "ESA", 1), first_id(bob, "NASA")], "bob")
    choose(ann, bob, THEIRS, 0)
    assert settled(ann, bob) == [THEIRS, None]
    choose(ann, bob, THEIRS, 1)
    assert settled(ann, bob) == [THEIRS, THEIRS]


def test_a_record_that_only_the_other_has_comes_along(pair: Pair) -> None:
    ann, bob = pair
    decisions.accept(ann, [first_id(ann, "NASA")], "ann")
    outcome = editing.create(
        *(bob, Kind.AGENCY, "Naval Agency", "bob"),
        facts=[Fact("country", "Utopia", "")],
        mention_ids=[first_id(bob, "NASA")],
    )
    choose(ann, bob, THEIRS)
    found = mention(ann, 1, "NASA")
    assert found.record_id == outcome.records[0]
    assert found.name == "Naval Agency"
    assert records.get(ann, outcome.records[0]).facts == records.get(bob, outcome.records[0]).facts
    merging.merge(ann, bob, "ann")
    assert mention(ann, 1, "NASA").record_id == found.record_id


def record_of(library: sqlite3.Connection, words: str) -> str:
    found = mention(library, 1, words).record_id
    assert found is not None
    return found


def test_one_record_under_two_names_is_no_difference(pair: Pair) -> None:
    ann, bob = pair
    editing.edit(bob, record_of(ann, "Jan Woerner"), "bob", name="Johann-Dietrich Wörner")
    assert differences(ann, the_other(ann, bob)) == []
    assert agreement.compare(ann, bob).disagreements == []


def test_of_two_records_that_bear_one_name_here_the_chosen_one_is_told(pair: Pair) -> None:
    ann, bob = pair
    one, other = record_of(ann, "NASA"), record_of(ann, "ESA")
    decisions.link(ann, [first_id(ann, "NASA")], one, "ann")
    decisions.link(bob, [first_id(bob, "NASA")], other, "bob")
    editing.edit(ann, other, "ann", name=mention(ann, 1, "NASA").name)
    for choice in (THEIRS, MINE):
        choose(ann, bob, choice)
        assert settled(ann, bob) == [choice]


def test_a_record_that_the_library_has_merged_into_the_other_ones_is_the_same(pair: Pair) -> None:
    ann, bob = pair
    first, second = (records.ensure(ann, Kind.AGENCY, name) for name in ("NASA", "Naval Agency"))
    records.ensure(bob, Kind.AGENCY, "Naval Agency")
    decisions.link(ann, [first_id(ann, "NASA")], first, "ann")
    decisions.link(bob, [first_id(bob, "NASA")], second, "bob")
    assert settled(ann, bob) == [None]
    editing.merge(ann, first, [second], "ann")
    assert settled(ann, bob) == []
    decisions.undo(ann, "ann")
    choose(ann, bob, THEIRS)
    editing.merge(ann, first, [second], "ann")
    assert settled(ann, bob) == []


def test_what_was_undone_is_offered_again_and_redone_it_is_settled(pair: Pair) -> None:
    ann, bob = pair
    decisions.accept(ann, [first_id(ann, "NASA")], "ann")
    choose(ann, bob, MINE)
    choose(ann, bob, NEITHER)
    told = []
    for reversal in (decisions.undo, decisions.undo, decisions.redo, decisions.redo):
        reversal(ann, "ann")
        told += settled(ann, bob)
    assert told == [MINE, None, MINE, THEIRS]


def test_a_later_decision_in_either_library_opens_it_again(pair: Pair) -> None:
    ann, bob = pair
    decisions.accept(ann, [first_id(ann, "NASA")], "ann")
    decisions.change_kind(bob, [first_id(bob, "NASA")], Kind.ORGANIZATION, "bob")
    choose(ann, bob, MINE)
    decisions.change_kind(bob, [first_id(bob, "NASA")], Kind.PLACE, "bob")
    bob.execute(
        "UPDATE decision_groups SET made = '9000-01-01T00:00:00.000Z' WHERE id = (SELECT max(id) FROM decision_groups)"
    )
    assert settled(ann, bob) == [None]
    bob.execute("UPDATE decision_groups SET made = '2020'")
    assert settled(ann, bob) == [MINE]
    decisions.change_kind(ann, [first_id(ann, "NASA")], Kind.EVENT, "ann")
    assert settled(ann, bob) == [None]


def test_a_moment_of_another_form_is_past(pair: Pair) -> None:
    ann, bob = pair
    decisions.accept(ann, [first_id(ann, "NASA")], "ann")
    decisions.reject(bob, [first_id(bob, "NASA")], "bob")
    bob.execute("UPDATE decision_groups SET made = '2999-01-01'")
    choose(ann, bob, MINE)
    assert settled(ann, bob) == [MINE]


def test_where_no_later_moment_exists_nothing_is_decided(pair: Pair) -> None:
    ann, bob = pair
    decisions.accept(ann, [first_id(ann, "NASA")], "ann")
    decisions.reject(bob, [first_id(bob, "NASA")], "bob")
    bob.execute("UPDATE decision_groups SET made = '9999-12-31T23:59:59.999Z'")
    before = held(ann)
    with pytest.raises(ImpossibleDecisionError):
        choose(ann, bob, MINE)
    assert held(ann) == before
    assert settled(ann, bob) == [None]


@pytest.mark.parametrize("choice", Choice)
def test_a_note_or_a_flag_put_on_it_later_leaves_it_settled(pair: Pair, choice: Choice) -> None:
    ann, bob = pair
    decisions.accept(ann, [first_id(ann, "NASA")], "ann")
    decisions.change_kind(bob, [first_id(bob, "NASA")], Kind.ORGANIZATION, "bob")
    number = choose(ann, bob, choice).mentions[0].id
    decisions.flag(ann, [number], True, "ann")
    assert settled(ann, bob) == [choice]
    decisions.note(ann, [number], "to ask", "ann")
    assert settled(ann, bob) == [choice]


def test_it_holds_against_a_clock_that_is_fast(pair: Pair) -> None:
    ann, bob = pair
    decisions.accept(ann, [first_id(ann, "NASA")], "ann")
    decisions.reject(bob, [first_id(bob, "NASA")], "bob")
    bob.execute("UPDATE decision_groups SET made = '2999-12-31T23:59:59.999Z'")
    choose(ann, bob, MINE)
    assert settled(ann, bob) == [MINE]
    merging.merge(ann, bob, "ann")
    assert marked(ann) == [("NASA", Kind.AGENCY, State.ACCEPTED)]


def test_the_reason_is_a_note_and_without_one_a_note_is_kept(pair: Pair) -> None:
    ann, bob = pair
    decisions.accept(ann, [first_id(ann, "NASA")], "ann")
    other = the_other(ann, bob)
    (difference,) = differences(ann, other)
    adjudication.resolve(ann, difference, THEIRS, other, "carol", reason=" a slip ")
    assert mention(ann, 1, "NASA").note == "a slip"
    assert history.page(ann)[0].words == "adjudicate “NASA”: no name (a slip)"
    assert [each.reason for each in differences(ann, other)] == ["a slip"]
    choose(ann, bob, MINE)
    assert mention(ann, 1, "NASA").note == "a slip"
    assert history.page(ann)[0].words == "adjudicate “NASA”: AGENCY NASA"


def test_a_reason_is_that_of_the_choice_and_kept_when_it_is_made_again(pair: Pair) -> None:
    ann, bob = pair
    decisions.accept(ann, [first_id(ann, "NASA")], "ann")
    other = the_other(ann, bob)
    told = []
    for choice, reason in ((THEIRS, "a slip"), (THEIRS, None), (MINE, None), (MINE, "so"), (MINE, " ")):
        adjudication.resolve(ann, differences(ann, other)[0], choice, other, "carol", reason=reason)
        told += [each.reason for each in differences(ann, other)]
    assert told == ["a slip", "a slip", None, "so", None]


def test_a_note_of_ones_own_is_no_reason(pair: Pair) -> None:
    ann, bob = pair
    decisions.accept(ann, [first_id(ann, "NASA")], "ann")
    decisions.note(ann, [first_id(ann, "NASA")], "my note", "ann")
    choose(ann, bob, MINE)
    assert [each.reason for each in differences(ann, the_other(ann, bob))] == [None]
    decisions.note(ann, [first_id(ann, "NASA")], "a later note", "ann")
    assert [each.reason for each in differences(ann, the_other(ann, bob))] == [None]


def test_agreement_is_told_as_things_stand(pair: Pair) -> None:
    ann, bob = pair
    decisions.accept(ann, [first_id(ann, "NASA")], "ann")
    decisions.change_kind(bob, [first_id(bob, "NASA")], Kind.ORGANIZATION, "bob")
    other = the_other(ann, bob)
    assert adjudication.measured(adjudication.survey(ann, other).values()) == agreement.compare(ann, bob).overall
    choose(ann, bob, THEIRS)
    assert adjudication.measured(adjudication.survey(ann, other).values()).f1 == 1.0


def test_the_other_library_stays_as_it_is_to_the_byte(pair: Pair, tmp_path: Path) -> None:
    ann, bob = pair
    decisions.accept(ann, [first_id(ann, "NASA")], "ann")
    bob.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    bob.close()
    path = tmp_path / "bob.db"
    content, beside = path.read_bytes(), sorted(tmp_path.iterdir())
    with reading_other(path) as connection:
        other = adjudication.read_other(ann, connection, path.name)
    adjudication.resolve(ann, differences(ann, other)[0], THEIRS, other, "carol")
    assert path.read_bytes() == content
    assert sorted(tmp_path.iterdir()) == beside


GONE_APART = st.tuples(st.lists(STEP, max_size=6), st.lists(STEP, max_size=6))
CHOICES = st.lists(st.sampled_from(Choice), min_size=12, max_size=12)
Steps = tuple[list[tuple[int, int, int, int]], list[tuple[int, int, int, int]]]


def decided_apart(folder: Path, steps: Steps) -> Iterator[Pair]:
    for ann, bob in apart(folder):
        for library, author, of in zip((ann, bob), ("ann", "bob"), steps, strict=True):
            for step in of:
                decide(library, author, step)
            library.execute("UPDATE decision_groups SET made = '1' || made")  # else some are still to come
        yield ann, bob


@settings(max_examples=60, deadline=None)
@given(GONE_APART, CHOICES)
def test_what_is_chosen_is_settled_and_undone_all_is_as_it_was(steps: Steps, choices: list[Choice]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for ann, bob in decided_apart(Path(folder), steps):
            other = the_other(ann, bob)
            before, offered = held(ann), differences(ann, other)
            for difference, choice in zip(offered, choices, strict=False):
                adjudication.resolve(ann, difference, choice, other, "carol")
                now = {each.key: each for each in differences(ann, other)}
                assert now.keys() == {each.key for each in offered}
                chosen = difference.side(choice)
                holds = chosen is not None and chosen.is_accepted
                expected = choice if holds else nothing_holds(difference.mine, difference.theirs)
                assert now[difference.key].settled is expected
            for _ in offered:
                decisions.undo(ann, "carol")
            assert held(ann) == before
            assert [each.key for each in differences(ann, other)] == [each.key for each in offered]


@settings(max_examples=60, deadline=None)
@given(GONE_APART, CHOICES)
def test_a_merge_leaves_all_that_is_settled_so(steps: Steps, choices: list[Choice]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for ann, bob in decided_apart(Path(folder), steps):
            other = the_other(ann, bob)
            for difference, choice in zip(differences(ann, other), choices, strict=False):
                adjudication.resolve(ann, difference, choice, other, "carol")
            told = {each.key: each.settled for each in differences(ann, other) if each.settled}
            merging.merge(ann, bob, "ann")
            now = {each.key: each.settled for each in differences(ann, other)}
            assert {key: now.get(key) for key in told} == told
