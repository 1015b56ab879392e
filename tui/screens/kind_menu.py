"""The menu of kinds: one letter chooses."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from store.model import Kind
from tui.commands import KIND_KEYS
from tui.text import label
from tui.widgets.line_list import Line, LineList


class KindMenu(ModalScreen[Kind | None]):
    """Asks which kind a mention is of; `enter` takes the one under the cursor, `esc` leaves it as it is."""

    CSS_PATH = "kind_menu.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"choose('{kind}')", kind.value, show=False) for key, kind in KIND_KEYS.items()),
        Binding("enter", "choose_current", "choose", show=False),
        Binding("escape,q", "dismiss(None)", "leave as it is", show=False),
    ]

    def __init__(self, words: str, kind: Kind) -> None:
        """Ask about a mention.

        Args:
            words: the mention's own words.
            kind: what it is now.
        """
        super().__init__()
        self._words = words
        self._kind = kind

    def compose(self) -> ComposeResult:
        """A question and ten answers."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = label(f"“{self._words}” is")
            yield LineList(id="kinds")

    def on_mount(self) -> None:
        """Put the cursor on what it is now."""
        kinds = self.query_one("#kinds", LineList)
        kinds.show(
            [Line(((f" {key}  ", "line-list--mark"), (kind.value, "")), "", kind) for key, kind in KIND_KEYS.items()]
        )
        kinds.point_to(self._kind)
        kinds.focus()

    def action_choose(self, kind: str) -> None:
        """Answer with a kind."""
        self.dismiss(Kind(kind))

    def action_choose_current(self) -> None:
        """Answer with the kind under the cursor."""
        self.query_one("#kinds", LineList).choose()

    @on(LineList.Chosen)
    def _chosen(self, message: LineList.Chosen) -> None:
        assert isinstance(message.value, Kind)
        self.dismiss(message.value)
