"""The help: what the pane in focus is for, the keys of the screen in front, and every key of the reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tui import commands
from tui.text import label
from tui.widgets.line_list import Line, LineList

_KEY_WIDTH = 11
#: What stands in place of the key of a command that has none.
_IN_PALETTE = "palette"


class HelpScreen(ModalScreen[None]):
    """What the screen in front does at which key, and every command with its key as it is set here, under headings."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,question_mark", "dismiss(None)", "close", show=False),
    ]

    def __init__(self, pane_help: str, keymap: Mapping[str, str], front: Screen[Any]) -> None:
        """Prepare the help.

        Args:
            pane_help: what the pane in focus is for.
            keymap: keys by command id that are set otherwise than declared.
            front: the screen that the help is asked for on.
        """
        super().__init__()
        self._pane_help = pane_help
        self._front = front
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """The pane's purpose, and the keys."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "Help"
            dialog.border_subtitle = "esc closes"
            if self._pane_help:
                yield Static(label(self._pane_help), id="pane-help")
            yield LineList(id="keys", wraps=True)

    def on_mount(self) -> None:
        """Fill in the keys."""
        keys = self.query_one("#keys", LineList)
        keys.show([*screen_lines(self._front), *help_lines(self._keymap)])
        keys.focus()


def screen_lines(screen: Screen[Any]) -> list[Line]:
    """The lines on the keys a screen declares itself, under its name; none for the reader's, which are commands."""
    own = [binding for binding in screen.BINDINGS if isinstance(binding, Binding) and binding.id is None]
    if not own:
        return []
    name = screen.TITLE or type(screen).__name__.removesuffix("Screen")
    lines = [Line(((f"{name}: the keys here", "line-list--heading"),))]
    lines += [_line(keys, f"{does[0].upper()}{does[1:]}.", f"{name}: {does}") for keys, does in _by_description(own)]
    return [*lines, Line(()), Line((("The keys of the reader", "line-list--quiet"),)), Line(())]


def _by_description(bindings: Sequence[Binding]) -> Iterator[tuple[Sequence[str], str]]:
    """What each key does; of neighbours that do the same, as a digit does for each kind, the first and the last."""
    for does, same in groupby(bindings, lambda binding: binding.description):
        keys = [[commands.key_name(key) for key in binding.key.split(",")] for binding in same]
        yield (keys[0] if len(keys) == 1 else [f"{keys[0][0]}…{keys[-1][0]}"]), does


def _line(keys: Sequence[str], does: str, value: str) -> Line:
    key, *others = keys
    also = f" Also {', '.join(others)}." if others else ""
    parts = ((f" {key:<{_KEY_WIDTH}}", "line-list--mark"), (does + also, ""))
    return Line(parts, value=value, indent=_KEY_WIDTH + 1)


def help_lines(keymap: Mapping[str, str]) -> list[Line]:
    """The lines of the help: for each command its keys, its title and what it does."""
    lines: list[Line] = []
    for group, members in groupby(commands.ALL, lambda command: command.group):
        if lines:
            lines.append(Line(()))
        lines.append(Line(((group, "line-list--heading"),)))
        for command in members:
            lines.append(_line(command.key_names(keymap) or [_IN_PALETTE], command.help, command.id))
    return lines
