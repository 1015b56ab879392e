"""The queue's screen: what most needs a person, decided one by one or a screenful at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import ClassVar, NamedTuple

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from store import decisions, queue
from store.database import is_read_only
from store.model import Kind
from store.outcomes import Outcome
from store.queue import Filter, Item, Key, Order, Page
from tui.jobs import LibraryThread
from tui.leading import Lead
from tui.reviewing import Screenful, name_lines
from tui.screens.hinting import HintingScreen
from tui.text import label
from tui.widgets.line_list import Line, LineList
from tui.widgets.title_bar import TitleBar

_NAMES = 200


class Shown(NamedTuple):
    """What the screen shows: a page of the queue, or the unknown names, and how many mentions wait in all."""

    page: Page
    names: list[tuple[str, Kind, str, int]]
    waiting: int


def fetch(connection: sqlite3.Connection, wanted: Filter, after: Key | None, limit: int) -> Shown:
    """A page of the queue behind a key, from the front where nothing is behind it; its place is remembered."""
    waiting = queue.waiting(connection, wanted)
    if _lists_names(wanted):
        return Shown(Page([], None), queue.unknown_names(connection, limit=_NAMES), waiting)
    page = queue.page(connection, wanted, after=after, limit=limit)
    if not page.items and after is not None:
        after = None
        page = queue.page(connection, wanted, limit=limit)
    if not is_read_only(connection):
        queue.remember(connection, wanted, after)
    return Shown(page, [], waiting)


def _lists_names(wanted: Filter) -> bool:
    return wanted == Filter(Order.UNKNOWN_NAME)


class QueueScreen(HintingScreen[None]):
    """One screenful after another; every stroke is one step to undo."""

    CSS_PATH = "queue.tcss"
    TITLE = "Queue"
    AUTO_FOCUS = "#queue"
    LIST = "#queue"
    HINTS = (
        "a x this · t kind · A X all · space leaves out · n N page · o order · only: 1…0 kind, d text, r record · esc",
        "a x this · t kind · A X all · space leaves out · n N page · o order · esc",
        "a x · t kind · A X all · o order",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "accept the mention under the cursor", show=False),
        Binding("x", "reject", "reject it: these words are no name", show=False),
        Binding("t", "change_kind", "change its kind", show=False),
        Binding("A", "accept_all", "accept all that are shown, but what is left out", show=False),
        Binding("X", "reject_all", "reject all that are shown, but what is left out", show=False),
        Binding(
            "space",
            "leave_out",
            "leave it out of the next stroke over all, or take it in again",
            show=False,
            priority=True,
        ),
        Binding("u", "undo", "take back the last decision", show=False),
        Binding("ctrl+r", "redo", "do again what was undone last", show=False),
        Binding("n,pagedown", "turn(1)", "go to the next page", show=False, priority=True),
        Binding("N,pageup", "turn(-1)", "go to the page before", show=False, priority=True),
        Binding("o", "next_order", "let something else come first", show=False),
        Binding("d", "only_document", "show only the document of this mention; again, all", show=False),
        Binding("r", "only_record", "show only the record of this mention; again, all", show=False),
        Binding("asterisk", "all", "show every kind, document and record again", show=False),
        Binding("enter", "read", "read the mention in its text", show=False),
        Binding("escape,q", "leave", "leave the queue; it goes on from here the next time", show=False),
        *(
            Binding(key, f"only_kind('{kind.value}')", "show one kind only; again, all", show=False)
            for key, kind in zip("1234567890", Kind, strict=True)
        ),
    ]

    def __init__(self, library: LibraryThread, author: str, go: Callable[[Lead], Awaitable[None]]) -> None:
        """Prepare the screen.

        Args:
            library: the library to read and decide in.
            author: whose decisions are made here.
            go: leads to a place in a text.
        """
        super().__init__(library)
        self._author = author
        self._go = go
        self._filter = Filter()
        #: Where the pages turned so far begin; the last one is shown.
        self._starts: list[Key | None] = [None]
        self._next: Key | None = None
        self.screenful = Screenful()
        self._waiting = 0
        self._decided = 0
        self._limit = 0

    def compose(self) -> ComposeResult:
        """Which queue, how much of it is left, and a page of it."""
        yield TitleBar(id="title")
        yield LineList(id="queue")

    def _lines(self) -> list[Line]:
        return self.screenful.lines(self.size.width)

    def on_mount(self) -> None:
        """Go on where the queue was left."""
        self._begin()

    @work(exclusive=True, group="queue")
    async def _begin(self) -> None:
        remembered = await self.ask(queue.remembered)
        if remembered is not None:
            self._filter, after = remembered
            self._starts = [after]
        self.call_after_refresh(self._fill)

    def on_resize(self, event: events.Resize) -> None:
        """Take as many as there is room for."""
        self._show_hints()
        limit = max(1, (event.size.height - 3) // 2)
        if self._limit and limit != self._limit:
            self._limit = limit
            self._fill()
        self._limit = limit

    @work(exclusive=True, group="queue")
    async def _fill(self) -> None:
        shown = await self.ask(fetch, self._filter, self._starts[-1], self._limit)
        if shown is None:
            return
        self.screenful = Screenful(shown.page.items)
        self._next, self._waiting = shown.page.next, shown.waiting
        lines = name_lines(shown.names) if shown.names else self._lines()
        self._list.show(lines or [Line((("Nothing waits here; o shows another order, * all.", "line-list--quiet"),))])
        self._show_title()

    def _show_title(self) -> None:
        wanted, item = self._filter, next(iter(self.screenful.items), None)
        parts = ["Queue", wanted.order.value]
        if wanted.kind is not None:
            parts.append(wanted.kind.value)
        if wanted.record_id is not None:
            parts.append(item.name if item else wanted.record_id)
        if wanted.document_id is not None:
            parts.append(item.title if item else "one document")
        self._list.border_title = label(" · ".join(parts))
        title = self.query_one(TitleBar)
        title.document = "What most needs a person"
        decided = f"{self._decided:,} decided · " if self._decided else ""
        title.progress = f"{decided}{self._waiting:,} waiting"

    # Deciding

    async def action_accept(self) -> None:
        """Accept the mention under the cursor."""
        self._decide_this(decisions.accept)

    async def action_reject(self) -> None:
        """Reject the mention under the cursor."""
        self._decide_this(decisions.reject)

    async def action_change_kind(self) -> None:
        """Ask what kind the mention under the cursor is of; the key after this one is the menu's already."""
        item = self.screenful.item(self._list.value)
        if item is None:
            return
        from tui.screens.kind_menu import KindMenu

        def change(kind: Kind | None) -> None:
            if kind is not None:
                self._decide_on(item, decisions.change_kind, kind)

        await self.app.push_screen(KindMenu(item.words, item.kind), change)

    def _decide_this(self, decision: Callable[..., Outcome]) -> None:
        item = self.screenful.item(self._list.value)
        if item is not None:
            self._decide_on(item, decision)

    def _decide_on(self, item: Item, decision: Callable[..., Outcome], *arguments: object) -> None:
        self._decide(decision, [item.mention_id], *arguments)
        behind = self.screenful.behind(item.mention_id)
        self._list.point_to(behind if behind is not None else item.mention_id)

    async def action_accept_all(self) -> None:
        """Accept all on the screen that are not left out or decided, as one step."""
        self._decide(decisions.accept, self.screenful.waiting)

    async def action_reject_all(self) -> None:
        """Reject all on the screen that are not left out or decided, as one step."""
        self._decide(decisions.reject, self.screenful.waiting)

    @work(group="deciding")
    async def _decide(self, decision: Callable[..., Outcome], numbers: list[int], *arguments: object) -> None:
        if not numbers:
            return
        screenful = self.screenful
        outcome = await self.ask_for_certain(decision, numbers, *arguments, self._author)
        if outcome is None:
            return
        self._take(outcome, 1)
        if screenful is self.screenful and (screenful.is_done or (len(numbers) > 1 and not screenful.waiting)):
            self.action_turn(1)

    def action_undo(self) -> None:
        """Take back the last decision."""
        self._revert(decisions.undo, -1, "there is nothing to undo")

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self._revert(decisions.redo, 1, "there is nothing to redo")

    @work(group="deciding")
    async def _revert(self, reversal: Callable[..., Outcome | None], step: int, otherwise: str) -> None:
        outcome = await self.ask_for_certain(reversal, self._author)
        if outcome is None:
            self._tell(otherwise)
        elif not self._take(outcome, step):
            # It was decided on a page before: what waits again is to be seen.
            self._starts = self._starts[:-1] or [None]
            self._fill()

    def _take(self, outcome: Outcome, step: int) -> bool:
        """Show what has come of a decision; whether it was made on this page."""
        is_here = self.screenful.take(outcome.mentions)
        self._decided = max(0, self._decided + step * len(outcome.mentions))
        self._waiting = max(0, self._waiting - step * len(outcome.mentions))
        self._list.show(self._lines(), keep_place=True)
        self._show_title()
        self._tell(f"{outcome.words} · u undoes" if step > 0 else outcome.words)
        return is_here

    def action_leave_out(self) -> None:
        """Leave the mention under the cursor out of the next stroke over all, or take it in again."""
        item = self.screenful.item(self._list.value)
        if item is not None:
            self.screenful.toggle(item.mention_id)
            self._list.show(self._lines(), keep_place=True)
            self._list.action_move(1)

    # Moving and narrowing

    def action_turn(self, step: int) -> None:
        """Turn to the next page, behind the last one to the first, or to the page before."""
        if step > 0:
            self._starts.append(self._next)
        elif len(self._starts) > 1:
            self._starts.pop()
        self._fill()

    def action_next_order(self) -> None:
        """Let something else come first."""
        orders = list(Order)
        order = orders[(orders.index(self._filter.order) + 1) % len(orders)]
        self._narrow(replace(self._filter, order=order))

    def action_only_kind(self, kind: str) -> None:
        """Show one kind only; the same key again shows all."""
        chosen = Kind(kind)
        self._narrow(replace(self._filter, kind=None if self._filter.kind is chosen else chosen))

    def action_only_document(self) -> None:
        """Show only the document of the mention under the cursor; again, all of them."""
        item = self.screenful.item(self._list.value)
        if self._filter.document_id is not None or item is not None:
            number = item.document_id if item is not None and self._filter.document_id is None else None
            self._narrow(replace(self._filter, document_id=number))

    def action_only_record(self) -> None:
        """Show only the record of the mention under the cursor; again, all of them."""
        item = self.screenful.item(self._list.value)
        if self._filter.record_id is not None or item is not None:
            record = item.record_id if item is not None and self._filter.record_id is None else None
            self._narrow(replace(self._filter, record_id=record))

    def action_leave(self) -> None:
        """Leave one unknown name for the list of them, or the screen."""
        if self._filter.order is Order.UNKNOWN_NAME and self._filter.record_id is not None:
            self.action_all()
        else:
            self.dismiss(None)

    def action_all(self) -> None:
        """Show every kind, document and record again."""
        self._narrow(Filter(self._filter.order))

    def _narrow(self, wanted: Filter) -> None:
        self._filter, self._starts = wanted, [None]
        self._fill()

    def action_read(self) -> None:
        """Read the mention under the cursor in its text, or go through those of an unknown name."""
        self._list.choose()

    @on(LineList.Chosen)
    async def _chosen(self, message: LineList.Chosen) -> None:
        if isinstance(message.value, str):
            self._narrow(replace(self._filter, record_id=message.value))
        elif (item := self.screenful.item(message.value)) is not None:
            await self._go(Lead(item.document_id, item.start, item.end, item.mention_id))
