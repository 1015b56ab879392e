"""The dialog that does the last decision to identical mentions: a list in context, with ticks to take away."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from store import history, identical
from store.identical import Example, Occurrence
from store.model import State
from tui.jobs import LibraryThread
from tui.screens.asking import AskingDialog
from tui.text import label
from tui.widgets.line_list import Line, LineList
from tui.widgets.record import last_words

Place = tuple[int, int, int]


class Chosen(NamedTuple):
    """What is to be done again, and where."""

    example: Example
    places: Sequence[Place]


class Offer(NamedTuple):
    """What can be done again, and where it can be; None where nothing can, and whether anything was decided at all."""

    example: Example | None
    occurrences: Sequence[Occurrence]
    is_decided: bool


def offer(connection: sqlite3.Connection, author: str, document_id: int | None, decided: bool, is_blind: bool) -> Offer:
    """What the author's last decision can be done to as well, in a document or, without one, in the library."""
    last = history.latest(connection, author)
    example = identical.example(connection, last) if last is not None else None
    if example is None:
        return Offer(None, (), last is not None)
    found = identical.find(connection, example, document_id=document_id, decided=decided, is_blind=is_blind)
    return Offer(example, found, True)


def place_of(occurrence: Occurrence) -> Place:
    """Where an occurrence stands."""
    return occurrence.document_id, occurrence.start, occurrence.end


def occurrence_lines(occurrences: Sequence[Occurrence], ticked: set[Place], room: int) -> list[Line]:
    """A heading a document, and below it each occurrence in context with its tick.

    Args:
        occurrences: in the order of the documents.
        ticked: those that have a tick.
        room: how many characters before the words are shown.
    """
    lines: list[Line] = []
    for _, group in groupby(occurrences, lambda occurrence: occurrence.document_id):
        members = list(group)
        lines.append(Line(((members[0].title, "line-list--heading"),), str(len(members))))
        lines += [_line(member, place_of(member) in ticked, room) for member in members]
    return lines


def _line(occurrence: Occurrence, is_ticked: bool, room: int) -> Line:
    before = last_words(occurrence.before, room)
    standing = occurrence.kind.value if occurrence.kind else "not marked"
    if occurrence.state in (State.ACCEPTED, State.REJECTED):
        standing = f"{standing}, {occurrence.state}"
    return Line(
        (
            ("[✓] " if is_ticked else "[ ] ", "line-list--mark"),
            (before, "line-list--quiet"),
            (occurrence.words, "line-list--strong"),
            (occurrence.after.split("\n", 1)[0], "line-list--quiet"),
        ),
        standing,
        place_of(occurrence),
    )


