"""How the screens look, at the sizes that must work. Renew with `--snapshot-update`, and look at each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from store.differences import Choice
from tests.tui.learning import fill_with_lessons
from tests.tui.reading import incoming, reader
from tests.tui.stating import OTHER, fill
from tests.tui.test_adjudication_screen import open_adjudication, told_on_border
from tests.tui.test_reader_screen import begin, until
from tests.tui.two_libraries import decide_on_statements, fill_two
from tui import training
from tui.app import SpacetuiApp
from tui.library import next_waiting
from tui.screens.identical import IdenticalScreen
from tui.screens.kind_menu import KindMenu
from tui.screens.learnt import LearntScreen
from tui.screens.library import LibraryScreen
from tui.screens.linking import LinkScreen
from tui.screens.relating import RelatingScreen
from tui.widgets.line_list import LineList
from tui.widgets.progress_line import ProgressLine
from tui.widgets.title_bar import TitleBar

SIZES = [(120, 40), (80, 24), (40, 12)]
Compare = Callable[..., bool]
NASA = "agency/national-aeronautics-and-space-administration"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


async def at_a_mention(pilot: Pilot[Any]) -> None:
    """Two accepted or rejected, one under the cursor, its record open."""
    app = await begin(pilot)
    await pilot.press("n", "a", "n", "x", "n")
    await until(pilot, lambda: "reject" in str(app.reader.source.border_subtitle))
    await until(pilot, lambda: app.reader.panes.record.record_id == "mission/chang-e-4")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_reading(snap_compare: Compare, library: Path, size: tuple[int, int]) -> None:
    assert snap_compare(reader(library), terminal_size=size, run_before=at_a_mention)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_record_in_front(snap_compare: Compare, library: Path, size: tuple[int, int]) -> None:
    async def follow(pilot: Pilot[Any]) -> None:
        await at_a_mention(pilot)
        await pilot.press("enter")
        app = pilot.app
        assert isinstance(app, SpacetuiApp)
        await until(pilot, lambda: app.focused is app.reader.panes.record)

    assert snap_compare(reader(library), terminal_size=size, run_before=follow)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_help(snap_compare: Compare, library: Path, size: tuple[int, int]) -> None:
    async def ask(pilot: Pilot[Any]) -> None:
        await begin(pilot)
        await pilot.press("question_mark")
        await until(pilot, lambda: bool(pilot.app.screen.query("#keys")))

    assert snap_compare(reader(library), terminal_size=size, run_before=ask)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_menu_of_kinds(snap_compare: Compare, library: Path, size: tuple[int, int]) -> None:
    async def ask(pilot: Pilot[Any]) -> None:
        app = await begin(pilot)
        await pilot.press("n")
        await until(pilot, lambda: app.reader.panes.record.record_id == NASA)
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, KindMenu) and pilot.app.screen.is_current)
        await pilot.pause()

    assert snap_compare(reader(library), terminal_size=size, run_before=ask)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_library(snap_compare: Compare, library: Path, size: tuple[int, int]) -> None:
    async def open_it(pilot: Pilot[Any]) -> None:
        app = await begin(pilot)
        while await app.reader.ask(next_waiting, ()) is not None:
            await pilot.pause(0.01)
        await pilot.press("L")
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))
        await until(pilot, lambda: len(pilot.app.screen.query_one(LineList).lines) == 2)

    texts = incoming(), incoming("Other\n\nMoon over ESA.\n", "other")
    assert snap_compare(reader(library, *texts), terminal_size=size, run_before=open_it)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_linking(snap_compare: Compare, library: Path, size: tuple[int, int]) -> None:
    async def ask(pilot: Pilot[Any]) -> None:
        await at_a_mention(pilot)
        await pilot.press("l")
        await until(pilot, lambda: isinstance(pilot.app.screen, LinkScreen))
        pilot.app.screen.query_one(Input).cursor_blink = False
        await until(pilot, lambda: pilot.app.screen.query_one(LineList).value is not None)

    assert snap_compare(reader(library), terminal_size=size, run_before=ask)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_selecting_text(snap_compare: Compare, library: Path, size: tuple[int, int]) -> None:
    async def select(pilot: Pilot[Any]) -> None:
        await at_a_mention(pilot)
        await pilot.press("v", "shift+right")
        await until(pilot, lambda: bool(pilot.app.screen.query("SpanBar")))

    assert snap_compare(reader(library), terminal_size=size, run_before=select)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_all_identical(snap_compare: Compare, library: Path, size: tuple[int, int]) -> None:
    async def ask(pilot: Pilot[Any]) -> None:
        await at_a_mention(pilot)
        await pilot.press("A")
        await until(pilot, lambda: isinstance(pilot.app.screen, IdenticalScreen))
        await until(pilot, lambda: bool(pilot.app.screen.query_one(LineList).value))

    assert snap_compare(reader(library), terminal_size=size, run_before=ask)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(
    ("key", "words"), [("p", "Life"), ("R", "MISSIONS"), ("Q", "Zeta"), ("T", "2018")], ids=lambda value: value
)
def test_the_screens_behind_keys(
    snap_compare: Compare, library: Path, size: tuple[int, int], key: str, words: str
) -> None:
    async def open_it(pilot: Pilot[Any]) -> None:
        app = await begin(pilot)
        await pilot.press("n", "n", "n")
        await until(pilot, lambda: app.reader.panes.record.record_id == "mission/chang-e-4")
        await pilot.press(key)
        await until(pilot, lambda: app.screen is not app.reader)
        await until(pilot, lambda: any(words in text for text in _texts(app.screen.query(LineList).first())))
        await pilot.pause()

    fill(library)
    assert snap_compare(reader(library), terminal_size=size, run_before=open_it)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(
    ("keys", "selector"), [("", "#statements"), ("e", "#parts"), ("w", "#why")], ids=["all", "one", "why"]
)
def test_what_a_text_states(
    snap_compare: Compare, library: Path, size: tuple[int, int], keys: str, selector: str
) -> None:
    async def open_it(pilot: Pilot[Any]) -> None:
        await begin(pilot)
        await pilot.press("S")
        await filled(pilot, "#statements")
        await pilot.press(*keys)
        await filled(pilot, selector)
        await pilot.pause()

    fill(library)
    assert snap_compare(reader(library, incoming(OTHER, "other")), terminal_size=size, run_before=open_it)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_relating_two_names(snap_compare: Compare, library: Path, size: tuple[int, int]) -> None:
    async def ask(pilot: Pilot[Any]) -> None:
        await at_a_mention(pilot)
        await pilot.press("r")
        await until(pilot, lambda: isinstance(pilot.app.screen, RelatingScreen))
        pilot.app.screen.query_one(Input).cursor_blink = False
        await pilot.press("enter")
        await pilot.pause()

    assert snap_compare(reader(library), terminal_size=size, run_before=ask)


async def filled(pilot: Pilot[Any], selector: str) -> None:
    """Wait until there are lines in a list of the screen in front."""
    await until(pilot, lambda: bool(pilot.app.screen.query(selector)))
    shown = pilot.app.screen.query_one(selector, LineList)
    await until(pilot, lambda: bool(shown.lines))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_what_is_learnt_while_a_training_goes_on(
    snap_compare: Compare, library: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def train(pilot: Pilot[Any]) -> None:
        app = await begin(pilot)
        await pilot.press("K")
        await until(pilot, lambda: isinstance(app.screen, LearntScreen) and bool(app.screen.query(LineList)))
        await until(pilot, lambda: any("precision" in text for text in _texts(app.screen.query_one(LineList))))
        await pilot.press("t", "down")
        await until(pilot, lambda: app.screen.query_one(ProgressLine).done == 0.4)
        await pilot.pause()

    fill_with_lessons(library)
    monkeypatch.setattr(training, "LEARNER", "tests.tui.stub_learner")
    assert snap_compare(reader(library), terminal_size=size, run_before=train)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_reading_while_a_training_goes_on(
    snap_compare: Compare, library: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def train(pilot: Pilot[Any]) -> None:
        await at_a_mention(pilot)
        app = pilot.app
        assert isinstance(app, SpacetuiApp)
        app.action_learn()
        await until(pilot, lambda: app.reader.query_one(TitleBar).background == "training 40%")
        await pilot.pause()

    monkeypatch.setattr(training, "LEARNER", "tests.tui.stub_learner")
    assert snap_compare(reader(library), terminal_size=size, run_before=train)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_adjudicating(snap_compare: Compare, library: Path, size: tuple[int, int]) -> None:
    async def settle_some(pilot: Pilot[Any]) -> None:
        screen = await open_adjudication(pilot)
        await pilot.press("2", "1", "n", "N", "N")
        await until(pilot, lambda: [each.settled for each in screen.differences[:2]] == [Choice.THEIRS, Choice.MINE])
        await until(pilot, lambda: "Jan W" in told_on_border(screen))

    other = fill_two(library)
    decide_on_statements(library, other)
    assert snap_compare(reader(library, adjudicate=other), terminal_size=size, run_before=settle_some)


def _texts(shown: LineList) -> list[str]:
    return ["".join(text for text, _ in line.parts) for line in shown.lines]
