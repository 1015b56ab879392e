"""A screen that asks the library, and tells a person in one sentence what goes wrong."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from textual.screen import ModalScreen, Screen, ScreenResultType

from store.errors import StoreError
from tui.jobs import LibraryThread
from tui.text import safe

P = ParamSpec("P")
T = TypeVar("T")


class AskingScreen(Screen[ScreenResultType]):
    """A screen over a library."""

    def __init__(self, library: LibraryThread, *, classes: str | None = None) -> None:
        """Prepare the screen.

        Args:
            library: the library to ask.
            classes: the screen's classes.
        """
        super().__init__(classes=classes)
        self._library = library

    async def ask(
        self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """What `function(connection, ...)` returns; None if that fails, of which the person is told."""
        return await self.ask_of(self._library, function, *args, **kwargs)

    async def ask_for_certain(
        self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """The same for a decision, which is carried out even if a person leaves the screen at the next key."""
        return await asyncio.shield(self.ask(function, *args, **kwargs))

    async def ask_of(
        self,
        library: LibraryThread,
        function: Callable[Concatenate[sqlite3.Connection, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T | None:
        """The same, asked of another thread."""
        try:
            answer = await library.call(function, *args, **kwargs)
        except StoreError as error:
            self.tell_failure(str(error))
            return None
        if not self.app.is_running:  # the widgets that would show it are being taken away
            raise asyncio.CancelledError
        return answer

    def tell_failure(self, sentence: str) -> None:
        """Tell what has gone wrong; the sentence may hold text from outside."""
        self.notify(safe(sentence), severity="error", timeout=10, markup=False)


class AskingDialog(AskingScreen[ScreenResultType], ModalScreen[ScreenResultType]):
    """A dialog over a library, dimming the screen beneath."""

    # Textual takes styles from the first base alone.
    DEFAULT_CSS = ModalScreen.DEFAULT_CSS.replace("ModalScreen", "AskingDialog")
