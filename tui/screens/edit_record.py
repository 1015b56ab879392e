"""The dialog that changes a record: its names and its facts, each change a decision of its own."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget

from store import decisions, editing, records
from store.decisions import Outcome
from store.model import Alias, Fact, NameType, Record
from tui import wording
from tui.jobs import LibraryThread
from tui.screens.asking import AskingDialog
from tui.screens.hinting import HintingScreen
from tui.screens.one_line import OneLineScreen
from tui.text import label
from tui.widgets.line_list import Line, LineList

_LABEL_WIDTH = 14
#: How much the border of the dialog can say at most, in cells.
_WIDEST = 90
CarryOut = Callable[..., Awaitable[Outcome | None]]


@dataclass(frozen=True, slots=True)
class Part:
    """A row: what of the record it stands for.

    Args:
        what: `name`, `alias`, `fact`, `new name`, `new fact` or `merged`.
        text: what stands there, as it is edited; of a merged record the id.
        position: which of the other names or facts it is.
    """

    what: str
    text: str = ""
    position: int = 0


def edit(connection: sqlite3.Connection, identifier: str, changes: Mapping[str, Any], author: str) -> Outcome:
    """`editing.edit` with its changes by name, called as the other decisions are."""
    return editing.edit(connection, identifier, author, **changes)


def parts_of(connection: sqlite3.Connection, identifier: str) -> tuple[Record, list[tuple[str, str]]]:
    """A record, and what has been merged into it."""
    record = records.get(connection, identifier)
    return record, editing.parts(connection, record.id)


def edit_lines(record: Record, merged: list[tuple[str, str]]) -> list[Line]:
    """A line for everything that can be changed of a record."""
    lines = [_line("name", record.name, Part("name", record.name), "line-list--strong")]
    for position, alias in enumerate(record.aliases):
        lines.append(_line(wording.NAME_TYPES[alias.type], alias.name, Part("alias", alias.name, position)))
    lines.append(_line("", "another name…", Part("new name"), "line-list--mark"))
    for position, fact in enumerate(record.facts):
        part = Part("fact", f"{wording.property_of(fact)}: {fact.value}", position)
        lines.append(_line(wording.property_of(fact), fact.value + wording.period_of(fact), part))
    lines.append(_line("", "another fact…", Part("new fact"), "line-list--mark"))
    for identifier, name in merged:
        lines.append(_line("merged into it", name, Part("merged", identifier)))
    return lines


def _line(what: str, words: str, part: Part, style: str = "") -> Line:
    return Line(((f"{what:<{_LABEL_WIDTH}} ", "line-list--quiet"), (words, style)), value=part, indent=_LABEL_WIDTH + 1)


def fact_of(text: str, old: Fact | None = None) -> Fact | None:
    """The fact that `property: value` says; None where it says none."""
    said, colon, value = text.partition(":")
    name = re.sub(r"\W+", "_", said.strip().casefold()).strip("_")
    value = " ".join(value.split())
    if not (name and colon and value):
        return None
    if old is None:
        return Fact(name, value, "")
    record_id = old.record_id if value == old.value else None
    return old._replace(property=name, value=value, record_id=record_id)


def changed(record: Record, part: Part, text: str) -> dict[str, Any] | None:
    """What changes of a record when a row gets another text, or none; None where that says nothing."""
    aliases, facts = list(record.aliases), list(record.facts)
    text = " ".join(text.split())
    if part.what == "name":
        return {"name": text} if text else None
    if part.what == "new name":
        return {"aliases": [*aliases, Alias(text, NameType.NAME)]} if text else None
    if part.what == "alias":
        new = [aliases[part.position]._replace(name=text)] if text else []
        return {"aliases": [*aliases[: part.position], *new, *aliases[part.position + 1 :]]}
    if part.what == "fact" and not text:
        return {"facts": [*facts[: part.position], *facts[part.position + 1 :]]}
    fact = fact_of(text, facts[part.position] if part.what == "fact" else None)
    if fact is None:
        return None
    if part.what == "new fact":
        return {"facts": [*facts, fact]}
    return {"facts": [*facts[: part.position], fact, *facts[part.position + 1 :]]}


class EditRecordScreen(AskingDialog[None], HintingScreen[None]):
    """Shows everything of a record that can be changed."""

    CSS_PATH = "edit_record.tcss"
    LIST = "#parts"
    HINTS = (
        "enter changes · x takes away or apart · p prefers · u undo · esc",
        "enter · x away · p prefers · u · esc",
        "enter · x away · p prefers · esc",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "change", "change the name or the fact", show=False),
        Binding("p", "prefer", "make this its name", show=False),
        Binding("x,delete", "take_away", "take it away, or apart what was merged", show=False),
        Binding("u", "undo", "take back the last decision", show=False),
        Binding("ctrl+r", "redo", "do again what was undone last", show=False),
        Binding("escape,q", "dismiss(None)", "close", show=False),
    ]

    def __init__(self, library: LibraryThread, record_id: str, carry_out: CarryOut) -> None:
        """Prepare the dialog.

        Args:
            library: the library to ask.
            record_id: the record.
            carry_out: decides, and shows what has come of it.
        """
        super().__init__(library)
        self._record_id = record_id
        self._carry_out = carry_out
        self._record: Record | None = None

    def compose(self) -> ComposeResult:
        """One list."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "Record"
            yield LineList(id="parts", wraps=True)

    def on_mount(self) -> None:
        """Show the record."""
        self._list.focus()
        self._show_hints()
        self._show()

    def on_resize(self) -> None:
        """Say as much of the keys as there is room for."""
        self._show_hints()

    @property
    def _bordered(self) -> Widget:
        return self.query_one("#dialog")

    @property
    def _room(self) -> int:
        return min(super()._room, _WIDEST)

    @work(exclusive=True, group="showing")
    async def _show(self) -> None:
        found = await self.ask(parts_of, self._record_id)
        if found is not None:
            self._record, merged = found
            self.query_one("#dialog").border_title = label(f"{self._record.name} · {self._record.kind}")
            at = self._list.cursor
            self._list.show(edit_lines(self._record, merged))
            if at > 0:
                self._list.cursor = min(at, len(self._list.lines) - 1)

    @property
    def _part(self) -> Part | None:
        value = self._list.value
        return value if isinstance(value, Part) else None

    @on(LineList.Chosen)
    def action_change(self) -> None:
        """Ask for another text of the row."""
        part = self._part
        if part is None:
            return
        if part.what == "merged":
            self._tell("x takes it apart again")
            return

        def change(text: str | None) -> None:
            if text is not None:
                self._change(part, text)

        placeholder = "property: value" if part.what == "new fact" else "A name"
        self.app.push_screen(OneLineScreen(part.what.capitalize(), part.text, placeholder=placeholder), change)

    def action_take_away(self) -> None:
        """Take another name or a fact away; take a record that was merged apart again."""
        part = self._part
        if part is not None and part.what in ("alias", "fact"):
            self._change(part, "")
        elif part is not None and part.what == "merged":
            self._split(part.text)

    def action_prefer(self) -> None:
        """Make another name the preferred one."""
        part = self._part
        if part is not None and part.what == "alias":
            self._change(Part("name"), part.text)

    @work(group="changing")
    async def _change(self, part: Part, text: str) -> None:
        changes = changed(self._record, part, text) if self._record is not None else None
        if changes is None:
            self.notify("A fact is written as “property: value”, a name needs a letter.", markup=False)
        else:
            await self._carry_out_and_tell(edit, self._record_id, changes)

    @work(group="changing")
    async def _split(self, identifier: str) -> None:
        await self._carry_out_and_tell(editing.split, identifier)

    async def _carry_out_and_tell(self, function: Callable[..., Outcome | None], *arguments: object) -> None:
        outcome = await self._carry_out(function, *arguments)
        if outcome is not None:
            self._tell(f"{outcome.words} · u undoes" if outcome.group is not None else outcome.words)
            self._show()

    def action_undo(self) -> None:
        """Take back the last decision, whatever it was made on."""
        self._revert(decisions.undo, "there is nothing to undo")

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self._revert(decisions.redo, "there is nothing to redo")

    @work(group="changing")
    async def _revert(self, reversal: Callable[..., Outcome | None], otherwise: str) -> None:
        outcome = await self._carry_out(reversal)
        self._tell(outcome.words if outcome is not None else otherwise)
        self._show()
