"""Adjudicating in the reader: another person's library is asked for, read, and gone through."""

from __future__ import annotations

from pathlib import Path

from textual import work

from tui.jobs import Extraction, LibraryThread
from tui.leading import Lead
from tui.screens.judging import JudgingScreen
from tui.text import safe


class AdjudicatingScreen(JudgingScreen):
    """A document, and the way from it to where another library differs."""

    def __init__(
        self, library_thread: LibraryThread, extraction: Extraction, author: str, *, advance: bool = False
    ) -> None:
        """Prepare the screen; the arguments are those of `DecidingScreen`."""
        super().__init__(library_thread, extraction, author, advance=advance)
        self._other_library = ""

    async def action_adjudicate(self) -> None:
        """Ask for the other library."""
        from tui.screens.one_line import OneLineScreen

        def adjudicate(named: str | None) -> None:
            if named:
                self.adjudicate(Path(named).expanduser())

        dialog = OneLineScreen(
            "Adjudicate: the other person's library",
            self._other_library,
            placeholder="The file, such as ~/bob.db; it is only read",
            accepts_unchanged=True,
        )
        await self.app.push_screen(dialog, adjudicate)

    @work(exclusive=True, group="adjudicating")
    async def adjudicate(self, path: Path) -> None:
        """Read another library in the library's thread, and show where it differs.

        Whoever has opened something else meanwhile is not interrupted, but told.
        """
        from tui.screens.adjudication import AdjudicationScreen, find

        self._tell(f"reading {path.name}…")
        found = await self.ask(find, path)
        self._stop_telling()
        if found is None:
            return
        self._other_library = str(path)
        if not self.is_active:
            self.notify(safe(f"{path.name} has been read; adjudicate shows its differences."), markup=False)
            return

        async def go(lead: Lead | None) -> None:
            if lead is not None:
                await self.follow_lead(lead)

        await self.app.push_screen(AdjudicationScreen(self._library, found, self._carry_out), go)
