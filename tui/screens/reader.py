"""The reader's screen: what a person does with an article and its records."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widgets import Input

from store import decisions
from store.decisions import Outcome
from store.model import Document, Kind, Mention
from tui import commands, library
from tui.jobs import Extraction, LibraryThread
from tui.leading import Lead
from tui.reader.session import Visit, Visits, record_of
from tui.reader.widget import SourceView
from tui.screens.document import DocumentScreen
from tui.widgets.line_list import LineList


class ReaderScreen(DocumentScreen):
    """Every command of `commands.READER`, each in the action of its name."""

    BINDINGS: ClassVar[list[BindingType]] = [command.binding() for command in commands.READER]

    def __init__(self, library_thread: LibraryThread, extraction: Extraction, author: str) -> None:
        """Prepare the screen.

        Args:
            library_thread: the library to read and decide in.
            extraction: the process that finds names.
            author: whose decisions are made here.
        """
        super().__init__(library_thread, extraction)
        self._author = author
        self._visits = Visits()
        self._query = ""
        #: By the text's SHA-256, decisions on names of it that are not kept yet.
        self._waiting: dict[str, list[tuple[Callable[..., Outcome], Mention, tuple[object, ...]]]] = {}

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
        else:
            shown = "nothing shown is" if self._hidden else "nothing is"
            self._tell(f"{shown} left to review" if only_open and self._session.is_extracted else "no names here")

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
        """Go to a place in a text, from which `backspace` comes back; the record in the pane stays open."""
        assert lead.document_id is not None
        record_id = self.panes.record.record_id
        self._visits.leave(self._here())
        await self._go(Visit(lead.document_id, lead.mention_id, record_id, 0))
        if lead.mention_id is None and lead.end:
            self.source.select(self._session.within(record_id, lead.start, lead.end), scroll=False)
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

    # Deciding

    async def action_accept(self) -> None:
        """Accept the current mention."""
        await self._decide(self._current, decisions.accept)

    async def action_reject(self) -> None:
        """Reject the current mention."""
        await self._decide(self._current, decisions.reject)

    async def action_choose_kind(self) -> None:
        """Ask what kind the current mention is of; the key after this one is the menu's already."""
        mention, document = self._current, self._session.document
        if mention is None or document is None:
            return
        from tui.screens.kind_menu import KindMenu

        async def change(kind: Kind | None) -> None:
            if kind is not None:
                await self._decide(mention, decisions.change_kind, kind)

        await self.app.push_screen(KindMenu(document.text[mention.start : mention.end], mention.kind), change)

    async def action_undo(self) -> None:
        """Take back the last decision."""
        self._revert(decisions.undo, "there is nothing to undo")

    async def action_redo(self) -> None:
        """Do again what was undone last."""
        self._revert(decisions.redo, "there is nothing to redo")

    async def _decide(self, mention: Mention | None, decision: Callable[..., Outcome], *arguments: object) -> None:
        document = self._session.document
        if mention is None or document is None:
            self._tell("go to a name first: n")
        elif mention.id > 0:
            if self._keeping:
                self._tell_waiting(document, mention, decision)
            self._decide_behind(decision, mention, document.sha256, *arguments)
        elif document.sha256 in self._failed:
            self._tell("nothing can be decided on names that are not kept")
        else:
            self._waiting.setdefault(document.sha256, []).append((decision, mention, arguments))
            self._tell_waiting(document, mention, decision)

    def _tell_waiting(self, document: Document, mention: Mention, decision: Callable[..., Outcome]) -> None:
        words = document.text[mention.start : mention.end]
        self._tell(f"waiting for the library to {decision.__name__.replace('_', ' ')} “{words}”")

    @work(group="deciding")
    async def _decide_behind(
        self, decision: Callable[..., Outcome], mention: Mention, sha256: str, *arguments: object
    ) -> None:
        """Decide in a task of its own: the library answers in the order asked, and the next key need not wait."""
        await self._carry_out(library.decide, decision, mention, sha256, *arguments)

    async def decide_waiting(self, sha256: str) -> None:
        """Do what was decided on names of a text while they were not kept yet."""
        for decision, mention, arguments in self._waiting.pop(sha256, []):
            await self._carry_out(library.decide, decision, mention, sha256, *arguments)

    @work(group="deciding")
    async def _revert(self, reversal: Callable[..., Outcome | None], otherwise: str) -> None:
        outcome = await self._carry_out(reversal)
        if outcome is None:
            self._tell(otherwise)
            return
        document = self._session.document
        there = outcome.mentions[0] if outcome.mentions else None
        if there is not None and (document is None or there.document_id != document.id):
            self._visits.leave(self._here())
            await self.open(there.document_id)
        if there is not None:
            self.source.select(there.id)
        whose = await self.ask(decisions.author_of_reverted, outcome.group)
        self._tell(outcome.words if whose in (None, self._author) else f"{outcome.words} · decided by {whose}")

    async def _carry_out(self, function: Callable[..., Outcome | None], *arguments: object) -> Outcome | None:
        """Decide in the library, and show what has come of it once it is durable."""
        outcome = await self.ask(function, *arguments, self._author)
        if outcome is None:
            return None
        if self._session.replace(outcome.mentions):
            self._refresh_changed(outcome.mentions)
        else:
            self._refresh_mentions()
        self._tell(f"{outcome.words} · u undoes")
        current = self._current
        if current is not None:
            self.panes.entities.follow(record_of(current))
            self._show_record(current.record_id)
        return outcome
