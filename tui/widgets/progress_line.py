"""A line that says how far something is, with a bar; nothing where nothing goes on."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.text import safe_line
from tui.widgets.strips import shortened

_LONGEST_BAR = 60


class ProgressLine(Widget):
    """What is being done, a bar, and the share of all that is done."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"progress-line--done", "progress-line--left"}
    DEFAULT_CSS = """
    ProgressLine {
        height: 1;
        padding: 0 1;
        display: none;
        &.-going-on { display: block; }
        & > .progress-line--done { color: $accent; text-style: bold; }
        & > .progress-line--left { color: $text-muted; }
    }
    """

    doing: reactive[str] = reactive("")
    done: reactive[float] = reactive(0.0)

    def watch_doing(self, doing: str) -> None:
        """Be there only while something is done."""
        self.set_class(bool(doing), "-going-on")

    def render_line(self, y: int) -> Strip:
        """The one line."""
        width, style = self.size.width, self.rich_style
        share = f" {self.done:4.0%}"
        room = min(_LONGEST_BAR, width // 2)
        filled = round(room * self.done)
        of_done, of_left = (
            style + self.get_component_rich_style(f"progress-line--{part}", partial=True) for part in ("done", "left")
        )
        bar = Strip([Segment("━" * filled, of_done), Segment("─" * (room - filled), of_left), Segment(share, style)])
        label = shortened(Strip([Segment(safe_line(self.doing), style)]), max(0, width - bar.cell_length - 1), style)
        return Strip.join([label, Strip([Segment(" ", style)]), bar]).adjust_cell_length(width, style).crop(0, width)
