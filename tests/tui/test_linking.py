"""Saying which record a mention means."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.database import connect
from store.model import Kind
from store.rules import never_links
from tests.tui.reading import TEXT, reader
from tests.tui.test_reader_screen import begin, current_words, states, told, until
from tui.app import SpacetuiApp
from tui.screens.choosing import score_bar
from tui.screens.linking import Instead, LinkScreen
from tui.widgets.line_list import LineList


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


async def ask(pilot: Pilot[None]) -> tuple[SpacetuiApp, LineList]:
    """At “Chang'e 4”, the dialog open and filled."""
    app = await begin(pilot)
    await pilot.press("n", "n", "n", "l")
    await until(pilot, lambda: isinstance(app.screen, LinkScreen))
    found = app.screen.query_one("#found", LineList)
    await until(pilot, lambda: bool(found.lines))
    return app, found


def test_a_bar_shows_a_score_in_eighths_of_cells() -> None:
    assert score_bar(1.0, 4) == "████"
    assert score_bar(0.0, 4) == "····"
    assert score_bar(0.5, 4) == "██··"
    assert score_bar(0.56, 4) == "██▎·"


async def test_the_best_candidate_is_under_the_cursor_and_a_new_record_is_the_last_row(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        _, found = await ask(pilot)
        assert found.value == "mission/chang-e-4"
        assert found.lines[-1].value is Instead.NEW


async def test_escape_leaves_the_link_as_it_is(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app, _ = await ask(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.reader)
        assert set(states(library)) == {"proposed"}


async def test_typing_looks_for_others_and_enter_links_to_the_one_found(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app, found = await ask(pilot)
        await pilot.press(*"chang'e 3")
        await until(pilot, lambda: found.value == "mission/chang-e-3")
        await pilot.press("enter")
        await until(pilot, lambda: "link “Chang'e 4” to Chang'e 3" in told(app))
        await until(pilot, lambda: app.reader.panes.record.record_id == "mission/chang-e-3")
        await pilot.press("u")
        await until(pilot, lambda: app.reader.panes.record.record_id == "mission/chang-e-4")


async def test_an_enter_typed_before_anything_is_found_waits_for_what_was_typed(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "l", *"Roscosmos", "enter")
        await until(pilot, lambda: "link “NASA” to" in told(app))
        assert "Roscosmos" in told(app)


async def test_unlinking_gives_the_words_a_record_of_their_own(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app, found = await ask(pilot)
        while found.value is not Instead.UNLINK:
            await pilot.press("up")
        await pilot.press("enter")
        await until(pilot, lambda: "unlink “Chang'e 4”" in told(app))
        assert current_words(app) == "Chang'e 4"
        assert app.reader._current is not None
        assert app.reader._current.kind is Kind.MISSION
        assert app.reader._current.record_id != "mission/chang-e-4"


async def test_what_a_rule_changes_beside_the_mention_is_shown_at_once_and_undone(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)

        def records_of_nasa() -> set[str | None]:
            shown = app.reader._session.shown()
            return {m.record_id for m in shown if TEXT[m.start : m.end] == "NASA"}

        before = records_of_nasa()
        await pilot.press("n", "l")
        await until(pilot, lambda: isinstance(app.screen, LinkScreen))
        found = app.screen.query_one("#found", LineList)
        await until(pilot, lambda: found.value is not None)
        while found.value is not Instead.NEVER:
            await pilot.press("up")
        await pilot.press("enter")
        await until(pilot, lambda: "never link “NASA”" in told(app))
        assert len(records_of_nasa()) == 1
        assert records_of_nasa() != before
        await pilot.press("u")
        await until(pilot, lambda: "undo never link" in told(app))
        assert records_of_nasa() == before


async def test_never_linking_here_is_a_rule_of_this_document(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app, found = await ask(pilot)
        while found.value is not Instead.NEVER_HERE:
            await pilot.press("up")
        await pilot.press("enter")
        await until(pilot, lambda: "never link “Chang'e 4” to Chang'e 4 in this document" in told(app))
        connection = connect(library)
        assert [(rule.words, rule.record_id) for rule in never_links(connection)] == [
            ("Chang'e 4", "mission/chang-e-4")
        ]
        connection.close()
