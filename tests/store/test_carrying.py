from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import decisions, documents, log, mentions
from store.model import Kind, State
from store.quoting import find_places
from tests.store.examples import (
    SECOND_RUN,
    TEXT,
    add,
    everything,
    extracted,
    held,
    incoming,
    mention,
    proposal,
    state,
    usual,
)

AGENCY, ACCEPTED, REJECTED = Kind.AGENCY, State.ACCEPTED, State.REJECTED


def decided(library: sqlite3.Connection, text: str, words: str, *, nth: int, accept: bool) -> None:
    """A document of that text, in which somebody decided on the nth of the words."""
    document = add(library, text)
    places = [proposal(text, words, nth=n) for n in range(text.count(words))]
    mentions.keep(library, document, SECOND_RUN, places)
    (decisions.accept if accept else decisions.reject)(library, [mention(library, document, words, nth).id], "ann")


def starts(library: sqlite3.Connection, document: int) -> list[tuple[int, State]]:
    return [(m.start, m.state) for m in mentions.of_document(library, document)]


def test_decisions_move_with_their_words(library: sqlite3.Connection) -> None:
    document = extracted(library)
    decisions.accept(library, [mention(library, document, "NASA").id], "ann")
    decisions.reject(library, [mention(library, document, "ESA").id], "bob")
    decisions.change_kind(library, [mention(library, document, "Chang'e-4").id], Kind.VEHICLE, "ann")
    added = documents.add(library, incoming("Today. " + TEXT))
    assert (added.carried, added.orphaned) == (3, 0)
    new = added.document.id
    assert held(library, new) == [
        ("ESA", AGENCY, REJECTED),
        ("NASA", AGENCY, ACCEPTED),
        ("Chang'e-4", Kind.VEHICLE, ACCEPTED),
    ]
    assert [m.author for m in mentions.of_document(library, new)] == ["bob", "ann", "ann"]


def test_what_nobody_decided_is_not_carried_over(library: sqlite3.Connection) -> None:
    extracted(library)
    added = documents.add(library, incoming("Today. " + TEXT))
    assert (added.carried, added.orphaned) == (0, 0)
    assert held(library, added.document.id) == []


def test_a_decision_without_a_place_is_counted_and_kept_on_the_old_revision(library: sqlite3.Connection) -> None:
    document = extracted(library)
    nasa = mention(library, document, "NASA").id
    decisions.accept(library, [nasa, mention(library, document, "ESA").id], "ann")
    added = documents.add(library, incoming(TEXT.replace("NASA", "JAXA")))
    assert (added.carried, added.orphaned) == (1, 1)
    assert state(library, nasa) is ACCEPTED


def test_the_history_tells_what_was_carried_over(library: sqlite3.Connection) -> None:
    document = extracted(library)
    decisions.accept(library, [mention(library, document, "NASA").id], "ann")
    documents.add(library, incoming("Today. " + TEXT))
    rows = library.execute("SELECT author, action, carried_from FROM history ORDER BY id").fetchall()
    assert rows == [("ann", "accept", None), ("spacetui", "carry over", mention(library, document, "NASA").id)]


def test_what_was_carried_over_outranks_a_run_on_the_new_revision(library: sqlite3.Connection) -> None:
    document = extracted(library)
    decisions.reject(library, [mention(library, document, "NASA").id], "ann")
    new = add(library, TEXT + " Today.")
    mentions.keep(library, new, SECOND_RUN, usual())
    assert ("NASA", AGENCY, REJECTED) in held(library, new)


def test_what_was_carried_over_can_be_decided_anew_and_undone(library: sqlite3.Connection) -> None:
    document = extracted(library)
    decisions.accept(library, [mention(library, document, "NASA").id], "ann")
    new = add(library, TEXT + " Today.")
    before = held(library, new)
    decisions.reject(library, [mention(library, new, "NASA").id], "bob")
    assert held(library, new) == [("NASA", AGENCY, REJECTED)]
    decisions.undo(library, "bob")
    assert held(library, new) == before


def test_undo_takes_back_what_was_carried_over_and_redo_does_it_again(library: sqlite3.Connection) -> None:
    document = extracted(library)
    decisions.accept(library, [mention(library, document, "NASA").id], "ann")
    middle = add(library, TEXT + " Today.")
    newest = add(library, TEXT + " Tomorrow.")
    copy = mention(library, newest, "NASA").id
    undone = decisions.undo(library, "bob")
    assert undone is not None
    assert undone.words == "undo accept “NASA”"
    assert undone.mentions[0].id == copy
    assert held(library, middle) == held(library, newest) == []
    assert ("NASA", AGENCY, State.PROPOSED) in held(library, document)
    redone = decisions.redo(library, "bob")
    assert redone is not None
    assert [m.document_id for m in redone.mentions] == [newest, middle, document]
    assert held(library, middle) == held(library, newest) == [("NASA", AGENCY, ACCEPTED)]


def test_undo_uncovers_what_a_run_proposes_in_the_new_revision(library: sqlite3.Connection) -> None:
    document = extracted(library)
    decisions.reject(library, [mention(library, document, "NASA").id], "ann")
    new = add(library, TEXT + " Today.")
    mentions.keep(library, new, SECOND_RUN, usual())
    decisions.undo(library, "ann")
    assert ("NASA", AGENCY, State.PROPOSED) in held(library, new)


def test_undo_leaves_the_decision_before_it_in_every_revision(library: sqlite3.Connection) -> None:
    document = extracted(library)
    nasa = mention(library, document, "NASA").id
    decisions.change_kind(library, [nasa], Kind.VEHICLE, "ann")
    decisions.reject(library, [nasa], "bob")
    new = add(library, "Today. " + TEXT)
    decisions.undo(library, "carol")
    assert held(library, new) == [("NASA", Kind.VEHICLE, ACCEPTED)]
    assert mention(library, new, "NASA").author == "ann"


