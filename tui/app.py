"""The Textual app: it wires library, extraction and screens together, and holds no state of its own."""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import on, work
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from store.errors import StoreError
from store.model import Document, IncomingDocument
from tui import commands
from tui.jobs import Extraction, ExtractionPart, LibraryThread
from tui.leading import Lead
from tui.library import Opened, open_first
from tui.messages import Extracted, ExtractionFailed, Painted
from tui.screens.reader import ReaderScreen

#: How long a new library waits for the names of its first text, in seconds. Bringing in the catalogue takes a
#: processor's second, which they need more.
_PATIENCE = 3.0


class CommandProvider(Provider):
    """Every declared command that applies to the screen in front, for the palette."""

    def _commands(self) -> Iterator[tuple[commands.Command, Callable[[], Coroutine[Any, Any, Any]]]]:
        for command in commands.ALL:
            action = f"action_{command.id.split('.')[0]}"
            owner = next((node for node in (self.screen, self.app) if hasattr(node, action)), None)
            if owner is not None and command.id != "command_palette":
                yield command, partial(owner.run_action, command.action)

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command, run in self._commands():
            yield DiscoveryHit(self._title(command), run, help=command.help)

    async def search(self, query: str) -> Hits:
        """Those that match."""
        matcher = self.matcher(query)
        for command, run in self._commands():
            title = self._title(command)
            score = max(matcher.match(title), matcher.match(command.help) * 0.8)
            if score > 0:
                yield Hit(score, matcher.highlight(title), run, help=command.help)

    @staticmethod
    def _title(command: commands.Command) -> str:
        keys = commands.key_names(command.keys)
        return f"{command.title} ({keys[0]})" if keys else command.title


