"""The history: who decided what and when; to look through, to search, and to revert any single decision of."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from store import history
from store.decisions import Outcome
from store.history import Decided, Group
from tui import wording
from tui.jobs import LibraryThread
from tui.screens.asking import AskingScreen
from tui.text import safe
from tui.widgets.line_list import Line, LineList

#: So many groups of decisions are fetched at once.
_PAGE = 100
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
    is_bookkeeping = group.action.value in ("undo", "redo")
    style = "" if group.holds or is_bookkeeping else "line-list--quiet"
    right = "" if group.holds or is_bookkeeping else "undone"
    who = (f"{when}  {group.author}  " if is_wide else f"{when[5:]}  ", "line-list--quiet")
    return Line((who, (group.words, style)), right, group)


def decided_line(decided: Decided) -> Line:
    """One decision: on what, and what it was before and is after."""
    return Line(
        (
            (f"{decided.subject} ", "line-list--quiet"),
            (f"“{decided.words}”  ", "line-list--strong"),
            (decided.before or "nothing", "line-list--quiet"),
            (" → ", "line-list--mark"),
            (decided.after or "nothing", ""),
        ),
        value=decided,
        indent=2,
    )


class HistoryScreen(AskingScreen[Whereabouts | None]):
    """Every decision, newest first; leads to where one was made, or leaves it at the document being read."""

    CSS_PATH = "history.tcss"
    AUTO_FOCUS = "#groups"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", show=False),
        Binding("enter", "go", "go there", show=False),
        Binding("slash", "search", "search", show=False),
        Binding("r", "revert", "revert", show=False),
        Binding("tab,shift+tab", "turn", "decisions of the group", show=False, priority=True),
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
        groups.border_subtitle = "enter goes there · r reverts · tab single ones · / searches · esc leaves"
        yield groups
        details = LineList(id="details", wraps=True)
        details.border_title = "Before → after"
        yield details

    def on_mount(self) -> None:
        """Show the newest."""
        self._fill("")

    @property
    def _list(self) -> LineList:
        return self.query_one("#groups", LineList)

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
        is_blind = self._is_blind
        found = await self.ask(history.details, group.id, is_blind=is_blind) if group is not None else []
        self._details.show([decided_line(decided) for decided in found or []])

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
        decided = self._decided or (details.lines[0].value if details.lines else None)
        if not isinstance(decided, Decided) or group is None or decided.document_id is None:
            self.notify("That was decided in no document.", markup=False)
            return
        mention_id = decided.number if decided.subject == "mention" and isinstance(decided.number, int) else None
        self.dismiss(Whereabouts(decided.document_id, mention_id))

    def action_revert(self) -> None:
        """Take back the decision under the cursor, whatever was decided since elsewhere."""
        if self._group is not None:
            self._revert(self._group.id, self._decided)

    @work(group="reverting")
    async def _revert(self, group: int, decided: Decided | None) -> None:
        outcome = await self._carry_out(revert, group, decided)
        if outcome is not None:
            self.notify(safe(outcome.words), markup=False)
            self._fill(self.query_one("#query", Input).value)
