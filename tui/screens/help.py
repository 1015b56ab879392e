"""The help: what the pane in focus is for, and every key."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui import commands
from tui.text import label
from tui.widgets.line_list import Line, LineList

_KEY_WIDTH = 11
#: What stands in place of the key of a command that has none.
_IN_PALETTE = "palette"


class HelpScreen(ModalScreen[None]):
    """Every command with its key as it is set here, under headings."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,question_mark", "dismiss(None)", "close", show=False),
    ]

    def __init__(self, pane_help: str, keymap: Mapping[str, str]) -> None:
        """Prepare the help.

        Args:
            pane_help: what the pane in focus is for.
            keymap: keys by command id that are set otherwise than declared.
        """
        super().__init__()
        self._pane_help = pane_help
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """The pane's purpose, and the keys."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "Help"
            dialog.border_subtitle = "esc closes"
            yield Static(label(self._pane_help), id="pane-help")
            yield LineList(id="keys", wraps=True)

    def on_mount(self) -> None:
        """Fill in the keys."""
        keys = self.query_one("#keys", LineList)
        keys.show(help_lines(self._keymap))
        keys.focus()


def help_lines(keymap: Mapping[str, str]) -> list[Line]:
    """The lines of the help: for each command its keys, its title and what it does."""
    lines: list[Line] = []
    for group, members in groupby(commands.ALL, lambda command: command.group):
        if lines:
            lines.append(Line(()))
        lines.append(Line(((group, "line-list--heading"),)))
        for command in members:
            key, *others = command.key_names(keymap) or [_IN_PALETTE]
            also = f" Also {', '.join(others)}." if others else ""
            parts = ((f" {key:<{_KEY_WIDTH}}", "line-list--mark"), (command.help + also, ""))
            lines.append(Line(parts, value=command.id, indent=_KEY_WIDTH + 1))
    return lines
