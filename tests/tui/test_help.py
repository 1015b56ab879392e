"""The help: the keys of the screen in front, then those of the reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.binding import Binding

from tests.tui.reading import reader
from tests.tui.stating import fill
from tests.tui.test_reader_screen import begin, until
from tui.screens.help import HelpScreen, screen_lines
from tui.screens.queue import QueueScreen
from tui.widgets.line_list import Line, LineList


def words(line: Line) -> str:
    return "".join(text for text, _ in line.parts)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    fill(tmp_path / "library.db")
    return tmp_path / "library.db"


@pytest.mark.parametrize(
    ("key", "name", "does"),
    [
        ("Q", "Queue", "Leave it out of the next stroke over all, or take it in again."),
        ("H", "History", "Take it back, and leave what was decided since."),
        ("K", "Learnt", "Switch the rule off, or on again. Also x."),
        ("S", "Statements", "Change what it says, part by part. Also t."),
        ("L", "Library", "Search the texts for words."),
        ("R", "Records", "Show one kind only; again, all."),
        ("T", "Timeline", "Open the record that the date is of."),
    ],
)
@pytest.mark.parametrize("size", [(120, 40), (40, 12)])
async def test_the_keys_of_the_screen_in_front_come_first(
    library: Path, key: str, name: str, does: str, size: tuple[int, int]
) -> None:
    async with reader(library).run_test(size=size) as pilot:
        app = await begin(pilot)
        await pilot.press(key)
        await until(pilot, lambda: app.screen is not app.reader and bool(app.screen.query(LineList)))
        await until(pilot, lambda: isinstance(app.focused, LineList))
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen) and bool(app.screen.query("#keys")))
        shown = app.screen.query_one("#keys", LineList)
        await until(pilot, lambda: bool(shown.lines))
        assert words(shown.lines[0]) == f"{name}: the keys here"
        assert any(words(line).endswith(does) for line in shown.lines)
        assert "Moving" in map(words, shown.lines)


async def test_on_the_reader_its_own_keys_stand_once(library: Path) -> None:
    async with reader(library).run_test() as pilot:
        app = await begin(pilot)
        assert screen_lines(app.screen) == []


async def test_keys_that_do_the_same_for_ten_kinds_take_one_line(library: Path) -> None:
    async with reader(library).run_test() as pilot:
        app = await begin(pilot)
        await pilot.press("Q")
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        kinds = [words(line) for line in screen_lines(app.screen) if "one kind" in words(line)]
        assert [line.split()[0] for line in kinds] == ["1…0"]
        assert all(isinstance(each, Binding) and each.description for each in QueueScreen.BINDINGS)