class IdenticalScreen(AskingDialog[Chosen | None]):
    """Asks which identical mentions are to be decided on as well."""

    CSS_PATH = "identical.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "confirm", "do it to these", show=False),
        Binding("escape,q", "dismiss(None)", "leave them as they are", show=False),
        Binding("space", "tick", "tick or untick", show=False, priority=True),
        Binding("asterisk", "tick_all", "tick or untick all", show=False),
        Binding("tab", "change_scope", "document or library", show=False, priority=True),
        Binding("d", "change_decided", "decided ones too", show=False),
    ]

    def __init__(self, library: LibraryThread, author: str, document_id: int, *, is_blind: bool = False) -> None:
        """Prepare the dialog.

        Args:
            library: the library to ask.
            author: whose last decision is to be done again.
            document_id: the document in front.
            is_blind: offer what is only proposed as words that are not marked.
        """
        super().__init__(library)
        self._author = author
        self._document_id = document_id
        self._is_blind = is_blind
        self._is_whole = False
        self._decided = False
        self._has_decided = False
        self._example: Example | None = None
        self._occurrences: Sequence[Occurrence] = ()
        #: What a person has ticked, or taken a tick from; it stays so wherever they look meanwhile.
        self._own_ticks: dict[Place, bool] = {}
        self._is_asking = True
        self._is_confirmed = False

    def compose(self) -> ComposeResult:
        """What is offered, and where."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "All identical"
            yield Static(id="scope")
            yield LineList(id="occurrences")

    def on_mount(self) -> None:
        """Look in the document."""
        self.query_one("#occurrences").focus()
        self._look(goes_on=True)

    @property
    def _list(self) -> LineList:
        return self.query_one("#occurrences", LineList)

    @property
    def _ticked(self) -> set[Place]:
        """The places shown that have a tick: those that are alike, unless a person has said otherwise."""
        places = ((place_of(occurrence), occurrence.is_alike) for occurrence in self._occurrences)
        return {place for place, is_alike in places if self._own_ticks.get(place, is_alike)}

    @work(exclusive=True, group="occurrences")
    async def _look(self, goes_on: bool = False) -> None:
        """Look for what there is; if nothing is in the document, in the library."""
        self._is_asking = True
        self._list.show([Line((("Looking…", "line-list--quiet"),))])
        scope = None if self._is_whole else self._document_id
        found = await self.ask(offer, self._author, scope, self._decided, self._is_blind)
        if found is not None and found.example is not None and not found.occurrences and goes_on:
            self._is_whole = True
            found = await self.ask(offer, self._author, None, self._decided, self._is_blind)
        self._example, self._occurrences, self._has_decided = found or Offer(None, (), True)
        self._is_asking = False
        self._show()
        if self._is_confirmed:
            self.action_confirm()

    def _show(self) -> None:
        ticks = self._ticked
        lines = occurrence_lines(self._occurrences, ticks, self.app.size.width // 5)
        self._list.show(lines or [Line(((self._why_nothing, "line-list--quiet"),))], keep_place=True)
        keys = "enter does it · space unticks" if ticks else "space ticks"
        self.query_one("#dialog").border_subtitle = f"{keys} · esc leaves" if lines else "esc leaves"
        if self._example is not None:
            self.query_one("#dialog").border_title = label(f"{self._example.said}: the others too")
        where = "in the whole library" if self._is_whole else "in this document"
        also = "decided ones too" if self._decided else "undecided ones"
        ticked = f"{len(ticks):,} of {len(self._occurrences):,} {where}, {also}"
        other = "this document" if self._is_whole else "library"
        self.query_one("#scope", Static).update(
            label(f"{ticked} · tab {other} · d {'un' if self._decided else ''}decided · * all")
        )

    @property
    def _why_nothing(self) -> str:
        if self._example is not None:
            return "Nothing else of this sort is left."
        if self._has_decided:
            return "Your last decision cannot be done to others."
        return "Decide on a name first; then A does more."

    def action_tick(self) -> None:
        """Tick the occurrence under the cursor or take its tick away, and go on to the next."""
        place = self._list.value
        if isinstance(place, tuple):
            self._own_ticks[place] = place not in self._ticked
            self._show()
            self._list.action_move(1)

    def action_tick_all(self) -> None:
        """Tick all, or none if all are ticked."""
        everything = set(map(place_of, self._occurrences))
        self._own_ticks |= dict.fromkeys(everything, self._ticked != everything)
        self._show()

    def action_change_scope(self) -> None:
        """Look in the library instead of the document, or the other way round."""
        self._is_whole = not self._is_whole
        self._look()

    def action_change_decided(self) -> None:
        """Offer those as well that somebody has decided on, or no more."""
        self._decided = not self._decided
        self._look()

    @on(LineList.Chosen)
    def action_confirm(self) -> None:
        """Do it to those that are ticked, once they are known."""
        self._is_confirmed = self._is_asking
        if self._is_asking:
            return
        ticks = self._ticked
        places = [place for place in map(place_of, self._occurrences) if place in ticks]
        self.dismiss(Chosen(self._example, places) if self._example and places else None)
