from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import decisions, documents, editing, judging, mentions, merging, records, rules, stated
from store.database import connect
from store.errors import FormatError, StoreError
from store.model import Alias, Fact, Kind, NameType, Predicate, State
from tests.store.examples import TEXT, add, everything, extracted, mention, put
from tests.store.test_records import ESA
from tests.store.test_statements import span, state_of

ACCEPTED, REJECTED = State.ACCEPTED, State.REJECTED


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[sqlite3.Connection, sqlite3.Connection]]:
    """Two libraries that have gone apart."""
    yield from apart(tmp_path)


def apart(folder: Path) -> Iterator[tuple[sqlite3.Connection, sqlite3.Connection]]:
    first = connect(folder / "ann.db")
    put(first, ESA)
    document = extracted(first)
    state_of(first, document)
    first.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(folder / "ann.db", folder / "bob.db")
    second = connect(folder / "bob.db")
    yield first, second
    first.close()
    second.close()


def held(library: sqlite3.Connection) -> object:
    """What people have decided, whatever the numbers."""
    found = []
    for number in documents.numbers(library):
        document = documents.get(library, number)
        found.append(
            (
                document.sha256,
                [
                    (m.start, m.end, m.kind, m.name, m.record_id, m.state, m.author)
                    for m in mentions.of_document(library, number)
                    if m.state is not State.PROPOSED
                ],
                sorted(
                    (r.subject.name, r.predicate, r.object.name, r.role or "", r.state, r.author or "")
                    for r in stated.in_document(library, number, rejected=True).relations
                    if r.state is not State.PROPOSED
                ),
            )
        )
    held_records = {
        each.id: (each.name, frozenset(each.aliases), frozenset(each.facts))
        for each in (records.get(library, name) for name in records.every(library))
        if each.origin != "provisional"
    }
    return sorted(found), held_records


def first_id(library: sqlite3.Connection, words: str, nth: int = 0) -> int:
    return mention(library, 1, words, nth).id


def test_what_only_one_decided_holds_in_both(pair: tuple[sqlite3.Connection, sqlite3.Connection]) -> None:
    ann, bob = pair
    decisions.accept(ann, [first_id(ann, "NASA")], "ann")
    decisions.reject(bob, [first_id(bob, "ESA")], "bob")
    outcome = merging.merge(ann, bob, "ann")
    assert (outcome.decisions, outcome.kept, outcome.documents) == (1, 0, 0)
    assert (mention(ann, 1, "NASA").author, mention(ann, 1, "ESA").author) == ("ann", "bob")
    merging.merge(bob, ann, "bob")
    assert held(ann) == held(bob)


def test_of_two_that_contradict_the_later_holds_and_both_are_kept(
    pair: tuple[sqlite3.Connection, sqlite3.Connection],
) -> None:
    ann, bob = pair
    decisions.accept(ann, [first_id(ann, "NASA")], "ann")
    ann.execute("UPDATE decision_groups SET made = '2020'")
    decisions.reject(bob, [first_id(bob, "NASA")], "bob")
    bob.execute("UPDATE decision_groups SET made = '2021'")
    assert merging.merge(bob, ann, "bob").kept == 1
    assert mention(bob, 1, "NASA").state is REJECTED
    assert "ann" in {author for (author,) in bob.execute("SELECT json_extract(after, '$.author') FROM decisions")}
    merging.merge(ann, bob, "ann")
    assert held(ann) == held(bob)


def test_twice_is_once(pair: tuple[sqlite3.Connection, sqlite3.Connection]) -> None:
    ann, bob = pair
    decisions.accept(ann, [first_id(ann, "NASA")], "ann")
    decisions.reject(bob, [first_id(bob, "NASA"), first_id(bob, "ESA")], "bob")
    editing.edit(bob, ESA.id, "bob", name="Esa")
    decisions.never_link(bob, first_id(bob, "ESA", 1), "bob", everywhere=True)
    merging.merge(ann, bob, "ann")
    before = everything(ann)
    assert merging.merge(ann, bob, "ann").group is None
    assert everything(ann) == before


