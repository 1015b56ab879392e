"""The history: who decided what and when; to look through, to search, and to revert any single decision of."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from itertools import groupby
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from store import decisions, history
from store.decisions import Outcome
from store.history import Decided, Group
from store.model import Action
from tui import wording
from tui.jobs import LibraryThread
from tui.screens.hinting import HintingScreen
from tui.widgets.line_list import Line, LineList
from tui.widgets.record import first_words, last_words

#: So many groups of decisions are fetched at once.
_PAGE = 100
#: So much of the text is shown on each side of what was decided on where there is room, in characters.
_ROOM = 20
_BOOKKEEPING = (Action.UNDO, Action.REDO)
#: Shows more when it is chosen.
_MORE = "more"
CarryOut = Callable[..., Awaitable[Outcome | None]]


class Whereabouts(NamedTuple):
    """A document, and the mention in it that was decided on, if it was one."""

    document_id: int
    mention_id: int | None


def revert(connection: sqlite3.Connection, group: int, decided: Decided | None, author: str) -> Outcome:
    """`history.revert` of a group or of one decision of it, called as the other decisions are."""
    if decided is None:
        return history.revert(connection, group, author)
    return history.revert(connection, group, author, subject=decided.subject, number=decided.number)


def group_line(group: Group, *, is_wide: bool = True) -> Line:
    """One keypress: when, who, what, and whether it holds no more."""
    when = wording.moment(group.made)
    is_bookkeeping = group.action in _BOOKKEEPING
    style = "" if group.holds or is_bookkeeping else "line-list--quiet"
    right = "" if group.holds or is_bookkeeping else "undone"
    who = (f"{when}  {group.author}  " if is_wide else f"{when[5:]}  ", "line-list--quiet")
    return Line((who, (group.words, style)), right, group)


def decided_lines(decided: Sequence[Decided], room: int = _ROOM) -> list[Line]:
    """The decisions of a group; under the titles of the texts where they were made in several.

    Args:
        decided: the decisions.
        room: how many characters of the text are shown on each side of what was decided on.
    """
    lines: list[Line] = []
    is_spread = len({one.document_id for one in decided}) > 1
    for _, group in groupby(decided, lambda one: one.document_id):
        members = list(group)
        if is_spread and members[0].title:
            lines.append(Line(((members[0].title, "line-list--heading"),)))
        lines += (decided_line(one, room) for one in members)
    return lines


def decided_line(decided: Decided, room: int = _ROOM) -> Line:
    """One decision: on what, in which words of the text, and what it was before and is after."""
    return Line(
        (
            (f"{decided.subject} ", "line-list--quiet"),
            (last_words(decided.left, room), "line-list--quiet"),
            (f"“{decided.words}”", "line-list--strong"),
            (first_words(decided.right, room), "line-list--quiet"),
            (f"  {decided.before or 'nothing'}", "line-list--quiet"),
            (" → ", "line-list--mark"),
            (decided.after or "nothing", ""),
        ),
        value=decided,
        indent=2,
    )


class HistoryScreen(HintingScreen[Whereabouts | None]):
    """Every decision, newest first; leads to where one was made, or leaves it at the document being read."""

    CSS_PATH = "history.tcss"
    AUTO_FOCUS = "#groups"
    LIST = "#groups"
    HINTS = (
        "enter goes there · r reverts · tab single ones · / searches · u undo · esc leaves",
        "enter goes there · r reverts · tab single ones · / searches · esc leaves",
        "r reverts · tab single ones · esc",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "read where it was decided", show=False),
        Binding("slash", "search", "search for words, a person, an action or a date", show=False),
        Binding("r", "revert", "take it back, and leave what was decided since", show=False),
        Binding("tab,shift+tab", "turn", "go to the single decisions of a stroke, or back", show=False, priority=True),
        Binding("u", "undo", "take back the last decision", show=False),
        Binding("ctrl+r", "redo", "do again what was undone last", show=False),
        Binding("escape", "leave", "leave the search or the single decisions, or the history", show=False),
    ]

    def __init__(self, library: LibraryThread, carry_out: CarryOut, *, is_blind: bool = False) -> None:
        """Prepare the screen.

        Args:
            library: the library to ask.
            carry_out: decides, and shows what has come of it.
            is_blind: hide how something stood while nobody had decided on it.
        """
        super().__init__(library)
        self._carry_out = carry_out
        self._is_blind = is_blind
        self._groups: list[Group] = []

    def compose(self) -> ComposeResult:
        """A query, the groups, and the decisions of the one under the cursor."""
        yield Input(placeholder="Search: words, a person, an action or a date", id="query")
        groups = LineList(id="groups")
        groups.border_title = "History"
        yield groups
        details = LineList(id="details", wraps=True)
        details.border_title = "Before → after"
        yield details

    def on_mount(self) -> None:
        """Show the newest."""
        self._show_hints()
        self._fill("")

    def on_resize(self) -> None:
        """Say as much of the keys as there is room for."""
        self._show_hints()

    @property
    def _details(self) -> LineList:
        return self.query_one("#details", LineList)

    @on(Input.Changed)
    def _query_changed(self, message: Input.Changed) -> None:
        self._fill(message.value)

    @work(exclusive=True, group="groups")
    async def _fill(self, query: str, *, goes_on: bool = False) -> None:
        before = self._groups[-1].id if goes_on and self._groups else None
        found = await self.ask(history.page, before=before, limit=_PAGE, find=query) or []
        self._groups = [*self._groups, *found] if goes_on else found
        is_wide = self.app.size.width >= 70
        lines = [group_line(group, is_wide=is_wide) for group in self._groups]
        if len(found) == _PAGE:
            lines.append(Line((("more…", "line-list--mark"),), value=_MORE))
        nothing = "Nothing found." if query else "Nothing has been decided yet."
        at = self._list.cursor
        self._list.show(lines or [Line(((nothing, "line-list--quiet"),))])
        if goes_on:
            self._list.cursor = min(at, len(lines) - 1)
        self._show_details()

    @on(LineList.Moved, "#groups")
    def _moved(self, message: LineList.Moved) -> None:
        if message.value == _MORE:
            self._fill(self.query_one("#query", Input).value, goes_on=True)
        else:
            self._show_details()

    @work(exclusive=True, group="details")
    async def _show_details(self) -> None:
        group = self._group
        is_blind, room = self._is_blind, min(_ROOM, self.app.size.width // 4)
        found = await self.ask(history.details, group.id, is_blind=is_blind) if group is not None else []
        self._details.show(decided_lines(found or [], room))

    @property
    def _group(self) -> Group | None:
        return self._list.value if isinstance(self._list.value, Group) else None

    @property
    def _decided(self) -> Decided | None:
        """The single decision that is meant; None where the whole group is."""
        value = self._details.value
        return value if self._details.has_focus and isinstance(value, Decided) else None

    def action_turn(self) -> None:
        """Go from the groups to the decisions of one, or back."""
        (self._list if self._details.has_focus else self._details).focus()

    def action_search(self) -> None:
        """Go to the query, at once, so that the next key is its own."""
        self.set_focus(self.query_one("#query"))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._list.focus()

    def action_leave(self) -> None:
        """Leave the query or the single decisions, or the screen."""
        query = self.query_one("#query", Input)
        if query.has_focus or query.value or self._details.has_focus:
            query.value = ""
            self._list.focus()
        else:
            self.dismiss(None)

    @on(LineList.Chosen)
    def action_go(self) -> None:
        """Go to where the decision was made."""
        group, details = self._group, self._details
        decided = self._decided or next((line.value for line in details.lines if line.value is not None), None)
        if not isinstance(decided, Decided) or group is None or decided.document_id is None:
            self._tell("that was decided in no document")
            return
        mention_id = decided.number if decided.subject == "mention" and isinstance(decided.number, int) else None
        self.dismiss(Whereabouts(decided.document_id, mention_id))

    def action_revert(self) -> None:
        """Take back the decision under the cursor, whatever was decided since elsewhere."""
        group = self._group
        if group is not None and group.action in _BOOKKEEPING:
            self._tell("ctrl+r takes back an undo" if group.action is Action.UNDO else "u takes back a redo")
        elif group is not None:
            self._carry_out_and_tell("", revert, group.id, self._decided)

    def action_undo(self) -> None:
        """Take back the last decision, wherever it was made."""
        self._carry_out_and_tell("there is nothing to undo", decisions.undo)

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self._carry_out_and_tell("there is nothing to redo", decisions.redo)

    @work(group="deciding")
    async def _carry_out_and_tell(self, otherwise: str, function: Callable[..., Outcome | None], *told: object) -> None:
        outcome = await self._carry_out(function, *told)
        if outcome is not None:
            self._tell(outcome.words)
            self._fill(self.query_one("#query", Input).value)
        elif otherwise:
            self._tell(otherwise)
