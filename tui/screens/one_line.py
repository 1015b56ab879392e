"""A dialog that asks for one line of text."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from tui.text import label, safe_line


class OneLineScreen(ModalScreen[str | None]):
    """Asks for a line; `enter` answers with it, `esc`, and mostly leaving it as it is, with None."""

    CSS_PATH = "one_line.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "leave as it is", show=False)]

    def __init__(self, title: str, value: str = "", *, placeholder: str = "", accepts_unchanged: bool = False) -> None:
        """Prepare the dialog.

        Args:
            title: what is asked.
            value: what stands there so far.
            placeholder: what is shown while nothing stands there.
            accepts_unchanged: whether what stands there so far is an answer too.
        """
        super().__init__()
        self._title = title
        self._value = safe_line(value)
        self._placeholder = placeholder
        self._accepts_unchanged = accepts_unchanged

    def compose(self) -> ComposeResult:
        """The line."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = label(self._title)
            dialog.border_subtitle = "enter keeps · esc leaves"
            yield Input(self._value, placeholder=self._placeholder, id="line", select_on_focus=False)

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        is_answer = self._accepts_unchanged or message.value != self._value
        self.dismiss(message.value if is_answer else None)
