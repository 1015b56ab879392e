"""The dialog that makes a record: its name is typed, its kind chosen."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from store.model import Kind
from tui.text import safe_line
from tui.widgets.line_list import Line, LineList


class NewRecord(NamedTuple):
    """What is to be made."""

    kind: Kind
    name: str


class NewRecordScreen(ModalScreen[NewRecord | None]):
    """Asks for the name and the kind of a record; up and down choose the kind while the name is typed."""

    CSS_PATH = "new_record.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "up", show=False),
        Binding("down", "move(1)", "down", show=False),
        Binding("escape", "dismiss(None)", "leave", show=False),
    ]

    def __init__(self, name: str, kind: Kind) -> None:
        """Prepare the dialog.

        Args:
            name: the name that is likely wanted.
            kind: the kind that is likely wanted.
        """
        super().__init__()
        self._name_wanted = " ".join(safe_line(name).split())
        self._kind = kind

    def compose(self) -> ComposeResult:
        """A name and ten kinds."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "A new record"
            dialog.border_subtitle = "↑↓ kind · enter makes it · esc leaves"
            yield Input(self._name_wanted, placeholder="Its name", id="name", select_on_focus=False)
            yield LineList(id="kinds")

    def on_mount(self) -> None:
        """Put the cursor on the kind that is likely wanted."""
        kinds = self.query_one("#kinds", LineList)
        kinds.show([Line(((f" {kind.value}", ""),), "", kind) for kind in Kind])
        kinds.point_to(self._kind)
        self.query_one("#name").focus()

    def action_move(self, step: int) -> None:
        """Choose another kind."""
        self.query_one("#kinds", LineList).action_move(step)

    @on(Input.Submitted)
    @on(LineList.Chosen)
    def _make(self) -> None:
        name, kind = self.query_one("#name", Input).value.strip(), self.query_one("#kinds", LineList).value
        if name and isinstance(kind, Kind):
            self.dismiss(NewRecord(kind, name))
        else:
            self.notify("A record needs a name.", markup=False)