def test_it_is_told_what_came_what_was_known_and_what_contradicted(
    pair: tuple[sqlite3.Connection, sqlite3.Connection],
) -> None:
    ann, bob = pair
    judging.accept_relations(bob, [stated.in_document(bob, 1).relations[0].id], "bob")
    for library, author, moment in ((ann, "ann", "2021"), (bob, "bob", "2020")):
        decisions.accept(library, [first_id(library, "NASA")], author)  # both say the same
        (decisions.accept if author == "ann" else decisions.reject)(library, [first_id(library, "ESA")], author)
        library.execute("UPDATE decision_groups SET made = ?", [moment])
    decisions.reject(bob, [first_id(bob, "Chang'e-4")], "bob")
    told = merging.merge(ann, bob, "ann")
    assert (told.decisions, told.kept, told.known, told.contradicted) == (2, 2, 0, 1)
    again = merging.merge(ann, bob, "ann")
    assert (again.group, again.decisions, again.kept, again.known, again.contradicted) == (None, 0, 0, 4, 0)
    other = merging.merge(bob, ann, "bob")
    assert (other.decisions, other.kept, other.known, other.contradicted) == (2, 0, 2, 1)


def test_a_place_that_overlaps_a_later_mention_of_the_other_gives_way_and_is_told(
    pair: tuple[sqlite3.Connection, sqlite3.Connection],
) -> None:
    ann, bob = pair
    decisions.accept(ann, [first_id(ann, "NASA")], "ann")
    ann.execute("UPDATE decision_groups SET made = '2020'")
    decisions.change_boundaries(bob, first_id(bob, "NASA"), *span("ESA and NASA"), "bob")
    assert merging.merge(ann, bob, "ann").contradicted == 1


def test_a_merge_is_undone_as_one(pair: tuple[sqlite3.Connection, sqlite3.Connection]) -> None:
    ann, bob = pair
    decisions.accept(ann, [first_id(ann, "NASA")], "ann")
    before = held(ann)
    decisions.change_boundaries(bob, first_id(bob, "NASA"), *span("ESA and NASA"), "bob")
    editing.edit(bob, ESA.id, "bob", aliases=[Alias("E", NameType.SHORT)], facts=[Fact("staff", "2", "")])
    merging.merge(ann, bob, "ann")
    assert held(ann) != before
    decisions.undo(ann, "ann")
    assert held(ann) == before


def test_a_document_that_was_not_there_comes_with_its_decisions(
    pair: tuple[sqlite3.Connection, sqlite3.Connection],
) -> None:
    ann, bob = pair
    there = add(bob, "ISRO and NASA.", "/news/india.txt")
    (added,) = decisions.add(bob, there, [(0, 4)], Kind.AGENCY, "bob", name="Indian Space Research").mentions
    assert merging.merge(ann, bob, "ann").documents == 1
    document = documents.find(ann, "india")
    (found,) = mentions.of_document(ann, document.id)
    assert (found.name, found.record_id, found.author) == (added.name, added.record_id, "bob")


def test_another_text_of_the_same_source_stays_another_document(
    pair: tuple[sqlite3.Connection, sqlite3.Connection],
) -> None:
    ann, bob = pair
    decisions.accept(ann, [first_id(ann, "NASA")], "ann")
    new = add(bob, TEXT + " Today.")
    decisions.add(bob, new, [span("land")], Kind.EVENT, "bob")
    merging.merge(ann, bob, "ann")
    assert len(documents.numbers(ann)) == 2
    assert mention(ann, 1, "NASA").state is ACCEPTED


def test_statements_and_rules_are_brought_in(pair: tuple[sqlite3.Connection, sqlite3.Connection]) -> None:
    ann, bob = pair
    relation = stated.in_document(bob, 1).relations[0].id
    judging.change_relation(bob, relation, "bob", role="chief")
    judging.add_relation(bob, 1, span("NASA"), Predicate.OPERATES, span("Chang'e-4"), "bob")
    decisions.never_link(bob, first_id(bob, "ESA"), "bob", everywhere=False)
    merging.merge(ann, bob, "ann")
    assert held(ann) == held(bob)
    assert [rule[1:] for rule in rules.never_links(ann)] == [rule[1:] for rule in rules.never_links(bob)]


