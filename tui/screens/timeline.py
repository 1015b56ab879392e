"""The timeline's screen: what is dated in the document or the library, in order of time."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from itertools import groupby
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from store import timeline
from store.model import Fact, Predicate
from store.timeline import Dated, Event
from tui import wording
from tui.jobs import LibraryThread
from tui.leading import Lead
from tui.screens.asking import AskingScreen
from tui.widgets.line_list import Line, LineList
from tui.widgets.record import last_words

_DATE_WIDTH = 13
_NO_YEAR = "Year not known"
_HINTS = "enter there · d library · r record"


def timeline_lines(connection: sqlite3.Connection, document_id: int | None, width: int) -> list[Line]:
    """The lines of a timeline, of a document or of all of them, under a heading a year.

    Args:
        connection: the library.
        document_id: the document, whose title then stands on no line.
        width: of a line, in cells.
    """
    return lines_of(timeline.events(connection, document_id), width // 5, with_titles=document_id is None)


def lines_of(events: Sequence[Event], room: int, *, with_titles: bool) -> list[Line]:
    """The lines that show events.

    Args:
        events: in order of time.
        room: how much of the text before a date is shown, in characters.
        with_titles: say which document each is from.
    """
    lines: list[Line] = []
    for year, group in groupby(events, _year):
        members = [_line(event, room, with_titles=with_titles) for event in group]
        lines += [Line(((year, "line-list--heading"),), str(len(members))), *members]
    return lines


def _year(event: Event) -> str:
    return event.day[:4] if event.day < "9999" else _NO_YEAR


def _line(event: Event, room: int, *, with_titles: bool) -> Line:
    date = (f"  {event.date:<{_DATE_WIDTH}}", "line-list--mark")
    if event.dated is Dated.MENTION:
        around = (last_words(event.before, room), event.words, event.after.split("\n", 1)[0])
        parts = tuple(zip(around, ("line-list--quiet", "line-list--strong", "line-list--quiet"), strict=True))
    else:
        parts = ((event.name, "line-list--strong"), (f" {_told(event)}", ""))
    if event.dated is Dated.FACT:
        source = wording.source_of(Fact(event.words, event.date, event.title))
        parts = (*parts, (f"  · catalogue, {source}", "line-list--quiet"))
        return Line((date, *parts), value=Lead(record_id=event.record_id))
    lead = Lead(event.document_id, event.start, event.end, record_id=event.record_id or None, about=event.record_id)
    title = ((f"  · {event.title}", "line-list--quiet"),) if with_titles else ()
    return Line((date, *parts, *title), value=lead)


def _told(event: Event) -> str:
    """What happened that day: `launched`, `held`, `first flight`."""
    if event.dated is Dated.STATEMENT:
        return Predicate(event.words).value.split("_")[0]
    return event.words.replace("_", " ")


class TimelineScreen(AskingScreen[None]):
    """Dates in order; each line leads to its place."""

    CSS_PATH = "timeline.tcss"
    AUTO_FOCUS = "#timeline"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "follow", "read the date in its text", show=False),
        Binding("d", "switch", "show the dates of the library, or of the document", show=False),
        Binding("r", "follow_record", "open the record that the date is of", show=False),
        Binding("escape,q", "dismiss(None)", "leave", show=False),
    ]

    def __init__(self, library: LibraryThread, document_id: int | None, go: Callable[[Lead], Awaitable[None]]) -> None:
        """Prepare the screen.

        Args:
            library: the library to ask.
            document_id: the document that is being read; its dates are shown first.
            go: leads to a place in a text, or opens the page of a record.
        """
        super().__init__(library)
        self._document_id = document_id
        self._is_of_document = document_id is not None
        self._go = go

    def compose(self) -> ComposeResult:
        """The list."""
        shown = LineList(id="timeline")
        shown.border_subtitle = _HINTS
        yield shown

    def on_mount(self) -> None:
        """Show the document's dates."""
        self._fill()

    @work(exclusive=True)
    async def _fill(self) -> None:
        document_id = self._document_id if self._is_of_document else None
        lines = await self.ask(timeline_lines, document_id, self.size.width)
        shown = self.query_one("#timeline", LineList)
        shown.show(lines or [Line((("Nothing is dated here.", "line-list--quiet"),))])
        shown.border_title = f"Timeline of {'this document' if self._is_of_document else 'the library'}"

    def action_switch(self) -> None:
        """Show the library's dates, or again the document's."""
        self._is_of_document = not self._is_of_document and self._document_id is not None
        self._fill()

    def action_follow(self) -> None:
        """Follow the line under the cursor."""
        self.query_one("#timeline", LineList).choose()

    async def action_follow_record(self) -> None:
        """Open the page of the record under the cursor."""
        lead = self.query_one("#timeline", LineList).value
        if isinstance(lead, Lead) and lead.record_id:
            await self._go(Lead(record_id=lead.record_id))

    @on(LineList.Chosen)
    async def _chosen(self, message: LineList.Chosen) -> None:
        assert isinstance(message.value, Lead)
        await self._go(message.value)
