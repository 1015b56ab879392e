"""Relations and quotations in the reader: judged in the record's pane, added from the text, gone through in a list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work

from store.model import Kind, Mention, Span
from tui.deferred import Deferred
from tui.leading import Lead, StatementKey
from tui.reader.spans import trimmed
from tui.screens.correcting import CorrectingScreen
from tui.widgets.span_bar import SpanBar

if TYPE_CHECKING:
    from store import decisions, judging
    from store.stated import StatedQuotation
    from tui.screens.deciding import Decision
    from tui.screens.relating import NewRelation
else:
    decisions, judging = Deferred("store.decisions"), Deferred("store.judging")


class JudgingScreen(CorrectingScreen):
    """A document, and what a person says of its statements.

    In the record's pane a key decides on the statement or the mention that the cursor is on; where that is neither, on
    the current mention of the text.
    """

    @property
    def _lead(self) -> Lead | None:
        """What the line under the cursor leads to, while the record's pane has the keys."""
        lead = self.panes.record.value if self.panes.record.has_focus else None
        return lead if isinstance(lead, Lead) else None

    @property
    def _statement(self) -> StatementKey | None:
        lead = self._lead
        return lead.statement if lead is not None else None

    @property
    def _elsewhere(self) -> int | None:
        """The mention that the cursor is on, if it is one of another document."""
        lead = self._lead
        return lead.mention_id if lead is not None and lead.document_id != self.document_id else None

    @property
    def _current(self) -> Mention | None:
        lead = self._lead
        if lead is None or lead.mention_id is None:
            return super()._current
        return self._session.mention(lead.mention_id) if self._elsewhere is None else None

    async def action_accept(self) -> None:
        """Accept the statement or mention that the cursor is on, or else the current mention."""
        if (key := self._statement) is not None:
            decision = judging.accept_relations if key.subject == "relation" else judging.accept_quotations
            self._judge(decision, *self._alike(key))
        elif (number := self._elsewhere) is not None:
            self._judge(decisions.accept, number)
        else:
            await super().action_accept()

    async def action_reject(self) -> None:
        """Reject the statement or mention that the cursor is on, or else the current mention."""
        if (key := self._statement) is not None:
            decision = judging.reject_relations if key.subject == "relation" else judging.reject_quotations
            self._judge(decision, *self._alike(key))
        elif (number := self._elsewhere) is not None:
            self._judge(decisions.reject, number)
        else:
            await super().action_reject()

    async def action_choose_kind(self) -> None:
        """Change the statement that the cursor is on, or else the kind of the current mention."""
        if self._statement is not None:
            await self._change_statement(self._statement)
        else:
            await super().action_choose_kind()

    async def action_edit_boundaries(self) -> None:
        """Change the statement that the cursor is on, or else the boundaries of the current mention."""
        if self._statement is not None:
            await self._change_statement(self._statement)
        else:
            await super().action_edit_boundaries()

    async def action_why(self) -> None:
        """Tell why the statement that the cursor is on is there, or else the current mention."""
        if (key := self._statement) is not None:
            from tui.screens.why_statement import why_statement

            words, is_blind = f"this {key.subject}", self._session.is_blind
            await self.app.push_screen(why_statement(self._library, key, words, is_blind=is_blind))
        else:
            await super().action_why()

    def _alike(self, key: StatementKey) -> Sequence[int]:
        """All statements that the line under the cursor tells at once."""
        lead = self._lead
        return (lead.alike if lead is not None else ()) or (key.number,)

    @work(group="deciding")
    async def _judge(self, decision: Decision, *numbers: int) -> None:
        await self._carry_out(decision, numbers)

    async def _change_statement(self, key: StatementKey) -> None:
        from tui.screens.statement import StatementScreen

        screen = StatementScreen(self._library, key, self._carry_out, is_blind=self._session.is_blind)
        await self.app.push_screen(screen, self._move_words)

    # Going through all

    async def action_statements(self) -> None:
        """Show all that the document states."""
        document = self._session.document
        if document is None or not document.id or not self._session.is_extracted:
            self._tell("what the text states is still being looked for")
            return
        from store.stated import StatedQuotation
        from tui.screens.statements import StatementsScreen

        async def go_on(wish: Lead | StatedQuotation | None) -> None:
            if isinstance(wish, StatedQuotation):
                await self._move_words(wish)
            elif wish is not None:
                await self.follow_lead(wish)

        screen = StatementsScreen(
            self._library,
            document.id,
            document.title,
            self._carry_out,
            is_blind=self._session.is_blind,
            advance=self._advance,
        )
        await self.app.push_screen(screen, go_on)

    async def follow_lead(self, lead: Lead) -> None:
        """Go to a place in a text, from which a person can come back."""
        raise NotImplementedError

    # Adding

    async def action_relate(self) -> None:
        """Ask what the text states of the current mention."""
        mention, document = self._current, self._session.document
        if mention is None or document is None:
            self._tell_no_name()
            return
        if mention.id < 0:
            self._tell("the names are being kept; try again in a moment")
            return
        from tui.screens.relating import RelatingScreen

        def add(new: object) -> None:
            if new is not None:
                self._add_relation(document.id, new)

        await self.app.push_screen(RelatingScreen(document, mention, self._session.mentions), add)

    @work(group="deciding")
    async def _add_relation(self, document_id: int, new: NewRelation) -> None:
        subject, predicate, told, role = new
        await self._carry_out(judging.add_relation, document_id, subject, predicate, told, role=role)

    @on(SpanBar.Quoted)
    async def _quoted(self, message: SpanBar.Quoted) -> None:
        """Ask whose words have been selected."""
        document, span = self._session.document, Span(*trimmed(self.source.text, message.span))
        self._leave_bar()
        if document is None or not document.id:
            self._tell("this text is not in the library yet")
            return
        from tui.screens.choice import ChoiceScreen
        from tui.statement_lines import speaker_lines

        def add(speaker: object) -> None:
            if speaker is not None:
                whose = Span(speaker.start, speaker.end) if isinstance(speaker, Mention) else None
                self._add_quotation(document.id, span, whose, message.indirect)

        rows = speaker_lines(document.text, self._session.mentions, span.start)
        title = "Who is reported to say so?" if message.indirect else "Who says so?"
        await self.app.push_screen(ChoiceScreen(title, rows), add)

    @work(group="deciding")
    async def _add_quotation(self, document_id: int, span: Span, speaker: Span | None, indirect: bool) -> None:
        await self._carry_out(judging.add_quotation, document_id, span, speaker, indirect=indirect)

    # Moving the words of a quotation

    async def _move_words(self, quotation: StatedQuotation | None) -> None:
        """Let the words of a quotation be moved in its text, as boundaries are."""
        if quotation is None:
            return
        if quotation.document_id != self.document_id:
            await self.follow_lead(Lead(quotation.document_id, quotation.start, quotation.end))
        await self._move((quotation.start, quotation.end), partial(self._keep_words, quotation))

    async def _keep_words(self, quotation: StatedQuotation, span: tuple[int, int], kind: Kind | None) -> None:
        if span == (quotation.start, quotation.end):
            self._tell("the words are as they were")
        else:
            self._change_words(quotation.id, Span(*span))

    @work(group="deciding")
    async def _change_words(self, number: int, span: Span) -> None:
        await self._carry_out(judging.change_quotation, number, span=span)
