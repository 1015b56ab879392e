"""The adjudication's screen: both readings of each difference, settled by a key."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from store import adjudication, mentions, stated
from store.agreement import Marked
from store.database import connect
from store.differences import Choice, Difference
from store.model import Kind, State
from tests.tui.reading import TEXT, reader
from tests.tui.test_leaving import BusyLibrary
from tests.tui.test_reader_screen import begin, until
from tests.tui.two_libraries import decide_on_statements, fill_two
from tui.adjudicating import aspects
from tui.app import CommandProvider, SpacetuiApp
from tui.screens.adjudication import AdjudicationScreen
from tui.screens.help import HelpScreen, help_lines
from tui.screens.one_line import OneLineScreen
from tui.widgets.line_list import LineList
from tui.widgets.title_bar import TitleBar

MINE, THEIRS, NEITHER = Choice


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "ann.db"


@pytest.fixture
def other(library: Path) -> Path:
    return fill_two(library)


async def open_adjudication(pilot: Pilot[None]) -> AdjudicationScreen:
    app = await begin(pilot)
    await until(pilot, lambda: isinstance(app.screen, AdjudicationScreen) and bool(app.screen.query("#differences")))
    screen = app.screen
    assert isinstance(screen, AdjudicationScreen)
    await until(pilot, lambda: bool(shown(screen)))
    return screen


def shown(screen: AdjudicationScreen, name: str = "differences") -> list[str]:
    lines = screen.query_one(f"#{name}", LineList).lines
    return ["".join(text for text, _ in line.parts).strip() for line in lines]


def told_on_border(screen: AdjudicationScreen) -> str:
    return str(screen.query_one("#differences", LineList).border_subtitle)


def current(screen: AdjudicationScreen) -> str:
    key = screen.query_one("#differences", LineList).value
    return next((each.words for each in screen.differences if each.key == key), "")


def settled(screen: AdjudicationScreen) -> list[Choice | None]:
    return [each.settled for each in screen.differences]


def held(library: Path) -> dict[str, tuple[Kind, State, str | None]]:
    """What is decided in the text, by its words."""
    with closing(connect(library)) as connection:
        found = mentions.of_document(connection, 2)
        return {TEXT[m.start : m.end]: (m.kind, m.state, m.author) for m in found if m.state is not State.PROPOSED}


async def test_every_difference_is_listed_with_what_differs_and_both_readings(library: Path, other: Path) -> None:
    async with reader(library, adjudicate=other).run_test(size=(120, 40)) as pilot:
        screen = await open_adjudication(pilot)
        assert [line.right for line in screen.query_one("#differences", LineList).lines] == [
            *("1", "record", "4", "kind", "only mine", "words", "only theirs")
        ]
        assert screen.query_one(TitleBar).progress == "0 of 5 settled · F1 0.40 · kappa 0.75"
        assert current(screen) == "Zeta Prime"
        await pilot.press("n")
        assert shown(screen, "mine")[:2] == [
            *("≠ kind    AGENCY", "= record  National Aeronautics and Space Administration")
        ]
        assert shown(screen, "theirs")[0] == "≠ kind    ORGANIZATION"
        assert shown(screen, "theirs")[-1] == "note    not a state agency here"
        await pilot.press("n")
        assert shown(screen, "theirs")[0] == "≠ rejected: no name"
        await pilot.press("down")
        assert shown(screen, "theirs")[2] == "≠ words   “[landing of Chang'e 4]”"
        assert shown(screen, "mine")[2] == "≠ words   “landing of [Chang'e 4]”"
        await pilot.press("n")
        assert shown(screen, "mine") == ["≠ not marked as a name"]
        await pilot.press("N", "up")
        assert current(screen) == "ESA"


def test_one_record_under_two_names_is_told_as_the_same() -> None:
    mine, theirs = (
        Marked(start, 8, Kind.PERSON, name, State.ACCEPTED, "ann", "person/jan", "", None)
        for start, name in ((0, "Jan"), (4, "Johann"))
    )
    difference = Difference(1, "Probe", 0, "", "Jan Jan.", "", mine, theirs, None, None)
    assert aspects(difference) == ["words"]


async def test_a_choice_is_kept_shown_and_the_next_open_one_is_gone_to(library: Path, other: Path) -> None:
    async with reader(library, adjudicate=other).run_test(size=(120, 40)) as pilot:
        screen = await open_adjudication(pilot)
        await pilot.press("n", "2", "1", "0", "0")
        await until(pilot, lambda: settled(screen) == [None, THEIRS, MINE, NEITHER, MINE])
        assert current(screen) == "Zeta Prime"
        await until(pilot, lambda: told_on_border(screen) == "adjudicate “Moon”: no name · u undoes")
        assert screen.query_one(TitleBar).progress.startswith("4 of 5 settled · F1 ")
        assert held(library) == {
            "NASA": (Kind.ORGANIZATION, State.ACCEPTED, "tester"),
            "ESA": (Kind.AGENCY, State.ACCEPTED, "tester"),
            "landing of Chang'e 4": (Kind.MISSION, State.REJECTED, "tester"),
            "Chang'e 4": (Kind.MISSION, State.REJECTED, "tester"),
            "Moon": (Kind.BODY, State.REJECTED, "tester"),
            "Jan Woerner": (Kind.PERSON, State.ACCEPTED, "ann"),
        }


async def test_relations_and_quotations_are_settled_as_mentions_are(library: Path, other: Path) -> None:
    decide_on_statements(library, other)
    async with reader(library, adjudicate=other).run_test(size=(120, 40)) as pilot:
        screen = await open_adjudication(pilot)
        assert shown(screen)[2:4] == [
            "· Jan Wörner director-general of European Space Agency  Jan Woerner, director-general of ESA",
            "· …of ESA, said: “Chang'e 4 is a step.” It was launched on 3 January 2019.",
        ]
        await pilot.press("n")
        assert shown(screen, "theirs") == [
            *("= subject Jan Wörner", "= says    in office at", "= object  European Space Agency", "≠ role    head"),
            "by      bob, 2026-03-05",
        ]
        await pilot.press("n")
        assert shown(screen, "theirs")[:3] == [
            *("= speaker Jan Wörner", "= form    direct", "≠ words   “[Chang'e 4] is a step.”")
        ]
        await pilot.press("N", "2", "0")
        await until(pilot, lambda: settled(screen)[:3] == [None, THEIRS, NEITHER])
        await until(pilot, lambda: "no quotation" in told_on_border(screen))
        with closing(connect(library)) as connection:
            found = stated.in_document(connection, 1)
        assert (found.relations[0].role, found.relations[0].author, found.quotations) == ("head", "tester", [])
        await pilot.press("u")
        await until(pilot, lambda: settled(screen)[:3] == [None, THEIRS, None])
        await until(pilot, lambda: current(screen) == "Chang'e 4 is a step.")


async def test_undoing_on_a_statement_compares_its_text_alone(
    library: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide_on_statements(library, other)
    asked: list[Collection[int] | None] = []

    def survey(
        connection: sqlite3.Connection, other: adjudication.Other, only: Collection[int] | None = None
    ) -> dict[int, adjudication.Compared]:
        asked.append(only)
        return compare(connection, other, only)

    compare = adjudication.survey
    monkeypatch.setattr(adjudication, "survey", survey)
    async with reader(library, adjudicate=other).run_test(size=(120, 40)) as pilot:
        screen = await open_adjudication(pilot)
        await pilot.press("n", "2")
        await until(pilot, lambda: settled(screen)[1] is THEIRS)
        await pilot.press("u")
        await until(pilot, lambda: settled(screen)[1] is None)
        assert asked == [None, {1}, {1}]


async def test_undo_opens_a_difference_again_and_redo_settles_it(library: Path, other: Path) -> None:
    async with reader(library, adjudicate=other).run_test(size=(120, 40)) as pilot:
        screen = await open_adjudication(pilot)
        before = held(library)
        await pilot.press("n", "2")
        await until(pilot, lambda: settled(screen)[1] is THEIRS)
        await pilot.press("u")
        await until(pilot, lambda: settled(screen)[1] is None)
        await until(pilot, lambda: current(screen) == "NASA")
        assert held(library) == before
        await pilot.press("ctrl+r")
        await until(pilot, lambda: settled(screen)[1] is THEIRS)


async def test_what_is_settled_is_left_out_where_only_open_ones_are_wanted(library: Path, other: Path) -> None:
    async with reader(library, adjudicate=other).run_test(size=(120, 40)) as pilot:
        screen = await open_adjudication(pilot)
        await pilot.press("o", "1", "1", "1")
        await until(
            pilot,
            lambda: (
                shown(screen)[1:]
                == ["· …and ESA followed the landing of Chang'e 4 on the Moon.", "· …of Chang'e 4 on the Moon."]
            ),
        )
        await pilot.press("1", "1")
        await until(pilot, lambda: shown(screen) == ["All is settled; o shows all."])
        await pilot.press("o")
        await until(pilot, lambda: len(shown(screen)) == 7)


async def test_a_reason_is_noted_with_the_decision_or_behind_it(library: Path, other: Path) -> None:
    async with reader(library, adjudicate=other).run_test(size=(120, 40)) as pilot:
        screen = await open_adjudication(pilot)
        await pilot.press("n", "i")
        await until(pilot, lambda: isinstance(pilot.app.screen, OneLineScreen) and pilot.app.screen.is_current)
        await pilot.press("s", "o", "enter")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert str(screen.query_one("#reason", Static).render()) == "reason: so"
        await pilot.press("2")
        await until(pilot, lambda: screen.differences[1].reason == "so")
        await pilot.press("N", "i")
        await until(pilot, lambda: isinstance(pilot.app.screen, OneLineScreen) and pilot.app.screen.is_current)
        assert pilot.app.screen.query_one(Input).value == "so"
        await pilot.press("!", "enter")
        await until(pilot, lambda: screen.differences[1].reason == "so!")
        assert settled(screen)[1] is THEIRS


async def test_a_reason_on_a_statement_stays_in_view_and_the_dialog_says_where_it_is_kept(
    library: Path, other: Path
) -> None:
    decide_on_statements(library, other)
    async with reader(library, adjudicate=other).run_test(size=(120, 40)) as pilot:
        screen = await open_adjudication(pilot)
        await pilot.press("n", "i")
        await until(pilot, lambda: isinstance(pilot.app.screen, OneLineScreen) and pilot.app.screen.is_current)
        title = str(pilot.app.screen.query_one("#dialog").border_title)
        assert title == "Why? Kept in the history with the decision"
        await pilot.press("s", "o", "enter")
        await until(pilot, lambda: pilot.app.screen is screen)
        await pilot.press("2")
        await until(pilot, lambda: settled(screen)[1] is THEIRS)
        await pilot.press("N")
        await until(pilot, lambda: str(screen.query_one("#reason", Static).render()) == "reason: so")


async def test_enter_goes_to_the_place_and_the_command_comes_back(library: Path, other: Path) -> None:
    async with reader(library, adjudicate=other).run_test(size=(120, 40)) as pilot:
        await open_adjudication(pilot)
        app = pilot.app
        assert isinstance(app, SpacetuiApp)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.reader and app.reader.document_id == 1)
        await app.reader.action_adjudicate()
        await until(pilot, lambda: isinstance(app.screen, OneLineScreen) and app.screen.is_current)
        assert app.screen.query_one(Input).value == str(other)
        await pilot.press("enter")
        await open_adjudication(pilot)
        await pilot.press("q")
        await until(pilot, lambda: app.screen is app.reader)


async def test_a_statement_that_came_with_a_file_leads_nowhere_and_says_so(library: Path, other: Path) -> None:
    decide_on_statements(library, other)
    for path in (library, other):
        with closing(connect(path)) as connection:
            connection.execute("UPDATE relations SET start_offset = NULL, end_offset = NULL")
    async with reader(library, adjudicate=other).run_test(size=(120, 40)) as pilot:
        screen = await open_adjudication(pilot)
        await pilot.press("home", "down", "enter")
        await until(pilot, lambda: told_on_border(screen) == "this came with a file, which names no place")
        assert pilot.app.screen is screen


async def test_what_was_opened_while_the_other_library_was_read_stays_in_front(library: Path, other: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        busy = BusyLibrary(app)
        app.reader.adjudicate(other)
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await busy.answers()
        told = "bob.db has been read; adjudicate shows its differences."
        await until(pilot, lambda: told in [notice.message for notice in app._notifications])
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        await app.reader.action_adjudicate()
        await until(pilot, lambda: isinstance(app.screen, OneLineScreen) and app.screen.is_current)
        await pilot.press("enter")
        await open_adjudication(pilot)


async def test_a_decision_is_carried_out_though_the_screen_is_left_at_once(library: Path, other: Path) -> None:
    async with reader(library, adjudicate=other).run_test(size=(120, 40)) as pilot:
        await open_adjudication(pilot)
        app = pilot.app
        assert isinstance(app, SpacetuiApp)
        busy = BusyLibrary(app)
        await pilot.press("n", "2", "escape")
        await until(pilot, lambda: app.screen is app.reader)
        await busy.answers()
        await until(pilot, lambda: held(library)["NASA"][0] is Kind.ORGANIZATION)


async def test_a_blind_reader_sees_decisions_and_no_proposal(library: Path, other: Path) -> None:
    async with reader(library, adjudicate=other, blind=True).run_test(size=(120, 40)) as pilot:
        app = pilot.app
        assert isinstance(app, SpacetuiApp)
        await until(pilot, lambda: isinstance(app.screen, AdjudicationScreen) and bool(app.screen.query("#mine")))
        screen = app.screen
        assert isinstance(screen, AdjudicationScreen)
        await until(pilot, lambda: len(shown(screen)) == 7)
        await pilot.press("end")
        await until(pilot, lambda: shown(screen, "mine") == ["≠ not marked as a name"])


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("missing.db", "There is no library at"),
        ("ann.db", "is the library itself"),
        ("note.txt", "is no spacetui library or is damaged"),
        (".", "is a folder"),
    ],
)
async def test_a_library_that_cannot_be_read_is_told_in_one_sentence(
    library: Path, other: Path, named: str, told: str
) -> None:
    (library.parent / "note.txt").write_text("a text " * 200, encoding="utf-8")
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await app.reader.action_adjudicate()
        await until(pilot, lambda: isinstance(app.screen, OneLineScreen) and app.screen.is_current)
        app.screen.query_one(Input).value = str(library.parent / named)
        await pilot.press("enter")
        await until(pilot, lambda: any(told in notice.message for notice in app._notifications))
        assert app.screen is app.reader


async def test_nothing_in_common_is_told(library: Path, tmp_path: Path) -> None:
    connect(tmp_path / "empty.db").close()
    async with reader(library, adjudicate=tmp_path / "empty.db").run_test(size=(40, 12)) as pilot:
        screen = await open_adjudication(pilot)
        assert shown(screen) == ["There is no text on which both have decided."]
        await pilot.press("1", "i", "enter", "u")
        await until(pilot, lambda: told_on_border(screen) == "there is nothing to undo")


async def test_a_command_without_a_key_stands_in_palette_and_help_and_a_keymap_gives_it_one(
    library: Path, other: Path
) -> None:
    lines = {line.value: "".join(text for text, _ in line.parts) for line in help_lines({})}
    assert lines["adjudicate"].split(maxsplit=1)[0] == "palette"
    given = {line.value: line.parts[0][0].strip() for line in help_lines({"adjudicate": "J"}) if line.parts}
    assert given["adjudicate"] == "J"
    async with reader(library, keymap={"adjudicate": "J"}).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        titles = [hit.text async for hit in CommandProvider(app.screen).discover()]
        assert "adjudicate (J)" in titles
        await pilot.press("J")
        await until(pilot, lambda: isinstance(app.screen, OneLineScreen))


async def test_a_reason_that_takes_a_line_leaves_the_difference_in_view(library: Path, other: Path) -> None:
    async with reader(library, adjudicate=other).run_test(size=(40, 12)) as pilot:
        screen = await open_adjudication(pilot)
        await pilot.press("n", "n", "i")
        await until(pilot, lambda: isinstance(pilot.app.screen, OneLineScreen) and pilot.app.screen.is_current)
        await pilot.press("s", "o", "enter")
        await until(pilot, lambda: pilot.app.screen is screen)
        listed = screen.query_one("#differences", LineList)
        await until(pilot, lambda: listed.scrollable_content_region.height == 2)
        await until(pilot, lambda: listed.scroll_offset.y <= listed.cursor < listed.scroll_offset.y + 2)
        assert current(screen) == "ESA"
