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
from tui.widgets.strips import Parts, shortened, wrapped


class Line(NamedTuple):
    """One line of a list.

    Args:
        parts: runs of text, each with the name of a component class of the list, or "" for plain text.
        right: text at the right edge.
        value: what the line stands for; a line without one, such as a heading, cannot be chosen.
        indent: where the further rows of a wrapped line begin, in cells.
        belongs: whether it says more of the line above, along with which it is lit and kept in view.
    """

    parts: Parts
    right: str = ""
    value: object = None
    indent: int = 0
    belongs: bool = False


class _Row(NamedTuple):
    """A row of the screen: which line it belongs to, and what stands on it."""

    line: int
    parts: Parts
    right: str


class LineList(ScrollView, can_focus=True):
    """Lines of text, one of which the cursor is on; text from outside is made safe when it is drawn."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "line-list--cursor",
        "line-list--cursor-strong",
        "line-list--heading",
        "line-list--strong",
        "line-list--quiet",
        "line-list--mark",
        "line-list--agreement",
        "line-list--warning",
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
        & > .line-list--cursor-strong { text-style: bold; }
        &:focus > .line-list--cursor-strong { text-style: bold underline; }
        & > .line-list--heading { color: #9aa5b4; text-style: bold; }
        & > .line-list--strong { text-style: bold; }
        & > .line-list--quiet { color: #8b95a3; }
        &:light > .line-list--heading { color: #57606a; }
        &:light > .line-list--quiet { color: #5f6975; }
        & > .line-list--mark { color: $accent; text-style: bold; }
        & > .line-list--agreement { color: $text-success; }
        & > .line-list--warning { color: $text-warning; text-style: bold; }
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

    def __init__(self, *, id: str | None = None, classes: str | None = None, wraps: bool = False) -> None:
        """Prepare the list.

        Args:
            id: the widget's name.
            classes: its classes.
            wraps: show lines that are too wide in several rows, for lists of a few thousand lines at most; else
                their ends are left out.
        """
        super().__init__(id=id, classes=classes)
        self._lines: Sequence[Line] = ()
        self._wraps = wraps
        if wraps:
            self.styles.scrollbar_gutter = "stable"  # else the bar would cover the ends of lines wrapped before it came
        self._rows: Sequence[_Row] = ()
        self._tops: Sequence[int] = ()
        self._wrapped_to = 0
        self._let_go_at: int | None = None

    @property
    def lines(self) -> Sequence[Line]:
        """All the lines."""
        return self._lines

    def show(self, lines: Sequence[Line], *, keep_place: bool = False) -> None:
        """Show other lines.

        Args:
            lines: all of them.
            keep_place: leave the cursor on the line of the same value, or near it where that is gone, and the view
                where it is.
        """
        value, before = self.value, self.cursor
        self._lines = lines
        self._flow()
        if keep_place and self._let_go_at is not None:
            return
        self._let_go_at = None
        place = next((i for i, line in enumerate(lines) if line.value == value), None) if keep_place and value else None
        if place is None and keep_place and value:
            place = self._nearest(before)
        elif place is None:
            place = self._nearest(0)
        if not keep_place:
            self.scroll_to(0, 0, animate=False)
        self.set_reactive(LineList.cursor, place)
        self.refresh()

    def _nearest(self, index: int) -> int:
        """The nearest line that can be chosen, behind or before; -1 where there is none."""
        behind = (i for i in range(index, len(self._lines)) if self._lines[i].value is not None)
        before = (i for i in range(min(index, len(self._lines)) - 1, -1, -1) if self._lines[i].value is not None)
        return next(behind, next(before, -1))

    @property
    def value(self) -> object:
        """What the line under the cursor stands for."""
        return self._lines[self.cursor].value if 0 <= self.cursor < len(self._lines) else None

    def point_to(self, value: object) -> bool:
        """Put the cursor on the line of that value, without a message; where there is none, leave it.

        Returns:
            Whether there is one.
        """
        for index, line in enumerate(self._lines):
            if line.value == value:
                self._let_go_at = None
                self.cursor = index
                return True
        return False

    def let_go(self) -> None:
        """Have the cursor on no line; the next move goes on from where it was."""
        if self._let_go_at is None:
            self._let_go_at = self.cursor
        self.cursor = -1
        self.refresh()

    # Rows

    def on_resize(self) -> None:
        """Wrap the lines anew, and keep the cursor's line in view."""
        if self._wraps and self.scrollable_content_region.width != self._wrapped_to:
            self._flow()
            self.watch_cursor()
        elif not self._wraps:
            self.watch_cursor()

    def _flow(self) -> None:
        """Find the rows of the lines; without wrapping they are the same."""
        width = self._wrapped_to = self.scrollable_content_region.width
        if not self._wraps or not width:
            self._rows, self._tops = (), range(len(self._lines) + 1)
        else:
            rows: list[_Row] = []
            tops: list[int] = []
            for index, line in enumerate(self._lines):
                tops.append(len(rows))
                room = max(1, width - (len(line.right) + 1 if line.right else 0))
                pieces = wrapped(line.parts, room, line.indent)
                rows += [_Row(index, piece, "" if i else line.right) for i, piece in enumerate(pieces)]
            self._rows, self._tops = rows, [*tops, len(rows)]
        self.virtual_size = Size(0, self._tops[-1])
        self.refresh()

    def _row(self, y: int) -> _Row | None:
        if self._rows:
            return self._rows[y] if 0 <= y < len(self._rows) else None
        return _Row(y, self._lines[y].parts, self._lines[y].right) if 0 <= y < len(self._lines) else None

    def _extent(self, index: int) -> Region:
        """The rows of a line, and of those that belong to it."""
        end = index + 1
        while end < len(self._lines) and self._lines[end].belongs:
            end += 1
        return Region(0, self._tops[index], 1, self._tops[end] - self._tops[index])

    def _owner(self, index: int) -> int:
        """The line that a line belongs to; itself where it stands alone."""
        while index and self._lines[index].belongs:
            index -= 1
        return index

    @property
    def _view(self) -> Region:
        """The rows that are in view."""
        return Region(0, round(self.scroll_y), 1, max(1, self.scrollable_content_region.height))

    def choose(self) -> None:
        """Choose the line under the cursor."""
        if self.value is not None:
            self.post_message(self.Chosen(self, self.value))

    def watch_cursor(self) -> None:
        """Keep the cursor's line in view, and the heading above it where it is the first below one."""
        if not 0 <= self.cursor < len(self._lines):
            return
        region = self._extent(self.cursor)
        above = self._lines[self.cursor - 1] if self.cursor else None
        is_below_heading = above is not None and above.value is None and not above.belongs
        if is_below_heading and self._tops[self.cursor - 1] == region.y - 1:
            region = Region(0, region.y - 1, 1, region.height + 1)
        self.scroll_to_region(region, animate=False, force=True)
        self.refresh()

    def action_move(self, step: int) -> None:
        """Move the cursor by so many lines that can be chosen."""
        direction = 1 if step > 0 else -1
        index, left = self.cursor, abs(step)
        if self._let_go_at is not None:
            index = self._let_go_at - (step > 0)
        target = index
        while left:
            index += direction
            if not 0 <= index < len(self._lines):
                break
            if self._lines[index].value is not None:
                target = index
                left -= 1
        if self._wraps and abs(step) == 1 and (target == self.cursor or not self._view.overlaps(self._extent(target))):
            # What cannot be chosen is to be read on the way as well.
            self.scroll_to(y=self.scroll_y + step, animate=False, force=True)
        else:
            self._go(target)

    def move_round(self, step: int) -> None:
        """Move the cursor by so many lines; above the first one stands the last."""
        before = self.cursor
        self.action_move(step)
        if self.cursor == before:
            self.action_move_end(-step)

    def action_move_page(self, pages: int) -> None:
        """Move the cursor by a screenful."""
        height = max(1, self.scrollable_content_region.height - 1)
        if not self._wraps:
            self.action_move(pages * height)
            return
        self.scroll_to(y=self.scroll_y + pages * height, animate=False, force=True)
        shown = (
            i for i, line in enumerate(self._lines) if line.value is not None and self._view.overlaps(self._extent(i))
        )
        lines = list(shown)
        if lines:
            self._go(lines[-1] if pages > 0 else lines[0])

    def action_move_end(self, direction: int) -> None:
        """Move the cursor to the first or last line."""
        self.action_move(direction * max(2, len(self._lines)))
        if self._wraps:
            self.scroll_to(y=self._tops[-1] if direction > 0 else 0, animate=False, force=True)

    def _go(self, index: int) -> None:
        if index != self.cursor and 0 <= index < len(self._lines):
            self._let_go_at = None
            self.cursor = index
            self.post_message(self.Moved(self, self.value))

    def on_click(self, event: events.Click) -> None:
        """Choose the line that was clicked."""
        offset = event.get_content_offset(self)
        row = None if offset is None else self._row(offset.y + self.scroll_offset.y)
        line = self._owner(row.line) if row is not None else -1
        if line >= 0 and self._lines[line].value is not None:
            self._go(line)
            self.choose()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.scrollable_content_region.width
        row = self._row(y + self.scroll_offset.y)
        if row is None:
            return Strip.blank(width, self.rich_style)
        style = self.rich_style
        is_cursor = self._owner(row.line) == self.cursor
        if is_cursor:
            style += self.get_component_rich_style("line-list--cursor", partial=True)
        right = safe_line(row.right)
        names = {name for _, name in row.parts}
        styles = {name: self._part_style(name, style) for name in names}
        if is_cursor:
            # The cursor's own colours are the ones that are legible on it, so that what is strong stands out by style.
            strong = self._part_style("line-list--cursor-strong", style)
            styles = {name: strong if name == "line-list--strong" else style for name in names}
        parts = [(text, styles[name]) for text, name in row.parts]
        left = Strip([Segment(safe_line(text), part_style) for text, part_style in parts])
        left = shortened(left, max(1, width - (len(right) + 1 if right else 0)), style)
        right_style = style if is_cursor else self._part_style("line-list--quiet", style)
        end = Strip([Segment(right, right_style)] if right else [])
        padded = left.adjust_cell_length(max(0, width - end.cell_length), style)
        return Strip.join([padded, end]).crop(0, width)

    def _part_style(self, name: str, style: Style) -> Style:
        return style + self.get_component_rich_style(name, partial=True) if name else style