def test_undo_of_a_later_decision_on_the_old_revision_leaves_the_new_one_alone(library: sqlite3.Connection) -> None:
    document = extracted(library)
    nasa = mention(library, document, "NASA").id
    decisions.accept(library, [nasa], "ann")
    new = add(library, TEXT + " Today.")
    decisions.reject(library, [mention(library, new, "NASA").id], "bob")
    decisions.reject(library, [nasa], "ann")
    decisions.undo(library, "ann")
    assert state(library, nasa) is ACCEPTED
    assert held(library, new) == [("NASA", AGENCY, REJECTED)]


def test_undo_never_makes_carried_over_mentions_overlap(library: sqlite3.Connection) -> None:
    text = "The lander Philae slept. The Philae lander woke."
    document = add(library, text)
    spans = ["lander Philae", "Philae lander"]
    mentions.keep(library, document, SECOND_RUN, [proposal(text, words) for words in spans])
    decisions.accept(library, [m.id for m in mentions.of_document(library, document)], "ann")
    decisions.reject(library, [mention(library, document, "Philae lander").id], "ann")
    new = add(library, "A lander Philae lander!")
    before = held(library, new)
    decisions.undo(library, "ann")
    assert held(library, new) == [("lander Philae", AGENCY, ACCEPTED)]
    decisions.redo(library, "ann")
    assert held(library, new) == before


def test_a_revision_that_cannot_be_added_leaves_nothing(
    library: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = extracted(library)
    decisions.accept(library, [mention(library, document, "NASA").id], "ann")
    before = everything(library)

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(log, "append", fails)
    with pytest.raises(RuntimeError):
        documents.add(library, incoming(TEXT + " Today."))
    assert everything(library) == before


def test_of_several_places_the_one_with_the_same_surroundings_is_taken(library: sqlite3.Connection) -> None:
    decided(library, "Yesterday NASA launched. Today NASA landed.", "NASA", nth=1, accept=True)
    new = "Today NASA landed. Yesterday NASA launched."
    assert starts(library, add(library, new)) == [(new.index("NASA landed"), ACCEPTED)]


def test_a_decision_does_not_pass_to_another_place_when_its_own_is_gone(library: sqlite3.Connection) -> None:
    text = "The god Apollo was worshipped there. NASA says that Apollo flew to the Moon in the sixties."
    decided(library, text, "Apollo", nth=0, accept=False)
    added = documents.add(library, incoming(text.replace("The god Apollo was worshipped there. ", "")))
    assert (added.carried, added.orphaned) == (0, 1)


def test_of_two_decisions_the_one_whose_place_is_left_takes_it(library: sqlite3.Connection) -> None:
    text = "The god Apollo was worshipped there. NASA says that Apollo flew to the Moon in the sixties."
    document = add(library, text)
    mentions.keep(library, document, SECOND_RUN, [proposal(text, "Apollo", nth=n) for n in (0, 1)])
    decisions.reject(library, [mention(library, document, "Apollo", 0).id], "ann")
    decisions.accept(library, [mention(library, document, "Apollo", 1).id], "ann")
    added = documents.add(library, incoming(text.replace("The god Apollo was worshipped there. ", "")))
    assert (added.carried, added.orphaned) == (1, 1)
    assert [how for _, how in starts(library, added.document.id)] == [ACCEPTED]


def test_a_name_that_stands_once_is_found_in_quite_other_surroundings(library: sqlite3.Connection) -> None:
    decided(library, "Yesterday Chandrayaan landed.", "Chandrayaan", nth=0, accept=True)
    new = "India: (Chandrayaan) has come down."
    assert starts(library, add(library, new)) == [(new.index("Chandrayaan"), ACCEPTED)]


def test_a_name_is_not_found_inside_another_word(library: sqlite3.Connection) -> None:
    decided(library, "Yesterday ESA agreed.", "ESA", nth=0, accept=True)
    assert starts(library, add(library, "They met on a MESA in the desert.")) == []


def test_decisions_that_would_overlap_are_not_both_carried_over(library: sqlite3.Connection) -> None:
    text = "The lander Philae slept. The Philae lander woke."
    document = add(library, text)
    mentions.keep(
        library,
        document,
        SECOND_RUN,
        [proposal(text, "lander Philae"), proposal(text, "Philae lander")],
    )
    decisions.accept(library, [m.id for m in mentions.of_document(library, document)], "ann")
    added = documents.add(library, incoming("A lander Philae lander!"))
    assert (added.carried, added.orphaned) == (1, 1)


def test_the_same_surroundings_many_times_keep_their_order() -> None:
    text = "NASA " * 50
    assert find_places(text, [(0, 4), (100, 104), (245, 249)], text) == [0, 100, 245]


@given(st.text("ab ", min_size=1, max_size=60), st.data())
def test_in_the_same_text_every_place_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert find_places(text, [(start, end)], text) == [start]


@given(
    st.text("ab ", max_size=40), st.text("ab ", max_size=40), st.lists(st.tuples(st.integers(0, 39), st.integers(1, 5)))
)
def test_what_is_found_are_the_same_words_and_no_place_twice(old: str, new: str, chosen: list[tuple[int, int]]) -> None:
    spans = sorted({(start, start + length) for start, length in chosen if start + length <= len(old)})
    found = find_places(old, spans, new)
    placed = [(at, end - start) for at, (start, end) in zip(found, spans, strict=True) if at is not None]
    assert len(set(placed)) == len(placed)
    for at, (start, end) in zip(found, spans, strict=True):
        assert at is None or new[at : at + end - start] == old[start:end]
