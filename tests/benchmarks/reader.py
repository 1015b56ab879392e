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
from textual.strip import Strip
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


class TimedStatic(Static):
    """The baseline: one screen of text, that tells when it was painted."""

    def __init__(self, text: Content) -> None:
        super().__init__(text)
        self.paints: list[float] = []

    def render_line(self, y: int) -> Strip:
        """Note the time of the last line."""
        strip = super().render_line(y)
        if y == min(self.size.height, SIZE[1]) - 1:
            self.paints.append(time.perf_counter())
        return strip


class TimedView(SourceView):
    """The source pane, that tells when it was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.paints: list[float] = []

    def render_line(self, y: int) -> Strip:
        """Note the time of the last line."""
        strip = super().render_line(y)
        if y == min(self.size.height, SIZE[1]) - 1 and self.virtual_size.height > 1:
            self.paints.append(time.perf_counter())
        return strip


class OneWidget(App[None]):
    """An app with one widget."""

    def __init__(self, make: Callable[[], TimedStatic | TimedView]) -> None:
        super().__init__()
        self.make = make

    def compose(self) -> ComposeResult:
        """The widget alone."""
        self.widget = self.make()
        yield self.widget


def seconds(action: Callable[[], object], times: int = 5) -> float:
    """The median time of a function."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        action()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


async def painted(widget: TimedStatic | TimedView, since: float) -> float:
    """Wait until a widget has been painted, and tell how long that took."""
    while not (paints := [paint for paint in widget.paints if paint > since]):
        await asyncio.sleep(0.001)
    return paints[0] - since


async def until_painted(widget: TimedStatic | TimedView, action: Callable[[], object], times: int = 15) -> float:
    """The median time from an action to the painted widget."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        action()
        taken.append(await painted(widget, started))
    return statistics.median(taken)


async def until_first_paint(make: Callable[[], TimedStatic | TimedView], times: int = 5) -> float:
    """The median time from a new app to the painted widget."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        app = OneWidget(make)
        async with app.run_test(size=SIZE):
            taken.append(await painted(app.widget, started))
    return statistics.median(taken)


async def until_resized(pilot: Pilot[None]) -> float:
    """The time until nothing is left to do after the terminal has got another width."""
    started = time.perf_counter()
    await pilot.resize_terminal(90, 40)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    return time.perf_counter() - started


async def baseline(text: str) -> dict[str, float]:
    """The figures of the bare widget."""
    screens = [Content(text[start : start + 4000]) for start in range(0, 80_000, 4000)]
    result = {"first_paint": await until_first_paint(lambda: TimedStatic(screens[0]))}
    app = OneWidget(lambda: TimedStatic(screens[0]))
    async with app.run_test(size=SIZE) as pilot:
        static = app.widget
        assert isinstance(static, TimedStatic)
        following = iter(screens)
        result["another_screen"] = await until_painted(static, lambda: static.update(next(following)))
        result["resize_until_idle"] = await until_resized(pilot)
    return result


async def reader(text: str, marks: list[Mark]) -> dict[str, float]:
    """The figures of the source pane."""

    def opened() -> TimedView:
        view = TimedView()
        view.show(text, marks)
        return view

    ends = [mark.end for mark in marks]
    reviewed = [mark._replace(state=State.ACCEPTED) if mark.id == 100_000 else mark for mark in marks]
    result = {
        "make_safe": seconds(lambda: safe(text)),
        "layout": seconds(lambda: Layout(text, 100)),
        "layout_with_marks": seconds(lambda: Layout(text, 100, ends)),
        "first_paint": await until_first_paint(opened),
    }
    app = OneWidget(opened)
    async with app.run_test(size=SIZE) as pilot:
        view = app.widget
        assert isinstance(view, TimedView)
        await pilot.pause()
        await view.workers.wait_for_complete()
        await pilot.pause()
        result["page"] = await until_painted(view, lambda: view.action_scroll_pages(1))
        result["select_in_the_middle"] = await until_painted(view, lambda: view.select(100_000), 1)
        result["one_reviewed"] = await until_painted(view, lambda: setattr(view, "marks", reviewed))
        result["find"] = seconds(lambda: view.find("CNSA\u2019s help"))
        result["resize_until_idle"] = await until_resized(pilot)
    return result


async def main() -> None:
    """Measure and print."""
    text = long_text()
    figures = {"bare_static": await baseline(text), "reader": await reader(text, many_marks(text))}
    rounded = {of: {name: round(value * 1000, 1) for name, value in each.items()} for of, each in figures.items()}
    print(json.dumps(rounded, indent=2))


if __name__ == "__main__":
    asyncio.run(main())
