"""How fast the source pane is with 5 MB and 200,000 mentions, beside a bare Textual app with one screen of text.

Run as `python -m tests.benchmarks.reader`; prints medians in milliseconds as JSON.
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import time
from collections.abc import Callable

from textual.app import App, ComposeResult
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Static

from store.model import Kind, State
from tui.reader.layout import Layout
from tui.reader.marks import Mark
from tui.reader.widget import SourceView
from tui.text import safe

SIZE = (120, 40)
LENGTH = 5_000_000
MENTIONS = 200_000
SENTENCE = "the space agency launched a probe to the Moon \u2014 in 2018 with CNSA\u2019s help and its partners"


def long_text() -> str:
    """5 MB of paragraphs, always the same."""
    chance = random.Random(5)
    words = SENTENCE.split()
    paragraphs: list[str] = []
    length = 0
    while length < LENGTH:
        paragraphs.append(" ".join(chance.choices(words, k=chance.randint(30, 120))))
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)


def many_marks(text: str) -> list[Mark]:
    """200,000 marks of eight characters, evenly spread."""
    kinds = list(Kind)
    step = len(text) // MENTIONS
    return [
        Mark(at, at + 8, kinds[number % len(kinds)], State.PROPOSED, number)
        for number, at in enumerate(range(0, MENTIONS * step, step))
    ]


class StaticApp(App[None]):
    """The baseline: one screen of text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        """The text alone."""
        yield Static(Content(self.text))


class ReaderApp(App[None]):
    """The source pane alone."""

    def __init__(self, text: str, marks: list[Mark]) -> None:
        super().__init__()
        self.text, self.marks = text, marks

    def compose(self) -> ComposeResult:
        """The pane alone."""
        yield SourceView()

    def on_mount(self) -> None:
        """Open the text."""
        self.query_one(SourceView).show(self.text, self.marks)


def seconds(action: Callable[[], object], times: int = 5) -> float:
    """The median time of a function."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        action()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


async def painted(app: App[None], is_there: Callable[[], bool] = lambda: True) -> None:
    """Wait until the screen has been painted with what is there then."""
    last = False
    while not last:
        last = is_there()
        event = asyncio.Event()
        app.call_after_refresh(event.set)
        await event.wait()


async def until_painted(app: App[None], action: Callable[[], object], times: int = 15) -> float:
    """The median time from an action to the painted screen."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        action()
        await painted(app)
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


async def until_first_paint(make: Callable[[], App[None]], times: int = 3) -> float:
    """The median time from a new app to its first painted screen."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        async with make().run_test(size=SIZE) as pilot:
            await painted(pilot.app)
            taken.append(time.perf_counter() - started)
    return statistics.median(taken)


async def until_resized(pilot: Pilot[None], width: int, is_there: Callable[[], bool]) -> float:
    """The time until the screen is painted in another width."""
    started = time.perf_counter()
    resizing = asyncio.create_task(pilot.resize_terminal(width, 40))
    await painted(pilot.app, is_there)
    taken = time.perf_counter() - started
    await resizing
    return taken


async def baseline(text: str) -> dict[str, float]:
    """The figures of the bare app."""
    screens = [text[start : start + 4000] for start in range(0, 80_000, 4000)]
    result = {"first_paint": await until_first_paint(lambda: StaticApp(screens[0]))}
    async with StaticApp(screens[0]).run_test(size=SIZE) as pilot:
        static = pilot.app.query_one(Static)
        following = iter(screens)
        result["another_screen"] = await until_painted(pilot.app, lambda: static.update(Content(next(following))))
        result["resize"] = await until_resized(pilot, 90, lambda: static.size.width == 90)
    return result


async def reader(text: str, marks: list[Mark]) -> dict[str, float]:
    """The figures of the source pane."""
    ends = [mark.end for mark in marks]
    reviewed = [mark._replace(state=State.ACCEPTED) if mark.id == 100_000 else mark for mark in marks]
    result = {
        "make_safe": seconds(lambda: safe(text)),
        "layout": seconds(lambda: Layout(text, 100)),
        "layout_with_marks": seconds(lambda: Layout(text, 100, ends)),
        "first_paint": await until_first_paint(lambda: ReaderApp(text, marks)),
    }
    async with ReaderApp(text, marks).run_test(size=SIZE) as pilot:
        app, view = pilot.app, pilot.app.query_one(SourceView)
        await pilot.pause()
        await view.workers.wait_for_complete()
        await pilot.pause()
        result["page"] = await until_painted(app, lambda: view.action_scroll_pages(1))
        result["select_in_the_middle"] = await until_painted(app, lambda: view.select(100_000), 1)
        result["one_reviewed"] = await until_painted(app, lambda: setattr(view, "marks", reviewed))
        result["find"] = seconds(lambda: view.find("CNSA\u2019s help"))
        result["resize"] = await until_resized(pilot, 90, lambda: view.size.width == 90)
    return result


async def main() -> None:
    """Measure and print."""
    text = long_text()
    figures = {"bare_static": await baseline(text), "reader": await reader(text, many_marks(text))}
    rounded = {of: {name: round(value * 1000, 1) for name, value in each.items()} for of, each in figures.items()}
    print(json.dumps(rounded, indent=2))


if __name__ == "__main__":
    asyncio.run(main())
