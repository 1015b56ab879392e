"""The line in which a person types what to find in the text."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class FindBar(Input):
    """An input that is there only while it is asked for; it keeps the words for the next time."""

    DEFAULT_CSS = """
    FindBar { display: none; height: 3; border: round $primary; }
    FindBar.-open { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "screen.leave_find", "leave", show=False)]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(placeholder="Words to find in this text", id=id, select_on_focus=True)

    def ask(self) -> None:
        """Come up, with the words of last time ready to be typed over."""
        self.add_class("-open")
        self.focus()

    def close(self) -> None:
        """Go away."""
        self.remove_class("-open")
