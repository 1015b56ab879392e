"""Boundaries and missed mentions put right in the reader."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from store.database import connect
from store.model import Kind, State
from tests.tui.reading import TEXT, reader
from tests.tui.test_reader_screen import begin, current_words, progress, told, until
from tui.screens.kind_menu import KindMenu
from tui.widgets.span_bar import SpanBar


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


async def test_arrows_move_the_end_and_enter_keeps_the_mention_with_its_number(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "n", "n")
        number = app.reader.source.current
        await pilot.press("e", "left", "left")
        await until(pilot, lambda: current_words(app) == "Chang'e")
        await pilot.press("enter")
        await until(pilot, lambda: "change boundaries of “Chang'e 4” to “Chang'e”" in told(app))
        assert app.reader.source.current == number
        assert current_words(app) == "Chang'e"
        connection = connect(library)
        kept = connection.execute("SELECT id, state FROM mentions WHERE end_offset = ?", [TEXT.index("e 4") + 1])
        assert kept.fetchall() == [(number, "accepted")]
        connection.close()


async def test_shift_and_arrows_move_the_start_and_ctrl_goes_by_word(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "n", "n", "e", "shift+right", "ctrl+right")
        await until(pilot, lambda: current_words(app) == "hang'e 4 on")
        await pilot.press("ctrl+shift+left")
        await until(pilot, lambda: current_words(app) == "Chang'e 4 on")


async def test_escape_drops_what_was_moved(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        before = list(app.reader.source.marks)
        await pilot.press("n", "e", "ctrl+right", "ctrl+right")
        await until(pilot, lambda: current_words(app) == "NASA and ESA")
        assert len(app.reader.source.marks) == 7
        await pilot.press("escape")
        await until(pilot, lambda: app.focused is app.reader.source)
        assert list(app.reader.source.marks) == before
        await pilot.press("n")
        assert current_words(app) == "ESA"


async def test_while_boundaries_are_moved_no_other_key_decides(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "e", "x", "a", "q", "escape", "n")
        assert {mark.state for mark in app.reader.source.marks} == {State.PROPOSED}
        assert current_words(app) == "ESA"


async def test_undo_puts_the_boundaries_back(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "e", "ctrl+right", "enter")
        await until(pilot, lambda: "undoes" in told(app))
        await pilot.press("u")
        await until(pilot, lambda: told(app).startswith("undo change boundaries"))
        assert current_words(app) == "NASA"


async def test_words_selected_by_keyboard_become_a_mention_of_the_letters_kind(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("v")
        bar = app.reader.query_one(SpanBar)
        assert bar.span == (0, 5)
        await pilot.press("shift+right", "m")
        await until(pilot, lambda: "add “Probe lands” as MISSION" in told(app))
        assert current_words(app) == "Probe lands"
        assert app.reader.source.marks[0].kind is Kind.MISSION
        assert progress(app) == "8 of 9 to review"
        await pilot.press("u")
        await until(pilot, lambda: progress(app) == "8 of 8 to review")


async def test_selecting_begins_with_what_was_found(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("slash", *"no markup", "enter")
        await until(pilot, lambda: app.reader.source.hit is not None)
        await pilot.press("v")
        await until(pilot, lambda: app.reader.panes.span_bar is not None)
        assert TEXT[slice(*app.reader.query_one(SpanBar).span)] == "no markup"


async def test_what_is_marked_before_the_library_is_open_is_added_when_it_is(library: Path) -> None:
    app = reader(library)
    is_open = threading.Event()
    app.reader._library.submit(lambda connection: is_open.wait(60))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("v", "m")
        await until(pilot, lambda: "waiting for the library to add “Probe”" in told(app))
        await pilot.press("v", "right", "enter")
        await until(pilot, lambda: isinstance(app.screen, KindMenu))
        is_open.set()
        await begin(pilot)
        await pilot.press("e")
        await until(pilot, lambda: progress(app) == "8 of 10 to review")
        kinds = {TEXT[mark.start : mark.end]: mark.kind for mark in app.reader.source.marks}
        assert (kinds["Probe"], kinds["lands"]) == (Kind.MISSION, Kind.EVENT)


async def test_selecting_begins_behind_the_current_mention_and_goes_up_and_down(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "v")
        bar = app.reader.query_one(SpanBar)
        assert TEXT[slice(*bar.span)] == "and"
        await pilot.press("right", "right", "left")
        assert TEXT[slice(*bar.span)] == "ESA"
        await pilot.press("down")
        await until(pilot, lambda: TEXT[slice(*bar.span)] == "Woerner")
        await pilot.press("up", "tab")
        await until(pilot, lambda: TEXT[slice(*bar.span)].startswith("NASA and ESA followed"))
        await pilot.press("escape")
        await until(pilot, lambda: app.focused is app.reader.source)
        assert app.reader.source.selected_span is None
        assert len(app.reader.source.marks) == 8


async def test_enter_asks_for_the_kind_of_what_is_selected(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("v", "enter")
        await until(pilot, lambda: isinstance(app.screen, KindMenu))
        await pilot.press("e")
        await until(pilot, lambda: "add “Probe” as EVENT" in told(app))


async def test_a_mouse_selection_serves_as_well(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        source = app.reader.source
        left = source._left
        await pilot.mouse_down(source, offset=(1 + left, 1))
        await pilot.hover(source, offset=(6 + left, 1))
        await pilot.mouse_up(source, offset=(6 + left, 1))
        await until(pilot, lambda: app.reader.panes.span_bar is not None)
        await pilot.press("v")
        await until(pilot, lambda: "add “Probe” as VEHICLE" in told(app))


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_the_bar_says_what_is_gone_by_and_what_tab_goes_on_to(library: Path, size: tuple[int, int]) -> None:
    async with reader(library).run_test(size=size) as pilot:
        app = await begin(pilot)
        await pilot.press("v")
        await until(pilot, lambda: app.reader.panes.span_bar is not None)
        bar = app.reader.query_one(SpanBar)

        def shown() -> str:
            return " ".join(" ".join(bar.render_line(y).text.split()) for y in range(bar.size.height))

        await until(pilot, lambda: "by word · tab: sentence" in shown())
        await pilot.press("tab")
        await until(pilot, lambda: "by sentence · tab: character" in shown())
        await until(pilot, lambda: shown().split()[-1] in ("'", "reported"))
