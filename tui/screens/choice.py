"""A dialog of a few rows, one of which a person chooses; typing narrows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from tui.text import label
from tui.widgets.line_list import Line, LineList


class ChoiceScreen(ModalScreen[object]):
    """Asks for one of some rows. The result is what the row stands for, or None to leave things as they are."""

    CSS_PATH = "choice.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "up", show=False),
        Binding("down", "move(1)", "down", show=False),
        Binding("pageup", "move_page(-1)", "page up", show=False),
        Binding("pagedown", "move_page(1)", "page down", show=False),
        Binding("escape", "dismiss(None)", "leave as it is", show=False),
    ]

    def __init__(self, title: str, rows: Sequence[Line], present: object = None) -> None:
        """Prepare the dialog.

        Args:
            title: what is asked.
            rows: what can be chosen.
            present: what holds so far, on which the cursor stands.
        """
        super().__init__()
        self._title = title
        self._rows = rows
        self._present = present

    def compose(self) -> ComposeResult:
        """A line to type in, and the rows."""
        with Vertical(id="dialog") as dialog:
            dialog.border_subtitle = "enter chooses · esc leaves it as it is"
            yield Input(placeholder="Type to narrow the list", id="query")
            yield LineList(id="rows")

    def on_mount(self) -> None:
        """Show all rows."""
        self.query_one("#query").focus()
        self.ask(self._title, self._rows, self._present)

    @property
    def _list(self) -> LineList:
        return self.query_one("#rows", LineList)

    def ask(self, title: str, rows: Sequence[Line], present: object = None) -> None:
        """Ask something else, from now on."""
        self._rows = rows
        self.query_one("#dialog").border_title = label(title)
        with self.prevent(Input.Changed):
            self.query_one("#query", Input).value = ""
        self._list.show(rows)
        if present is not None:
            self._list.point_to(present)

    def chosen(self, value: object) -> None:
        """Take what has been chosen for the answer."""
        self.dismiss(value)

    @on(Input.Changed)
    def _narrow(self, message: Input.Changed) -> None:
        if not self._rows:  # what is typed is the answer
            return
        words = message.value.casefold().split()
        found = [row for row in self._rows if all(word in _said(row) for word in words)]
        self._list.show(found or [Line((("Nothing is called like that.", "line-list--quiet"),))])

    def action_move(self, step: int) -> None:
        """Go to another row; above the first one stands the last."""
        self._list.move_round(step)

    def action_move_page(self, pages: int) -> None:
        """Go to another screenful."""
        self._list.action_move_page(pages)

    @on(Input.Submitted)
    def _choose(self) -> None:
        self._list.choose()

    @on(LineList.Chosen)
    def _row_chosen(self, message: LineList.Chosen) -> None:
        self.chosen(message.value)


def _said(row: Line) -> str:
    return "".join(part for part, _ in row.parts).casefold()
