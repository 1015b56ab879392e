"""The Textual app: it wires library, extraction and screens together, and holds no state of its own."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import sys
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from rich.console import RenderableType
from textual import on, work
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.signal import Signal

from store.errors import StoreError
from store.model import Document, IncomingDocument
from tui import commands
from tui.jobs import Extraction, ExtractionPart, LibraryThread
from tui.leading import Lead
from tui.library import Opened, open_first
from tui.messages import Extracted, ExtractionFailed, Painted, TrainingEnded, TrainingStepped
from tui.screens.reader import ReaderScreen
from tui.signals import leave_at_signals
from tui.text import safe
from tui.training import Ended, Progress, Training

#: How long a new library waits for the names of its first text, in seconds. Bringing in the catalogue takes a
#: processor's second, which they need more.
_PATIENCE = 3.0
#: How long it is told what came of a training, and that leaving ends one, in seconds.
_NOTICE = 20.0


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

    def _title(self, command: commands.Command) -> str:
        keys = command.key_names(self.app.own_keys if isinstance(self.app, SpacetuiApp) else {})
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
        #: The keys that the configuration sets, by command id.
        self.own_keys = keymap or {}
        self._author = author
        self.reader = ReaderScreen(library, extraction, author, advance=advance)
        self._adjudicate = adjudicate
        self._is_blind = blind
        self.training = Training(library.path, author)
        #: Tells screens how far the training is; None when none runs any more.
        self.training_signal: Signal[Progress | None] = Signal(self, "training")
        if blind:
            self.reader.hide_proposals()
        if preview is not None:
            self.reader.preview(preview)
        self._first_answer = asyncio.Event()
        #: Why the app had to end, if it had to.
        self.failure: StoreError | None = None
        #: When a person was told last that leaving ends a training, in seconds of the monotonic clock.
        self._warned = -_NOTICE
        #: The exit status, where a signal has ended the app.
        self.signalled: int | None = None
        #: What nobody has foreseen, if the app had to end because of it.
        self.fault: BaseException | None = None

    def get_default_screen(self) -> Screen[None]:
        """The reader is the first screen, so that no empty one is laid out before it."""
        return self.reader

    def on_load(self) -> None:
        """Be ready to be told to end, before the terminal is changed."""
        leave_at_signals(self._leave)

    def _leave(self, status: int) -> None:
        self.signalled = status
        self.run_worker(self._end(), group="leaving", exclusive=True)

    def on_mount(self) -> None:
        """Set the keys."""
        self.set_keymap(dict(self.own_keys))

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
            await self.push_screen(LibraryScreen(self._library, is_blind=self._is_blind), open_chosen)

    async def action_records(self) -> None:
        """Let a person look for records."""
        from tui.screens.records import RecordsScreen

        if self.screen is self.reader:
            await self.push_screen(RecordsScreen(self._library, self.follow, is_blind=self._is_blind))

    async def action_queue(self) -> None:
        """Let a person go through what most needs one; the reader then shows what has come of it."""
        from tui.screens.queue import QueueScreen

        if self._is_blind:
            self._refuse_blind()
        elif self.screen is self.reader:
            await self.push_screen(QueueScreen(self._library, self._author, self.follow), self._look_again)

    async def action_timeline(self) -> None:
        """Show the dates of the document or the library in their order."""
        from tui.screens.timeline import TimelineScreen

        if self._is_blind:
            self._refuse_blind()
        elif self.screen is self.reader:
            await self.push_screen(TimelineScreen(self._library, self.reader.document_id, self.follow))

    async def action_learning(self) -> None:
        """Show what decisions have taught; the reader then shows what has come of what was undone there."""
        from tui.screens.learnt import LearntScreen

        if self.screen is self.reader:
            screen = LearntScreen(
                self._library,
                self._author,
                self.follow,
                self._extraction.renew,
                self.training_signal,
                training=self.training.progress,
                is_blind=self._is_blind,
            )
            await self.push_screen(screen, self._look_again)

    def _look_again(self, _: None) -> None:
        self.reader.run_worker(self.reader.look_again(), group="looking again", exclusive=True)

    def action_learn(self) -> None:
        """Train a model from the decisions, while a person reads on."""
        if self.training.progress is not None:
            self.notify(f"A training runs already; {self.training.progress.done:.0%} of it is done.", markup=False)
            return
        self.training.start(self._tell_training)
        self._show_training()

    def _tell_training(self, said: Progress | Ended) -> None:
        with contextlib.suppress(RuntimeError):  # the program is ending
            self.post_message(TrainingStepped(said) if isinstance(said, Progress) else TrainingEnded(said))

    def action_cancel_learning(self) -> None:
        """End the training; everything stays as it was."""
        if self.training.progress is None:
            self.notify("No training runs.", markup=False)
        else:
            self.training.cancel()

    @on(TrainingStepped)
    def _training_stepped(self, message: TrainingStepped) -> None:
        self.training.progress = message.progress
        self._show_training()

    @on(TrainingEnded)
    def _training_ended(self, message: TrainingEnded) -> None:
        ended = message.ended
        self.training.progress = None
        if ended.model is not None:
            self._extraction.renew()
        self._show_training()
        severity: SeverityLevel = "warning" if ended.is_failure else "information"
        self.notify(safe(ended.words), severity=severity, timeout=_NOTICE, markup=False)

    def _show_training(self) -> None:
        if not self.reader.is_attached:  # the program is ending
            return
        progress = self.training.progress
        self.reader.show_background(f"training {progress.done:.0%}" if progress is not None else "")
        self.training_signal.publish(progress)

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

        self.push_screen(HelpScreen(getattr(self.focused, "HELP", None) or "", self.own_keys, self.screen))

    async def action_back_or_quit(self) -> None:
        """Leave the screen in front; on the reader, leave the program, which remembers the place."""
        if self.screen is not self.reader:
            self.screen.dismiss(None)
        elif self._may_leave(self._key("back_or_quit")):
            await self._end()

    def on_notify(self) -> None:
        """Let the newest notice take the place of the one before: it covers a part of the text."""
        self.clear_notifications()

    def action_help_quit(self) -> None:
        """Say at `ctrl+c` how the program is left: one press too many must not end a reading."""
        self.notify(f"{self._key('back_or_quit')} leaves the program.", markup=False)

    def _key(self, name: str) -> str:
        """The key of a command, as people write it."""
        return next(command.key_names(self.own_keys)[0] for command in commands.GLOBAL if command.id == name)

    async def action_quit(self) -> None:
        """Leave the program from wherever a person is; it remembers the place."""
        if self._may_leave("ctrl+q"):
            await self._end()

    def _may_leave(self, key: str) -> bool:
        """Whether the program may be left at once; where that ends a training, a person is told at the first key."""
        is_known = time.monotonic() < self._warned + _NOTICE
        if self.training.progress is None or is_known:
            return True
        self._warned = time.monotonic()
        words = f"A training runs; {key} again leaves and ends it, and everything stays as it was."
        self.notify(words, severity="warning", timeout=_NOTICE, markup=False)
        return False

    async def _end(self) -> None:
        await self.reader.remember_place()
        self.exit()

    def _fatal_error(self) -> None:
        """End because of the exception that is being handled; `launch` tells of it, and not Textual by a traceback."""
        self.fault = self.fault or sys.exception()
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """The same where Textual has more to say of the exception, or tells it later, as when the keyboard is gone."""
        self.fault = self.fault or sys.exception() or RuntimeError("Textual could not go on")
        self._close_messages_no_wait()

    async def on_unmount(self) -> None:
        """End the background work."""
        self.training.close()
        self._extraction.close()
        self._library.close()
