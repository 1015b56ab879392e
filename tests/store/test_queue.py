from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from store import decisions, mentions, queue
from store.database import connect
from store.model import Kind, State
from store.queue import Filter, Order
from tests.store.examples import FIRST_RUN, SECOND_RUN, TEXT, add, mention, proposal, put, usual
from tests.store.test_records import ESA

SCORES = (0.9, 0.3, 0.8, 0.5, 0.7)


@pytest.fixture
def document(library: sqlite3.Connection) -> int:
    put(library, ESA)
    document = add(library)
    said = [p._replace(score=score) for p, score in zip(usual(), SCORES, strict=True)]
    mentions.keep(library, document, FIRST_RUN, said)
    return document


def words(found: queue.Page) -> list[str]:
    return [item.words for item in found.items]


def test_the_least_certain_comes_first(library: sqlite3.Connection, document: int) -> None:
    found = queue.page(library)
    assert words(found) == ["Jan Woerner", "NASA", "Chang'e-4", "ESA", "ESA"]
    first = found.items[0]
    assert (first.score, first.why, first.name, first.kind) == (0.3, "30% sure (model)", "Jan Wörner", Kind.PERSON)
    assert first.before + first.words + first.after == TEXT[: len(first.before + first.words) + 60]
    assert (found.next, first.document_id) == (None, document)


def test_a_queue_is_gone_through_by_pages(library: sqlite3.Connection, document: int) -> None:
    first = queue.page(library, limit=2)
    second = queue.page(library, after=first.next, limit=2)
    last = queue.page(library, after=second.next, limit=2)
    assert words(first) + words(second) + words(last) == words(queue.page(library))
    assert last.next is None
    assert document


def test_what_is_decided_waits_no_more(library: sqlite3.Connection, document: int) -> None:
    assert queue.waiting(library) == 5
    first = queue.page(library, limit=1)
    decisions.accept(library, [first.items[0].mention_id], "ann")
    assert queue.waiting(library) == 4
    assert words(queue.page(library, after=first.next, limit=1)) == ["NASA"]
    decisions.undo(library, "ann")
    assert queue.waiting(library) == 5
    assert document


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Filter(kind=Kind.PERSON), 1),
        (Filter(record_id=ESA.id), 2),
        (Filter(document_id=99), 0),
        (Filter(document_id=1, kind=Kind.AGENCY), 3),
        (Filter(Order.UNKNOWN_NAME), 3),
    ],
)
def test_a_queue_is_narrowed(library: sqlite3.Connection, document: int, wanted: Filter, count: int) -> None:
    assert len(queue.page(library, wanted).items) == queue.waiting(library, wanted) == count
    assert document


def test_what_is_flagged_waits_though_it_is_decided(library: sqlite3.Connection, document: int) -> None:
    nasa = mention(library, document, "NASA").id
    decisions.flag(library, [nasa], True, "ann")
    decisions.note(library, [nasa], "look", "ann")
    decisions.accept(library, [nasa], "ann")
    (item,) = queue.page(library, Filter(Order.FLAGGED)).items
    assert (item.mention_id, item.state, item.note, item.why) == (nasa, State.ACCEPTED, "look", "flagged")


def test_what_two_runs_say_differently_waits(library: sqlite3.Connection, document: int) -> None:
    other = [proposal(TEXT, "NASA", Kind.PLACE), *(p for p in usual() if p.name != "NASA")]
    mentions.keep(library, document, SECOND_RUN, sorted(other))
    assert words(queue.page(library, Filter(Order.DISAGREEMENT))) == ["NASA"]


def test_what_another_origin_took_for_something_else_waits_and_says_so(
    library: sqlite3.Connection, document: int
) -> None:
    disputed = [
        p._replace(dissent="the language model takes them for PLACE" if p.name == "NASA" else "") for p in usual()
    ]
    mentions.keep(library, document, SECOND_RUN, disputed)
    (item,) = queue.page(library, Filter(Order.DISAGREEMENT)).items
    assert (item.words, item.why) == ("NASA", "the language model takes them for PLACE")
    assert queue.waiting(library, Filter(Order.DISAGREEMENT)) == 1


def test_disputes_are_found_without_looking_through_all_mentions(library: sqlite3.Connection, document: int) -> None:
    asked: list[str] = []
    library.set_trace_callback(asked.append)
    queue.page(library, Filter(Order.DISAGREEMENT))
    library.set_trace_callback(None)
    (sql,) = (statement for statement in asked if "ORDER BY" in statement)
    plan = [step for *_, step in library.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert any("idx_proposals_dissent" in step for step in plan)
    assert not any(step.startswith(("SCAN mentions", "SCAN held")) for step in plan), plan
    assert document


def test_unknown_names_come_by_how_often_they_are_found(library: sqlite3.Connection, document: int) -> None:
    there = add(library, TEXT + "!", "/news/other.txt")
    mentions.keep(library, there, FIRST_RUN, [proposal(TEXT, "NASA")])
    assert queue.unknown_names(library)[0] == ("agency/nasa", Kind.AGENCY, "NASA", 2)
    assert ESA.id not in [record for record, *_ in queue.unknown_names(library)]
    assert document


def test_earlier_revisions_do_not_wait(library: sqlite3.Connection, document: int) -> None:
    add(library, "Nothing of that.")
    assert queue.page(library).items == []
    assert document


def test_a_queue_that_this_version_has_not_is_left_for_the_usual_one(library: sqlite3.Connection) -> None:
    queue.remember(library, Filter(Order.FLAGGED), (0.5, 3))
    library.execute("UPDATE settings SET value = replace(value, 'flagged', 'runs disagree')")
    assert queue.remembered(library) == (Filter(), None)


def test_the_place_is_kept_between_starts(path: Path, library: sqlite3.Connection, document: int) -> None:
    assert queue.remembered(library) == (Filter(), None)
    wanted = Filter(Order.UNKNOWN_NAME, Kind.AGENCY, document, "agency/nasa")
    queue.remember(library, wanted, (0.5, 3))
    again = connect(path)
    assert queue.remembered(again) == (wanted, (0.5, 3))
    again.close()
