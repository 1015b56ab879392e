"""The records' screen: every record by kind, and a search by name that forgives misspelling."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from itertools import groupby
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from store import candidates, records
from store.model import Kind, RecordOrigin
from store.records import ListedRecord
from tui.jobs import LibraryThread
from tui.leading import Lead
from tui.screens.asking import AskingScreen
from tui.widgets.entities import HEADINGS
from tui.widgets.line_list import Line, LineList

#: Fewer hits than this, and names that are spelt alike are looked for as well.
_FEW = 5
_ORIGINS = {RecordOrigin.CATALOGUE: "", RecordOrigin.PERSON: "  your own", RecordOrigin.PROVISIONAL: "  provisional"}


def record_lines(
    connection: sqlite3.Connection, query: str, kind: Kind | None, *, is_blind: bool = False
) -> list[Line]:
    """The lines that show records by kind, those that documents name most first.

    Args:
        connection: the library.
        query: words of a name, or their beginnings; without any, all records are shown.
        kind: show no other kind.
        is_blind: count the mentions alone that people have decided on, and show no record that only others name.
    """
    words = query.strip()
    found = records.listed(connection, kind=kind, find=words or None, is_blind=is_blind)
    lines: list[Line] = []
    for each, group in groupby(found, lambda record: record.kind):
        members = sorted(group, key=lambda record: -record.mentions)
        number = (list(Kind).index(each) + 1) % 10
        heading = ((f"{number} ", "line-list--mark"), (HEADINGS[each], "line-list--heading"))
        lines += [Line(heading, f"{len(members):,}"), *map(_line, members)]
    return [*lines, *_alike(connection, words, kind, found, is_blind)] if words and len(found) < _FEW else lines


def _line(record: ListedRecord) -> Line:
    named = f"{record.mentions:,}" if record.mentions else ""
    parts = (("  ", ""), (record.name, ""), (_ORIGINS[record.origin], "line-list--quiet"))
    return Line(parts, named, Lead(record_id=record.id))


def _alike(
    connection: sqlite3.Connection, words: str, kind: Kind | None, found: Sequence[ListedRecord], is_blind: bool
) -> list[Line]:
    known = {record.id for record in found}
    alike = [
        candidate
        for candidate in candidates.search(connection, words, kind=kind)
        if candidate.record_id not in known
        and (kind is None or candidate.kind is kind)
        and not (is_blind and candidate.origin is RecordOrigin.PROVISIONAL)
    ]
    lines = [
        Line((("  ", ""), (each.name, ""), (f"  {each.kind}", "line-list--quiet")), "", Lead(record_id=each.record_id))
        for each in alike
    ]
    return [Line((("SPELT ALIKE", "line-list--heading"),), str(len(lines))), *lines] if lines else []


class RecordsScreen(AskingScreen[None]):
    """Lets a person look for a record and open its page, as often as they like."""

    CSS_PATH = "records.tcss"
    AUTO_FOCUS = "#records"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open the record's page", show=False),
        Binding("slash", "search", "search by name", show=False),
        Binding("escape,q", "leave", "leave the search, or the records", show=False),
        Binding("asterisk", "narrow('')", "show every kind again", show=False),
        *(
            Binding(key, f"narrow('{kind.value}')", "show one kind only; again, all", show=False)
            for key, kind in zip("1234567890", Kind, strict=True)
        ),
    ]

    def __init__(
        self, library: LibraryThread, go: Callable[[Lead], Awaitable[None]], *, is_blind: bool = False
    ) -> None:
        """Prepare the screen.

        Args:
            library: the library to ask.
            go: opens the page of a record.
            is_blind: hide what nobody has decided on.
        """
        super().__init__(library)
        self._go = go
        self._is_blind = is_blind
        self._kind: Kind | None = None

    def compose(self) -> ComposeResult:
        """A line to search in, and the records."""
        yield Input(placeholder="A name, or its beginning", id="query")
        found = LineList(id="records")
        found.border_title = "Records"
        found.border_subtitle = "enter opens · / finds · 1…0 kind"
        yield found

    def on_mount(self) -> None:
        """Show all."""
        self._fill()

    @on(Input.Changed)
    def _query_changed(self) -> None:
        self._fill()

    @work(exclusive=True)
    async def _fill(self) -> None:
        lines = await self.ask(record_lines, self.query_one(Input).value, self._kind, is_blind=self._is_blind)
        shown = self.query_one("#records", LineList)
        shown.show(lines or [Line((("Nothing found.", "line-list--quiet"),))])
        shown.border_title = f"Records · {HEADINGS[self._kind].capitalize()}" if self._kind else "Records"

    @on(Input.Submitted)
    def action_focus_list(self) -> None:
        """Go from the query to what it found."""
        self.query_one("#records").focus()

    def action_search(self) -> None:
        """Go to the query, at once, so that the next key is its own."""
        self.set_focus(self.query_one("#query"))

    def action_narrow(self, kind: str) -> None:
        """Show one kind only; the same key again, or `*`, shows all."""
        chosen = Kind(kind) if kind else None
        self._kind = None if chosen is self._kind else chosen
        self._fill()

    def action_open(self) -> None:
        """Open the page of the record under the cursor."""
        self.query_one("#records", LineList).choose()

    def action_leave(self) -> None:
        """Leave the query, or the screen."""
        query = self.query_one("#query", Input)
        if query.has_focus or query.value:
            query.value = ""
            self.query_one("#records").focus()
        else:
            self.dismiss(None)

    @on(LineList.Chosen)
    async def _chosen(self, message: LineList.Chosen) -> None:
        assert isinstance(message.value, Lead)
        await self._go(message.value)
