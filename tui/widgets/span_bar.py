"""The line that stands below the text while a span is moved or selected; it has the keys until it is left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from store.model import Kind
from tui.commands import KIND_KEYS
from tui.reader.spans import Selection, Unit, move_end, move_start
from tui.text import label

#: So much of what is selected is repeated in the bar, in characters; and in a narrow terminal.
_SHOWN, _SHOWN_NARROW = 60, 36
#: In narrower terminals the kinds are named by their letters alone.
_WIDE = 70


class _Step(NamedTuple):
    """What an arrow does with a modifier."""

    is_end: bool
    unit: Unit


_MODIFIERS = {
    "": _Step(True, Unit.CHARACTER),
    "shift+": _Step(False, Unit.CHARACTER),
    "ctrl+": _Step(True, Unit.WORD),
    "alt+": _Step(True, Unit.WORD),
    "ctrl+shift+": _Step(False, Unit.WORD),
    "alt+shift+": _Step(False, Unit.WORD),
}
#: The keys that make a quotation of what is selected, and whether it is a reported one.
_SPEECH = {'"': False, "'": True}
_ARROWS = {"left": -1, "right": 1}


class SpanBar(Static, can_focus=True):
    """Moves the boundaries of a mention, or selects text for a new one."""

    DEFAULT_CSS = """
    SpanBar { height: auto; max-height: 6; padding: 0 1; background: $panel; color: $text; }
    """

    @dataclass
    class Moved(Message):
        """Another span is to be shown."""

        span: tuple[int, int]

    @dataclass
    class LineWanted(Message):
        """The selection is to go to a line below (1) or above (-1)."""

        step: int

    @dataclass
    class Kept(Message):
        """The span is as it shall be; for a new mention with the kind, where that is said."""

        span: tuple[int, int]
        kind: Kind | None

    @dataclass
    class Quoted(Message):
        """The span is what somebody says, or is reported to say."""

        span: tuple[int, int]
        indirect: bool

    class Dropped(Message):
        """Everything is to stay as it was."""

    def __init__(self) -> None:
        super().__init__()
        self._selection = Selection("", (0, 0), (0, 0))
        self._is_moving = False

    def move(self, text: str, span: tuple[int, int]) -> None:
        """Have the boundaries of a mention moved."""
        self._is_moving = True
        self._take(Selection(text, span, span))

    def select(self, selection: Selection) -> None:
        """Have text selected."""
        self._is_moving = False
        self._take(selection)

    def go_to(self, offset: int) -> None:
        """Select the unit at an offset instead of what is selected."""
        begun = Selection.begin(self._selection.text, offset, self._selection.unit)
        if begun:
            self._take(begun)

    @property
    def span(self) -> tuple[int, int]:
        """What is selected."""
        return self._selection.span

    def _take(self, selection: Selection) -> None:
        self._selection = selection
        self.update(self._content())
        self.post_message(self.Moved(selection.span))

    def _content(self) -> Content:
        start, end = self._selection.span
        words = self._selection.text[start:end]
        is_wide = self.app.size.width >= _WIDE
        shown = _SHOWN if is_wide else _SHOWN_NARROW
        if len(words) > shown:
            words = f"{words[: shown // 2]}…{words[-shown // 2 :]}"
        if self._is_moving:
            keys = "←→ end · shift start · ctrl by word · enter keeps · esc drops"
        else:
            unit, then = self._selection.unit, self._selection.next_unit
            keys = f"←→↑↓ by {unit} · tab: {then} · shift grows · esc · adds:"
        parts = [Content.styled("“", "bold"), label(words).stylize("bold"), Content.styled("” ", "bold")]
        parts += [Content.styled(f" {keys}", "dim" if self.app.current_theme.dark else "")]
        if not self._is_moving:
            for key, kind in KIND_KEYS.items():
                parts += [Content.styled(f" {key}", "bold $accent"), Content(f" {kind.value}" if is_wide else "")]
            for key, speech in (('"', "speech"), ("'", "reported")):
                parts += [Content.styled(f" {key}", "bold $accent"), Content(f" {speech}" if is_wide else "")]
        return Content("").join(parts)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Whether a key is the bar's: all but a letter with `ctrl`."""
        return not (key.startswith("ctrl+") and len(key) == 6)

    def on_key(self, event: events.Key) -> None:
        """Do what a key says; all but those of the whole program are the bar's."""
        if not self.check_consume_key(event.key):
            return
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.post_message(self.Dropped())
        elif event.key == "enter":
            self.post_message(self.Kept(self._selection.span, None))
        elif self._is_moving:
            self._move(event.key)
        elif event.character in _SPEECH:
            self.post_message(self.Quoted(self._selection.span, _SPEECH[event.character]))
        elif event.key in KIND_KEYS:
            self.post_message(self.Kept(self._selection.span, KIND_KEYS[event.key]))
        else:
            self._select(event.key)

    def _move(self, key: str) -> None:
        modifiers, _, arrow = key.rpartition("+")
        step = _MODIFIERS.get(f"{modifiers}+" if modifiers else "")
        if step is not None and arrow in _ARROWS:
            move = move_end if step.is_end else move_start
            selection = self._selection
            span = move(selection.text, selection.span, step.unit, _ARROWS[arrow])
            self._take(replace(selection, span=span))

    def _select(self, key: str) -> None:
        selection = self._selection
        if key in _ARROWS:
            self._take(selection.go(_ARROWS[key]))
        elif key in ("up", "down"):
            self.post_message(self.LineWanted(1 if key == "down" else -1))
        elif key in ("shift+left", "shift+right"):
            self._take(selection.grow(_ARROWS[key.removeprefix("shift+")]))
        elif key == "tab":
            self._take(selection.turn())
