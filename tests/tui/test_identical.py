"""Doing the last decision to every identical mention."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from store.database import connect
from store.model import Kind
from tests.tui.reading import incoming, reader
from tests.tui.test_reader_screen import begin, current_words, progress, told, until
from tui.app import SpacetuiApp
from tui.library import next_waiting
from tui.screens.identical import IdenticalScreen
from tui.screens.recording import create_record
from tui.widgets.line_list import LineList

OTHER = incoming("Other\n\nNASA and NASAL met. NASA left.\n", "other")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


async def ask(pilot: Pilot[None], *keys: str) -> LineList:
    """Open the dialog, and wait for what it finds."""
    await pilot.press(*keys, "A")
    await until(pilot, lambda: isinstance(pilot.app.screen, IdenticalScreen))
    screen = pilot.app.screen
    assert isinstance(screen, IdenticalScreen)
    await until(pilot, lambda: not screen._is_asking)
    return screen.query_one(LineList)


async def all_read(pilot: Pilot[None]) -> SpacetuiApp:
    app = await begin(pilot)
    while await app.reader.ask(next_waiting, ()) is not None:
        await pilot.pause(0.01)
    return app


async def test_the_others_of_the_document_are_decided_alike_and_one_undo_takes_them_back(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        found = await ask(pilot, "n", "x")
        assert len([line for line in found.lines if line.value]) == 1
        await pilot.press("enter")
        await until(pilot, lambda: "1 other" in told(app))
        assert progress(app) == "6 of 8 to review"
        assert current_words(app) == "NASA"
        await pilot.press("u")
        await until(pilot, lambda: progress(app) == "7 of 8 to review")


async def test_escape_decides_on_no_other(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await ask(pilot, "n", "a")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.reader)
        assert progress(app) == "7 of 8 to review"


async def test_space_unticks_and_tab_goes_to_the_library(library: Path) -> None:
    async with reader(library, incoming(), OTHER).run_test(size=(120, 40)) as pilot:
        app = await all_read(pilot)
        found = await ask(pilot, "n", "a")
        await pilot.press("tab")
        await until(pilot, lambda: len([line for line in found.lines if line.value]) == 3)
        assert "3 of 3 in the whole library" in str(app.screen.query_one("#scope", Static).content)
        await pilot.press("down", "space")
        await until(pilot, lambda: found.lines[3].parts[0][0] == "[ ] ")
        await pilot.press("enter")
        await until(pilot, lambda: "2 other places" in told(app))
        connection = connect(library)
        accepted = connection.execute("SELECT document_id, count(*) FROM mentions WHERE state = 'accepted' GROUP BY 1")
        assert accepted.fetchall() == [(1, 2), (2, 1)]
        connection.close()


async def test_undoing_what_was_done_in_many_texts_leaves_a_reader_in_the_one_in_front(library: Path) -> None:
    async with reader(library, incoming(), OTHER).run_test(size=(120, 40)) as pilot:
        app = await all_read(pilot)
        await app.reader.visit(2)
        found = await ask(pilot, "n", "a")
        await pilot.press("tab")
        await until(pilot, lambda: len([line for line in found.lines if line.value]) > 1)
        await pilot.press("enter")
        await until(pilot, lambda: "other places" in told(app))
        await pilot.press("u")
        await until(pilot, lambda: told(app).startswith("undo"))
        assert app.reader.document_id == 2


async def test_what_a_person_ticked_or_unticked_stays_so_wherever_they_look(library: Path) -> None:
    async with reader(library, incoming(), OTHER).run_test(size=(120, 40)) as pilot:
        await all_read(pilot)
        found = await ask(pilot, "n", "x", *"nnnnnnn", "a")

        def ticks() -> list[str]:
            return ["✓" if "✓" in line.parts[0][0] else " " for line in found.lines if line.value]

        assert ticks() == ["✓", "✓"]
        await pilot.press("space", "d")
        await until(pilot, lambda: ticks() == ["✓", " ", "✓"])
        found.cursor = 1
        await pilot.press("space", "tab")
        await until(pilot, lambda: ticks() == [" "])
        await pilot.press("tab")
        await until(pilot, lambda: ticks() == [" ", " ", "✓"])
        await pilot.press("asterisk", "d")
        await until(pilot, lambda: ticks() == ["✓", "✓"])


async def test_undoing_one_offers_the_same_for_the_rest(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "a", *"nnnnnnn", "a")
        await until(pilot, lambda: progress(app) == "6 of 8 to review")
        assert current_words(app) == "NASA"
        found = await ask(pilot, "u")
        assert len([line for line in found.lines if line.value]) == 1
        await pilot.press("enter")
        await until(pilot, lambda: progress(app) == "8 of 8 to review")


def border(found: LineList) -> str:
    return str(found.parent.border_subtitle)  # type: ignore[union-attr]


async def test_what_cannot_be_done_to_others_is_told_so_and_enter_is_not_offered(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        found = await ask(pilot)
        assert found.lines[0].parts[0][0] == "Decide on a name first; then A does more."
        assert border(found) == "esc leaves"
        await pilot.press("escape", "n")
        await app.reader._carry_out(create_record, (), Kind.AGENCY, "Roscosmos")
        found = await ask(pilot)
        assert found.lines[0].parts[0][0] == "Your last decision cannot be done to others."
        assert border(found) == "esc leaves"
        await pilot.press("escape")
        found = await ask(pilot, "a")
        assert border(found) == "enter does it · space unticks · esc leaves"
        await pilot.press("space")
        await until(pilot, lambda: border(found) == "space ticks · esc leaves")


async def test_what_stands_nowhere_else_is_told_so(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        await begin(pilot)
        found = await ask(pilot, "n", "n", "n", "a")
        assert found.lines[0].parts[0][0] == "Nothing else of this sort is left."
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, IdenticalScreen))
