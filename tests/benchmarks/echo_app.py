"""The baseline of a key: an app of three panes that shows how many keys it has had, and the last of them."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Key
from textual.widgets import Static


class EchoApp(App[None]):
    """Three panes."""

    CSS = "#text { width: 3fr; border: round gray; } Vertical { width: 2fr; } Vertical Static { border: round gray; }"

    def __init__(self) -> None:
        super().__init__()
        self._count = 0

    def compose(self) -> ComposeResult:
        """A text and two boxes."""
        with Horizontal():
            yield Static("ready", id="text")
            with Vertical():
                yield Static("Entities")
                yield Static("Record")

    def on_key(self, event: Key) -> None:
        """Show it."""
        self._count += 1
        self.query_one("#text", Static).update(f"{self._count} {event.key}")


if __name__ == "__main__":
    EchoApp().run()
