"""The queue's screen: deciding one by one and a screenful at a time."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.database import connect
from store.model import Kind, State
from tests.tui.reading import TEXT, reader
from tests.tui.stating import OTHER, UNKNOWN, fill
from tests.tui.test_reader_screen import begin, until
from tui.screens.queue import QueueScreen
from tui.widgets.line_list import LineList
from tui.widgets.title_bar import TitleBar


@pytest.fixture
def library(tmp_path: Path) -> Path:
    fill(tmp_path / "library.db")
    return tmp_path / "library.db"


def states(library: Path) -> list[str]:
    connection = connect(library)
    rows = connection.execute("SELECT DISTINCT state FROM mentions ORDER BY state").fetchall()
    connection.close()
    return [state for (state,) in rows]


async def open_queue(pilot: Pilot[None]) -> QueueScreen:
    app = await begin(pilot)
    await pilot.press("Q")
    await until(pilot, lambda: isinstance(app.screen, QueueScreen) and bool(app.screen.screenful.items))
    assert isinstance(app.screen, QueueScreen)
    return app.screen


def title(screen: QueueScreen) -> str:
    return str(screen.query_one("#queue", LineList).border_title)


def told(screen: QueueScreen) -> str:
    return str(screen.query_one("#queue", LineList).border_subtitle)


async def test_a_decision_is_shown_and_the_next_to_decide_is_gone_to(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        screen = await open_queue(pilot)
        first, second, third = screen.screenful.items[:3]
        await pilot.press("a", "x")
        await until(pilot, lambda: "reject" in told(screen))
        assert [screen.screenful.state(item) for item in (first, second)] == [State.ACCEPTED, State.REJECTED]
        assert screen.query_one("#queue", LineList).value == third.mention_id
        assert screen.query_one(TitleBar).progress == f"2 decided · {len(screen.screenful.items) - 2} waiting"
        await pilot.press("u")
        await until(pilot, lambda: screen.screenful.state(second) is State.PROPOSED)


async def test_the_kind_is_changed_and_shown_and_taken_back(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        screen = await open_queue(pilot)
        first, second = screen.screenful.items[:2]
        assert first.kind is not Kind.EVENT
        await pilot.press("t", "e")
        await until(pilot, lambda: "EVENT" in told(screen))
        found = screen.screenful.item(first.mention_id)
        assert found is not None
        assert (found.kind, screen.screenful.state(found)) == (Kind.EVENT, State.ACCEPTED)
        assert screen.query_one("#queue", LineList).value == second.mention_id
        await pilot.press("u")
        await until(pilot, lambda: screen.screenful.item(first.mention_id) == first)
        await pilot.press("t", "escape")
        assert screen.screenful.state(second) is State.PROPOSED


async def test_a_context_is_cut_between_words(library: Path) -> None:
    async with reader(library).run_test(size=(40, 12)) as pilot:
        screen = await open_queue(pilot)
        listed = screen.query_one("#queue", LineList)
        for line in listed.lines[::2]:
            words = "".join(text for text, _ in line.parts[1:])
            assert len(words) <= 40 - 5
            assert all(word.strip("…") in f"{TEXT} {OTHER}".split() for word in words.split())


async def test_a_screenful_is_accepted_in_one_stroke_and_taken_back_in_one(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        screen = await open_queue(pilot)
        count = len(screen.screenful.items)
        await pilot.press("A")
        await until(pilot, lambda: screen.screenful.items == [])
        assert states(library) == ["accepted"]
        await pilot.press("u")
        await until(pilot, lambda: len(screen.screenful.items) == count)
        assert states(library) == ["proposed"]


async def test_what_is_left_out_stays_open(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        screen = await open_queue(pilot)
        left, count = screen.screenful.items[0].mention_id, len(screen.screenful.items)
        assert count > 1
        await pilot.press("space", "X")
        await until(pilot, lambda: [item.mention_id for item in screen.screenful.items] == [left])
        assert states(library) == ["proposed", "rejected"]


async def test_the_queue_is_narrowed_and_comes_back_narrowed_at_the_next_start(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        screen = await open_queue(pilot)
        await pilot.press("2")
        await until(pilot, lambda: title(screen) == "Queue · least certain · PERSON")
        assert {item.kind for item in screen.screenful.items} == {Kind.PERSON}
        await pilot.press("escape", "q")
    async with reader(library).run_test(size=(120, 40)) as pilot:
        screen = await open_queue(pilot)
        await until(pilot, lambda: title(screen) == "Queue · least certain · PERSON")


async def test_unknown_names_are_listed_and_each_opens_its_mentions(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        screen = await open_queue(pilot)
        await pilot.press("o", "o", "o")
        shown = screen.query_one("#queue", LineList)
        await until(pilot, lambda: shown.value == "mission/zeta-prime")
        await pilot.press("enter")
        await until(pilot, lambda: title(screen) == "Queue · unknown names · Zeta Prime")
        assert {item.words for item in screen.screenful.items} == {UNKNOWN}
        await pilot.press("escape")
        await until(pilot, lambda: shown.value == "mission/zeta-prime")


async def test_enter_reads_the_mention_in_its_text(library: Path) -> None:
    async with reader(library).run_test(size=(120, 40)) as pilot:
        screen = await open_queue(pilot)
        item = screen.screenful.items[0]
        app = pilot.app
        await pilot.press("a")
        await until(pilot, lambda: screen.screenful.state(item) is State.ACCEPTED)
        screen.query_one("#queue", LineList).point_to(item.mention_id)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.reader)  # type: ignore[attr-defined]
        await until(pilot, lambda: app.reader.source.current == item.mention_id)  # type: ignore[attr-defined]
        marks = app.reader.source.marks  # type: ignore[attr-defined]
        assert next(mark.state for mark in marks if mark.id == item.mention_id) is State.ACCEPTED
