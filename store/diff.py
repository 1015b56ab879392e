"""What two runs say differently of the same documents, and how well a run does against what people decided."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from store.database import SUPERSEDED
from store.errors import UnknownRunError
from store.model import Kind, Run, State


class Sort(StrEnum):
    """How two runs differ at a place."""

    ADDED = "added"
    REMOVED = "removed"
    KIND = "kind"
    BOUNDARIES = "boundaries"
    RECORD = "record"


class Said(NamedTuple):
    """What a run says at a place."""

    start: int
    end: int
    kind: Kind
    record_id: str
    score: float | None


class Difference(NamedTuple):
    """A place of which two runs say different things; None stands for nothing."""

    document_id: int
    sort: Sort
    words: str
    before: Said | None
    after: Said | None


class KnownRun(NamedTuple):
    """A run, with how many documents it has gone through."""

    id: int
    run: Run
    started: str
    documents: int


class Measured(NamedTuple):
    """A run against the decisions of people, on the documents that it has gone through.

    Args:
        right: accepted mentions that it proposes with that place and kind.
        wrong: what it proposes that was rejected, or is contradicted by an accepted mention of another place or kind.
        missed: accepted mentions that it does not propose so.
    """

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """How much of what it proposes, as far as people decided on it, is right: 0 to 1."""
        return self.right / (self.right + self.wrong) if self.right else 0.0

    @property
    def recall(self) -> float:
        """How much of what people accepted it proposes: 0 to 1."""
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0


def runs(connection: sqlite3.Connection) -> list[KnownRun]:
    """Every run that the library knows, oldest first."""
    rows = connection.execute(
        "SELECT id, pipeline, version, configuration, started, (SELECT count(*) FROM extractions WHERE run_id = id) "
        "FROM runs ORDER BY id"
    )
    return [KnownRun(row[0], Run(*row[1:4]), *row[4:]) for row in rows]


def between(
    connection: sqlite3.Connection, before: int, after: int, *, document_id: int | None = None
) -> Iterator[Difference]:
    """What a run says differently from another, in the documents that both have gone through.

    Args:
        connection: the library.
        before: the number of the one run.
        after: that of the other.
        document_id: in this document only.

    Raises:
        UnknownRunError: there is no run of that number.
    """
    for run in (before, after):
        _check(connection, run)
    rows = connection.execute(
        "SELECT one.document_id FROM extractions AS one JOIN extractions AS other USING (document_id) "
        f"WHERE one.run_id = ? AND other.run_id = ? AND one.document_id NOT IN {SUPERSEDED} ORDER BY 1",
        [before, after],
    ).fetchall()
    for (document,) in rows:
        if document_id in (None, document):
            text = connection.execute("SELECT text FROM documents WHERE id = ?", [document]).fetchone()[0]
            said = [_said(connection, document, run) for run in (before, after)]
            for old, new in _pairs(*said):
                sort = _sort(old, new)
                if sort is not None:
                    start = min(each.start for each in (old, new) if each)
                    end = max(each.end for each in (old, new) if each)
                    yield Difference(document, sort, text[start:end], old, new)


def against_decisions(connection: sqlite3.Connection, run: int) -> dict[Kind, Measured]:
    """How well a run does against what people decided, by kind; what nobody decided on counts neither way.

    Raises:
        UnknownRunError: there is no run of that number.
    """
    _check(connection, run)
    counts = {kind: [0, 0, 0] for kind in Kind}
    rows = connection.execute(
        "SELECT DISTINCT document_id FROM mentions WHERE state IN ('accepted', 'rejected') "
        "AND document_id IN (SELECT document_id FROM extractions WHERE run_id = ?)",
        [run],
    ).fetchall()
    for (document,) in rows:
        said = {(each.start, each.end, each.kind) for each in _said(connection, document, run)}
        decided = connection.execute(
            "SELECT start_offset, end_offset, kind, state FROM mentions WHERE document_id = ? "
            "AND state IN ('accepted', 'rejected') ORDER BY start_offset",
            [document],
        ).fetchall()
        accepted = {(start, end, Kind(kind)) for start, end, kind, state in decided if state == State.ACCEPTED}
        rejected = {(start, end) for start, end, _, state in decided if state == State.REJECTED}
        spans = sorted((start, end) for start, end, _ in accepted)
        for key in said & accepted:
            counts[key[2]][0] += 1
        for key in said - accepted:
            counts[key[2]][1] += key[:2] in rejected or _overlaps(spans, key[0], key[1])
        for key in accepted - said:
            counts[key[2]][2] += 1
    return {kind: Measured(*count) for kind, count in counts.items()}


def _overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    position = bisect_left(spans, (end,))
    return position > 0 and spans[position - 1][1] > start


def _check(connection: sqlite3.Connection, run: int) -> None:
    if connection.execute("SELECT 1 FROM runs WHERE id = ?", [run]).fetchone() is None:
        raise UnknownRunError(f"There is no run {run}.")


def _said(connection: sqlite3.Connection, document_id: int, run: int) -> list[Said]:
    rows = connection.execute(
        "SELECT start_offset, end_offset, kind, record_id, score FROM proposals "
        "WHERE document_id = ? AND run_id = ? ORDER BY start_offset",
        [document_id, run],
    )
    return [Said(start, end, Kind(kind), record, score) for start, end, kind, record, score in rows]


def _pairs(before: list[Said], after: list[Said]) -> Iterator[tuple[Said | None, Said | None]]:
    """What stands at the same place in both, or overlaps; what has no counterpart stands alone."""
    left, right = list(before), list(after)
    while left or right:
        if left and right and left[0].start < right[0].end and right[0].start < left[0].end:
            yield left.pop(0), right.pop(0)
        elif not right or (left and left[0].start < right[0].start):
            yield left.pop(0), None
        else:
            yield None, right.pop(0)


def _sort(before: Said | None, after: Said | None) -> Sort | None:
    if before is None or after is None:
        return Sort.ADDED if before is None else Sort.REMOVED
    if (before.start, before.end) != (after.start, after.end):
        return Sort.BOUNDARIES
    if before.kind is not after.kind:
        return Sort.KIND
    return Sort.RECORD if before.record_id != after.record_id else None
