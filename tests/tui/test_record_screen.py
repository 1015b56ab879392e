"""A record's page in the reader's pane and over the whole screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.reading import reader
from tests.tui.stating import CHANGE_4, JAN, OTHER, fill
from tests.tui.test_reader_screen import begin, until
from tui.app import SpacetuiApp
from tui.leading import Lead
from tui.screens.record import RecordScreen
from tui.widgets.line_list import LineList


@pytest.fixture
def library(tmp_path: Path) -> Path:
    fill(tmp_path / "library.db")
    return tmp_path / "library.db"


def shown(lines: LineList) -> list[str]:
    return ["".join(text for text, _ in line.parts).strip() for line in lines.lines]


async def at_the_probe(pilot: Pilot[None]) -> SpacetuiApp:
    app = await begin(pilot)
    await pilot.press("n", "n", "n")
    await until(pilot, lambda: app.reader.panes.record.record_id == CHANGE_4.id)
    return app


async def page_of(pilot: Pilot[None], app: SpacetuiApp, record_id: str) -> RecordScreen:
    await app.follow(Lead(record_id=record_id))
    await until(pilot, lambda: isinstance(app.screen, RecordScreen) and bool(app.screen.query_one(LineList).lines))
    assert isinstance(app.screen, RecordScreen)
    return app.screen


async def test_the_pane_shows_that_a_text_contradicts_the_catalogue(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await at_the_probe(pilot)
        assert "launched     2019-01-03  ≠ contradicts, catalogue: 2018-12-07  · Nobel words" in shown(
            app.reader.panes.record
        )


async def test_p_and_enter_on_the_name_open_the_page_and_escape_leaves_it(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await at_the_probe(pilot)
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, RecordScreen))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.reader)
        await pilot.press("enter", "home", "enter")
        await until(pilot, lambda: isinstance(app.screen, RecordScreen))


async def test_a_narrow_page_has_everything_in_one_list(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        screen = await page_of(pilot, app, JAN)
        known = screen.query_one("#known", LineList)
        await until(pilot, lambda: "Quotations" not in shown(known))
        assert "Quotations" in shown(screen.query_one("#said", LineList))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "Quotations" in shown(known))


async def test_a_quotation_leads_to_its_place_and_backspace_comes_back(library: Path) -> None:
    async with reader(library).run_test(size=(80, 24)) as pilot:
        app = await begin(pilot)
        screen = await page_of(pilot, app, JAN)
        known = screen.query_one("#known", LineList)
        quoted = next(line for line in known.lines if any("is a step" in text for text, _ in line.parts))
        assert "“Chang'e 4 is a step.” — in Nobel words" in shown(known)
        assert known.point_to(quoted.value)
        before = app.reader.document_id
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.reader and app.reader.source.text == OTHER)
        await until(pilot, lambda: bool(app.reader.source.hits))
        (hit,) = app.reader.source.hits
        assert OTHER[hit.start : hit.end] == "Chang'e 4 is a step."
        await pilot.press("backspace")
        await until(pilot, lambda: app.reader.document_id == before)


async def test_a_relation_leads_to_its_place_with_the_records_name_current(library: Path) -> None:
    async with reader(library).run_test(size=(80, 24)) as pilot:
        app = await begin(pilot)
        screen = await page_of(pilot, app, JAN)
        known = screen.query_one("#known", LineList)
        role = next(line for line in known.lines if any("director-general of" in text for text, _ in line.parts))
        known.point_to(role.value)
        await pilot.press("enter")
        await until(pilot, lambda: app.reader.source.text == OTHER and app.reader.source.current is not None)
        mark = next(mark for mark in app.reader.source.marks if mark.id == app.reader.source.current)
        assert OTHER[mark.start : mark.end] == "Jan Woerner"


async def test_r_goes_on_to_the_record_at_the_other_end_and_backspace_back(library: Path) -> None:
    async with reader(library).run_test(size=(80, 24)) as pilot:
        app = await begin(pilot)
        screen = await page_of(pilot, app, JAN)
        known = screen.query_one("#known", LineList)
        role = next(line for line in known.lines if any("director-general of" in text for text, _ in line.parts))
        known.point_to(role.value)
        await pilot.press("r")
        await until(pilot, lambda: screen.record_id == "agency/european-space-agency")
        assert any("director-general: Jan Wörner" in line for line in shown(known))
        await pilot.press("backspace")
        await until(pilot, lambda: screen.record_id == JAN)
        await pilot.press("backspace")
        await until(pilot, lambda: app.screen is app.reader)


async def test_a_blind_reader_sees_on_the_page_only_what_is_decided(library: Path) -> None:
    async with reader(library).run_test(size=(80, 24)) as pilot:
        app = await begin(pilot)
        screen = RecordScreen(app._library, JAN, None, app.follow, is_blind=True)
        await app.push_screen(screen)
        known = screen.query_one("#known", LineList)
        await until(pilot, lambda: bool(known.lines))
        assert not any("Nobel words" in line for line in shown(known))
