"""A screen that is left before the library has answered it."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.learning import fill_with_lessons
from tests.tui.reading import InstantExtraction, reader
from tests.tui.stating import fill
from tests.tui.test_reader_screen import begin, progress, states, until
from tui.app import SpacetuiApp
from tui.screens.history import HistoryScreen
from tui.screens.learnt import LearntScreen
from tui.screens.queue import QueueScreen
from tui.widgets.line_list import LineList
from tui.widgets.panes import Panes


@pytest.fixture
def library(tmp_path: Path) -> Path:
    fill(tmp_path / "library.db")
    return tmp_path / "library.db"


class BusyLibrary:
    """A library whose thread answers nothing until it is let."""

    def __init__(self, app: SpacetuiApp) -> None:
        self._thread = app.reader._library
        self._is_let = threading.Event()
        self._thread.submit(lambda connection: self._is_let.wait(60))

    async def answers(self) -> None:
        """Let it answer, and wait until it has answered all that was asked."""
        self._is_let.set()
        await asyncio.wrap_future(self._thread.submit(lambda connection: None))


async def at_a_name(pilot: Pilot[None]) -> SpacetuiApp:
    app = await begin(pilot)
    await pilot.press("n")
    await until(pilot, lambda: app.reader.panes.record.record_id is not None)
    return app


@pytest.mark.parametrize("key", ["L", "R", "Q", "T", "K", "H", "S", "p", "w", "A", "l", "E"])
async def test_an_answer_that_comes_while_the_screen_is_being_left_is_for_nobody(
    library: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(library).run_test(size=(80, 24)) as pilot:
        app = await at_a_name(pilot)
        busy = BusyLibrary(app)
        await pilot.press(key)
        assert app.screen is not app.reader
        # Behind the widgets goes the screen; what it has asked is answered between them.
        monkeypatch.setattr(LineList, "on_unmount", lambda _: busy.answers(), raising=False)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.reader)


async def test_an_answer_that_comes_while_the_program_is_ending_is_for_nobody(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(library).run_test(size=(80, 24)) as pilot:
        app = await at_a_name(pilot)
        busy = BusyLibrary(app)
        await pilot.press("n")
        # The panes go before what holds them; what has been asked is answered between the two.
        monkeypatch.setattr(Panes, "on_unmount", lambda _: busy.answers(), raising=False)


async def test_a_screenful_that_was_decided_on_is_decided_though_the_queue_is_left_at_once(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await at_a_name(pilot)
        await pilot.press("Q")
        await until(pilot, lambda: isinstance(app.screen, QueueScreen) and bool(app.screen.screenful.items))
        busy = BusyLibrary(app)
        await pilot.press("A", "escape")
        await until(pilot, lambda: app.screen is app.reader)
        await busy.answers()
        await until(pilot, lambda: progress(app) == "all 8 reviewed")
        assert "proposed" not in states(library)


async def test_texts_are_read_with_the_model_that_was_gone_back_to_though_the_screen_is_left_at_once(
    tmp_path: Path,
) -> None:
    fill_with_lessons(tmp_path / "lessons.db")
    async with reader(tmp_path / "lessons.db").run_test(size=(120, 40)) as pilot:
        app = await at_a_name(pilot)
        extraction = app._extraction
        assert isinstance(extraction, InstantExtraction)
        await pilot.press("K")
        await until(pilot, lambda: isinstance(app.screen, LearntScreen))
        await until(pilot, lambda: bool(app.screen.query_one("#learnt", LineList).lines))
        busy = BusyLibrary(app)
        await pilot.press("b", "escape")
        await until(pilot, lambda: app.screen is app.reader)
        assert extraction.restarts == 0
        await busy.answers()
        await until(pilot, lambda: extraction.restarts == 1)


async def test_what_is_reverted_is_seen_in_the_text_though_the_history_is_left_at_once(library: Path) -> None:
    async with reader(library).run_test(size=(80, 24)) as pilot:
        app = await at_a_name(pilot)
        await pilot.press("a")
        await until(pilot, lambda: progress(app) == "7 of 8 to review")
        await pilot.press("H")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        await until(pilot, lambda: bool(app.screen.query_one("#groups", LineList).lines))
        busy = BusyLibrary(app)
        await pilot.press("r", "escape")
        await until(pilot, lambda: app.screen is app.reader)
        await busy.answers()
        await until(pilot, lambda: progress(app) == "8 of 8 to review")
