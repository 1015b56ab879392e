"""Lists: lines cut or wrapped, read from top to end by keyboard, as fast with a hundred thousand lines as with ten."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tui.text import safe_line
from tui.widgets.line_list import Line, LineList
from tui.widgets.strips import wrapped

NAMES = ", ".join(f"name-{number}" for number in range(40))


@asynccontextmanager
async def showing(lines: list[Line], *, wraps: bool = True) -> AsyncIterator[tuple[LineList, Pilot[None]]]:
    class ListApp(App[None]):
        def compose(self) -> ComposeResult:
            yield LineList(wraps=wraps)

    app = ListApp()
    async with app.run_test(size=(30, 8)) as pilot:
        listed = app.query_one(LineList)
        listed.show(lines)
        listed.focus()
        await pilot.pause()
        yield listed, pilot


def shown(listed: LineList) -> list[str]:
    return [listed.render_line(y).text.rstrip() for y in range(listed.size.height)]


def test_a_wrapped_line_goes_on_under_its_text() -> None:
    rows = wrapped((("type    ", "quiet"), ("launch vehicle of three stages", "")), 24, 8)
    assert ["".join(text for text, _ in row) for row in rows] == [
        "type    launch vehicle",
        "        of three stages",
    ]
    assert rows[0] == (("type    ", "quiet"), ("launch vehicle", ""))


@given(st.lists(st.text(max_size=30), max_size=4), st.integers(1, 40), st.integers(0, 8))
def test_nothing_but_spaces_is_lost_by_wrapping(texts: list[str], width: int, indent: int) -> None:
    rows = wrapped(tuple((text, "") for text in texts), width, indent)
    kept = "".join(text for row in rows for text, _ in row)
    assert kept.replace(" ", "") == safe_line("".join(texts)).replace(" ", "")


async def test_what_is_too_wide_is_read_to_its_end_by_the_arrow_keys() -> None:
    lines = [Line((("Head", ""),), value=1), Line(((NAMES, ""),)), Line((("Tail", ""),), value=2)]
    async with showing(lines) as (listed, pilot):
        seen = set(shown(listed))
        while listed.value != 2:
            await pilot.press("down")
            seen |= set(shown(listed))
        assert all(any(f"name-{number}" in row for row in seen) for number in range(40))
        await pilot.press("home")
        assert listed.cursor == 0
        await pilot.press("end")
        assert shown(listed)[-1] == "Tail"


async def test_a_click_on_any_row_of_a_line_chooses_it() -> None:
    chosen: list[object] = []
    async with showing([Line(((NAMES[:80], ""),), value="long")]) as (listed, pilot):
        listed.choose = lambda: chosen.append(listed.value)  # type: ignore[method-assign]
        await pilot.click(LineList, offset=(3, 2))
        assert chosen == ["long"]


async def test_the_words_that_are_meant_stand_out_under_the_cursor() -> None:
    line = Line((("of ", ""), ("NASA", "line-list--strong"), (" too", "line-list--quiet")), value=1)
    async with showing([line]) as (listed, _):
        underlined = [s.text for s in listed.render_line(0) if s.style is not None and s.style.underline]
        assert underlined == ["NASA"]


async def test_a_line_that_belongs_to_the_one_above_is_lit_kept_in_view_and_chosen_with_it() -> None:
    lines = []
    for number in range(1, 9):
        lines += [Line(((f"item {number}", ""),), value=number), Line((("  more", ""),), belongs=True)]
    async with showing(lines, wraps=False) as (listed, pilot):
        colours = [next(iter(listed.render_line(y))).style.bgcolor for y in range(4)]  # type: ignore[union-attr]
        assert colours[0] == colours[1] != colours[2] == colours[3]
        await pilot.press("down", "down", "down", "down")
        assert listed.value == 5
        assert [row.strip() for row in shown(listed)[-2:]] == ["item 5", "more"]
        chosen: list[object] = []
        listed.choose = lambda: chosen.append(listed.value)  # type: ignore[method-assign]
        await pilot.click(LineList, offset=(3, 1))
        assert chosen == [2]


async def test_a_wider_list_wraps_anew() -> None:
    async with showing([Line(((NAMES[:80], ""),), value="long")]) as (listed, pilot):
        before = len([row for row in shown(listed) if row])
        await pilot.resize_terminal(100, 8)
        await pilot.pause()
        assert before > len([row for row in shown(listed) if row]) == 1


async def test_the_cursor_stays_near_where_its_line_is_gone() -> None:
    lines = [Line(((str(number), ""),), value=number) for number in range(1, 10)]
    async with showing(lines) as (listed, _):
        listed.point_to(5)
        listed.show([line for line in lines if line.value != 5], keep_place=True)
        assert listed.value == 6


async def test_a_hundred_thousand_lines_cost_what_ten_do() -> None:
    async with showing([], wraps=False) as (listed, pilot):
        listed.show([Line(((str(number), ""),), value=number) for number in range(1, 100_001)])
        await pilot.press("end")
        assert listed.value == 100_000
        begun = perf_counter()
        for y in range(8):
            listed.render_line(y)
        assert perf_counter() - begun < 0.1
