"""The baseline of start-up: an app of three panes that shows a file and does nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static


class BareApp(App[None]):
    """Three panes."""

    CSS = "#text { width: 3fr; border: round gray; } Vertical { width: 2fr; } Vertical Static { border: round gray; }"

    def compose(self) -> ComposeResult:
        """A text and two boxes."""
        with Horizontal():
            yield Static(Content(Path(sys.argv[1]).read_text(encoding="utf-8")), id="text")
            with Vertical():
                yield Static("Entities")
                yield Static("Record")


if __name__ == "__main__":
    BareApp().run()
