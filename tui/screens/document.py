"""What the reader shows: a document, its mentions as they are found, and the record of the current one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from time import monotonic

from textual import on, work
from textual.app import ComposeResult
from textual.timer import Timer

from store.errors import StoreError
from store.model import Document, Kind, Mention, Proposal
from tui import commands, library
from tui.jobs import Extraction, ExtractionPart, LibraryThread
from tui.messages import Extracted, ExtractionFailed, Painted
from tui.reader.marks import Mark
from tui.reader.session import Session, provisional, record_of
from tui.reader.widget import SourceView
from tui.screens.asking import AskingScreen
from tui.text import label
from tui.widgets.key_line import KeyLine
from tui.widgets.panes import Panes
from tui.widgets.title_bar import TitleBar

#: How soon a decision made in another window is seen in this one, in seconds.
_LOOK_EVERY = 1.0
_NO_RECORD = "n goes to a name, and its record stands here."
#: How long what has been done stays on the source's border, in seconds.
_TOLD_FOR = 8.0
#: How soon the names found in the next pieces of a long text are shown, in seconds.
_SHOW_FOUND_EVERY = 2.0


def _begins_anew(found: Sequence[Proposal], further: Sequence[Proposal]) -> bool:
    """Whether a process has begun the text again, as one does that takes the place of another."""
    return bool(found) and bool(further) and further[0].start <= found[-1].start


class DocumentScreen(AskingScreen[None]):
    """Three panes over one session, and the background work that fills them."""

    AUTO_FOCUS = "#source"

    def __init__(self, library_thread: LibraryThread, extraction: Extraction) -> None:
        """Prepare the screen.

        Args:
            library_thread: the library to read in.
            extraction: the process that finds names.
        """
        # The classes of the usual size: what they are already, the first paint need not restyle.
        super().__init__(library_thread, classes="-wide -tall")
        # Keeping 200,000 names takes seconds, in which records are to be read and documents opened.
        self._keeper = LibraryThread(library_thread.path)
        self._extraction = extraction
        self._session = Session()
        self._version = 0
        self._hidden: frozenset[Kind] = frozenset()
        self._failed: set[str] = set()
        self._found: list[Proposal] = []
        self._found_shown = 0.0
        self._found_early: ExtractionPart | None = None
        #: How many extractions are being kept at the moment.
        self._keeping = 0
        self._status = ""
        self._told: Timer | None = None

    def on_unmount(self) -> None:
        """Finish keeping what has been found."""
        self._keeper.close()

    def compose(self) -> ComposeResult:
        """A line of title and three panes; the rest comes with `complete`."""
        yield TitleBar(id="title")
        yield Panes(id="panes")

    def on_mount(self) -> None:
        """Show the text, if there is one already."""
        if self._session.document is not None:
            self._show_heading(self._session.document)
            self.source.show(self._session.document.text)
        self.call_after_refresh(self._complete)

    def _complete(self) -> None:
        """Add what the first paint goes without: the line of keys, and the look for others' decisions."""
        self.mount(KeyLine(id="keys-line"))
        self.set_interval(_LOOK_EVERY, self._look_for_changes)
        self.post_message(Painted())

    @property
    def panes(self) -> Panes:
        """The three panes."""
        return self.query_one(Panes)

    @property
    def source(self) -> SourceView:
        """The pane of the text."""
        return self.panes.source

    @property
    def document_id(self) -> int | None:
        """The number of the document that is being read."""
        return self._session.document.id if self._session.document else None

    # Documents and their extraction

    def hide_proposals(self) -> None:
        """Show only what people have decided, from the first document on."""
        self._session.is_blind = True

    def preview(self, document: Document) -> None:
        """Have a text shown from the first paint on, before the library is open."""
        self._session.open(document, [], is_extracted=False)

    async def open(self, document_id: int, mention_id: int | None = None) -> None:
        """Read another document of the library, at a mention or where it was left."""
        await self.remember_place()
        opened = await self.ask(library.open_document, document_id)
        if opened is None:
            return
        self.show_document(opened)
        if mention_id is not None:
            self.source.select(mention_id)

    def show_document(self, opened: library.Opened) -> None:
        """Read a document that has been fetched."""
        document, shown = opened.document, self._session.document
        self._version = opened.version
        is_previewed = shown is not None and not shown.id and shown.sha256 == document.sha256
        if not is_previewed or opened.is_extracted:
            self._session.open(document, opened.mentions, is_extracted=opened.is_extracted)
            self.panes.record.show_nothing(_NO_RECORD)
            self._refresh_mentions()
        else:
            self._session.document = document
        self._show_heading(document)
        if shown is None or shown.sha256 != document.sha256:
            self.source.show(document.text, [Mark.of(mention) for mention in self._session.shown()])
        self.source.go_to(opened.place)
        if opened.is_extracted:
            self._show_status("")
        elif self._found_early is not None and self._found_early.sha256 == document.sha256:
            self.post_message(Extracted(self._found_early))
        else:
            self._show_status("finding names…")
            self._found = []
            self._extraction.ask(document)
        self._found_early = None

    def show_background(self, words: str) -> None:
        """Say at the top what goes on in the background; the last word says how far it is."""
        self.query_one(TitleBar).background = words

    def _show_heading(self, document: Document) -> None:
        is_piped = document.source.startswith("-#")
        name = "standard input" if is_piped else document.source.rsplit("/", 1)[-1]
        parts = (document.title, name, document.published)
        self.query_one(TitleBar).document = " · ".join(filter(None, parts))

    async def remember_place(self) -> None:
        """Note how far the document has been read."""
        if self._session.document is not None and self._session.document.id:
            await self.ask(library.remember_place, self._session.document.id, self.source.place)

    @on(Extracted)
    def _extracted(self, message: Extracted) -> None:
        part, document = message.part, self._session.document
        if document is None or document.sha256 != part.sha256:
            if part.final:
                self._keep(part)
            return
        if not self._session.is_extracted:
            self._show_found(document, part)
        if part.final and document.id:
            self._keep(part)
        elif part.final:
            self._found_early = part

    def _show_found(self, document: Document, part: ExtractionPart) -> None:
        """Show what has been found so far; the longer the text, the seldomer, since all of it is shown anew."""
        if part.whole or part.final or _begins_anew(self._found, part.proposals):
            self._found = []
        self._found = [*self._found, *part.proposals]
        if part.final and document.id:
            return
        moment = monotonic()
        wait = _SHOW_FOUND_EVERY * (1 + len(self._found) / 10_000)
        if part.whole or part.final or moment - self._found_shown > wait:
            self._found_shown = moment
            self._session.open(document, provisional(document.id, self._found), is_extracted=False)
            self._refresh_mentions()
            self._show_status("" if part.whole or part.final else f"finding names… {part.done:.0%}")

    @work(group="keeping")
    async def _keep(self, part: ExtractionPart) -> None:
        """Keep what a run says of a text, and show it if the text is still the one in front."""
        self._keeping += 1
        said = part.proposals, part.relations, part.quotations
        is_kept = await self.ask_of(self._keeper, library.keep_extraction, part.sha256, part.run, *said)
        self._keeping -= 1
        if not is_kept:
            self._failed.add(part.sha256)
        document = self._session.document
        if document is not None and document.sha256 == part.sha256:
            if is_kept:
                await self._show_kept(document)
            elif not self._session.is_extracted:
                self._session.open(document, provisional(document.id, part.proposals), is_extracted=False)
                self._refresh_mentions()
                self._show_status("these names cannot be kept")
        if is_kept:
            await self.decide_waiting(part.sha256)
        await self._extract_waiting()

    async def _show_kept(self, document: Document) -> None:
        changed = await self.ask(library.mentions_since, document.id, None)
        if changed is not None and self._session.document is document:
            self._version = changed.version
            self._session.open(document, changed.mentions, is_extracted=True)
            self._refresh_mentions()
            self._end_status()

    async def look_again(self) -> None:
        """Show what other screens have decided in this document."""
        if self._session.document is not None and self._session.is_extracted:
            await self._show_kept(self._session.document)

    async def decide_waiting(self, sha256: str) -> None:
        """Do what a person decided on names of a text while they were not kept yet."""

    async def _extract_waiting(self) -> None:
        """Have the library's other documents extracted while spaCy is there, so that records know of them too."""
        if self._extraction.is_idle:
            document = await self.ask(library.next_waiting, self._failed)
            if document is not None:
                self._extraction.ask(document)

    @work(exclusive=True, group="changes")
    async def _look_for_changes(self) -> None:
        document = self._session.document
        if document is None or not document.id or not self._session.is_extracted:
            return
        try:
            changed = await self._library.call(library.mentions_since, document.id, self._version)
        except StoreError as error:
            self._tell(str(error))  # once a second is too often for more
            return
        if changed is not None and self._session.document is document and self.app.is_running:
            self._version = changed.version
            if changed.mentions != self._session.mentions:
                self._session.open(document, changed.mentions, is_extracted=True)
                self._refresh_mentions()

    @on(ExtractionFailed)
    async def _extraction_failed(self, message: ExtractionFailed) -> None:
        failure, document = message.failure, self._session.document
        if failure.sha256 is not None:
            self._failed.add(failure.sha256)
        if failure.sha256 is None or (document is not None and failure.sha256 == document.sha256):
            if not self._session.is_extracted:
                self._show_status("no names could be found")
            self.tell_failure(failure.reason)
        else:
            await self._extract_waiting()

    # What is shown

    def _refresh_mentions(self) -> None:
        """Show the mentions as they are, after they have come, gone or moved."""
        current = next((mark for mark in self.source.marks if mark.id == self.source.current), None)
        self.source.marks = [Mark.of(mention) for mention in self._session.shown()]
        if current is not None and self.source.current is None:
            again = next((mark for mark in self.source.marks if mark.start == current.start), None)
            self.source.select(again.id if again else None, scroll=False)
        self._refresh_counts()
        self._show_first_record()

    def _show_first_record(self) -> None:
        """As long as no name has been gone to, show the record that the list of records stands at."""
        if self.source.current is None and self.panes.record.record_id is None and self._session.is_extracted:
            mention = self._session.first_of(str(self.panes.entities.value))
            if mention is not None:
                self._show_record(mention.record_id)

    def _refresh_changed(self, changed: Iterable[Mention]) -> None:
        """Show mentions that stand where they stood, without going through all the others."""
        marks = list(self.source.marks)
        for mention in changed:
            position = bisect_left(marks, mention.start, key=lambda mark: mark.start)
            if position < len(marks) and marks[position].id == mention.id:
                marks[position] = Mark.of(mention)
        self.source.marks = marks
        self._refresh_counts()

    def _refresh_counts(self) -> None:
        self.panes.entities.show_entities(self._session.entities(), self._hidden)
        waiting, count = self._session.review()
        if self._session.is_blind:
            progress = f"{count} marked, proposals hidden"
        elif count:
            progress = f"{waiting} of {count} to review" if waiting else f"all {count} reviewed"
        else:
            progress = "no names" if self._session.is_extracted else ""
        self.query_one(TitleBar).progress = progress

    def _tell(self, words: str) -> None:
        """Say on the source's border what has just been done, where it hides nothing, for some seconds."""
        self._stop_telling()
        self.source.border_subtitle = label(words)
        self._told = self.set_timer(_TOLD_FOR, self._stop_telling)

    def _tell_no_name(self) -> None:
        """Say how a person comes to a name, or to what is to become one where there is none."""
        bound = {active.binding.id: active.binding.key for active in reversed(self.active_bindings.values())}
        keys = {name: commands.key_name(bound.get(name, "")) for name in ("next_mention", "select_text")}
        if self.source.marks:
            self._tell(f"go to a name first: {keys['next_mention']}")
        else:
            self._tell(f"no names here; {keys['select_text']} selects words to mark")

    def _stop_telling(self) -> None:
        if self._told is not None:
            self._told.stop()
        self._told = None
        self.source.border_subtitle = label(self._status)

    def _show_status(self, words: str) -> None:
        """Say on the source's border what goes on, from then until something else does."""
        self._status = words
        self._stop_telling()

    def _end_status(self) -> None:
        """Say no more what went on; what has just been done is told to its end."""
        self._status = ""
        if self._told is None:
            self.source.border_subtitle = ""

    @property
    def _current(self) -> Mention | None:
        return self._session.mention(self.source.current)

    @on(SourceView.MentionSelected)
    def _mention_selected(self, message: SourceView.MentionSelected) -> None:
        mention = self._session.mention(message.mention_id)
        if mention is not None:
            self.panes.entities.follow(record_of(mention))
            self._show_record(mention.record_id)
        self.refresh_bindings()

    @work(exclusive=True, group="record")
    async def _show_record(self, record_id: str | None) -> None:
        """Show a record; a later wish overtakes an earlier one."""
        if record_id is None:
            self.panes.record.show_nothing("Its record comes when the names have been found.")
            return
        page = await self.ask(library.record_page, record_id)
        if page is None:
            self.panes.record.show_nothing("There is no such record.")
            return
        page = page.decided() if self._session.is_blind else page
        self.panes.record.show_page(page, self.document_id)
