"""Records in the reader: made, merged and changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from store import records
from store.model import Kind
from tui.deferred import Deferred
from tui.screens.deciding import DecidingScreen

if TYPE_CHECKING:
    from store import editing
    from store.decisions import Outcome
else:
    editing = Deferred("store.editing")


def create_record(
    connection: sqlite3.Connection, mention_ids: Sequence[int], kind: Kind, name: str, author: str
) -> Outcome:
    """`editing.create` for mentions, called as the other decisions are."""
    return editing.create(connection, kind, name, author, mention_ids=mention_ids)


def merge_records(connection: sqlite3.Connection, one: str, other: str, author: str) -> Outcome:
    """Merge two records into the better vouched for."""
    from tui.screens.merging import merge_order

    into, moved = merge_order(connection, one, other)
    return editing.merge(connection, into.id, [moved.id], author)


class RecordingScreen(DecidingScreen):
    """A document, and the records that a person makes of its mentions."""

    async def action_create_record(self) -> None:
        """Make a record, for the current mention if there is one."""
        from tui.screens.new_record import NewRecord, NewRecordScreen

        mention, document = self._current, self._session.document
        name, kind = "", Kind.AGENCY
        if mention is not None and document is not None:
            name, kind = document.text[mention.start : mention.end], mention.kind

        async def create(new: NewRecord | None) -> None:
            if new is not None and mention is not None:
                await self._decide(mention, create_record, new.kind, new.name)
            elif new is not None:
                self._create_alone(new.kind, new.name)

        await self.app.push_screen(NewRecordScreen(name, kind), create)

    @work(group="deciding")
    async def _create_alone(self, kind: Kind, name: str) -> None:
        outcome = await self._carry_out(create_record, (), kind, name)
        if outcome is not None and outcome.records:
            self._show_record(outcome.records[0])

    async def action_merge_records(self) -> None:
        """Ask which record the one that is open is the same as."""
        record_id = self.panes.record.record_id
        record = await self.ask(records.get, record_id) if record_id is not None else None
        if record is None:
            self._tell("open a record first: n goes to a name")
            return
        from tui.screens.merging import LEAVE, MergeScreen

        def merge(chosen: object) -> None:
            if chosen not in (None, LEAVE):
                self._merge(record.id, str(chosen))

        await self.app.push_screen(MergeScreen(self._library, record), merge)

    @work(group="deciding")
    async def _merge(self, one: str, other: str) -> None:
        outcome = await self._carry_out(merge_records, one, other)
        if outcome is not None:
            self._show_record(one)

    async def action_edit_record(self) -> None:
        """Change the record that is open."""
        record_id = self.panes.record.record_id
        if record_id is None:
            self._tell("open a record first: n goes to a name")
            return
        from tui.screens.edit_record import EditRecordScreen

        await self.app.push_screen(EditRecordScreen(self._library, record_id, self._carry_out))
