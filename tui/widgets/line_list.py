"""A list of lines with a cursor that costs the same for ten lines and for a hundred thousand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.text import safe_line


class Line(NamedTuple):
    """One line of a list.

    Args:
        parts: runs of text, each with the name of a component class of the list, or "" for plain text.
        right: text at the right edge.
        value: what the line stands for; a line without one, such as a heading, cannot be chosen.
    """

    parts: tuple[tuple[str, str], ...]
    right: str = ""
    value: object = None


class LineList(ScrollView, can_focus=True):
    """Lines of text, one of which the cursor is on; text from outside is made safe when it is drawn."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "line-list--cursor",
        "line-list--heading",
        "line-list--strong",
        "line-list--quiet",
        "line-list--mark",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "up", show=False),
        Binding("down,j", "move(1)", "down", show=False),
        Binding("pageup", "move_page(-1)", "page up", show=False),
        Binding("pagedown,space", "move_page(1)", "page down", show=False),
        Binding("home", "move_end(-1)", "first", show=False),
        Binding("end", "move_end(1)", "last", show=False),
    ]
    DEFAULT_CSS = """
    LineList {
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 0;
        &:focus > .line-list--cursor { background: $primary; color: $text; text-style: bold; }
        & > .line-list--cursor { background: $surface-lighten-2; }
        & > .line-list--heading { color: #9aa5b4; text-style: bold; }
        & > .line-list--strong { text-style: bold; }
        & > .line-list--quiet { color: #8b95a3; }
        &:light > .line-list--heading { color: #57606a; }
        &:light > .line-list--quiet { color: #5f6975; }
        & > .line-list--mark { color: $accent; text-style: bold; }
    }
    """

    cursor: reactive[int] = reactive(-1)

    @dataclass
    class Moved(Message):
        """The cursor has been moved, by key or mouse, to the line of this value."""

        list: LineList
        value: object

        @property
        def control(self) -> LineList:
            """The list, for `@on` selectors."""
            return self.list

    @dataclass
    class Chosen(Message):
        """The line of this value has been chosen with the mouse or by `choose`."""

        list: LineList
        value: object

        @property
        def control(self) -> LineList:
            """The list, for `@on` selectors."""
            return self.list

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._lines: Sequence[Line] = ()

    @property
    def lines(self) -> Sequence[Line]:
        """All the lines."""
        return self._lines

    def show(self, lines: Sequence[Line], *, keep_place: bool = False) -> None:
        """Show other lines.

        Args:
            lines: all of them.
            keep_place: leave the cursor on the line of the same value, and the view where it is.
        """
        value = self.value
        self._lines = lines
        self.virtual_size = Size(0, len(lines))
        place = next((i for i, line in enumerate(lines) if line.value == value), None) if keep_place and value else None
        if place is None:
            place = next((i for i, line in enumerate(lines) if line.value is not None), -1)
            if not keep_place:
                self.scroll_to(0, 0, animate=False)
        self.set_reactive(LineList.cursor, place)
        self.refresh()

    @property
    def value(self) -> object:
        """What the line under the cursor stands for."""
        return self._lines[self.cursor].value if 0 <= self.cursor < len(self._lines) else None

    def point_to(self, value: object) -> None:
        """Put the cursor on the line of that value, without a message; where there is none, leave it."""
        for index, line in enumerate(self._lines):
            if line.value == value:
                self.cursor = index
                return

    def choose(self) -> None:
        """Choose the line under the cursor."""
        if self.value is not None:
            self.post_message(self.Chosen(self, self.value))

    def watch_cursor(self) -> None:
        """Keep the cursor's line in view, and the heading above it where it is the first below one."""
        if self.cursor < 0:
            return
        top = self.cursor
        if top and self._lines[top - 1].value is None:
            top -= 1
        self.scroll_to_region(Region(0, top, 1, self.cursor - top + 1), animate=False, force=True)
        self.refresh()

    def action_move(self, step: int) -> None:
        """Move the cursor by so many lines that can be chosen."""
        direction = 1 if step > 0 else -1
        index, left = self.cursor, abs(step)
        target = index
        while left:
            index += direction
            if not 0 <= index < len(self._lines):
                break
            if self._lines[index].value is not None:
                target = index
                left -= 1
        self._go(target)

    def action_move_page(self, pages: int) -> None:
        """Move the cursor by a screenful."""
        self.action_move(pages * max(1, self.scrollable_content_region.height - 1))

    def action_move_end(self, direction: int) -> None:
        """Move the cursor to the first or last line."""
        self.action_move(direction * len(self._lines))

    def _go(self, index: int) -> None:
        if index != self.cursor:
            self.cursor = index
            self.post_message(self.Moved(self, self.value))

    def on_click(self, event: events.Click) -> None:
        """Choose the line that was clicked."""
        offset = event.get_content_offset(self)
        index = -1 if offset is None else offset.y + self.scroll_offset.y
        if 0 <= index < len(self._lines) and self._lines[index].value is not None:
            self._go(index)
            self.choose()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        index = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if not 0 <= index < len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[index]
        style = self.rich_style
        is_cursor = index == self.cursor
        if is_cursor:
            style += self.get_component_rich_style("line-list--cursor", partial=True)
        right = safe_line(line.right)
        # The cursor's own colours are the ones that are legible on it.
        parts = [(text, style if is_cursor else self._part_style(name, style)) for text, name in line.parts]
        left = Strip([Segment(safe_line(text), part_style) for text, part_style in parts])
        room = width - (len(right) + 1 if right else 0)
        if left.cell_length > room > 0:
            left = Strip.join([left.crop(0, room - 1), Strip([Segment("…", style)])])
        right_style = style if is_cursor else self._part_style("line-list--quiet", style)
        end = Strip([Segment(right, right_style)] if right else [])
        padded = left.adjust_cell_length(max(0, width - end.cell_length), style)
        return Strip.join([padded, end]).crop(0, width)

    def _part_style(self, name: str, style: Style) -> Style:
        return style + self.get_component_rich_style(name, partial=True) if name else style