def test_merged_records_stay_merged(pair: tuple[sqlite3.Connection, sqlite3.Connection]) -> None:
    ann, bob = pair
    editing.merge(ann, "agency/nasa", ["mission/chang-e-4"], "ann")
    editing.merge(bob, ESA.id, ["agency/nasa"], "bob")
    merging.merge(ann, bob, "ann")
    merging.merge(bob, ann, "bob")
    for library in (ann, bob):
        assert {m.record_id for m in mentions.of_document(library, 1)} == {ESA.id, "person/jan-worner"}


def test_a_merge_that_fails_leaves_nothing(
    pair: tuple[sqlite3.Connection, sqlite3.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bob = pair
    decisions.accept(bob, [first_id(bob, "NASA")], "bob")
    add(bob, "Another text.", "/news/b.txt")
    before = everything(ann)
    monkeypatch.setattr(merging, "settled", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        merging.merge(ann, bob, "ann")
    assert everything(ann) == before


STEP = st.tuples(st.integers(0, 9), st.integers(0, 6), st.integers(0, 6), st.integers(1, 4))


def decide(library: sqlite3.Connection, author: str, step: tuple[int, int, int, int]) -> None:
    what, one, other, moment = step
    shown = mentions.of_document(library, 1)
    chosen = shown[one % len(shown)]
    relations = stated.in_document(library, 1, rejected=True).relations
    try:
        if what < 2:
            (decisions.accept if what else decisions.reject)(library, [chosen.id], author)
        elif what == 2:
            decisions.change_kind(library, [chosen.id], list(Kind)[other], author)
        elif what == 3:
            decisions.change_boundaries(library, chosen.id, max(0, chosen.start - other), chosen.end + other, author)
        elif what == 4:
            decisions.link(library, [chosen.id], ESA.id, author)
        elif what == 5:
            decisions.undo(library, author)
        elif what == 6:
            editing.edit(library, ESA.id, author, name=f"E{other}")
        elif what == 7:
            decisions.add(library, 1, [(one * 8, one * 8 + other + 1)], Kind.EVENT, author)
        elif relations:
            judge = judging.accept_relations if what == 8 else judging.reject_relations
            judge(library, [relations[one % len(relations)].id], author)
    except StoreError:
        return
    library.execute(
        "UPDATE decision_groups SET made = ? || id WHERE id = (SELECT max(id) FROM decision_groups)", [moment]
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, max_size=6), st.lists(STEP, max_size=6))
def test_it_does_not_matter_which_is_brought_into_which(
    left: list[tuple[int, int, int, int]], right: list[tuple[int, int, int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for ann, bob in apart(Path(folder)):
            for step in left:
                decide(ann, "ann", step)
            for step in right:
                decide(bob, "bob", step)
            ann.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            shutil.copy(Path(folder) / "ann.db", Path(folder) / "third.db")
            third = connect(Path(folder) / "third.db")
            told = merging.merge(ann, bob, "carol")
            assert min(told.decisions, told.kept, told.known, told.contradicted) >= 0
            merging.merge(bob, third, "dan")
            third.close()
            assert held(ann) == held(bob)
            merging.merge(ann, bob, "carol")
            assert held(ann) == held(bob)
            before = everything(ann)
            assert merging.merge(ann, bob, "carol").group is None
            assert everything(ann) == before


def test_a_text_with_a_nul_is_refused_in_one_sentence_and_nothing_is_brought_in(
    pair: tuple[sqlite3.Connection, sqlite3.Connection],
) -> None:
    ann, bob = pair
    decisions.accept(bob, [mention(bob, 1, "NASA").id], "bob")
    decisions.add(bob, add(bob, "They lost Foo\0Sat.", "/news/lost.txt"), [(10, 17)], Kind.MISSION, "bob")
    before = everything(ann)
    with pytest.raises(FormatError, match=r"^The text “Landing” of the other library holds a NUL character.*\.$"):
        merging.merge(ann, bob, "ann")
    assert everything(ann) == before