class SpacetuiApp(App[None]):
    """The reader."""

    TITLE = "spacetui"
    # Styles of a screen that is not pushed are not loaded by Textual.
    CSS_PATH = "screens/reader.tcss"
    COMMANDS = {CommandProvider}  # noqa: RUF012, as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [command.binding() for command in commands.GLOBAL]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012

    def __init__(
        self,
        library: LibraryThread,
        extraction: Extraction,
        author: str,
        *,
        incoming: Sequence[IncomingDocument] = (),
        preview: Document | None = None,
        first: Future[Opened] | None = None,
        keymap: Mapping[str, str] | None = None,
        blind: bool = False,
        advance: bool = False,
        adjudicate: Path | None = None,
    ) -> None:
        """Wire the app.

        Args:
            library: the library to read and write.
            extraction: the process that finds names.
            author: whose decisions are made here.
            incoming: texts to add; the first of them is read.
            preview: a text to show before the library is open.
            first: what to start with, if that has been asked of the library already.
            keymap: keys by command id, to be used instead of the declared ones.
            blind: hide what nobody has decided on.
            advance: whether a decision goes on to the next name that is left to review.
            adjudicate: another person's library, the differences from which are shown first.
        """
        super().__init__()
        self._library = library
        self._extraction = extraction
        self._incoming = incoming
        self._first = first
        self._keys = keymap or {}
        self._author = author
        self.reader = ReaderScreen(library, extraction, author, advance=advance)
        self._adjudicate = adjudicate
        self._is_blind = blind
        if blind:
            self.reader.hide_proposals()
        if preview is not None:
            self.reader.preview(preview)
        self._first_answer = asyncio.Event()
        #: Why the app had to end, if it had to.
        self.failure: StoreError | None = None

    def get_default_screen(self) -> Screen[None]:
        """The reader is the first screen, so that no empty one is laid out before it."""
        return self.reader

    def on_mount(self) -> None:
        """Set the keys."""
        self.set_keymap(dict(self._keys))

    @on(Painted)
    def _begin(self) -> None:
        """Do what takes time, after the first paint, from which on garbage is collected again."""
        gc.freeze()
        gc.enable()
        self._listen(asyncio.get_running_loop())
        self._open_first()

    @work
    async def _open_first(self) -> None:
        if self._extraction.is_running and not self._library.path.exists():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._first_answer.wait(), _PATIENCE)
        try:
            first = self._first or self._library.submit(open_first, self._incoming)
            self.reader.show_document(await asyncio.wrap_future(first))
            if self._adjudicate is not None:
                self.reader.adjudicate(self._adjudicate)
        except StoreError as error:
            self.failure = error
            self.exit()

    @work(thread=True)
    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        while (answer := self._extraction.answers.get()) is not None:
            with contextlib.suppress(RuntimeError):  # the program is ending
                loop.call_soon_threadsafe(self._first_answer.set)
            if isinstance(answer, ExtractionPart):
                self.reader.post_message(Extracted(answer))
            else:
                self.reader.post_message(ExtractionFailed(answer))

    async def action_library(self) -> None:
        """Let a person choose a document, and open it; the key after this one is the library's already."""
        from tui.screens.library import Choice, LibraryScreen

        async def open_chosen(choice: Choice | None) -> None:
            if choice is not None:
                await self.reader.visit(choice.document_id, choice.query)

        if self.screen is self.reader:
            await self.push_screen(LibraryScreen(self._library), open_chosen)

    async def action_records(self) -> None:
        """Let a person look for records."""
        from tui.screens.records import RecordsScreen

        if self.screen is self.reader:
            await self.push_screen(RecordsScreen(self._library, self.follow))

    async def action_queue(self) -> None:
        """Let a person go through what most needs one; the reader then shows what has come of it."""
        from tui.screens.queue import QueueScreen

        def look_again(_: None) -> None:
            self.reader.run_worker(self.reader.look_again(), group="looking again", exclusive=True)

        if self._is_blind:
            self._refuse_blind()
        elif self.screen is self.reader:
            await self.push_screen(QueueScreen(self._library, self._author, self.follow), look_again)

    async def action_timeline(self) -> None:
        """Show the dates of the document or the library in their order."""
        from tui.screens.timeline import TimelineScreen

        if self._is_blind:
            self._refuse_blind()
        elif self.screen is self.reader:
            await self.push_screen(TimelineScreen(self._library, self.reader.document_id, self.follow))

    def _refuse_blind(self) -> None:
        self.notify("A blind reader does not see what nobody has decided on.", markup=False)

    async def action_record_page(self) -> None:
        """Show the record of the reader's pane over the whole screen."""
        record_id = self.reader.panes.record.record_id
        if self.screen is self.reader and record_id is not None:
            await self.follow(Lead(record_id=record_id))

    async def follow(self, lead: Lead) -> None:
        """Go to a place in a text, in the reader, or else to the page of a record."""
        if lead.document_id is not None:
            while self.screen is not self.reader:
                self.pop_screen()
            self.reader.call_next(self.reader.look_again)
            self.reader.call_next(self.reader.follow_lead, lead)
        elif lead.record_id is not None:
            from tui.screens.record import RecordScreen

            document_id = self.reader.document_id
            await self.push_screen(
                RecordScreen(self._library, lead.record_id, document_id, self.follow, self._is_blind)
            )

    def pop_screen(self) -> AwaitComplete:
        """Leave the screen in front; what it has asked and not been told yet is for nobody any more.

        Textual ends a screen's workers only behind its widgets, which an answer that comes meanwhile would not find.
        """
        self.workers.cancel_node(self.screen)
        return super().pop_screen()

    def action_help(self) -> None:
        """Show every key."""
        from tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(getattr(self.focused, "HELP", None) or "", self._keys))

    async def action_back_or_quit(self) -> None:
        """Leave the screen in front; on the reader, leave the program, which remembers the place."""
        if self.screen is self.reader:
            await self.reader.remember_place()
            self.exit()
        else:
            self.screen.dismiss(None)

    def on_notify(self) -> None:
        """Let the newest notice take the place of the one before: it covers a part of the text."""
        self.clear_notifications()

    def action_help_quit(self) -> None:
        """Say at `ctrl+c` how the program is left: one press too many must not end a reading."""
        keys = self._keys.get("back_or_quit") or next(c.keys for c in commands.GLOBAL if c.id == "back_or_quit")
        self.notify(f"{commands.key_name(keys.split(',')[0])} leaves the program.", markup=False)

    async def action_quit(self) -> None:
        """Leave the program from wherever a person is; it remembers the place."""
        await self.reader.remember_place()
        self.exit()

    async def on_unmount(self) -> None:
        """End the background work."""
        self._extraction.close()
        self._library.close()
