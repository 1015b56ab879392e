"""The source pane on a screen: what it shows, and what keys and mouse do."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Offset
from textual.message import Message
from textual.pilot import Pilot

from store.model import Kind, State
from tui.reader import text_view
from tui.reader.marks import Mark
from tui.reader.widget import SourceView

HEADLINE = "NASA and ESA go to the Moon."
NASA = Mark(0, 4, Kind.AGENCY, State.PROPOSED, 1)
ESA = Mark(9, 12, Kind.AGENCY, State.ACCEPTED, 2)
MOON = Mark(23, 27, Kind.BODY, State.PROPOSED, 3)
MARKS = [NASA, ESA, MOON]
LONG = "\n".join(f"line {number} of a long report that names the Moon more than once" for number in range(400))


class ReaderApp(App[None]):
    """A source pane and nothing else, keeping its messages."""

    CSS = "SourceView { border: round red; }"

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Message] = []

    def compose(self) -> ComposeResult:
        """The pane alone."""
        yield SourceView()

    def on_source_view_mention_selected(self, message: Message) -> None:
        """Keep it."""
        self.told.append(message)

    def on_source_view_followed(self, message: Message) -> None:
        """Keep it."""
        self.told.append(message)


@asynccontextmanager
async def reader(
    text: str, marks: list[Mark] | None = None, size: tuple[int, int] = (44, 12)
) -> AsyncIterator[tuple[SourceView, Pilot[None], list[Message]]]:
    app = ReaderApp()
    async with app.run_test(size=size) as pilot:
        view = app.query_one(SourceView)
        view.show(text, marks or [])
        await settled(view, pilot)
        yield view, pilot, app.told


async def settled(view: SourceView, pilot: Pilot[None]) -> None:
    await view.workers.wait_for_complete()
    await pilot.pause()


def shown(view: SourceView) -> list[str]:
    return [view.render_line(y).text for y in range(view.size.height)]


def cell_of(view: SourceView, offset: int) -> Offset:
    """The place on the screen of a character that is in view."""
    row, cell = view._layout.cell_of(offset)
    return Offset(1 + view._left + cell, 1 + row - round(view.scroll_y))


def styles_at(view: SourceView, y: int) -> Iterator[tuple[str, bool | None, bool | None, bool | None]]:
    for segment in view.render_line(y):
        style = segment.style
        assert style is not None
        yield segment.text, style.underline, style.bold, style.reverse


async def test_a_mention_is_followed_by_the_letter_of_its_kind() -> None:
    async with reader(HEADLINE, MARKS) as (view, _, _):
        assert shown(view)[0].strip() == "NASAᴬ and ESAᴬ go to the Moonᴮ."


async def test_open_reviewed_and_current_mentions_differ_without_colour() -> None:
    async with reader(HEADLINE, MARKS) as (view, _, _):
        view.select(MOON.id)
        looks = {text: rest for text, *rest in styles_at(view, 0)}
        assert looks["NASA"] == [True, None, None]
        assert looks["ESA"] == [None, True, None]
        assert looks["Moon"] == [True, True, True]
        assert looks[" and "] == [None, None, None]


async def test_hostile_text_never_reaches_the_screen() -> None:
    async with reader("\x1b[31mred [/b] \u202egnol\u2066 \x9b1m\r\nsecond\x0cthird") as (view, _, _):
        lines = shown(view)
        assert [line.strip() for line in lines[:3]] == ["␛[31mred [/b] �gnol� �1m", "second", "third"]


async def test_vowel_signs_and_tone_marks_are_drawn() -> None:
    async with reader("चंद्रयान-3 मिशन\nยานอวกาศ ที่ส่ง") as (view, _, _):
        assert [line.strip() for line in shown(view)[:2]] == ["चंद्रयान-3 मिशन", "ยานอวกาศ ที่ส่ง"]


async def test_a_click_on_a_mention_selects_it_and_tells_so() -> None:
    async with reader(HEADLINE, MARKS) as (view, pilot, told):
        await pilot.click(offset=cell_of(view, 10))
        assert view.current == ESA.id
        assert told == [SourceView.MentionSelected(ESA.id)]


async def test_a_click_on_the_letter_behind_a_mention_selects_it() -> None:
    async with reader(HEADLINE, MARKS) as (view, pilot, _):
        await pilot.click(offset=cell_of(view, MOON.end) - (1, 0))
        assert view.current == MOON.id


async def test_a_click_beside_a_mention_changes_nothing() -> None:
    async with reader(HEADLINE, MARKS) as (view, pilot, told):
        await pilot.click(offset=cell_of(view, 6))
        await pilot.click(offset=(40, 1))
        assert (view.current, told) == (None, [])


async def test_a_click_finds_a_mention_behind_wide_characters() -> None:
    text = "嫦娥四号 👩🏽\u200d🚀 🇨🇳 ESA"
    mark = Mark(len(text) - 3, len(text), Kind.AGENCY, State.PROPOSED, 7)
    async with reader(text, [mark]) as (view, pilot, _):
        await pilot.click(offset=(1 + view._left + 15, 1))
        assert view.current == mark.id


async def test_a_double_click_follows_a_mention() -> None:
    async with reader(HEADLINE, MARKS) as (view, pilot, told):
        await pilot.click(offset=cell_of(view, 24), times=2)
        assert SourceView.Followed(MOON.id) in told
        assert view.selected_span is None


async def test_a_double_click_selects_a_word() -> None:
    async with reader(HEADLINE, MARKS) as (view, pilot, _):
        await pilot.click(offset=cell_of(view, 6), times=2)
        assert view.selected_span == (5, 8)


async def drag(pilot: Pilot[None], start: Offset, end: Offset) -> None:
    await pilot.mouse_down(offset=start)
    await pilot.hover(offset=end)
    await pilot.mouse_up(offset=end)


async def test_the_mouse_selects_the_stored_text_to_the_letter() -> None:
    text = "A tab\there, e\u0301, \x1b[0m\r\n嫦娥四号 and 👩🏽\u200d🚀 go on."
    async with reader(text) as (view, pilot, _):
        await drag(pilot, cell_of(view, 2), cell_of(view, text.index("👩")))
        assert view.selected_span == (2, text.index(" go"))
        assert view.screen.get_selected_text() == text[2 : text.index(" go")]


async def test_a_selection_across_a_letter_of_a_kind_leaves_the_letter_out() -> None:
    async with reader(HEADLINE, MARKS) as (view, pilot, _):
        await drag(pilot, cell_of(view, 14), cell_of(view, 2))
        assert view.screen.get_selected_text() == HEADLINE[2:15]


async def test_a_selection_from_the_margin_begins_with_the_line() -> None:
    async with reader("one two\nthree four\nfive six", size=(60, 12)) as (view, pilot, _):
        assert view._left > 0
        await drag(pilot, Offset(1, 2), Offset(50, 2))
        assert view.screen.get_selected_text() == "three four"


async def test_a_selection_from_the_border_begins_with_the_line() -> None:
    async with reader(LONG) as (view, pilot, _):
        view.go_to(LONG.index("line 50"))
        await pilot.pause()
        await drag(pilot, Offset(0, 1), Offset(6, 1))
        start = LONG.index("line 50")
        assert view.selected_span is not None
        assert view.selected_span[0] == start


async def test_a_selection_that_is_set_is_drawn_and_copied() -> None:
    async with reader(HEADLINE) as (view, _, _):
        view.selected_span = (9, 12)
        assert view.screen.get_selected_text() == "ESA"
        assert view.selected_span == (9, 12)
        view.selected_span = None
        assert view.screen.get_selected_text() is None


async def test_keys_scroll_without_animation() -> None:
    async with reader(LONG) as (view, pilot, _):
        view.focus()
        await pilot.press("down", "down", "pagedown")
        assert view.scroll_y == 2 + view.size.height - 1
        await pilot.press("end")
        assert view.scroll_y == view.max_scroll_y > 0
        await pilot.press("home")
        assert view.place == 0


async def test_resizing_keeps_the_place() -> None:
    async with reader(LONG) as (view, pilot, _):
        place = LONG.index("line 250") + 40
        view.go_to(place)
        for width in (30, 100, 44):
            await pilot.resize_terminal(width, 14)
            await settled(view, pilot)
            start, end = view._layout.line(round(view.scroll_y))
            assert start <= place < end
        assert view.place == place


async def test_a_place_beyond_the_text_is_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    async with reader(LONG) as (view, pilot, _):
        view.go_to(len(LONG) + 1000)
        assert view.scroll_y == view.max_scroll_y
        monkeypatch.setattr(text_view, "AT_ONCE", 1000)
        view.show(LONG * 2)
        view.go_to(10**9)
        await settled(view, pilot)
        assert view.scroll_y == view.max_scroll_y


async def test_a_place_can_be_asked_for_before_there_is_a_screen() -> None:
    class EarlyApp(ReaderApp):
        def on_mount(self) -> None:
            view = self.query_one(SourceView)
            view.show(LONG)
            view.go_to(LONG.index("line 200"))

    app = EarlyApp()
    async with app.run_test(size=(44, 12)) as pilot:
        await pilot.pause()
        view = app.query_one(SourceView)
        assert "line 200" in shown(view)[0]
        assert view.place == LONG.index("line 200")


async def test_new_marks_keep_the_place_and_the_current_mention() -> None:
    async with reader(LONG) as (view, _, _):
        place = LONG.index("line 250")
        first = Mark(place, place + 4, Kind.LAW, State.PROPOSED, 1)
        view.marks = [first]
        view.go_to(place)
        view.select(1, scroll=False)
        view.marks = [*(Mark(at, at + 4, Kind.BODY, State.PROPOSED, at + 2) for at in range(0, 5000, 10)), first]
        assert view.place == place
        assert view.current == 1
        view.marks = []
        assert view.current is None


async def test_selecting_brings_a_mention_into_view_with_lines_around_it() -> None:
    at = LONG.index("line 300")
    async with reader(LONG, [Mark(at, at + 8, Kind.LAW, State.PROPOSED, 9)]) as (view, _, _):
        view.select(9)
        lines = shown(view)
        assert any("line 300ᵂ" in line for line in lines[2:-2])
        scroll = view.scroll_y
        view.select(9)
        assert view.scroll_y == scroll


async def test_walking_starts_at_the_place_and_goes_round() -> None:
    async with reader(HEADLINE, MARKS) as (view, _, _):
        walked = []
        for _ in range(4):
            mark = view.next_mention(1)
            assert mark is not None
            view.select(mark.id)
            walked.append(mark.id)
        assert walked == [1, 2, 3, 1]
        assert view.next_mention(1, only_open=True) == MOON
        assert view.next_mention(-1) == MOON


async def test_walking_goes_on_from_the_page_where_the_current_mention_is_out_of_view() -> None:
    marks = [Mark(at, at + 4, Kind.BODY, State.PROPOSED, at) for at in range(0, len(LONG) - 10, 50)]
    async with reader(LONG, marks) as (view, _, _):
        view.select(0)
        view.go_to(5000)
        ahead, before = view.next_mention(1), view.next_mention(-1)
        assert ahead is not None
        assert before is not None
        first, last = view.page
        assert first <= 5000 <= ahead.start < first + 50
        assert last - 50 <= before.start < last


async def test_the_hits_are_walked_on_from_the_page_as_well() -> None:
    async with reader(LONG) as (view, _, _):
        hits = view.find("line")
        view.go_to(hits[200].start)
        assert view.next_hit(1) == hits[200]


async def test_a_hidden_kind_is_shown_as_plain_text() -> None:
    async with reader(HEADLINE, MARKS) as (view, _, _):
        view.hidden = frozenset({Kind.AGENCY})
        assert shown(view)[0].strip() == "NASA and ESA go to the Moonᴮ."
        assert view.next_mention(1) == MOON


async def test_finding_goes_to_the_first_hit_from_the_place_on() -> None:
    async with reader(LONG) as (view, _, _):
        view.go_to(LONG.index("line 100"))
        hits = view.find("LINE 20")
        assert [LONG[hit.start : hit.end] for hit in hits] == ["line 20"] * 11
        assert view.hit == 1
        assert view.next_hit(-1) == hits[0]
        assert view.next_hit(-1) == hits[-1]
        assert any("line 209" in line for line in shown(view))
        view.clear_find()
        assert view.hit is None


async def test_a_long_text_is_laid_out_in_part_and_then_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_view, "AT_ONCE", 1000)
    monkeypatch.setattr(text_view, "FIRST_PART", 2000)
    mark = Mark(len(LONG) - 4, len(LONG), Kind.EVENT, State.PROPOSED, 5)
    async with reader("") as (view, pilot, _):
        view.show(LONG, [mark])
        assert view._layout.last < len(LONG)
        assert "line 0" in shown(view)[0]
        view.select(5)
        assert "onceᴱ" in "".join(shown(view))
        place = view.place
        await settled(view, pilot)
        assert (view._layout.first, view._layout.last) == (0, len(LONG))
        assert view.place == place
        assert "onceᴱ" in "".join(shown(view))


async def test_two_hundred_thousand_mentions_in_five_megabytes() -> None:
    text = "The probe Chang'e 4 set \n" * 200_000
    marks = [Mark(at + 10, at + 19, Kind.MISSION, State.PROPOSED, at) for at in range(0, len(text), 25)]
    async with reader(text, marks) as (view, pilot, told):
        view.select(marks[100_000].id)
        await pilot.pause()
        assert told == [SourceView.MentionSelected(marks[100_000].id)]
        y = round(cell_of(view, marks[100_000].start).y)
        await pilot.click(offset=(16, y + 1))
        assert view.current == marks[100_001].id
        assert view.next_mention(1) == marks[100_002]
