"""The reader's screen: what a person does with an article and its records."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widgets import Input

from store.model import Kind
from tui import commands
from tui.jobs import Extraction, LibraryThread
from tui.leading import Lead
from tui.reader.session import Visit, Visits
from tui.reader.widget import SourceView
from tui.screens.adjudicating import AdjudicatingScreen
from tui.widgets.line_list import LineList


class ReaderScreen(AdjudicatingScreen):
    """Every command of `commands.READER`, each in the action of its name."""

    BINDINGS: ClassVar[list[BindingType]] = [command.binding() for command in commands.READER]

    def __init__(
        self, library_thread: LibraryThread, extraction: Extraction, author: str, *, advance: bool = False
    ) -> None:
        """Prepare the screen; the arguments are those of `DecidingScreen`."""
        super().__init__(library_thread, extraction, author, advance=advance)
        self._visits = Visits()
        self._query = ""

    # Moving

    def action_next_mention(self) -> None:
        """Go to the next mention or hit."""
        self._step(1)

    def action_previous_mention(self) -> None:
        """Go to the mention or hit before."""
        self._step(-1)

    def action_next_unreviewed(self) -> None:
        """Go to the next mention that nobody has reviewed."""
        self._step(1, only_open=True)

    def action_previous_unreviewed(self) -> None:
        """Go to the unreviewed mention before."""
        self._step(-1, only_open=True)

    def _step(self, step: int, *, only_open: bool = False) -> None:
        if self.source.hit is not None and not only_open:
            self.source.next_hit(step)
            self._tell_hit()
        elif (mark := self.source.next_mention(step, only_open=only_open)) is not None:
            self.source.select(mark.id)
        elif only_open and self._session.is_extracted:
            self._tell(f"nothing {'shown ' if self._hidden else ''}is left to review")
        else:
            self._tell_no_name()

    def action_next_pane(self) -> None:
        """Go to the next pane."""
        self.panes.turn(1)

    def action_previous_pane(self) -> None:
        """Go to the pane before."""
        self.panes.turn(-1)

    @on(LineList.Moved, "#entities")
    def _entity_moved(self, message: LineList.Moved) -> None:
        mention = self._session.first_of(str(message.value))
        if mention is not None:
            self.source.select(mention.id)

    def action_follow(self) -> None:
        """Follow what the pane in front points to."""
        if isinstance(self.focused, LineList):
            self.focused.choose()
        elif self._current is not None:
            self.panes.show(self.panes.record)

    @on(SourceView.Followed)
    def _mention_followed(self) -> None:
        self.panes.show(self.panes.record)

    @on(LineList.Chosen, "#entities")
    def _entity_chosen(self, message: LineList.Chosen) -> None:
        mention = self._session.first_of(str(message.value))
        if mention is not None:
            self._show_record(mention.record_id)
            self.panes.show(self.panes.record)

    @on(LineList.Chosen, "#record")
    async def _record_line_chosen(self, message: LineList.Chosen) -> None:
        lead = message.value
        assert isinstance(lead, Lead)
        if lead.document_id is not None:
            await self.follow_lead(lead)
        elif lead.record_id == self.panes.record.record_id:
            await self.app.run_action("record_page")
        else:
            self._visits.leave(self._here())
            self._show_record(lead.record_id)

    async def follow_lead(self, lead: Lead) -> None:
        """Go to a place in a text, from which `backspace` comes back; the pane shows the record told of."""
        assert lead.document_id is not None
        record_id = lead.about or self.panes.record.record_id
        self._visits.leave(self._here())
        await self._go(Visit(lead.document_id, lead.mention_id, record_id, 0))
        if lead.mention_id is None and lead.end:
            self.source.select(self._session.within(lead.about, lead.start, lead.end), scroll=False)
            self.source.point_out(lead.start, lead.end)
        self.panes.show(self.source)

    async def visit(self, document_id: int, query: str = "") -> None:
        """Go to another document, from which `backspace` comes back.

        Args:
            document_id: its number.
            query: what the library was searched for; the text opens at the first place of it.
        """
        self._visits.leave(self._here())
        await self.open(document_id)
        if query:
            self._find(query, anywhere=True)

    def _here(self) -> Visit:
        document = self._session.document
        return Visit(
            document.id if document else 0, self.source.current, self.panes.record.record_id, self.source.place
        )

    async def _go(self, visit: Visit) -> None:
        if self._session.document is None or visit.document_id != self._session.document.id:
            await self.open(visit.document_id)
        if visit.mention_id is not None:
            self.source.select(visit.mention_id)
        if visit.place:
            self.source.go_to(visit.place)
        if visit.record_id is not None:
            self._show_record(visit.record_id)

    async def action_go_back(self) -> None:
        """Go back to the place before."""
        visit = self._visits.back(self._here())
        if visit is not None:
            await self._go(visit)

    async def action_go_forward(self) -> None:
        """Go forward again."""
        visit = self._visits.forward(self._here())
        if visit is not None:
            await self._go(visit)

    async def action_history(self) -> None:
        """Look through what has been decided, and go to where."""
        from tui.screens.history import HistoryScreen, Whereabouts

        async def go(there: Whereabouts | None) -> None:
            if there is not None:
                self._visits.leave(self._here())
                await self._go(Visit(there.document_id, there.mention_id, None, 0))

        await self.app.push_screen(HistoryScreen(self._library, self._carry_out, is_blind=self._session.is_blind), go)

    # Finding

    async def action_find(self) -> None:
        """Ask for words to find."""
        await self.panes.ask_what_to_find()

    @on(Input.Submitted, "#find")
    def _find_submitted(self, message: Input.Submitted) -> None:
        self.panes.close_find()
        self.source.focus()
        self._find(message.value)

    def _find(self, query: str, *, anywhere: bool = False) -> None:
        self._query = query
        if self.source.find(query, anywhere=anywhere):
            self._tell_hit()
        else:
            self._show_status("")
            self._tell(f"no “{query}” here")

    def _tell_hit(self) -> None:
        hit, hits = self.source.hit, self.source.hits
        if hit is not None:
            self._show_status(f"{hit + 1:,} of {len(hits):,} · “{self._query}” · n N walk · esc ends")

    def action_leave_find(self) -> None:
        """End finding."""
        self.panes.close_find()
        self.source.clear_find()
        self.source.focus()
        self._show_status("")

    # Kinds

    def action_toggle_kind(self, kind: str) -> None:
        """Show or hide a kind."""
        self._hide(self._hidden ^ {Kind(kind)})

    def action_show_all(self) -> None:
        """Show every kind."""
        self._hide(frozenset())

    def _hide(self, hidden: frozenset[Kind]) -> None:
        self._hidden = hidden
        self.source.hidden = hidden
        if self._current is not None and self._current.kind in hidden:
            self.source.select(None)  # nobody decides on what is not shown
        self._refresh_counts()

    def action_extract_again(self) -> None:
        """Have the document extracted anew, with the records and rules of this moment."""
        if self._session.document is not None:
            self._show_status("finding names…")
            self._extraction.restart()
            self._extraction.ask(self._session.document)
