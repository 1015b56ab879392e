"""A screen whose list says on its border which keys there are, and for some seconds what has just been done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.screen import ScreenResultType
from textual.timer import Timer
from textual.widget import Widget

from tui.screens.asking import AskingScreen
from tui.text import label
from tui.widgets.line_list import LineList

#: How long what has been done stands in place of the keys, in seconds.
_TOLD_FOR = 8.0


class HintingScreen(AskingScreen[ScreenResultType]):
    """A screen over a library with one list that matters most.

    Its class names in `LIST` the selector of the list, and in `HINTS` what its border says of the keys, of which the
    first that fits is shown.
    """

    LIST: ClassVar[str]
    HINTS: ClassVar[Sequence[str]]
    _told: Timer | None = None

    @property
    def _list(self) -> LineList:
        return self.query_one(self.LIST, LineList)

    @property
    def _bordered(self) -> Widget:
        """What has the border: the list itself, but in a dialog, which lies around its list."""
        return self._list

    @property
    def _room(self) -> int:
        """How much can be said on the border, in cells."""
        return self.app.size.width - 6

    def _hints(self) -> Sequence[str]:
        """What may be said of the keys at this moment, the most telling first."""
        return self.HINTS

    def _tell(self, words: str) -> None:
        """Say what has just been done; the words may hold text from outside, and end with a key behind a dot."""
        said, dot, key = words.rpartition(" · ")
        room = self._room - len(dot + key)
        if dot and 1 < room < len(said):
            words = f"{said[: room - 1]}…{dot}{key}"
        self._bordered.border_subtitle = label(words)
        if self._told is not None:
            self._told.stop()
        self._told = self.set_timer(_TOLD_FOR, self._end_telling)

    def _end_telling(self) -> None:
        self._told = None
        self._show_hints()

    def _show_hints(self) -> None:
        """Say which keys there are, unless what has just been done is still being told."""
        if self._told is None:
            room, hints = self._room, self._hints()
            self._bordered.border_subtitle = next((hint for hint in hints if len(hint) <= room), hints[-1])
