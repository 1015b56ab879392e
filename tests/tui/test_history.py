"""The history screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.history import Decided, Group
from store.model import Action
from tests.tui.reading import incoming, reader
from tests.tui.test_reader_screen import begin, current_words, progress, states, told, until
from tui.app import SpacetuiApp
from tui.screens import history
from tui.screens.history import HistoryScreen, decided_lines, group_line
from tui.widgets.line_list import LineList

GROUP = Group(3, "2026-01-02T03:04:05+00:00", "ann", Action.ACCEPT, "accept “NASA”", True, 1, 1)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


def said(lines: LineList) -> list[str]:
    return ["".join(text for text, _ in line.parts) for line in lines.lines]


async def open_history(pilot: Pilot[None], count: int) -> tuple[SpacetuiApp, LineList, LineList]:
    """Open the screen, and wait until so many groups stand there."""
    app = pilot.app
    assert isinstance(app, SpacetuiApp)
    await pilot.press("H")
    await until(pilot, lambda: isinstance(app.screen, HistoryScreen) and bool(app.screen.query("#groups")))
    groups, details = (app.screen.query_one(name, LineList) for name in ("#groups", "#details"))
    await until(pilot, lambda: len(groups.lines) == count and bool(details.lines))
    return app, groups, details


def test_a_group_tells_when_who_what_and_whether_it_still_holds() -> None:
    line = group_line(GROUP)
    assert "2026-01-0" in line.parts[0][0]
    assert "ann" in line.parts[0][0]
    assert line.parts[1][0] == "accept “NASA”"
    assert line.right == ""
    assert group_line(GROUP._replace(holds=False)).right == "undone"


async def test_the_newest_stands_first_with_before_and_after(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "a", "n", "x")
        await until(pilot, lambda: progress(app) == "6 of 8 to review")
        _, groups, details = await open_history(pilot, 2)
        assert "reject “ESA”" in said(groups)[0]
        assert "accept “NASA”" in said(groups)[1]
        assert said(details) == ["mention NASA and “ESA” followed the…  proposed → rejected, by tester"]


async def test_an_earlier_decision_is_reverted_and_the_later_one_stays(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "a", "n", "x")
        await until(pilot, lambda: progress(app) == "6 of 8 to review")
        _, groups, _ = await open_history(pilot, 2)
        await pilot.press("down", "r")
        await until(pilot, lambda: "revert accept “NASA”" in said(groups)[0])
        assert states(library)[:2] == ["proposed", "rejected"]
        await pilot.press("escape", "u")
        await until(pilot, lambda: "undo revert accept “NASA”" in told(app))
        assert states(library)[:2] == ["accepted", "rejected"]


def test_decisions_in_several_texts_stand_under_their_titles_each_with_the_words_around_it() -> None:
    one = Decided(3, "mention", 1, 1, "Mars", "proposed", "accepted", "Rovers", "the second rover that landed on ", ".")
    other = one._replace(document_id=2, title="Probes", left="", right=" is red and far away from here")
    lines = ["".join(text for text, _ in line.parts) for line in decided_lines([one, other])]
    assert lines == [
        "Rovers",
        "mention …that landed on “Mars”.  proposed → accepted",
        "Probes",
        "mention “Mars” is red and far…  proposed → accepted",
    ]
    assert len(decided_lines([one, one])) == 2


async def test_what_was_reverted_is_told_on_the_border_and_nowhere_else(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "a")
        await until(pilot, lambda: progress(app) == "7 of 8 to review")
        _, groups, _ = await open_history(pilot, 1)
        await pilot.press("r")
        await until(pilot, lambda: groups.border_subtitle == "revert accept “NASA”")
        await pilot.press("u")
        await until(pilot, lambda: groups.border_subtitle == "undo revert accept “NASA”")
        await until(pilot, lambda: len(groups.lines) == 3)
        await pilot.press("r")
        await until(pilot, lambda: groups.border_subtitle == "ctrl+r takes back an undo")
        assert states(library)[0] == "accepted"
        assert not app._notifications


async def test_words_are_searched(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "a", "n", "x")
        await until(pilot, lambda: progress(app) == "6 of 8 to review")
        _, groups, _ = await open_history(pilot, 2)
        await pilot.press("slash", *"accept")
        await until(pilot, lambda: len(groups.lines) == 1)
        assert "accept “NASA”" in said(groups)[0]
        await pilot.press("escape")
        await until(pilot, lambda: len(groups.lines) == 2)


async def test_one_decision_of_a_bulk_is_reverted(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "a", "A", "enter")
        await until(pilot, lambda: progress(app) == "6 of 8 to review")
        await pilot.press("u", "u", "ctrl+r", "ctrl+r")
        await until(pilot, lambda: "redo accept “NASA” at 1 other place" in told(app))
        _, groups, details = await open_history(pilot, 6)
        while "redo" in said(groups)[groups.cursor] or "undo" in said(groups)[groups.cursor]:
            await pilot.press("down")
        await pilot.press("tab", "r")
        await until(pilot, lambda: states(library).count("accepted") == 1)
        assert details.has_focus


async def test_enter_goes_to_where_it_was_decided_and_backspace_returns(library: Path) -> None:
    async with reader(library, incoming(), incoming("Other\n\nMoon over ESA.\n", "other")).run_test() as pilot:
        app = await begin(pilot)
        await pilot.press("n", "n", "a")
        await until(pilot, lambda: "accept" in told(app))
        await app.reader.visit(2)
        await open_history(pilot, 1)
        await pilot.press("enter")
        await until(pilot, lambda: app.reader.source.text.startswith("Probe"))
        assert current_words(app) == "ESA"
        await pilot.press("backspace")
        await until(pilot, lambda: app.reader.source.text.startswith("Other"))


async def test_the_end_of_a_page_brings_the_next(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "_PAGE", 2)
    async with reader(library).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("n", "a", "n", "a", "n", "a")
        await until(pilot, lambda: progress(app) == "5 of 8 to review")
        _, groups, _ = await open_history(pilot, 3)
        await pilot.press("end")
        await until(pilot, lambda: "accept “NASA”" in said(groups)[-1])
