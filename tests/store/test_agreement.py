from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import agreement, decisions
from store.database import connect
from store.model import Kind
from tests.store.examples import TEXT, add, extracted


@pytest.fixture
def other(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A second library."""
    connection = connect(tmp_path / "other.db")
    yield connection
    connection.close()


def mark(library: sqlite3.Connection, words: str, kind: Kind = Kind.AGENCY) -> None:
    start = TEXT.index(words)
    decisions.add(library, 1, [(start, start + len(words))], kind, "ann")


def test_who_decides_the_same_agrees(library: sqlite3.Connection, other: sqlite3.Connection) -> None:
    for each in (library, other):
        extracted(each)
        mark(each, "NASA")
        mark(each, "Chang'e-4", Kind.MISSION)
    found = agreement.compare(library, other)
    assert (found.documents, found.overall.both, found.overall.f1, found.overall.kappa) == (1, 2, 1.0, 1.0)
    assert found.disagreements == []


def test_differences_are_listed(library: sqlite3.Connection, other: sqlite3.Connection) -> None:
    for each in (library, other):
        extracted(each)
    mark(library, "NASA")
    mark(other, "NASA will")
    mark(library, "land", Kind.EVENT)
    mark(library, "watch", Kind.EVENT)
    mark(other, "watch", Kind.LAW)
    mark(other, "said", Kind.LAW)
    found = agreement.compare(library, other)
    told = [(d.words, d.first and d.first.kind, d.second and d.second.kind) for d in found.disagreements]
    assert told == [
        ("said", None, Kind.LAW),
        ("NASA will", Kind.AGENCY, Kind.AGENCY),
        ("watch", Kind.EVENT, Kind.LAW),
        ("land", Kind.EVENT, None),
    ]
    assert (found.overall.both, found.overall.first, found.overall.second, found.overall.f1) == (0, 3, 3, 0.0)
    assert found.kinds[Kind.LAW].second == 2


def test_kappa_is_that_of_the_words(library: sqlite3.Connection, other: sqlite3.Connection) -> None:
    """Of ten words, both call two an event, and each one more that the other does not."""
    text = "a b c d e f g h i j"
    for each, spans in ((library, [(0, 1), (2, 3), (4, 5)]), (other, [(0, 1), (2, 3), (6, 7)])):
        document = add(each, text)
        decisions.add(each, document, spans, Kind.EVENT, "ann")
    kappa = agreement.compare(library, other).kinds[Kind.EVENT].kappa
    assert kappa == pytest.approx((0.8 - (0.09 + 0.49)) / (1 - (0.09 + 0.49)))


def test_texts_on_which_one_has_not_decided_are_left_out(
    library: sqlite3.Connection, other: sqlite3.Connection
) -> None:
    extracted(library)
    extracted(other)
    mark(library, "NASA")
    found = agreement.compare(library, other)
    assert (found.documents, found.overall.f1, found.overall.kappa) == (0, 1.0, 1.0)
