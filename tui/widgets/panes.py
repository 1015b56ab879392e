"""The three panes side by side, stacked, or one at a time, as the terminal's size allows."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from tui.reader.widget import SourceView
from tui.widgets.entities import EntitiesPane
from tui.widgets.find_bar import FindBar
from tui.widgets.record import RecordPane
from tui.widgets.span_bar import SpanBar


class Panes(Horizontal):
    """Source, entities and record; the one in front has the keys, and on a small terminal the whole room."""

    def compose(self) -> ComposeResult:
        """Reading on the left, knowing on the right."""
        with Vertical(id="reading", classes="-front"):
            yield SourceView(id="source", classes="-front")
        with Vertical(id="knowing"):
            yield EntitiesPane(id="entities")
            yield RecordPane(id="record")

    @property
    def source(self) -> SourceView:
        """The pane of the text."""
        return self.query_one(SourceView)

    @property
    def entities(self) -> EntitiesPane:
        """The pane of the document's records."""
        return self.query_one(EntitiesPane)

    @property
    def record(self) -> RecordPane:
        """The pane of one record."""
        return self.query_one(RecordPane)

    @property
    def _order(self) -> tuple[Widget, ...]:
        return self.source, self.entities, self.record

    def turn(self, step: int) -> None:
        """Bring the pane so many steps further to the front."""
        panes = self._order
        current = next((position for position, pane in enumerate(panes) if pane.has_class("-front")), 0)
        self.show(panes[(current + step) % len(panes)])

    def show(self, front: Widget) -> None:
        """Bring a pane to the front, where it has the keys."""
        self._put_in_front(front)
        front.focus()

    def _put_in_front(self, front: Widget) -> None:
        for pane in self._order:
            pane.set_class(pane is front, "-front")
        self.query_one("#reading").set_class(front is self.source, "-front")
        self.query_one("#knowing").set_class(front is not self.source, "-front")

    async def ask_what_to_find(self) -> None:
        """Bring up the line to type in, with the words of last time ready to be typed over."""
        if not self.query(FindBar):
            await self.query_one("#reading").mount(FindBar(id="find"))
        bar = self.query_one(FindBar)
        bar.display = True
        self.screen.set_focus(bar)  # at once, so that the next key is the bar's

    def close_find(self) -> None:
        """Put that line away; it keeps its words."""
        self.query(FindBar).set(display=False)

    @property
    def span_bar(self) -> SpanBar | None:
        """The line below the text while a span is moved or selected."""
        return next((bar for bar in self.query(SpanBar) if bar.display), None)

    async def bring_span_bar(self) -> SpanBar:
        """Bring up that line below the text, with the keys at once its own."""
        self._put_in_front(self.source)
        if not self.query(SpanBar):
            await self.query_one("#reading").mount(SpanBar())
        bar = self.query_one(SpanBar)
        bar.display = True
        self.screen.set_focus(bar)
        return bar

    def put_span_bar_away(self) -> None:
        """Put that line away; the text has the keys again."""
        self.query(SpanBar).set(display=False)
        self.source.focus()

    def on_descendant_focus(self) -> None:
        """Take a pane that the mouse has gone to to the front as well."""
        for pane in self._order:
            if pane.has_focus and not pane.has_class("-front"):
                self.show(pane)
