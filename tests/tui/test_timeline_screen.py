"""The timeline's screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.timeline import Dated, Event
from tests.tui.reading import reader
from tests.tui.stating import CHANGE_4, OTHER, fill
from tests.tui.test_reader_screen import begin, until
from tui.leading import Lead
from tui.screens.record import RecordScreen
from tui.screens.timeline import TimelineScreen, lines_of
from tui.widgets.line_list import LineList


@pytest.fixture
def library(tmp_path: Path) -> Path:
    fill(tmp_path / "library.db")
    return tmp_path / "library.db"


def shown(lines: LineList) -> list[str]:
    return ["".join(text for text, _ in line.parts).strip() for line in lines.lines]


async def open_timeline(pilot: Pilot[None]) -> LineList:
    app = await begin(pilot)
    await pilot.press("T")
    await until(pilot, lambda: isinstance(app.screen, TimelineScreen) and bool(app.screen.query_one(LineList).lines))
    return app.screen.query_one(LineList)


def test_events_stand_under_their_years() -> None:
    events = [
        Event("2018", "2018-01-01", Dated.MENTION, "date/2018", "2018", "2018", 1, "Text", 9, 13, "launched in ", "."),
        Event("2018-12-07", "2018-12-07", Dated.FACT, "mission/p", "Probe", "launched", None, "gcat"),
        Event("2019", "2019-01-01", Dated.STATEMENT, "event/c", "Conference", "held_on", 2, "Other", 3, 8),
        Event("XXXX-06", "9999-99-99", Dated.MENTION, "date/x", "XXXX-06", "June", 1, "Text", 20, 24, "in ", "."),
    ]
    lines = lines_of(events, 24, with_titles=True)
    assert ["".join(text for text, _ in line.parts).strip() for line in lines] == [
        "2018",
        "2018         launched in 2018.  · Text",
        "2018-12-07   Probe launched  · catalogue, GCAT",
        "2019",
        "2019         Conference held  · Other",
        "Year not known",
        "XXXX-06      in June.  · Text",
    ]
    assert [line.value for line in lines if line.value][1] == Lead(record_id="mission/p")


async def test_the_documents_dates_come_first_and_d_shows_the_librarys(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        lines = await open_timeline(pilot)
        assert not any("Nobel" in line for line in shown(lines))
        await pilot.press("d")
        await until(pilot, lambda: "2019-01-03   Chang'e 4 launched  · Nobel words" in shown(lines))
        assert lines.border_title == "Timeline of the library"


async def test_a_line_leads_to_its_place_and_a_fact_to_its_record(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        lines = await open_timeline(pilot)
        app = pilot.app
        await until(pilot, lambda: lines.value == Lead(record_id=CHANGE_4.id))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RecordScreen))
        await pilot.press("escape", "d")
        await until(pilot, lambda: any("Nobel" in line for line in shown(lines)))
        launch = next(line for line in lines.lines if any("Nobel" in text for text, _ in line.parts))
        lines.point_to(launch.value)
        await pilot.press("enter")
        await until(pilot, lambda: app.reader.source.text == OTHER)  # type: ignore[attr-defined]
