"""The reader's screen: keys, panes, decisions, and what is shown of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store import decisions
from store.database import connect
from store.documents import digest
from store.model import Kind, State
from tests.tui.reading import RUN, TEXT, incoming, proposals, reader
from tui.app import CommandProvider, SpacetuiApp
from tui.jobs import ExtractionPart
from tui.messages import Extracted
from tui.screens.kind_menu import KindMenu
from tui.screens.library import LibraryScreen
from tui.widgets.line_list import LineList
from tui.widgets.title_bar import TitleBar


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


async def until(pilot: Pilot[None], reached: Callable[[], bool]) -> None:
    """Let the app go on until something is so; background work has no other end to wait for."""
    for _ in range(500):
        if reached():
            return
        await pilot.pause(0.01)
    raise AssertionError("it did not come about")


async def begin(pilot: Pilot[None]) -> SpacetuiApp:
    """Wait until the names have been found."""
    app = pilot.app
    assert isinstance(app, SpacetuiApp)
    await until(pilot, lambda: bool(app.reader.query("#source")))
    await until(pilot, lambda: bool(app.reader.source.marks) and app.reader.source.marks[0].id > 0)
    return app


def progress(app: SpacetuiApp) -> str:
    return app.reader.query_one(TitleBar).progress


def told(app: SpacetuiApp) -> str:
    return str(app.reader.source.border_subtitle or "")


def current_words(app: SpacetuiApp) -> str:
    mark = next(mark for mark in app.reader.source.marks if mark.id == app.reader.source.current)
    return TEXT[mark.start : mark.end]


def states(path: Path) -> list[str]:
    connection = connect(path)
    rows = connection.execute("SELECT state FROM mentions ORDER BY start_offset").fetchall()
    connection.close()
    return [state for (state,) in rows]


async def test_the_text_stands_there_before_the_library_is_open(library: Path) -> None:
    async with reader(library).run_test() as pilot:
        assert isinstance(pilot.app, SpacetuiApp)
        assert pilot.app.reader.source.text == TEXT


async def test_names_are_found_counted_and_listed_by_kind(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        assert progress(app) == "8 of 8 to review"
        headings = [line.parts[1][0] for line in app.reader.panes.entities.lines if line.value is None]
        assert headings == ["AGENCIES", "PEOPLE", "MISSIONS", "BODIES", "DATES"]


async def test_n_walks_the_mentions_and_shows_the_record_of_each(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n")
        assert current_words(app) == "NASA"
        record = app.reader.panes.record
        await until(pilot, lambda: record.record_id == "agency/national-aeronautics-and-space-administration")
        await pilot.press("n", "n")
        assert current_words(app) == "Chang'e 4"
        await pilot.press("N")
        assert current_words(app) == "ESA"


async def test_accepting_is_durable_shown_and_leaves_less_to_review(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "a")
        await until(pilot, lambda: "accept “NASA”" in told(app))
        assert progress(app) == "7 of 8 to review"
        assert states(library)[0] == "accepted"


async def test_the_next_to_review_passes_over_what_is_decided(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "a", "n", "x")
        await until(pilot, lambda: "reject “ESA”" in told(app))
        await pilot.press("]")
        assert current_words(app) == "Chang'e 4"
        await pilot.press("N", "N", "]")
        assert current_words(app) == "Chang'e 4"


async def test_changing_the_kind_asks_with_the_present_kind_under_the_cursor(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "t")
        await until(pilot, lambda: isinstance(app.screen, KindMenu))
        await until(pilot, lambda: app.screen.query_one(LineList).value is Kind.AGENCY)
        await pilot.press("o")
        await until(pilot, lambda: "change kind “NASA” to ORGANIZATION" in told(app))
        assert app.reader.source.marks[0].kind is Kind.ORGANIZATION
        await until(pilot, lambda: str(app.reader.panes.record.record_id).startswith("organization/"))


async def test_escape_leaves_the_kind_as_it_is(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "t")
        await until(pilot, lambda: isinstance(app.screen, KindMenu))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.reader)
        assert app.reader.source.marks[0].state is State.PROPOSED


async def test_undo_and_redo_go_back_and_forth_and_say_what_they_did(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "x", "u")
        await until(pilot, lambda: told(app).startswith("undo reject “NASA”"))
        assert progress(app) == "8 of 8 to review"
        await pilot.press("ctrl+r")
        await until(pilot, lambda: told(app).startswith("redo reject “NASA”"))
        assert app.reader.source.marks[0].state is State.REJECTED
        await pilot.press("u", "u")
        await until(pilot, lambda: "nothing to undo" in told(app))


async def test_undo_reaches_into_another_document_and_goes_there(library: Path) -> None:
    async with reader(library, incoming(), incoming("Other\n\nMoon over ESA.\n", "other")).run_test() as pilot:
        app = await begin(pilot)
        await pilot.press("n", "a")
        await until(pilot, lambda: "accept" in told(app))
        await app.reader.open(2)
        await until(pilot, lambda: app.reader.source.text.startswith("Other") and "2 of 2" in progress(app))
        await pilot.press("u")
        await until(pilot, lambda: app.reader.source.text == TEXT)
        assert "undo accept “NASA”" in told(app)
        await pilot.press("backspace")
        await until(pilot, lambda: app.reader.source.text.startswith("Other"))


async def test_a_decision_that_cannot_be_kept_is_told_and_not_shown(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n")
        connection = connect(library)
        connection.execute("CREATE TRIGGER full BEFORE INSERT ON decisions BEGIN SELECT raise(ABORT, 'no'); END")
        connection.close()
        await pilot.press("a")
        await until(pilot, lambda: any(n.severity == "error" for n in app._notifications))
        assert progress(app) == "8 of 8 to review"
        assert app.reader.source.marks[0].state is State.PROPOSED


async def test_the_record_of_the_first_entity_stands_there_before_any_name_is_gone_to(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await until(pilot, lambda: app.reader.panes.record.record_id is not None)
        assert app.reader.panes.record.record_id == app.reader.panes.entities.value
        assert app.reader.source.current is None


async def test_the_entities_point_to_nothing_else_when_the_last_mention_of_one_is_rejected(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        entities = app.reader.panes.entities
        await pilot.press("n", "n", "n")
        assert entities.value == "mission/chang-e-4"
        at = entities.cursor
        await pilot.press("x")
        await until(pilot, lambda: "reject" in told(app))
        await until(pilot, lambda: entities.value is None)
        await pilot.press("u")
        await until(pilot, lambda: entities.value == "mission/chang-e-4")
        await pilot.press("x", "tab", "down")
        await until(pilot, lambda: entities.value is not None)
        assert entities.cursor >= at - 1


async def test_tab_goes_round_the_panes(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        order = []
        for _ in range(4):
            order.append(app.focused.id if app.focused else None)
            await pilot.press("tab")
        assert order == ["source", "entities", "record", "source"]
        await pilot.press("shift+tab", "shift+tab")
        assert app.focused is not None
        assert app.focused.id == "record"


async def test_moving_among_entities_moves_the_source(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("tab", "end")
        await until(pilot, lambda: app.reader.source.current is not None)
        assert current_words(app) == "3 January 2019"


async def test_enter_follows_to_the_record_then_to_its_place_and_backspace_returns(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "enter")
        record = app.reader.panes.record
        await until(pilot, lambda: app.focused is record and record.record_id is not None)
        first = app.reader.source.current
        await pilot.press("end", "enter")
        await until(pilot, lambda: app.reader.source.current != first)
        assert current_words(app) == "NASA"
        assert app.focused is app.reader.source
        await pilot.press("backspace")
        await until(pilot, lambda: app.reader.source.current == first)
        await pilot.press("alt+right")
        await until(pilot, lambda: app.reader.source.current != first)


async def test_a_digit_hides_a_kind_and_the_star_shows_all(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("1", "n")
        assert current_words(app) == "Chang'e 4"
        await pilot.press("asterisk", "N")
        assert current_words(app) == "ESA"


async def test_finding_walks_the_hits_until_escape(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("slash", *"nasa", "enter")
        await until(pilot, lambda: told(app).startswith("1 of 2 · “nasa”"))
        await pilot.press("n")
        assert told(app).startswith("2 of 2")
        assert app.reader.source.current is None
        await pilot.press("escape", "n")
        assert told(app) == ""
        assert current_words(app) == "NASA"


async def test_the_library_opens_another_document_and_finds_by_words(library: Path) -> None:
    async with reader(library, incoming(), incoming("Other\n\nMoon over ESA.\n", "other")).run_test() as pilot:
        app = await begin(pilot)
        await pilot.press("L")
        await until(
            pilot, lambda: isinstance(app.screen, LibraryScreen) and len(app.screen.query_one(LineList).lines) == 2
        )
        await pilot.press("slash", *"esa mo", "enter", "enter")
        await until(pilot, lambda: app.reader.source.text.startswith("Other"))
        await until(pilot, lambda: told(app).startswith("1 of 2 · “esa mo”"))
        await pilot.press("n")
        assert app.reader.source.hits[app.reader.source.hit or 0] == (17, 20)


async def test_a_failing_extraction_is_told_and_reading_goes_on(library: Path) -> None:
    async with reader(library, failure="There is no model.").run_test() as pilot:
        app = pilot.app
        assert isinstance(app, SpacetuiApp)
        await until(pilot, lambda: any("no model" in n.message for n in app._notifications))
        assert app.reader.source.text == TEXT


async def test_an_article_read_before_asks_no_extraction(library: Path) -> None:
    async with reader(library).run_test() as pilot:
        await begin(pilot)
    again = reader(library)
    async with again.run_test() as pilot:
        await begin(pilot)
        assert again.reader._extraction.asked == []  # type: ignore[attr-defined]


async def test_what_another_reader_decided_is_not_lost_by_a_decision_here(library: Path) -> None:
    async with reader(library).run_test() as pilot:
        app = await begin(pilot)
        connection = connect(library)
        decisions.reject(connection, [app.reader.source.marks[1].id], "other")
        connection.close()
        await pilot.press("n", "a")
        await until(pilot, lambda: "accept" in told(app))
        assert states(library)[:2] == ["accepted", "rejected"]


async def test_a_keymap_changes_a_key(library: Path) -> None:
    async with reader(library, keymap={"accept": "y"}).run_test() as pilot:
        app = await begin(pilot)
        await pilot.press("n", "a")
        await pilot.press("y")
        await until(pilot, lambda: "accept “NASA”" in told(app))


async def test_the_palette_offers_the_commands_of_the_screen_in_front(library: Path) -> None:
    async with reader(library).run_test() as pilot:
        app = await begin(pilot)
        provider = CommandProvider(app.screen)
        titles = [hit.text async for hit in provider.discover()]
        assert "reject (x)" in titles
        await pilot.press("L")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        titles = [hit.text async for hit in CommandProvider(app.screen).discover()]
        assert "reject (x)" not in titles
        assert "quit (q)" in titles


async def test_a_process_that_begins_a_text_anew_doubles_no_name(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.document._SHOW_FOUND_EVERY", -1.0)
    async with reader(library, failure="nothing").run_test() as pilot:
        app = pilot.app
        assert isinstance(app, SpacetuiApp)
        await until(pilot, lambda: app.reader.document_id is not None)
        found = proposals(TEXT)
        for names in (found[:2], found[2:4], found[:3]):
            app.reader.post_message(Extracted(ExtractionPart(digest(TEXT), names, 0.5, False, RUN)))
        await until(pilot, lambda: len(app.reader.source.marks) == 3)
        assert [mark.start for mark in app.reader.source.marks] == [each.start for each in found[:3]]


async def test_the_palette_names_the_keys_that_the_configuration_sets(library: Path) -> None:
    async with reader(library, keymap={"accept": "y"}).run_test() as pilot:
        app = await begin(pilot)
        titles = [hit.text async for hit in CommandProvider(app.screen).discover()]
        assert "accept (y)" in titles


async def test_the_place_is_kept_when_the_reader_is_left(library: Path) -> None:
    long = incoming("Long\n\n" + "A line about ESA.\n\n" * 200, "long")
    async with reader(library, long).run_test(size=(80, 24)) as pilot:
        app = await begin(pilot)
        app.reader.source.go_to(len(long.text) // 2)
        await pilot.pause()
        place = app.reader.source.place
        await pilot.press("q")
        await pilot.pause()
    assert place > 0
    async with reader(library, long).run_test(size=(80, 24)) as pilot:
        app = await begin(pilot)
        await until(pilot, lambda: app.reader.source.place == place)


async def test_a_click_in_a_list_chooses_the_line_under_the_pointer(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        entities = app.reader.panes.entities
        row = next(i for i, line in enumerate(entities.lines) if line.value == "mission/chang-e-4")
        await pilot.click(entities, offset=(4, row + 1))
        await until(pilot, lambda: app.reader.source.current is not None)
        assert current_words(app) == "Chang'e 4"


async def test_a_document_opened_while_another_is_being_kept_keeps_its_own_mentions(library: Path) -> None:
    texts = incoming(), incoming("Other\n\nMoon over ESA.\n", "other")
    async with reader(library, *texts).run_test() as pilot:
        app = await begin(pilot)
        await app.reader.open(2)
        part = ExtractionPart(digest(TEXT), proposals(TEXT), 1.0, True, RUN)
        app.reader.post_message(Extracted(part))
        await until(pilot, lambda: len(app.reader.source.marks) == 2)
        assert all(mark.end <= len(app.reader.source.text) for mark in app.reader.source.marks)


async def test_a_library_that_fails_is_told_on_the_library_screen(library: Path) -> None:
    async with reader(library).run_test() as pilot:
        app = await begin(pilot)
        connection = connect(library)
        connection.execute("ALTER TABLE extractions RENAME TO elsewhere")
        connection.close()
        await pilot.press("L")
        await until(pilot, lambda: any(n.severity == "error" for n in app._notifications))


async def test_a_key_typed_right_behind_t_is_the_menus(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "t", "o")
        await until(pilot, lambda: "to ORGANIZATION" in told(app))
        assert progress(app) == "7 of 8 to review"


async def test_a_hidden_name_is_not_decided_on(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "1", "x")
        assert "go to a name first" in told(app)
        assert progress(app) == "8 of 8 to review"


async def test_the_article_left_for_another_of_the_library_is_a_place_to_come_back_to(library: Path) -> None:
    async with reader(library, incoming(), incoming("Other\n\nMoon over ESA.\n", "other")).run_test() as pilot:
        app = await begin(pilot)
        await app.reader.visit(2)
        assert app.reader.source.text.startswith("Other")
        await pilot.press("backspace")
        await until(pilot, lambda: app.reader.source.text == TEXT)


async def test_a_library_that_may_not_be_written_is_read_and_refuses_decisions(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(library).run_test() as pilot:
        await begin(pilot)
    access = os.access
    monkeypatch.setattr(os, "access", lambda place, mode: mode != os.W_OK and access(place, mode))
    async with reader(library).run_test() as pilot:
        app = await begin(pilot)
        await pilot.press("n", "a")
        await until(pilot, lambda: any("cannot be written" in note.message for note in app._notifications))
        assert progress(app) == "8 of 8 to review"
        await pilot.press("q")
    assert app.failure is None
    assert set(states(library)) == {"proposed"}


@pytest.mark.parametrize("key", ["n", "a", "e", "w", "l", "i"])
async def test_where_there_is_no_name_it_is_said_how_words_are_marked(library: Path, key: str) -> None:
    app = reader(library, incoming("Nobody is named.\n"), keymap={"select_text": "f7"})
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.reader._session.is_extracted)
        await pilot.press(key)
        assert told(app) == "no names here; f7 selects words to mark"


async def test_where_there_are_names_it_is_said_how_one_is_gone_to(library: Path) -> None:
    async with reader(library, keymap={"next_mention": "f8"}).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("a")
        assert told(app) == "go to a name first: f8"
