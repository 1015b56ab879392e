"""Records made, merged, taken apart and changed in the reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from store import editing, records
from store.database import connect
from store.model import Alias, Fact, Kind, NameType, Record, RecordOrigin
from tests.tui.reading import reader
from tests.tui.test_reader_screen import begin, current_words, told, until
from tui.app import SpacetuiApp
from tui.screens.edit_record import EditRecordScreen, Part, changed, fact_of
from tui.screens.linking import LinkScreen
from tui.screens.merging import MergeScreen, ordered
from tui.screens.new_record import NewRecordScreen
from tui.widgets.line_list import LineList

RECORD = Record(
    "mission/x", Kind.MISSION, "X", aliases=(Alias("Y", NameType.ACRONYM),), facts=(Fact("launched", "2001", "GCAT"),)
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


def record(library: Path, identifier: str) -> Record:
    connection = connect(library)
    found = records.get(connection, identifier)
    connection.close()
    return found


def test_a_fact_is_written_with_a_colon() -> None:
    assert fact_of("First flight:  1996-06-04 ") == Fact("first_flight", "1996-06-04", "")
    assert fact_of("no colon") is None
    assert fact_of("empty:") is None


def test_what_a_row_changes() -> None:
    assert changed(RECORD, Part("name"), "Z") == {"name": "Z"}
    assert changed(RECORD, Part("alias", "Y", 0), "W") == {"aliases": [Alias("W", NameType.ACRONYM)]}
    assert changed(RECORD, Part("alias", "Y", 0), "") == {"aliases": []}
    assert changed(RECORD, Part("fact", "", 0), "launched: 2002") == {"facts": [Fact("launched", "2002", "GCAT")]}
    assert changed(RECORD, Part("fact", "", 0), "") == {"facts": []}
    assert changed(RECORD, Part("new fact"), "nonsense") is None
    assert changed(RECORD, Part("name"), " ") is None


def test_the_record_better_vouched_for_stays() -> None:
    mine = Record("x", Kind.BODY, "x", RecordOrigin.PERSON)
    found = Record("y", Kind.BODY, "y", RecordOrigin.PROVISIONAL)
    assert ordered(mine, found) == (mine, found)
    assert ordered(found, mine) == (mine, found)


async def at_jan_woerner(pilot: Pilot[None]) -> SpacetuiApp:
    app = await begin(pilot)
    await pilot.press(*"nnnnn")
    assert current_words(app) == "Jan Woerner"
    await until(pilot, lambda: str(app.reader.panes.record.record_id).startswith("person/jan-w"))
    return app


async def test_a_record_is_made_of_the_current_mention(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "c")
        await until(pilot, lambda: isinstance(app.screen, NewRecordScreen))
        await until(pilot, lambda: app.screen.query_one(LineList).value is Kind.AGENCY)
        assert app.screen.query_one(Input).value == "NASA"
        await pilot.press("space", "2", "down", "enter")
        await until(pilot, lambda: "create PERSON “NASA 2”" in told(app))
        await until(pilot, lambda: app.reader.panes.record.record_id == "person/nasa-2")
        assert record(library, "person/nasa-2").origin is RecordOrigin.PERSON
        await pilot.press("u")
        await until(pilot, lambda: str(app.reader.panes.record.record_id).startswith("agency/national"))


async def test_a_new_record_is_the_last_row_of_linking(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "l")
        await until(pilot, lambda: isinstance(app.screen, LinkScreen))
        await until(pilot, lambda: app.screen.query_one(LineList).value is not None)
        await pilot.press("up", "enter")
        await until(pilot, lambda: isinstance(app.screen, NewRecordScreen))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.reader)
        await pilot.press("n")
        assert current_words(app) == "ESA"


async def test_enter_alone_merges_no_record_with_one_that_is_only_spelt_alike(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "n", "n")
        await until(pilot, lambda: app.reader.panes.record.record_id == "mission/chang-e-4")
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, MergeScreen))
        found = app.screen.query_one("#found", LineList)
        await until(pilot, lambda: bool(found.lines))
        assert "both stay as they are" in "".join(part for part, _ in found.lines[found.cursor].parts)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.reader)
        assert record(library, "mission/chang-e-4").id == "mission/chang-e-4"


async def test_two_records_are_merged_after_it_is_said_what_moves_and_undo_parts_them(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "c")
        await until(pilot, lambda: isinstance(app.screen, NewRecordScreen))
        await pilot.press("space", "2", "enter")
        await until(pilot, lambda: app.reader.panes.record.record_id == "agency/nasa-2")
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, MergeScreen))
        await pilot.press(*"National Aeronautics and Space")
        said = app.screen.query_one("#told", Static)
        await until(pilot, lambda: "go from NASA 2 to National Aeronautics and Space" in str(said.content))
        assert "1 mention in 1 document" in str(said.content)
        await pilot.press("enter")
        await until(pilot, lambda: "merge NASA 2 into National" in told(app))
        await until(pilot, lambda: str(app.reader.panes.record.record_id).startswith("agency/national"))
        assert app.reader._current is not None
        assert app.reader._current.name.startswith("National Aeronautics")
        await pilot.press("u")
        await until(pilot, lambda: app.reader.panes.record.record_id == "agency/nasa-2")


async def test_a_record_is_called_otherwise_in_text_and_lists(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "n", "n")
        await until(pilot, lambda: app.reader.panes.record.record_id == "mission/chang-e-4")
        await pilot.press("E")
        await until(pilot, lambda: isinstance(app.screen, EditRecordScreen))
        await until(pilot, lambda: bool(app.screen.query_one(LineList).lines))
        await pilot.press("enter", *" b", "enter")
        await until(pilot, lambda: record(library, "mission/chang-e-4").name == "Chang'e 4 b")
        await pilot.press("escape")
        await until(pilot, lambda: app.reader._current is not None and app.reader._current.name == "Chang'e 4 b")
        assert "Chang'e 4" in [alias.name for alias in record(library, "mission/chang-e-4").aliases]


async def test_a_fact_is_added_and_taken_away_again(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await at_jan_woerner(pilot)
        identifier = str(app.reader.panes.record.record_id)
        before = record(library, identifier).facts
        await pilot.press("E")
        await until(pilot, lambda: isinstance(app.screen, EditRecordScreen))
        parts = app.screen.query_one(LineList)
        await until(pilot, lambda: bool(parts.lines))
        await pilot.press("end", "enter", *"Hobby: chess", "enter")
        await until(pilot, lambda: len(record(library, identifier).facts) == len(before) + 1)
        added = record(library, identifier).facts[-1]
        assert (added.property, added.value, added.source) == ("hobby", "chess", "person: tester")
        await until(pilot, lambda: any("chess" in text for line in parts.lines for text, _ in line.parts))
        await pilot.press("end", "up", "x")
        await until(pilot, lambda: record(library, identifier).facts == before)


async def test_what_was_changed_of_a_record_is_told_and_taken_back_in_the_dialog(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await at_jan_woerner(pilot)
        identifier = str(app.reader.panes.record.record_id)
        before = record(library, identifier)
        await pilot.press("E")
        await until(pilot, lambda: isinstance(app.screen, EditRecordScreen))
        screen = app.screen
        parts, dialog = screen.query_one(LineList), screen.query_one("#dialog")
        await until(pilot, lambda: bool(parts.lines))
        assert str(dialog.border_subtitle) == "enter changes · x takes away or apart · p prefers · u undo · esc"
        await pilot.press("end", "enter", *"Hobby: chess", "enter")
        await until(pilot, lambda: str(dialog.border_subtitle).endswith("· u undoes"))
        await pilot.press("u")
        await until(pilot, lambda: str(dialog.border_subtitle).startswith("undo "))
        assert record(library, identifier) == before
        await until(pilot, lambda: not any("chess" in text for line in parts.lines for text, _ in line.parts))
        await pilot.press("ctrl+r")
        await until(pilot, lambda: any("chess" in text for line in parts.lines for text, _ in line.parts))
        await pilot.press("u", "u")
        await until(pilot, lambda: dialog.border_subtitle == "there is nothing to undo")
        assert app.screen is screen


async def test_enter_on_what_was_merged_says_how_it_is_taken_apart(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n")
        await until(pilot, lambda: app.reader.panes.record.record_id is not None)
        into = str(app.reader.panes.record.record_id)
        connection = connect(library)
        moved = next(one.id for one in records.every(connection).values() if one.kind is Kind.BODY)
        connection.close()
        await app.reader._carry_out(editing.merge, into, [moved])
        await pilot.press("E")
        await until(pilot, lambda: isinstance(app.screen, EditRecordScreen))
        parts, dialog = app.screen.query_one(LineList), app.screen.query_one("#dialog")
        await until(pilot, lambda: bool(parts.lines))
        await pilot.press("end", "enter")
        await until(pilot, lambda: dialog.border_subtitle == "x takes it apart again")
        await pilot.press("x")
        await until(pilot, lambda: str(dialog.border_subtitle).startswith("split "))
