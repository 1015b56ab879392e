"""A place on which two libraries differ, and whose reading of it holds."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from store.agreement import Marked
from store.statement_agreement import Stated

Side = Marked | Stated


class Choice(StrEnum):
    """Who is right about a place."""

    MINE = "mine"
    THEIRS = "theirs"
    NEITHER = "neither"


class Difference(NamedTuple):
    """A place on which the two libraries differ.

    Args:
        document_id: the document in the library.
        title: its title.
        start: where the place begins.
        before: some of the text before it.
        words: its words; none where a file has stated what they differ on, which names no place.
        after: some of the text behind it.
        mine: what the library says, before anybody adjudicated: accepted, rejected, or None for nothing.
        theirs: what the other one says; of the same sort, a mention, a relation or a quotation.
        settled: what has been adjudicated, if it has been.
        reason: why, if that has been told.
    """

    document_id: int
    title: str
    start: int
    before: str
    words: str
    after: str
    mine: Side | None
    theirs: Side | None
    settled: Choice | None
    reason: str | None

    @property
    def key(self) -> tuple[object, ...]:
        """What stays the same of it when it is settled or opened again."""
        return self.document_id, *(side and side.place for side in (self.mine, self.theirs))

    @property
    def end(self) -> int:
        """Where the place ends."""
        return self.start + len(self.words)

    def side(self, choice: Choice) -> Side | None:
        """What that one of the two says."""
        return {Choice.MINE: self.mine, Choice.THEIRS: self.theirs}.get(choice)


def nothing_holds(mine: Side | None, theirs: Side | None) -> Choice:
    """Whose reading it is that there is nothing at a place."""
    if mine is None or not mine.is_accepted:
        return Choice.MINE
    return Choice.THEIRS if theirs is None or not theirs.is_accepted else Choice.NEITHER
