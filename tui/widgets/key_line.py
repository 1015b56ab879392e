"""The line of keys at the bottom: the most important ones as far as there is room, help and palette always."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from tui import commands

_GAP = 2


class Key(NamedTuple):
    """One key of the line: its name, what it does, and its command."""

    name: str
    title: str
    action: str

    @property
    def width(self) -> int:
        """How many cells it takes."""
        return len(self.name) + 1 + len(self.title)


def fitting(keys: Sequence[Key], room: int) -> list[Key]:
    """Those of the keys for which there is room, in their order.

    Args:
        keys: the most important one first.
        room: in cells.
    """
    chosen: list[Key] = []
    for key in keys:
        if key.width + _GAP <= room:
            chosen.append(key)
            room -= key.width + _GAP
    return chosen


class KeyLine(Widget):
    """What `commands.LINE` names on the left, what `commands.ALWAYS` names on the right, with the keys set here."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key"}
    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
        background: $panel;
        color: $text;
        & > .key-line--key { color: $accent; text-style: bold; }
    }
    """

    def on_mount(self) -> None:
        """Follow the focus: a line that is typed in takes the letters for itself."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def _keys(self, wanted: Sequence[str]) -> list[Key]:
        declared = {command.id: command for command in commands.ALL}
        bound = {active.binding.id: active.binding.key for active in reversed(self.screen.active_bindings.values())}
        focused = self.screen.focused
        return [
            Key(commands.short_key_name(bound[name]), declared[name].title, declared[name].action)
            for name in wanted
            if name in bound and not (focused is not None and _is_typed(focused, bound[name]))
        ]

    def _placed(self) -> list[tuple[int, Key]]:
        """The keys that are shown, each with the cell where it begins."""
        right = fitting(self._keys(commands.ALWAYS), self.size.width)
        edge = self.size.width - sum(key.width for key in right) - _GAP * (len(right) - 1) - 1
        left = fitting(self._keys(commands.LINE), edge - 1)
        placed: list[tuple[int, Key]] = []
        for keys, at in ((left, 1), (right, edge)):
            for key in keys:
                placed.append((at, key))
                at += key.width + _GAP
        return placed

    def render_line(self, y: int) -> Strip:
        """The one line."""
        style = self.rich_style
        of_key: Style = style + self.get_component_rich_style("key-line--key", partial=True)
        segments: list[Segment] = []
        end = 0
        for at, key in self._placed():
            segments += [Segment(" " * (at - end), style), Segment(key.name, of_key), Segment(f" {key.title}", style)]
            end = at + key.width
        return Strip(segments).adjust_cell_length(self.size.width, style).crop(0, self.size.width)

    async def on_click(self, event: events.Click) -> None:
        """Do what the key under the pointer does."""
        for at, key in self._placed():
            if at <= event.x < at + key.width:
                owner = self.screen if hasattr(self.screen, f"action_{key.action.split('(')[0]}") else self.app
                await owner.run_action(key.action)


def _is_typed(focused: Widget, key: str) -> bool:
    """Whether a key is text for the widget that has the focus, and so no command."""
    name = commands.key_name(key)
    return focused.check_consume_key(key, name if len(name) == 1 else None)
