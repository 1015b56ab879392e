"""A dialog that looks for records: likely ones first, others as a name is typed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from store import candidates, records
from store.candidates import Candidate
from store.model import Kind, Record
from tui import wording
from tui.jobs import LibraryThread
from tui.screens.asking import AskingDialog
from tui.text import label, safe_line
from tui.widgets.line_list import Line, LineList

_CELLS = 10
#: In narrower terminals bars are shorter.
_WIDE = 70
_EIGHTHS = " ▏▎▍▌▋▊▉"

Likely = Callable[[sqlite3.Connection], Sequence[Candidate]]


@dataclass(frozen=True, slots=True)
class Found:
    """A record that may be meant, with all that is known of it."""

    candidate: Candidate
    record: Record


def find(connection: sqlite3.Connection, query: str, kind: Kind | None, likely: Likely) -> list[Found]:
    """The records with names like a query; without one, the likely ones."""
    if query.strip():
        wanted: Sequence[Candidate] = candidates.search(connection, query, kind=kind)
    else:
        wanted = likely(connection)
    found = [Found(candidate, records.get(connection, candidate.record_id)) for candidate in wanted]
    return list({one.record.id: one for one in reversed(found)}.values())[::-1]


def score_bar(score: float, cells: int = _CELLS) -> str:
    """A score from 0 to 1 as a bar of so many cells."""
    eighths = round(min(max(score, 0.0), 1.0) * cells * 8)
    full, rest = divmod(eighths, 8)
    return ("█" * full + (_EIGHTHS[rest] if rest else "")).ljust(cells, "·")


def found_lines(found: Found, text: str, *, is_present: bool, is_wide: bool = True) -> list[Line]:
    """The two lines of a record: how likely, name and kind; then dates and facts, those strong that the text names.

    Args:
        found: the record.
        text: the text of the document, in lower case.
        is_present: whether the mention is linked to it already.
        is_wide: whether there is room to stand the facts below the name.
    """
    record = found.record
    bar = f"{score_bar(found.candidate.score, _CELLS if is_wide else _CELLS // 2)} {found.candidate.score:>4.0%}  "
    first = Line(
        ((bar, "line-list--mark"), (record.name, "line-list--strong")),
        f"{record.kind}{' ✓' if is_present else ''}",
        record.id,
    )
    parts: list[tuple[str, str]] = [(" " * (len(bar) if is_wide else 2), "")]
    said = [("", dates)] if (dates := wording.dates_of(record)) else []
    said += wording.telling_facts(record)
    if not said:
        said = [("", wording.ORIGINS[record.origin] or "nothing else is known of it")]
    for number, (name, value) in enumerate(said):
        before = f"{' · ' if number else ''}{name}{' ' if name else ''}"
        is_named = any(part.casefold() in text for part in value.split(", "))
        parts += [(before, "line-list--quiet"), (value, "line-list--strong" if is_named else "line-list--quiet")]
    return [first, Line(tuple(parts))]


class ChoosingScreen(AskingDialog[object]):
    """Lets a person choose a record, or one of the rows below the records; typing looks for others.

    The result is the record's id, or what the row stands for; None leaves things as they are.
    """

    CSS_PATH = "choosing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "up", show=False),
        Binding("down", "move(1)", "down", show=False),
        Binding("pageup", "move_page(-1)", "page up", show=False),
        Binding("pagedown", "move_page(1)", "page down", show=False),
        Binding("escape", "dismiss(None)", "leave as it is", show=False),
    ]

    def __init__(
        self,
        library: LibraryThread,
        title: str,
        likely: Likely,
        *,
        kind: Kind | None = None,
        text: str = "",
        present: str | None = None,
        rows: Sequence[Line] = (),
        without: str | None = None,
        sure: float = 0.0,
    ) -> None:
        """Prepare the dialog.

        Args:
            library: the library to ask.
            title: what is asked.
            likely: finds the records to offer before anything is typed.
            kind: the kind that is likelier meant than others.
            text: the document's text; facts that it names stand out.
            present: the record that is meant so far.
            rows: what can be chosen besides, below the records.
            without: a record that is not offered.
            sure: the score, from 0 to 1, that a record needs for the cursor to begin on it and not on the last row.
        """
        super().__init__(library)
        self._title = title
        self._likely = likely
        self._kind = kind
        self._text = text.casefold()
        self._present = present
        self._rows = rows
        self._without = without
        self._sure = sure
        self._is_asking = True
        self._is_chosen = False

    def compose(self) -> ComposeResult:
        """A line to type in, and what is found."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = label(self._title)
            dialog.border_subtitle = "enter chooses · esc leaves it as it is"
            yield Input(placeholder="Type to look for another record", id="query")
            yield LineList(id="found")
            yield Static(id="told")

    def on_mount(self) -> None:
        """Offer what is likely."""
        self.query_one("#told").display = False
        self.query_one("#query").focus()
        self._fill("")

    @property
    def _list(self) -> LineList:
        return self.query_one("#found", LineList)

    @on(Input.Changed)
    def _query_changed(self, message: Input.Changed) -> None:
        self._is_asking = True
        self._fill(message.value)

    @work(exclusive=True, group="found")
    async def _fill(self, query: str) -> None:
        found = [one for one in await self.ask(find, query, self._kind, self._likely) or () if self._offers(one)]
        lines: list[Line] = []
        for one in found:
            is_present = one.record.id == self._present
            lines += found_lines(one, self._text, is_present=is_present, is_wide=self.app.size.width >= _WIDE)
        if not lines:
            lines.append(Line((("No record has a name like that.", "line-list--quiet"),)))
        self._list.show([*lines, Line(()), *self._rows])
        is_sure = bool(found) and (bool(query.strip()) or found[0].candidate.score >= self._sure)
        if not is_sure and self._rows:
            self._list.point_to(self._rows[-1].value)
        self._is_asking = False
        self.moved(self._list.value)
        if self._is_chosen:
            self._list.choose()

    def _offers(self, found: Found) -> bool:
        return found.record.id != self._without

    def moved(self, value: object) -> None:
        """Tell what the row under the cursor would do, where it needs telling."""

    def tell(self, words: str) -> None:
        """Say below the list what the row under the cursor would do."""
        told = self.query_one("#told", Static)
        told.update(label(words))
        told.display = bool(words)

    @on(LineList.Moved)
    def _moved(self, message: LineList.Moved) -> None:
        self.moved(message.value)

    def action_move(self, step: int) -> None:
        """Go to another row; above the first one stands the last."""
        self._list.move_round(step)

    def action_move_page(self, pages: int) -> None:
        """Go to another screenful."""
        self._list.action_move_page(pages)

    @on(Input.Submitted)
    def _choose(self) -> None:
        """Choose the row under the cursor, once it is known what stands there."""
        self._is_chosen = self._is_asking
        if not self._is_asking:
            self._list.choose()

    @on(LineList.Chosen)
    def _chosen(self, message: LineList.Chosen) -> None:
        self.dismiss(message.value)

    @property
    def query_words(self) -> str:
        """What has been typed."""
        return safe_line(self.query_one("#query", Input).value.strip())
