"""A text of any size, laid out, scrolled and selected; what is highlighted in it is the subclass's affair."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Offset, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from tui.reader.layout import Layout
from tui.reader.render import Highlights, draw, margin, selected_offset, selection_point
from tui.text import safe

#: Texts up to this many code points are laid out at once, longer ones in a thread.
AT_ONCE = 200_000
#: How much of a longer text is laid out at once, so that the first screenful stands there.
FIRST_PART = 40_000
#: Lines wider than this are hard to read.
WIDEST = 100
#: How many lines around a revealed span are shown as well, where the view is high enough.
CONTEXT = 3
_WORD = re.compile(r"\w+")


class TextView(ScrollView, can_focus=True, inherit_bindings=False):
    """A text, wrapped, in lines of a readable width."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_lines(-1)", "up", show=False),
        Binding("down", "scroll_lines(1)", "down", show=False),
        Binding("pageup", "scroll_pages(-1)", "page up", show=False),
        Binding("pagedown,space", "scroll_pages(1)", "page down", show=False),
        Binding("home", "scroll_to_start", "start", show=False),
        Binding("end", "scroll_to_end", "end", show=False),
    ]
    DEFAULT_CSS = """
    TextView {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
    }
    """

    @dataclass
    class LaidOut(Message, bubble=False):
        """A thread has laid out the whole of a long text."""

        layout: Layout
        order: int

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._text = ""
        self._cues: Sequence[int] = ()
        self._layout = Layout("", 1)
        self._order = 0
        self._is_ahead = False
        self._place = 0
        self._strips: LRUCache[int, Strip] = LRUCache(1024)

    def highlights(self, start: int, end: int) -> Highlights:
        """What stands on the visual line between two offsets."""
        raise NotImplementedError

    @property
    def text(self) -> str:
        """The stored text that is shown."""
        return self._text

    # Place

    @property
    def place(self) -> int:
        """The offset at which the view begins."""
        row = round(self.scroll_y)
        return self._place if self._layout.line_of(self._place) == row else self._layout.line(row)[0]

    @property
    def page(self) -> tuple[int, int]:
        """The offsets between which the text on the screen lies."""
        top = round(self.scroll_y)
        return self.place, self._layout.line(top + max(1, self._height) - 1)[1]

    def go_to(self, offset: int) -> None:
        """Begin the view with the line that holds an offset, or as near to that as the end of the text allows.

        Args:
            offset: in code points; beyond the text, the nearest end of it.
        """
        self._place = min(max(offset, 0), len(self._text))
        if not self.size:
            return
        if self._holds(self._place):
            self._scroll_to_row(self._layout.line_of(self._place))
        else:
            self._lay_out_part(self._place)

    def reveal(self, start: int, end: int) -> None:
        """Bring a span into view, with some lines around it; scroll only if it is not there.

        Args:
            start: the offset of the first code point.
            end: the offset after the last one.
        """
        if not self.size or not self._holds(start):
            self.go_to(start)
        first, last = self._layout.line_of(start), self._layout.line_of(max(start, end - 1))
        height = self._height
        context = min(CONTEXT, height // 4)
        top = round(self.scroll_y)
        is_at_edge = top == 0 and first < context
        if not ((top + context <= first or is_at_edge) and last + context < top + height):
            self._scroll_to_row(first - height // 3)

    def offset_beside(self, offset: int, step: int) -> int:
        """The offset below another one (1) or above it (-1), on the next line with a word; else the same."""
        row, cell = self._layout.cell_of(offset)
        while 0 <= (row := row + step) < self._layout.row_count:
            if _WORD.search(self._text, *self._layout.line(row)):
                return self._layout.offset_at(row, cell)
        return offset

    def action_scroll_lines(self, count: int) -> None:
        """Scroll down by some lines."""
        self._scroll_to_row(round(self.scroll_y) + count)

    def action_scroll_pages(self, count: int) -> None:
        """Scroll down by some pages, that share a line."""
        self.action_scroll_lines(count * max(1, self._height - 1))

    def action_scroll_to_start(self) -> None:
        """Scroll to the first line."""
        self.go_to(0)

    def action_scroll_to_end(self) -> None:
        """Scroll to the last line."""
        self.go_to(len(self._text))

    @property
    def _height(self) -> int:
        return self.scrollable_content_region.height

    def _holds(self, offset: int) -> bool:
        return self._layout.first <= offset <= self._layout.last

    def _scroll_to_row(self, row: int) -> None:
        self.scroll_to(y=row, animate=False, force=True)

    # Layout

    def set_text(self, text: str, cues: Sequence[int], place: int) -> None:
        """Show another text.

        Args:
            text: the stored text, as it is; it is made safe for the terminal here.
            cues: the offsets behind which `highlights` has a cue to draw.
            place: the offset to begin with.
        """
        self._text, self._cues = text, cues
        self.selected_span = None
        self._lay_out(place)

    def set_cues(self, cues: Sequence[int]) -> None:
        """Make room for other cues and draw the highlights anew, at the same place."""
        if cues != self._cues:
            self._cues = cues
            self._lay_out(self.place, in_part=False)
        self.redraw()

    def redraw(self) -> None:
        """Draw all lines anew."""
        self._strips.clear()
        self.refresh()

    def on_resize(self) -> None:
        """Wrap the text anew if its width is another."""
        if self._text_width != self._layout.width or self._is_ahead:
            self._is_ahead = False
            self._lay_out(self.place)

    def notify_style_update(self) -> None:
        """Draw in the new styles."""
        super().notify_style_update()
        self._strips.clear()

    @property
    def _text_width(self) -> int:
        width = self.scrollable_content_region.width
        return max(1, min(WIDEST, width - 2 * min(2, width // 24)))

    @property
    def _left(self) -> int:
        return max(0, self.scrollable_content_region.width - self._text_width) // 2

    def _lay_out(self, place: int, *, in_part: bool = True) -> None:
        """Lay out the text; of a long one first the part around a place, unless what is shown can stay so long."""
        self._order += 1
        self._place = place
        if not self.size:
            self._layout = Layout("", 1)
            self._scroll_to_row(0)
            return
        if len(self._text) <= AT_ONCE:
            self._take(Layout(safe(self._text), self._text_width, self._cues), place)
            return
        if in_part:
            self._lay_out_part(place)
        # The thread starts when the first screenful is painted, because it would slow the painting down.
        self.call_after_refresh(self._start_layout, self._order)

    def _start_layout(self, order: int) -> None:
        text, width, cues = self._text, self._text_width, self._cues

        def lay_out() -> None:
            self.post_message(self.LaidOut(Layout(safe(text), width, cues), order))

        if order == self._order:
            self.run_worker(lay_out, name="layout", group="layout", thread=True, exclusive=True)

    def _lay_out_part(self, place: int) -> None:
        before = max(0, place - FIRST_PART // 2)
        first = before and (self._text.find("\n", before, place) + 1 or before)
        part = self._text[first : first + FIRST_PART]
        self._take(Layout(safe(part), self._text_width, self._cues, first), place)

    def on_text_view_laid_out(self, message: LaidOut) -> None:
        """Take over what a thread has laid out, unless something else has been asked for since."""
        if message.order == self._order:
            self._take(message.layout, self.place)

    def _take(self, layout: Layout, place: int) -> None:
        self._layout = layout
        self.virtual_size = Size(0, layout.row_count)
        self.go_to(place)
        self.redraw()

    # Selection

    @property
    def selected_span(self) -> tuple[int, int] | None:
        """The text selected by mouse or by setting this: offsets, the end exclusive."""
        selection = self.text_selection if self.is_attached else None
        return self._span(selection) if selection else None

    @selected_span.setter
    def selected_span(self, span: tuple[int, int] | None) -> None:
        if not self.is_attached:
            return
        selections = {widget: of for widget, of in self.screen.selections.items() if widget is not self}
        if span:
            selections[self] = Selection(*map(selection_point, span))
        self.screen.selections = selections

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The stored text of a selection, to the letter, for copying."""
        span = self._span(selection)
        return (self._text[slice(*span)], "\n") if span else None

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        self.redraw()

    def select_word(self, point: Offset) -> None:
        """Select the word at a cell of the view, if there is one."""
        offset = self._offset_under(point)
        words = _WORD.finditer(self._text, *self._layout.line(self._layout.line_of(offset)))
        self.selected_span = next((word.span() for word in words if word.start() <= offset < word.end()), None)

    def _span(self, selection: Selection) -> tuple[int, int] | None:
        start = 0 if selection.start is None else self._offset_of(selection.start)
        end = len(self._text) if selection.end is None else self._offset_of(selection.end)
        start, end = sorted((start, end))
        start, end = self._layout.around(start)[0], self._layout.around(end)[1]
        return (start, end) if start < end else None

    def _offset_of(self, point: Offset) -> int:
        offset = selected_offset(point)
        return self._offset_under(point) if offset is None else offset

    def _offset_under(self, point: Offset) -> int:
        return self._layout.offset_at(round(self.scroll_y) + point.y, point.x - self._left)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw one line of the view."""
        if not self._layout.last and not self._place and 0 < len(self._text) <= FIRST_PART:
            # The first frame is drawn before the first resize is told; the text need not wait for the second.
            self._layout = Layout(safe(self._text), self._text_width, self._cues)
            self._is_ahead = True
        row = self.scroll_offset.y + y
        strip = self._strips.get(row)
        if strip is None:
            self._strips[row] = strip = self._draw(row)
        return strip

    def _draw(self, row: int) -> Strip:
        width = self.size.width
        layout, style = self._layout, self.rich_style
        if row >= layout.row_count:
            return Strip([margin(width, layout.last, style)], width)
        start, end = layout.line(row)
        runs = layout.runs(row)
        used = self._left + sum(run.cells for run in runs)
        segments = draw(runs, self.highlights(start, end))
        if self._left:
            segments.insert(0, margin(self._left, start, style))
        if used < width:
            segments.append(margin(width - used, runs[-1].end if runs else start, style))
        return Strip(segments, max(used, width)).crop(0, width)

    @property
    def style_of_selection(self) -> Style:
        """The style of selected text: the screen's, which has a colour of text of its own in some themes only."""
        name = "screen--selection"
        colour = self.screen.get_component_rich_style(name, partial=True).color
        return Style(color=colour, bgcolor=self.screen.get_component_rich_style(name).bgcolor)
