"""The line at the top: which document, and how much of it is left to review."""

from __future__ import annotations

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.text import safe_line
from tui.widgets.strips import shortened


class TitleBar(Widget):
    """Title, source and date on the left; progress on the right, which keeps its room."""

    DEFAULT_CSS = """
    TitleBar { height: 1; background: $panel; color: $text; padding: 0 1; }
    """

    document: reactive[str] = reactive("")
    progress: reactive[str] = reactive("")
    #: What goes on in the background; the last word of it says how far it is.
    background: reactive[str] = reactive("")

    def render_line(self, y: int) -> Strip:
        """The one line."""
        width, style = self.size.width, self.rich_style
        right = Strip([Segment(safe_line(self._right(width)), style)])
        room = max(0, width - right.cell_length - 2)
        left = shortened(Strip([Segment(safe_line(self.document), style)]), room, style)
        return Strip.join([left.adjust_cell_length(max(0, width - right.cell_length), style), right]).crop(0, width)

    def _right(self, width: int) -> str:
        whole = " · ".join(filter(None, (self.background, self.progress)))
        short = " · ".join(filter(None, (self.background.rpartition(" ")[2], self.progress)))
        return whole if len(whole) <= width // 2 else short
