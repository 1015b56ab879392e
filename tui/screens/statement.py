"""The dialog that changes a relation or a quotation, each change a decision of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from extract.predicates import ENDS, may_join
from store import documents, judging, mentions, stated
from store.model import Kind, Mention, Predicate, Span, State
from store.outcomes import Outcome
from store.stated import StatedQuotation, StatedRelation
from tui import wording
from tui.jobs import LibraryThread
from tui.leading import StatementKey
from tui.screens.asking import AskingDialog
from tui.screens.choice import ChoiceScreen
from tui.screens.one_line import OneLineScreen
from tui.statement_lines import NOBODY, Statement, name_lines, speaker_lines, words_of
from tui.text import label
from tui.widgets.line_list import Line, LineList

_LABEL_WIDTH = 10
CarryOut = Callable[..., Awaitable[Outcome | None]]


def part_lines(statement: Statement) -> list[Line]:
    """A line for everything that can be changed of a statement."""
    if isinstance(statement, StatedRelation):
        parts = {
            "subject": statement.subject.name,
            "states": wording.predicate_of(statement.predicate, None, is_subject=True),
            "object": statement.object.name,
        }
        if statement.predicate is Predicate.HOLDS_ROLE:
            parts["role"] = statement.role or "none"
    else:
        parts = {
            "speaker": statement.speaker.name if statement.speaker else NOBODY,
            "speech": "reported" if statement.indirect else "direct",
            "words": words_of(statement),
        }
    return [
        Line(((f"{part:<{_LABEL_WIDTH}}", "line-list--quiet"), (said, "")), value=part, indent=_LABEL_WIDTH)
        for part, said in parts.items()
    ]


def names_for(connection: sqlite3.Connection, statement: Statement, part: str, is_blind: bool) -> list[Line]:
    """The names of the document that may stand at an end of a statement, the nearest first.

    Args:
        connection: the library.
        statement: the statement.
        part: the end, as `part_lines` calls it.
        is_blind: leave out what nobody has decided on.
    """
    text = documents.get(connection, statement.document_id).text
    held = mentions.of_document(connection, statement.document_id)
    if is_blind:
        held = [mention for mention in held if mention.state is not State.PROPOSED]
    if isinstance(statement, StatedRelation):
        subject, told = (None, statement.object.kind) if part == "subject" else (statement.subject.kind, None)
        kinds = {kind for kind in Kind if _fits(subject or kind, statement.predicate, told or kind)}
        return name_lines(text, held, statement.start or 0, kinds=kinds)
    return speaker_lines(text, held, statement.start)


def _fits(subject: Kind | None, predicate: Predicate, told: Kind | None) -> bool:
    """Whether a predicate may stand between two kinds; of an end that means no record, none is known."""
    if subject is not None and told is not None:
        return may_join(subject, predicate, told)
    subjects, objects = ENDS[predicate]
    return (subject is None or subject in subjects) and (told is None or told in objects)


class StatementScreen(AskingDialog[StatedQuotation | None]):
    """Shows what can be changed of a statement. The result is a quotation whose words are to be moved in the text."""

    CSS_PATH = "statement.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "change", "change", show=False),
        Binding("escape,q", "dismiss(None)", "close", show=False),
    ]

    def __init__(
        self, library: LibraryThread, key: StatementKey, carry_out: CarryOut, *, is_blind: bool = False
    ) -> None:
        """Prepare the dialog.

        Args:
            library: the library to ask.
            key: the statement.
            carry_out: decides, and shows what has come of it.
            is_blind: offer no names on which nobody has decided.
        """
        super().__init__(library)
        self._key = key
        self._is_blind = is_blind
        self._carry_out = carry_out
        self._statement: Statement | None = None

    def compose(self) -> ComposeResult:
        """One list."""
        with Vertical(id="dialog") as dialog:
            dialog.border_subtitle = "enter changes · esc closes"
            yield LineList(id="parts", wraps=True)

    def on_mount(self) -> None:
        """Show the statement."""
        self._list.focus()
        self._show()

    @property
    def _list(self) -> LineList:
        return self.query_one("#parts", LineList)

    @work(exclusive=True, group="showing")
    async def _show(self) -> None:
        self._statement = await self.ask(stated.get, *self._key)
        if self._statement is not None:
            self.query_one("#dialog").border_title = label(f"{self._key.subject.capitalize()} in this text")
            self._list.show(part_lines(self._statement), keep_place=True)

    @on(LineList.Chosen)
    async def action_change(self) -> None:
        """Ask for something else of the row under the cursor."""
        statement, part = self._statement, str(self._list.value)
        if isinstance(statement, StatedQuotation) and part == "words":
            self.dismiss(statement)
        elif isinstance(statement, StatedQuotation) and part == "speech":
            self._change(indirect=not statement.indirect)
        elif isinstance(statement, StatedRelation) and part == "states":
            self._ask_for_predicate(statement)
        elif isinstance(statement, StatedRelation) and part == "role":
            await self.app.push_screen(OneLineScreen("Role", statement.role or ""), self._role_given)
        elif statement is not None:
            await self._ask_for_name(statement, part)

    def _ask_for_predicate(self, statement: StatedRelation) -> None:
        rows = [
            Line(((wording.predicate_of(predicate, None, is_subject=True), ""),), value=predicate)
            for predicate in Predicate
            if _fits(statement.subject.kind, predicate, statement.object.kind)
        ]

        def change(chosen: object) -> None:
            if isinstance(chosen, Predicate):
                role = None if chosen is Predicate.HOLDS_ROLE else ""
                self._change(predicate=chosen, role=role)

        title = f"{statement.subject.name} … {statement.object.name}"
        self.app.push_screen(ChoiceScreen(title, rows, statement.predicate), change)

    async def _ask_for_name(self, statement: Statement, part: str) -> None:
        rows = await self.ask(names_for, statement, part, self._is_blind)

        def change(chosen: object) -> None:
            if isinstance(chosen, Mention):
                self._change(**{part: Span(chosen.start, chosen.end)})
            elif chosen == NOBODY:
                self._change(is_unattributed=True)

        if rows is not None:
            await self.app.push_screen(ChoiceScreen(f"The {part} is", rows), change)

    def _role_given(self, role: str | None) -> None:
        if role is not None:
            self._change(role=role)

    @work(group="changing")
    async def _change(self, **changes: object) -> None:
        function = judging.change_relation if self._key.subject == "relation" else judging.change_quotation
        await self._carry_out(function, self._key.number, **changes)
        self._show()
