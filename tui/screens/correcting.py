"""Correcting in the reader: what a mention is called, where it begins and ends, and what the extraction has missed."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work

from store.model import Document, Kind, Mention
from tui.deferred import Deferred
from tui.jobs import Extraction, LibraryThread
from tui.library import Opened
from tui.reader.marks import NOTE, Mark, tried
from tui.reader.spans import Selection, trimmed
from tui.reader.widget import SourceView
from tui.screens.recording import RecordingScreen
from tui.widgets.span_bar import SpanBar

if TYPE_CHECKING:
    from store import decisions, identical
    from store.decisions import Outcome
    from tui.screens.identical import Chosen
else:
    decisions, identical = Deferred("store.decisions"), Deferred("store.identical")


#: What is done with a span that has been moved or selected, and with the kind that was chosen, if one was.
Keep = Callable[[tuple[int, int], Kind | None], Awaitable[None]]


def change_boundaries(
    connection: sqlite3.Connection, mention_ids: Sequence[int], start: int, end: int, author: str
) -> Outcome:
    """`decisions.change_boundaries` of the one mention there is, called as the other decisions are."""
    return decisions.change_boundaries(connection, mention_ids[0], start, end, author)


def never_link(connection: sqlite3.Connection, mention_ids: Sequence[int], everywhere: bool, author: str) -> Outcome:
    """`decisions.never_link` of the one mention there is, called as the other decisions are."""
    return decisions.never_link(connection, mention_ids[0], author, everywhere=everywhere)


class CorrectingScreen(RecordingScreen):
    """A document, and what a person puts right in it."""

    #: What comes of the span in the bar, and of the kind that is chosen with it.
    _keep_span: Keep
    #: The mention whose boundaries are being moved; None while other text is selected.
    _moved: Mention | None = None
    #: The marks as they were before.
    _unmoved: Sequence[Mark] = ()
    #: By the text's SHA-256, names that were marked before the library had the text.
    _early: dict[str, list[tuple[tuple[int, int], Kind]]]

    def __init__(
        self, library_thread: LibraryThread, extraction: Extraction, author: str, *, advance: bool = False
    ) -> None:
        """Prepare the screen; the arguments are those of `DecidingScreen`."""
        super().__init__(library_thread, extraction, author, advance=advance)
        self._early = {}

    def show_document(self, opened: Opened) -> None:
        """Read a document that has been fetched, and add to it what was marked before."""
        super().show_document(opened)
        for span, kind in self._early.pop(opened.document.sha256, []):
            self._add_behind(opened.document.id, span, kind)

    # Boundaries

    async def action_edit_boundaries(self) -> None:
        """Let the boundaries of the current mention be moved."""
        mention, document = self._current, self._session.document
        if mention is None or document is None:
            self._tell_no_name()
            return
        self._moved, self._unmoved = mention, list(self.source.marks)
        await self._move((mention.start, mention.end), partial(self._keep_boundaries, mention))

    async def _move(self, span: tuple[int, int], keep: Keep) -> None:
        """Let a span be moved, and do with it what is given once it is kept."""
        self._keep_span = keep
        (await self.panes.bring_span_bar()).move(self.source.text, span)

    async def _keep_boundaries(self, mention: Mention, span: tuple[int, int], kind: Kind | None) -> None:
        if span == (mention.start, mention.end):
            self._tell("the boundaries are as they were")
        else:
            await self._decide(mention, change_boundaries, *span)

    async def action_select_text(self) -> None:
        """Let text be selected for a new mention, beginning with what is selected, found, or where the reading is."""
        span, document = self.source.selected_span or self.source.hit_span, self._session.document
        if document is None:
            return
        selection = Selection(document.text, span, span) if span else Selection.begin(document.text, self._begins())
        if selection is not None:
            await self._select(selection)

    async def on_text_selected(self) -> None:
        """Go on with what the mouse has selected in the text."""
        span, document = self.source.selected_span, self._session.document
        if span and document is not None:
            await self._select(Selection(document.text, span, span))

    async def _select(self, selection: Selection) -> None:
        self._moved, self._keep_span = None, self._add
        (await self.panes.bring_span_bar()).select(selection)

    def _begins(self) -> int:
        """Where selecting begins: behind the current mention if that is in view, else with the page."""
        first, last = self.source.page
        current = self._current
        return current.end if current is not None and first <= current.start < last else first

    @on(SpanBar.Moved)
    def _span_moved(self, message: SpanBar.Moved) -> None:
        if self.panes.span_bar is None:
            return
        if self._moved is not None:
            self.source.marks = tried(self._unmoved, Mark.of(self._moved), *message.span)
        else:
            self.source.selected_span = message.span
        self.source.reveal(*message.span)

    @on(SpanBar.LineWanted)
    def _line_wanted(self, message: SpanBar.LineWanted) -> None:
        bar = self.panes.span_bar
        if bar is not None:
            bar.go_to(self.source.offset_beside(bar.span[0], message.step))

    @on(SpanBar.Kept)
    async def _span_kept(self, message: SpanBar.Kept) -> None:
        self._leave_bar()
        await self._keep_span(trimmed(self.source.text, message.span), message.kind)

    @on(SpanBar.Dropped)
    def _leave_bar(self) -> None:
        """Put the bar away, and show what holds."""
        if self.panes.span_bar is None:
            return
        self.panes.put_span_bar_away()
        self.source.selected_span = None
        if self._moved is not None:
            self._moved, self._unmoved = None, ()
            self._refresh_mentions()

    def on_descendant_focus(self) -> None:
        """Take a click on a pane for leaving the bar."""
        if self.focused is not self.panes.span_bar:
            self._leave_bar()

    # Adding

    async def _add(self, span: tuple[int, int], kind: Kind | None) -> None:
        document = self._session.document
        if document is None:
            return
        if kind is not None:
            self._add_to(document, span, kind)
            return
        from tui.screens.kind_menu import KindMenu

        async def add(chosen: Kind | None) -> None:
            if chosen is not None:
                self._add_to(document, span, chosen)

        await self.app.push_screen(KindMenu(document.text[slice(*span)], Kind.AGENCY), add)

    def _add_to(self, document: Document, span: tuple[int, int], kind: Kind) -> None:
        present = self._session.document  # a menu may outlast the opening of the library
        if present is not None and present.sha256 == document.sha256:
            document = present
        if document.id:
            self._add_behind(document.id, span, kind)
        else:
            self._early.setdefault(document.sha256, []).append((span, kind))
            self._tell(f"waiting for the library to add “{document.text[slice(*span)]}”")

    @work(group="deciding")
    async def _add_behind(self, document_id: int, span: tuple[int, int], kind: Kind) -> None:
        outcome = await self._carry_out(decisions.add, document_id, [span], kind)
        document = self._session.document
        if outcome is not None and outcome.mentions and document is not None and document.id == document_id:
            self.source.select(outcome.mentions[0].id)

    # All identical

    async def action_identical(self) -> None:
        """Ask which identical mentions the last decision is to be done to as well."""
        document = self._session.document
        if document is None or not document.id:
            return
        if document.sha256 in self._waiting:
            self._tell("the names are being kept; press A when the decision is told")
            return
        from tui.screens.identical import IdenticalScreen

        def repeat(chosen: Chosen | None) -> None:
            if chosen is not None:
                self._repeat(chosen)

        screen = IdenticalScreen(self._library, self._author, document.id, is_blind=self._session.is_blind)
        await self.app.push_screen(screen, repeat)

    @work(group="deciding")
    async def _repeat(self, chosen: Chosen) -> None:
        await self._carry_out(identical.apply, chosen.example, chosen.places)

    # Notes and reasons

    async def action_flag(self) -> None:
        """Flag the current mention to come back to, or take the flag away."""
        mention = self._current
        await self._decide(mention, decisions.flag, mention is not None and not mention.flagged)

    async def action_note(self) -> None:
        """Ask for a note on the current mention."""
        mention, document = self._current, self._session.document
        if mention is None or document is None:
            self._tell_no_name()
            return
        from tui.screens.one_line import OneLineScreen

        async def write(words: str | None) -> None:
            if words is not None:
                await self._decide(mention, decisions.note, words)

        title = f"Note on “{document.text[mention.start : mention.end]}”"
        await self.app.push_screen(OneLineScreen(title, mention.note or "", placeholder="Empty for no note"), write)

    async def action_why(self) -> None:
        """Tell why the current mention is there."""
        mention, document = self._current, self._session.document
        if mention is None or document is None:
            self._tell_no_name()
            return
        from tui.screens.why import WhyScreen

        words = document.text[mention.start : mention.end]
        screen = WhyScreen.of_mention(self._library, mention, words, is_blind=self._session.is_blind)
        await self.app.push_screen(screen)

    @on(SourceView.MentionSelected)
    def _show_note(self, message: SourceView.MentionSelected) -> None:
        mention = self._session.mention(message.mention_id)
        if mention is not None and mention.note:
            self._tell(f"{NOTE} {mention.note}")

    # Linking

    async def action_link(self) -> None:
        """Ask which record the current mention means."""
        mention, document = self._current, self._session.document
        if mention is None or document is None:
            self._tell_no_name()
            return
        from tui.screens.linking import Instead, LinkScreen

        async def link(chosen: object) -> None:
            if chosen is Instead.UNLINK:
                await self._decide(mention, decisions.unlink)
            elif chosen in (Instead.NEVER, Instead.NEVER_HERE):
                await self._decide(mention, never_link, chosen is Instead.NEVER)
            elif chosen is Instead.NEW:
                await self.action_create_record()
            elif chosen is not None:
                await self._decide(mention, decisions.link, chosen)

        await self.app.push_screen(LinkScreen(self._library, mention, document.text), link)
