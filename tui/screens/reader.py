"""The reader: an article, the records that it names, and one of them opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Footer, Input

from store import decisions, documents
from store.decisions import Outcome
from store.errors import StoreError
from store.mentions import Place
from store.model import IncomingDocument, Kind, Mention
from tui import commands, library
from tui.jobs import Extraction, LibraryThread
from tui.messages import Extracted, ExtractionFailed
from tui.reader.marks import Mark
from tui.reader.session import Session, Visit, Visits, provisional, record_of
from tui.reader.widget import SourceView
from tui.screens.kind_menu import KindMenu
from tui.text import label
from tui.widgets.find_bar import FindBar
from tui.widgets.line_list import LineList
from tui.widgets.panes import Panes
from tui.widgets.title_bar import TitleBar


class ReaderScreen(Screen[None]):
    """Three panes over one session."""

    CSS_PATH = "reader.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [command.binding() for command in commands.READER]

    def __init__(self, library_thread: LibraryThread, extraction: Extraction, author: str) -> None:
        """Prepare the screen.

        Args:
            library_thread: the library to read and decide in.
            extraction: the process that finds names.
            author: whose decisions are made here.
        """
        super().__init__()
        self._library = library_thread
        self._extraction = extraction
        self._author = author
        self._session = Session()
        self._visits = Visits()
        self._hidden: frozenset[Kind] = frozenset()
        self._failed: set[int] = set()

    def compose(self) -> ComposeResult:
        """A line of title, three panes, a line of keys."""
        yield TitleBar(id="title")
        yield Panes(id="panes")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin in the source."""
        self.panes.show(self.source)

    @property
    def panes(self) -> Panes:
        """The three panes."""
        return self.query_one(Panes)

    @property
    def source(self) -> SourceView:
        """The pane of the text."""
        return self.panes.source

    # Documents

    def preview(self, incoming: IncomingDocument) -> None:
        """Show a text before the library is open."""
        self.query_one(TitleBar).document = incoming.title
        self.source.show(incoming.text)

    async def open(self, document_id: int, mention_id: int | None = None) -> None:
        """Read another document of the library, at a mention or where it was left."""
        await self._remember_place()
        try:
            opened = await self._library.call(library.open_document, document_id)
        except StoreError as error:
            self.notify(str(error), severity="error")
            return
        self.show_document(opened)
        if mention_id is not None:
            self.source.select(mention_id)

    def show_document(self, opened: library.Opened) -> None:
        """Read a document that has been fetched."""
        document = opened.document
        self._session.open(document, opened.mentions, is_extracted=opened.is_extracted)
        heading = filter(None, (document.title, document.source.rsplit("/", 1)[-1], document.published))
        self.query_one(TitleBar).document = " · ".join(heading)
        if self.source.text != document.text:
            self.source.show(document.text)
        self.source.go_to(opened.place)
        self.panes.record.show_nothing("Go to a name to see its record.")
        self._refresh_mentions()
        if opened.is_extracted:
            self._tell("")
        else:
            self._tell("finding names…")
            self._extraction.ask(document)

    async def _remember_place(self) -> None:
        if self._session.document is not None:
            await self._library.call(documents.remember_place, self._session.document.id, self.source.place)

    @on(Extracted)
    async def _extracted(self, message: Extracted) -> None:
        part, document = message.part, self._session.document
        is_open = document is not None and document.id == part.document_id
        if part.final:
            try:
                mentions = await self._library.call(library.keep_extraction, part.document_id, part.run, part.proposals)
            except StoreError as error:
                self.notify(str(error), severity="error")
                return
            if is_open and document is not None:
                self._session.open(document, mentions, is_extracted=True)
                self._tell("")
        elif is_open and document is not None and not self._session.is_extracted:
            self._session.open(document, provisional(document.id, part.proposals), is_extracted=False)
            self._tell(f"finding names… {part.done:.0%}")
        if is_open:
            self._refresh_mentions()
        if part.final:
            await self._extract_waiting()

    async def _extract_waiting(self) -> None:
        """Have the library's other documents extracted while spaCy is there, so that records know of them too."""
        if self._extraction.is_idle:
            document = await self._library.call(library.next_waiting, self._failed)
            if document is not None:
                self._extraction.ask(document)

    @on(ExtractionFailed)
    async def _extraction_failed(self, message: ExtractionFailed) -> None:
        failure, document = message.failure, self._session.document
        if failure.document_id is not None:
            self._failed.add(failure.document_id)
        if document is None or failure.document_id in (None, document.id):
            self._tell("no names could be found")
            self.notify(failure.reason, severity="error", timeout=10)
        else:
            await self._extract_waiting()

    def action_extract_again(self) -> None:
        """Have the document extracted anew, with the records and rules of this moment."""
        if self._session.document is not None:
            self._tell("finding names…")
            self._extraction.ask(self._session.document)

    # What is shown

    def _refresh_mentions(self) -> None:
        """Show the mentions as they are, after they have come, gone or moved."""
        self.source.marks = [Mark(m.start, m.end, m.kind, m.state, m.id) for m in self._session.shown()]
        self._refresh_counts()

    def _refresh_counts(self) -> None:
        self.panes.entities.show_entities(self._session.entities(), self._hidden)
        waiting, count = self._session.review()
        if count:
            progress = f"{waiting} of {count} to review" if waiting else f"all {count} reviewed"
        else:
            progress = "no names" if self._session.is_extracted else ""
        self.query_one(TitleBar).progress = progress

    def _tell(self, words: str) -> None:
        """Say on the source's border what has just been done, where it hides nothing."""
        self.source.border_subtitle = label(words)

    @property
    def _current(self) -> Mention | None:
        return self._session.mention(self.source.current)

    @on(SourceView.MentionSelected)
    def _mention_selected(self, message: SourceView.MentionSelected) -> None:
        mention = self._session.mention(message.mention_id)
        if mention is not None:
            self.panes.entities.point_to(record_of(mention))
            self._show_record(mention.record_id)
        self.refresh_bindings()

    @work(exclusive=True, group="record")
    async def _show_record(self, record_id: str | None) -> None:
        """Show a record; a later wish overtakes an earlier one."""
        if record_id is None:
            self.panes.record.show_nothing("Its record comes when the names have been found.")
            return
        try:
            page = await self._library.call(library.record_page, record_id)
        except StoreError as error:
            self.panes.record.show_nothing(str(error))
            return
        self.panes.record.show_page(page, self._session.document.id if self._session.document else None)

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
        elif (mark := self.source.next_mention(step, only_open=only_open)) is not None:
            self.source.select(mark.id)
        else:
            self._tell("nothing left to review" if only_open and self._session.is_extracted else "no names here")

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
    @on(LineList.Chosen, "#entities")
    def _to_record(self) -> None:
        self.panes.show(self.panes.record)

    @on(LineList.Chosen, "#record")
    async def _record_line_chosen(self, message: LineList.Chosen) -> None:
        self._visits.leave(self._here())
        if isinstance(message.value, Place):
            await self._go(Visit(message.value.document_id, message.value.mention_id, self.panes.record.record_id, 0))
            self.panes.show(self.source)
        else:
            self._show_record(str(message.value))

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

    def action_find(self) -> None:
        """Ask for words to find."""
        self.query_one(FindBar).ask()

    @on(Input.Submitted, "#find")
    def _find_submitted(self, message: Input.Submitted) -> None:
        hits = self.source.find(message.value)
        self.query_one(FindBar).close()
        self.source.focus()
        found = f"{len(hits)} × “{message.value}” · n and N walk, esc ends"
        self._tell(found if hits else f"no “{message.value}” here")

    def action_leave_find(self) -> None:
        """End finding."""
        self.query_one(FindBar).close()
        self.source.clear_find()
        self.source.focus()
        self._tell("")

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
        self._refresh_counts()

    # Deciding

    async def action_accept(self) -> None:
        """Accept the current mention."""
        await self._decide(decisions.accept)

    async def action_reject(self) -> None:
        """Reject the current mention."""
        await self._decide(decisions.reject)

    @work
    async def action_choose_kind(self) -> None:
        """Ask what kind the current mention is of."""
        mention, document = self._current, self._session.document
        if mention is None or document is None:
            return
        kind = await self.app.push_screen_wait(KindMenu(document.text[mention.start : mention.end], mention.kind))
        if kind is not None:
            await self._decide(decisions.change_kind, kind)

    async def action_undo(self) -> None:
        """Take back the last decision."""
        await self._revert(decisions.undo, "there is nothing to undo")

    async def action_redo(self) -> None:
        """Do again what was undone last."""
        await self._revert(decisions.redo, "there is nothing to redo")

    async def _decide(self, decision: Callable[..., Outcome], *arguments: object) -> None:
        mention = self._current
        if mention is None:
            self._tell("go to a name first: n")
        elif mention.id < 0:
            self._tell("names are still being found; a moment")
        else:
            await self._carry_out(decision, [mention.id], *arguments)

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
        self._tell(outcome.words)

    async def _carry_out(self, function: Callable[..., Outcome | None], *arguments: object) -> Outcome | None:
        """Decide in the library, and show what has come of it once it is durable."""
        try:
            outcome = await self._library.call(function, *arguments, self._author)
        except StoreError as error:
            self.notify(str(error), severity="error")
            return None
        if outcome is None:
            return None
        self._session.replace(outcome.mentions)
        self._refresh_mentions()
        self._tell(f"{outcome.words} · u undoes")
        current = self._current
        if current is not None:
            self.panes.entities.point_to(record_of(current))
            self._show_record(current.record_id)
        return outcome
