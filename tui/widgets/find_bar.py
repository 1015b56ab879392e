"""The line in which a person types what to find in the text."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class FindBar(Input):
    """An input for words; `esc` ends finding."""

    DEFAULT_CSS = """
    FindBar { height: 3; border: round $primary; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "screen.leave_find", "leave", show=False)]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(placeholder="Words to find in this text", id=id, select_on_focus=True)
