"""Blind, the reader shows nothing that nobody has decided on, while the extraction goes on behind it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from store import decisions, mentions
from store.database import connect
from store.model import State
from tests.tui.reading import TEXT, InstantExtraction, incoming
from tests.tui.test_reader_screen import states, until
from tui.app import SpacetuiApp
from tui.jobs import LibraryThread
from tui.library import record_page, unsaved


async def test_only_what_was_decided_is_shown_and_walked(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    app = SpacetuiApp(
        LibraryThread(path),
        InstantExtraction(path),
        "tester",
        incoming=[incoming()],
        preview=unsaved(incoming()),
        blind=True,
    )
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.reader._session.is_extracted)
        assert states(path) == ["proposed"] * 8
        assert app.reader.source.marks == []
        assert app.reader.panes.entities.value is None
        with closing(connect(path)) as library:
            held = mentions.of_document(library, 1)
            decisions.accept(library, [held[2].id], "tester")
            decisions.reject(library, [held[4].id], "tester")
        await until(pilot, lambda: len(app.reader.source.marks) == 2)
        await pilot.press("n")
        start, end = held[2].start, held[2].end
        assert TEXT[start:end] == "Chang'e 4"
        assert app.reader.source.current == held[2].id
        with closing(connect(path)) as library:
            page = record_page(library, held[2].record_id or "")
        assert [place.mention_id for place in page.decided().places] == [held[2].id]
        await pilot.press("n")
        assert app.reader.source.current == held[4].id
        with closing(connect(path)) as library:
            assert record_page(library, held[1].record_id or "").decided().places == []
        await pilot.press("n")
        assert app.reader.source.current == held[2].id
        await pilot.press("u")
        await until(pilot, lambda: [mark.state for mark in app.reader.source.marks] == [State.ACCEPTED])
        await pilot.press("u")
        await until(pilot, lambda: app.reader.source.marks == [])
