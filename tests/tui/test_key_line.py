"""The line of keys: help and palette always, of the others the most important for which there is room."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.reading import reader
from tests.tui.test_reader_screen import begin, until
from tui.widgets.key_line import Key, KeyLine, fitting


def test_the_least_important_key_is_left_out_first() -> None:
    keys = [Key("n", "next", "n"), Key("]", "next open", "o"), Key("q", "quit", "q")]
    assert fitting(keys, 40) == keys
    assert fitting(keys, 20) == [keys[0], keys[2]]
    assert fitting(keys, 7) == []


@pytest.mark.parametrize(("width", "height"), [(120, 40), (80, 24), (40, 12)])
async def test_help_and_palette_stand_on_the_right_at_every_size(tmp_path: Path, width: int, height: int) -> None:
    async with reader(tmp_path / "library.db").run_test(size=(width, height)) as pilot:
        app = await begin(pilot)
        shown = app.reader.query_one(KeyLine).render_line(0).text
        assert shown.startswith(" n next  a accept")
        assert shown.endswith("? help  ^p palette ")
        assert len(shown) == width


async def test_the_line_names_the_keys_as_they_are_set(tmp_path: Path) -> None:
    async with reader(tmp_path / "library.db", keymap={"accept": "ctrl+y"}).run_test() as pilot:
        app = await begin(pilot)
        assert "^y accept" in app.reader.query_one(KeyLine).render_line(0).text


async def test_while_something_is_typed_letters_are_no_keys(tmp_path: Path) -> None:
    async with reader(tmp_path / "library.db").run_test() as pilot:
        app = await begin(pilot)
        await pilot.press("slash")
        line = app.reader.query_one(KeyLine)
        await until(pilot, lambda: "n next" not in line.render_line(0).text)
        assert line.render_line(0).text.strip() == "^p palette"


async def test_a_click_on_a_key_does_what_the_key_does(tmp_path: Path) -> None:
    async with reader(tmp_path / "library.db").run_test() as pilot:
        app = await begin(pilot)
        await pilot.click(KeyLine, offset=(2, 0))
        await until(pilot, lambda: app.reader.source.current is not None)


async def test_ctrl_c_says_which_key_leaves(tmp_path: Path) -> None:
    async with reader(tmp_path / "library.db", keymap={"back_or_quit": "f10"}).run_test() as pilot:
        app = await begin(pilot)
        await pilot.press("ctrl+c", "ctrl+c")
        assert [note.message for note in app._notifications] == ["f10 leaves the program."]


async def test_a_newer_failure_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    async with reader(tmp_path / "library.db").run_test() as pilot:
        app = await begin(pilot)
        app.reader.tell_failure("One.")
        app.reader.tell_failure("Two.")
        await pilot.pause()
        assert [note.message for note in app._notifications] == ["Two."]


async def test_what_was_done_is_told_for_a_while_then_what_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.document._TOLD_FOR", 0.05)
    async with reader(tmp_path / "library.db").run_test() as pilot:
        app = await begin(pilot)
        app.reader._show_status("finding names…")
        app.reader._tell("accept “NASA”")
        assert app.reader.source.border_subtitle == "accept “NASA”"
        await until(pilot, lambda: app.reader.source.border_subtitle == "finding names…")
