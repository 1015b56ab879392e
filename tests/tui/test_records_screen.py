"""The screen of all records."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.database import connect
from store.model import Kind
from tests.tui.reading import reader
from tests.tui.stating import CHANGE_4, fill
from tests.tui.test_reader_screen import begin, until
from tui.leading import Lead
from tui.screens.record import RecordScreen
from tui.screens.records import RecordsScreen, record_lines
from tui.widgets.line_list import Line, LineList


@pytest.fixture
def library(tmp_path: Path) -> Path:
    fill(tmp_path / "library.db")
    return tmp_path / "library.db"


def texts(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _ in line.parts).strip() for line in lines]


def found(library: Path, query: str, kind: Kind | None = None) -> list[str]:
    connection = connect(library)
    lines = texts(record_lines(connection, query, kind))
    connection.close()
    return lines


def test_records_stand_by_kind_the_most_named_first(library: Path) -> None:
    lines = found(library, "")
    assert lines[:2] == ["1 AGENCIES", "European Space Agency  provisional"]
    assert lines.index("2 PEOPLE") < lines.index("Jan Wörner  provisional") < lines.index("Chang'e 4")


def test_the_beginning_of_a_name_finds_it(library: Path) -> None:
    assert found(library, "eur sp") == ["1 AGENCIES", "European Space Agency  provisional"]


def test_a_misspelt_name_finds_what_is_spelt_alike(library: Path) -> None:
    assert found(library, "Jan Worener") == ["SPELT ALIKE", "Jan Wörner  PERSON"]


def test_a_kind_shows_no_other(library: Path) -> None:
    assert found(library, "", Kind.MISSION) == ["3 MISSIONS", "Chang'e 4", "Zeta Prime  provisional"]
    assert found(library, "Jan Worener", Kind.MISSION) == []


async def test_a_record_is_looked_for_and_its_page_opened(library: Path) -> None:
    async with reader(library).run_test(size=(80, 24)) as pilot:
        app = await begin(pilot)
        await pilot.press("R")
        await until(pilot, lambda: isinstance(app.screen, RecordsScreen))
        shown = app.screen.query_one("#records", LineList)
        await pilot.press("slash", "4", "space", *"chang", "enter")
        await until(pilot, lambda: texts(list(shown.lines))[:2] == ["3 MISSIONS", "Chang'e 4"])
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RecordScreen))
        assert app.screen.record_id == CHANGE_4.id  # type: ignore[attr-defined]
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, RecordsScreen))
        assert shown.value == Lead(record_id=CHANGE_4.id)


async def narrowed(pilot: Pilot[None], key: str) -> list[str]:
    shown = pilot.app.screen.query_one("#records", LineList)
    before = shown.lines
    await pilot.press(key)
    await until(pilot, lambda: shown.lines is not before)
    return texts(list(shown.lines))


async def test_a_digit_narrows_to_a_kind_and_again_shows_all(library: Path) -> None:
    async with reader(library).run_test(size=(80, 24)) as pilot:
        app = await begin(pilot)
        await pilot.press("R")
        await until(pilot, lambda: isinstance(app.screen, RecordsScreen))
        await until(pilot, lambda: bool(app.screen.query_one("#records", LineList).lines))
        assert (await narrowed(pilot, "3"))[:2] == ["3 MISSIONS", "Chang'e 4"]
        assert "1 AGENCIES" in await narrowed(pilot, "3")
