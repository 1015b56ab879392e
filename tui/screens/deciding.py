"""Deciding in the reader: on the current mention, with undo and redo; each shown once it is durable."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work

from store.model import Document, Kind, Mention
from tui import library
from tui.deferred import Deferred
from tui.jobs import Extraction, LibraryThread
from tui.reader.session import record_of
from tui.screens.document import DocumentScreen

if TYPE_CHECKING:
    from store import decisions
    from store.decisions import Outcome

    Decision = Callable[..., Outcome]
else:
    decisions = Deferred("store.decisions")


class DecidingScreen(DocumentScreen):
    """A document, and what a person decides on it."""

    def __init__(
        self, library_thread: LibraryThread, extraction: Extraction, author: str, *, advance: bool = False
    ) -> None:
        """Prepare the screen.

        Args:
            library_thread: the library to read and decide in.
            extraction: the process that finds names.
            author: whose decisions are made here.
            advance: whether a decision goes on to the next name that is left to review.
        """
        super().__init__(library_thread, extraction)
        self._author = author
        self._advance = advance
        #: By the text's SHA-256, decisions on names of it that are not kept yet.
        self._waiting: dict[str, list[tuple[Decision, Mention, tuple[object, ...]]]] = {}

    async def visit(self, document_id: int, query: str = "") -> None:
        """Go to another document, from which a person can come back."""
        raise NotImplementedError

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

    def _go_on_from(self, mention: Mention, decision: Decision) -> None:
        """Go to the next name that is left to review, if a person wants that of what settles a mention."""
        if self._advance and decision not in (decisions.note, decisions.flag) and mention.id == self.source.current:
            mark = self.source.next_mention(1, only_open=True)
            if mark is not None:
                self.source.select(mark.id)

    async def _decide(self, mention: Mention | None, decision: Decision, *arguments: object) -> None:
        document = self._session.document
        if mention is None or document is None:
            self._tell_no_name()
        elif mention.id > 0 or self._session.is_extracted:  # a dialog may outlast the keeping of the names
            if self._keeping:
                self._tell_waiting(document, mention, decision)
            self._decide_behind(decision, mention, document.sha256, *arguments)
            self._go_on_from(mention, decision)
        elif document.sha256 in self._failed:
            self._tell("nothing can be decided on names that are not kept")
        else:
            self._waiting.setdefault(document.sha256, []).append((decision, mention, arguments))
            self._tell_waiting(document, mention, decision)
            self._go_on_from(mention, decision)

    def _tell_waiting(self, document: Document, mention: Mention, decision: Decision) -> None:
        words = document.text[mention.start : mention.end]
        self._tell(f"waiting for the library to {decision.__name__.replace('_', ' ')} “{words}”")

    @work(group="deciding")
    async def _decide_behind(self, decision: Decision, mention: Mention, sha256: str, *arguments: object) -> None:
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
        here = [mention for mention in outcome.mentions if mention.document_id == self.document_id]
        there = next(iter(here or outcome.mentions), None)
        if there is not None and not here:
            await self.visit(there.document_id)
        if there is not None:
            self.source.select(there.id)
        whose = None if outcome.group is None else await self.ask(decisions.author_of_reverted, outcome.group)
        self._tell(outcome.words if whose in (None, self._author) else f"{outcome.words} · decided by {whose}")

    async def _carry_out(
        self, function: Callable[..., Outcome | None], *arguments: object, **settings: object
    ) -> Outcome | None:
        """Decide in the library, and show what has come of it once it is durable.

        A screen that waits for it may be left at the next key; the decision holds, and is shown, all the same.
        """
        return await asyncio.shield(self._decide_and_show(function, *arguments, **settings))

    async def _decide_and_show(
        self, function: Callable[..., Outcome | None], *arguments: object, **settings: object
    ) -> Outcome | None:
        outcome = await self.ask(function, *arguments, self._author, **settings)
        if outcome is None:
            return None
        if outcome.records or outcome.never_links:
            await self._show_renamed()
        elif self._session.replace(outcome.mentions):
            self._refresh_changed(outcome.mentions)
        else:
            self._refresh_mentions()
        self._tell(outcome.words if outcome.group is None else f"{outcome.words} · u undoes")
        current = self._current
        if self.panes.record.has_focus or (not outcome.mentions and (outcome.relations or outcome.quotations)):
            self._show_record(self.panes.record.record_id)
        elif current is not None:
            self.panes.entities.follow(record_of(current))
            self._show_record(current.record_id)
        return outcome

    async def _show_renamed(self) -> None:
        """Show mentions anew whose records have been changed: each may bear another name or mean another record."""
        document = self._session.document
        changed = await self.ask(library.mentions_since, document.id, None) if document is not None else None
        if changed is not None and document is not None and self._session.document is document:
            self._session.open(document, changed.mentions, is_extracted=self._session.is_extracted)
            self._refresh_mentions()
