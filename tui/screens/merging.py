"""The dialog that says that two records are one."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from textual import work

from store import candidates, mentions, records
from store.candidates import Candidate
from store.model import Record, RecordOrigin
from tui.jobs import LibraryThread
from tui.screens.choosing import ChoosingScreen
from tui.widgets.line_list import Line

_VOUCHED = (RecordOrigin.CATALOGUE, RecordOrigin.PERSON, RecordOrigin.PROVISIONAL)


def ordered(one: Record, other: Record) -> tuple[Record, Record]:
    """Which of two records the other one goes into: the better vouched for, or else the second."""
    if _VOUCHED.index(one.origin) < _VOUCHED.index(other.origin):
        return one, other
    return other, one


#: What is chosen where no record is the same.
LEAVE = ""
#: A record whose name is less alike than this is not taken for the same one unasked, as a score from 0 to 1.
_SURE = 0.9


def merge_order(connection: sqlite3.Connection, one: str, other: str) -> tuple[Record, Record]:
    """The record that stays, and the one that goes into it."""
    return ordered(records.get(connection, one), records.get(connection, other))


def what_moves(connection: sqlite3.Connection, one: str, other: str) -> str:
    """What merging two records does, in words."""
    into, moved = merge_order(connection, one, other)
    count, documents = mentions.count_of_record(connection, moved.id)
    names, facts = len(moved.aliases) + 1, len(moved.facts)
    return (
        f"{_counted(count, 'mention')} in {_counted(documents, 'document')}, {_counted(names, 'name')} and "
        f"{_counted(facts, 'fact')} go from {moved.name} to {into.name}; undo takes the two apart again."
    )


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


class MergeScreen(ChoosingScreen):
    """Asks which record is the same as another one. The result is its id, `LEAVE`, or None."""

    def __init__(self, library: LibraryThread, record: Record) -> None:
        """Ask about a record."""

        def likely(connection: sqlite3.Connection) -> Sequence[Candidate]:
            return candidates.search(connection, record.name, kind=record.kind, is_whole=True)

        neither = Line((("none of these: both stay as they are", ""),), value=LEAVE)
        super().__init__(
            library,
            f"“{record.name}” is the same as",
            likely,
            kind=record.kind,
            without=record.id,
            rows=(neither,),
            sure=_SURE,
        )
        self._record = record

    def moved(self, value: object) -> None:
        """Tell what would move."""
        if isinstance(value, str) and value != LEAVE:
            self._tell_what_moves(value)
        else:
            self.tell("")

    @work(exclusive=True, group="telling")
    async def _tell_what_moves(self, other: str) -> None:
        words = await self.ask(what_moves, self._record.id, other)
        self.tell(words or "")
