"""Everything that a text states: its relations and quotations, to accept, to reject and to change."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from store import decisions, judging, stated
from store.model import State
from store.outcomes import Outcome
from store.stated import StatedQuotation
from tui.jobs import LibraryThread
from tui.leading import Lead, StatementKey
from tui.screens.hinting import HintingScreen
from tui.screens.statement import StatementScreen
from tui.screens.why_statement import why_statement
from tui.statement_lines import NO_PLACE, Statement, in_order, key_of, statement_lines, words_of
from tui.widgets.line_list import Line, LineList
from tui.widgets.title_bar import TitleBar

CarryOut = Callable[..., Awaitable[Outcome | None]]
_NOTHING = "Nothing is stated here that was found; r on a name in the text adds a relation."
_ALL_DECIDED = "Nothing is left to review; o shows all."


def everything_stated(connection: sqlite3.Connection, document_id: int) -> list[Statement]:
    """What a document states, rejected or not, in the order of the text."""
    return in_order(stated.in_document(connection, document_id, rejected=True))


class StatementsScreen(HintingScreen[Lead | StatedQuotation | None]):
    """A document's statements.

    The result is the place to go to, or a quotation whose words are to be moved in the text.
    """

    CSS_PATH = "statements.tcss"
    AUTO_FOCUS = "#statements"
    LIST = "#statements"
    HINTS = (
        "a accept · x reject · e change · w why · o open ones · u undo · enter goes there · esc leaves",
        "a accept · x reject · e change · w why · enter goes there",
        "a accept · x reject · e change",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "accept the statement", show=False),
        Binding("x", "reject", "reject it: the text does not say so", show=False),
        Binding("e,t", "change", "change what it says, part by part", show=False),
        Binding("w", "why", "tell why it is here, and its history", show=False),
        Binding("o", "only_open", "show only what nobody has decided on; again, all", show=False),
        Binding("u", "undo", "take back the last decision", show=False),
        Binding("ctrl+r", "redo", "do again what was undone last", show=False),
        Binding("enter", "go", "read it in the text", show=False),
        Binding("escape,q", "dismiss(None)", "leave", show=False),
    ]

    def __init__(
        self,
        library: LibraryThread,
        document_id: int,
        title: str,
        carry_out: CarryOut,
        *,
        is_blind: bool = False,
        advance: bool = False,
    ) -> None:
        """Prepare the screen.

        Args:
            library: the library to ask.
            document_id: the document.
            title: its title.
            carry_out: decides, and shows in the reader what has come of it.
            is_blind: hide what nobody has decided on.
            advance: whether a decision goes on to the next statement.
        """
        super().__init__(library)
        self._document_id = document_id
        self._title = title
        self._carry_out = carry_out
        self._is_blind = is_blind
        self._advance = advance
        self._is_open_only = False
        #: What has been done in the dialog in front, in words.
        self._changed = ""
        self._statements: dict[StatementKey, Statement] = {}

    def compose(self) -> ComposeResult:
        """A title and a list."""
        yield TitleBar(id="title")
        yield LineList(id="statements", wraps=True)

    def on_mount(self) -> None:
        """Show what is stated."""
        self.query_one(TitleBar).document = self._title
        self._list.border_title = "Statements"
        self._show_hints()
        self._fill()

    @property
    def _current(self) -> Statement | None:
        value = self._list.value
        return self._statements.get(value) if isinstance(value, StatementKey) else None

    @work(exclusive=True, group="filling")
    async def _fill(self, there: StatementKey | None = None) -> None:
        await self._show(there)

    async def _show(self, there: StatementKey | None = None) -> None:
        found = await self.ask(everything_stated, self._document_id)
        if found is None:
            return
        if self._is_blind:
            found = [statement for statement in found if statement.state is not State.PROPOSED]
        waiting = [statement for statement in found if statement.state is State.PROPOSED]
        self._statements = {key_of(statement): statement for statement in found}
        shown = waiting if self._is_open_only else found
        nothing = _ALL_DECIDED if found else _NOTHING
        self._list.show(statement_lines(shown) or [Line(((nothing, "line-list--quiet"),))], keep_place=True)
        if there is not None:
            self._list.point_to(there)
        progress = f"{len(waiting)} of {len(found)} to review" if waiting else f"all {len(found)} reviewed"
        self.query_one(TitleBar).progress = "proposals hidden" if self._is_blind else progress

    # Deciding

    def action_accept(self) -> None:
        """Accept the statement under the cursor."""
        self._judge(judging.accept_relations, judging.accept_quotations)

    def action_reject(self) -> None:
        """Reject it."""
        self._judge(judging.reject_relations, judging.reject_quotations)

    def _judge(self, of_relations: Callable[..., Outcome], of_quotations: Callable[..., Outcome]) -> None:
        statement = self._current
        if statement is None:
            return
        key = key_of(statement)
        self._decide(of_relations if key.subject == "relation" else of_quotations, [key.number])
        if self._advance:
            self._list.action_move(1)

    def action_undo(self) -> None:
        """Take back the last decision, whatever it was made on."""
        self._decide(decisions.undo, otherwise="there is nothing to undo")

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self._decide(decisions.redo, otherwise="there is nothing to redo")

    @work(group="deciding")
    async def _decide(self, decision: Callable[..., Outcome | None], *arguments: object, otherwise: str = "") -> None:
        outcome = await self._carry_out(decision, *arguments)
        if outcome is None:
            if otherwise:
                self._tell(otherwise)
            return
        is_reversal = decision in (decisions.undo, decisions.redo)
        there = next(
            (
                StatementKey(subject, number)
                for subject, numbers in (("relation", outcome.relations), ("quotation", outcome.quotations))
                for number in numbers
            ),
            None,
        )
        await self._show(there if is_reversal else None)
        self._tell(outcome.words if is_reversal or outcome.group is None else f"{outcome.words} · u undoes")

    def action_change(self) -> None:
        """Change the statement under the cursor."""
        statement = self._current
        if statement is None:
            return

        self._changed = ""

        def changed(moved: StatedQuotation | None) -> None:
            if moved is not None:
                self.dismiss(moved)
            else:
                self._show_changed()

        screen = StatementScreen(self._library, key_of(statement), self._carry_out_for, is_blind=self._is_blind)
        self.app.push_screen(screen, changed)

    async def _carry_out_for(
        self, function: Callable[..., Outcome | None], *arguments: object, **settings: object
    ) -> Outcome | None:
        """Decide for the dialog in front; what was done last is told here once a person is back."""

        async def carry_out() -> Outcome | None:
            outcome = await self._carry_out(function, *arguments, **settings)
            if outcome is not None:
                self._changed = outcome.words if outcome.group is None else f"{outcome.words} · u undoes"
                if self.is_current:
                    self._show_changed()
            return outcome

        return await asyncio.shield(carry_out())  # the dialog may be left meanwhile

    def _show_changed(self) -> None:
        self._fill()
        if self._changed:
            self._tell(self._changed)

    def action_why(self) -> None:
        """Tell why the statement under the cursor is there."""
        statement = self._current
        if statement is not None:
            key, words = key_of(statement), words_of(statement)
            self.app.push_screen(why_statement(self._library, key, words, is_blind=self._is_blind))

    # Moving and telling

    def action_only_open(self) -> None:
        """Show only what nobody has decided on, or again everything."""
        self._is_open_only = not self._is_open_only
        self._fill()

    @on(LineList.Chosen)
    def action_go(self) -> None:
        """Go to the words that state it."""
        statement = self._current
        if statement is not None and statement.start is not None and statement.end is not None:
            self.dismiss(Lead(statement.document_id, statement.start, statement.end))
        elif statement is not None:
            self._tell(NO_PLACE)
