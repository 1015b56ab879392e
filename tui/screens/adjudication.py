"""Going through every place where another library differs from this one, and saying what holds there."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Collection
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from store import adjudication, decisions
from store.adjudication import Compared, Other
from store.database import library_path, reading_other
from store.differences import Choice, Difference
from store.outcomes import Outcome, documents_of
from store.statement_agreement import Stated
from tui.adjudicating import KEYS, difference_lines, reading_lines
from tui.jobs import LibraryThread
from tui.leading import Lead
from tui.screens.hinting import HintingScreen
from tui.screens.one_line import OneLineScreen
from tui.statement_lines import NO_PLACE
from tui.text import label
from tui.widgets.line_list import Line, LineList
from tui.widgets.title_bar import TitleBar

CarryOut = Callable[..., Awaitable[Outcome | None]]
_NOTHING_SHARED = "There is no text on which both have decided."
_NOTHING = "Nothing differs in the texts on which both have decided."
_ALL_SETTLED = "All is settled; o shows all."
#: A terminal of fewer columns and rows has both readings in one frame.
_NARROW, _SHORT = 70, 20


class Found(NamedTuple):
    """Another library, and how this one compares to it.

    Args:
        other: what the other one says.
        compared: the texts by their documents.
    """

    other: Other
    compared: dict[int, Compared]


def find(connection: sqlite3.Connection, path: Path) -> Found:
    """Read another library, which stays as it is, and compare it with this one.

    Raises:
        StoreError: it is missing, no library, this library itself, or made by a later version.
    """
    with reading_other(path, than=library_path(connection)) as opened:
        other = adjudication.read_other(connection, opened, path.name)
    return Found(other, adjudication.survey(connection, other))


class AdjudicationScreen(HintingScreen[Lead | None]):
    """A list of differences, and the two readings of the one under the cursor; the result is the place to go to."""

    CSS_PATH = "adjudication.tcss"
    AUTO_FOCUS = "#differences"
    LIST = "#differences"
    HINTS = (
        "1 mine · 2 theirs · 0 neither · i reason · n N next · o open ones · u undo · enter reads · esc leaves",
        "1 mine · 2 theirs · 0 neither · i reason · o open · u undo · enter reads",
        "1 mine · 2 theirs · 0 neither · i reason · u undo",
        "1 mine · 2 theirs · 0 neither",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(KEYS[choice], f"choose('{choice.value}')", f"settle it: {choice.value}", show=False)
            for choice in Choice
        ),
        Binding("n", "move(1)", "go to the next difference", show=False),
        Binding("N", "move(-1)", "go to the one before", show=False),
        Binding("i", "reason", "write down why it is settled so", show=False),
        Binding("o", "only_open", "show only what is not settled; again, all", show=False),
        Binding("u", "undo", "take back what was settled last", show=False),
        Binding("ctrl+r", "redo", "do again what was undone last", show=False),
        Binding("enter", "go", "read it in the text", show=False),
        Binding("escape,q", "dismiss(None)", "leave", show=False),
    ]

    def __init__(self, library: LibraryThread, found: Found, carry_out: CarryOut) -> None:
        """Prepare the screen.

        Args:
            library: the library to ask.
            found: the other library, and how the two compare.
            carry_out: decides, and shows in the reader what has come of it.
        """
        super().__init__(library)
        self._other, self._compared = found
        self._carry_out = carry_out
        #: By their keys, in the order of the documents.
        self._differences: dict[object, Difference] = {}
        self._is_open_only = False
        #: The differences that are being settled at the moment, and reasons that are written down with the decision.
        self._in_work: set[object] = set()
        self._reasons: dict[object, str] = {}

    def compose(self) -> ComposeResult:
        """A title, the differences, two readings and a reason."""
        yield TitleBar(id="title")
        yield LineList(id="differences")
        with Horizontal(id="readings"):
            for name in ("mine", "theirs"):
                reading = LineList(id=name)
                reading.can_focus = False
                yield reading
        yield Static(id="reason")

    def on_mount(self) -> None:
        """Show the first difference that is open."""
        mine, theirs = (self.query_one(name, LineList) for name in ("#mine", "#theirs"))
        mine.border_title = label(f"{KEYS[Choice.MINE]} Mine · {self._library.path.name}")
        theirs.border_title = label(f"{KEYS[Choice.THEIRS]} Theirs · {self._other.name}")
        self._show()
        first = next((each for each in self.differences if each.settled is None), None)
        if first is not None:
            self._list.point_to(first.key)
        self._show_readings()

    def on_resize(self, event: events.Resize) -> None:
        """Show as much as there is room for."""
        self._show_hints()
        self._show()

    @property
    def differences(self) -> list[Difference]:
        """All of them, in the order of the documents."""
        return list(self._differences.values())

    @property
    def _current(self) -> Difference | None:
        return self._differences.get(self._list.value)

    # Showing

    def _show(self) -> None:
        found = [each for _, compared in sorted(self._compared.items()) for each in compared.differences]
        self._differences = {each.key: each for each in found}
        open_ones = [each for each in found if each.settled is None]
        nothing = _ALL_SETTLED if found else _NOTHING if self._compared else _NOTHING_SHARED
        lines = difference_lines(open_ones if self._is_open_only else found, self.app.size.width)
        self._list.show(lines or [Line(((nothing, "line-list--quiet"),))], keep_place=True)
        self._list.border_title = "Differences · open ones" if self._is_open_only else "Differences"
        is_narrow = self.app.size.width < _NARROW
        title = self.query_one(TitleBar)
        title.document = self._other.name if is_narrow else f"Adjudicating · {self._other.name}"
        agreed = adjudication.measured(self._compared.values())
        settled = f"{len(found) - len(open_ones)} of {len(found)}{'' if is_narrow else ' settled'}"
        title.progress = f"{settled} · F1 {agreed.f1:.2f} · {'κ' if is_narrow else 'kappa'} {agreed.kappa:.2f}"
        self._show_readings()

    @on(LineList.Moved, "#differences")
    def _show_readings(self) -> None:
        difference = self._current
        width = self.app.size.width
        is_compact = width < _NARROW and self.app.size.height < _SHORT
        room = (width if width < _NARROW else width // 2) - 2
        for choice in (Choice.MINE, Choice.THEIRS):
            shown = self.query_one(f"#{choice.value}", LineList)
            shown.show(reading_lines(difference, choice, room, is_compact=is_compact) if difference else [])
            holds = difference is not None and difference.settled is choice
            shown.set_class(holds, "-holds")
            shown.border_subtitle = "✓ holds" if holds else ""
        reason = self._reason_of(difference) if difference else ""
        told = self.query_one("#reason", Static)
        told.set_class(bool(reason), "-told")
        told.update(label(f"reason: {reason}"))

    def _reason_of(self, difference: Difference) -> str:
        return self._reasons.get(difference.key, difference.reason or "")

    # Deciding

    def action_choose(self, choice: str) -> None:
        """Say whose reading of the difference under the cursor holds, and go on to the next one that is open."""
        difference = self._current
        if difference is not None:
            self._decide(difference, Choice(choice))
            self._go_on_from(difference)

    def _go_on_from(self, difference: Difference) -> None:
        found = self.differences
        at = [each.key for each in found].index(difference.key) + 1
        around = (*found[at:], *found[:at])
        waiting = (each for each in around if each.settled is None and each.key not in self._in_work)
        following = next(waiting, None)
        if following is not None:
            self._list.point_to(following.key)
            self._show_readings()

    def _decide(self, difference: Difference, choice: Choice) -> None:
        self._in_work.add(difference.key)
        self._settle(difference, choice, self._reasons.get(difference.key))

    @work(group="deciding")
    async def _settle(self, difference: Difference, choice: Choice, reason: str | None) -> None:
        outcome = await self._carry_out(adjudication.resolve, difference, choice, self._other, reason=reason)
        self._in_work.discard(difference.key)
        if outcome is not None:
            self._reasons.pop(difference.key, None)
            await self._look_again({difference.document_id})
            self._tell(f"{outcome.words} · u undoes")

    def action_undo(self) -> None:
        """Take back the last decision, whatever it was made on."""
        self._revert(decisions.undo, "there is nothing to undo")

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self._revert(decisions.redo, "there is nothing to redo")

    @work(group="deciding")
    async def _revert(self, reversal: Callable[..., Outcome | None], otherwise: str) -> None:
        outcome = await self._carry_out(reversal)
        if outcome is None:
            self._tell(otherwise)
            return
        before = {each.key: each.settled for each in self.differences}
        # A record bears its name in any text.
        await self._look_again(None if outcome.records else await self.ask(documents_of, outcome))
        changed = (each.key for each in self.differences if before.get(each.key, each.settled) != each.settled)
        there = next(changed, None)
        if there is not None:
            self._list.point_to(there)
            self._show_readings()
        self._tell(outcome.words)

    async def _look_again(self, documents: Collection[int] | None) -> None:
        """Compare documents anew, or all of them."""
        found = await self.ask(adjudication.survey, self._other, documents)
        if found is not None:
            kept = {} if documents is None else self._compared
            self._compared = {number: each for number, each in kept.items() if number not in (documents or ())} | found
            self._show()

    def action_reason(self) -> None:
        """Ask why; the answer is kept with the decision, and noted on a mention."""
        difference = self._current
        if difference is None:
            return

        def note(reason: str | None) -> None:
            if reason is not None:
                self._reasons[difference.key] = reason
                if difference.settled is not None:
                    self._decide(difference, difference.settled)
                self._show_readings()

        is_stated = isinstance(difference.mine or difference.theirs, Stated)
        where = "Kept in the history" if is_stated else f"Noted on “{difference.words}”"
        title = f"Why? {where} with the decision"
        self.app.push_screen(OneLineScreen(title, self._reason_of(difference)), note)

    # Moving and telling

    def action_move(self, step: int) -> None:
        """Go to the next difference, or to the one before."""
        self._list.action_move(step)

    def action_only_open(self) -> None:
        """Show only what is not settled, or again all."""
        self._is_open_only = not self._is_open_only
        self._show()

    def action_go(self) -> None:
        """Go to the place in its text."""
        difference = self._current
        if difference is not None and difference.words:
            self.dismiss(Lead(difference.document_id, difference.start, difference.end))
        elif difference is not None:
            self._tell(NO_PLACE)
