"""The source pane: a text with its mentions and the hits of a search highlighted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive

from store.model import Kind
from tui.reader.find import Finder, Hit
from tui.reader.marks import Mark, Marks
from tui.reader.render import Highlights
from tui.reader.text_view import TextView

_start = attrgetter("start")


class SourceView(TextView):
    """A text with its mentions highlighted.

    A mention has the colour of its kind and, behind it, the kind's letter, raised. What nobody has reviewed is
    underlined, what was accepted bold, what was rejected dim; the current mention is reversed.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"source-view--{kind.value.lower()}" for kind in Kind),
        "source-view--proposed",
        "source-view--accepted",
        "source-view--rejected",
        "source-view--withdrawn",
        "source-view--current",
        "source-view--hit",
        "source-view--current-hit",
    }
    DEFAULT_CSS = """
    SourceView {
        & > .source-view--agency { color: #6cb6ff; }
        & > .source-view--person { color: #f0b45c; }
        & > .source-view--mission { color: #7ee787; }
        & > .source-view--vehicle { color: #4fd6c4; }
        & > .source-view--organization { color: #c69bff; }
        & > .source-view--place { color: #d4c26a; }
        & > .source-view--body { color: #ff9ecb; }
        & > .source-view--event { color: #ff8a7a; }
        & > .source-view--law { color: #b9c0cc; }
        & > .source-view--date { color: #8fd3e8; }
        &:light > .source-view--agency { color: #0b57c2; }
        &:light > .source-view--person { color: #9a5b00; }
        &:light > .source-view--mission { color: #1a7f37; }
        &:light > .source-view--vehicle { color: #00766c; }
        &:light > .source-view--organization { color: #7a3ec8; }
        &:light > .source-view--place { color: #6f6400; }
        &:light > .source-view--body { color: #b0246f; }
        &:light > .source-view--event { color: #c03221; }
        &:light > .source-view--law { color: #57606a; }
        &:light > .source-view--date { color: #0b6e87; }
        & > .source-view--proposed { text-style: underline; }
        & > .source-view--accepted { text-style: bold; }
        & > .source-view--rejected { text-style: dim; }
        & > .source-view--current { text-style: reverse bold; }
        & > .source-view--hit { background: $warning-muted; color: $text-warning; }
        & > .source-view--current-hit { text-style: reverse bold; }
    }
    """

    BORDER_TITLE = "Source"
    HELP = "The text. `n` goes from name to name, `a` and `x` decide on the one reached, `enter` opens its record."

    hidden: reactive[frozenset[Kind]] = reactive(frozenset(), init=False)
    """The kinds whose mentions are not shown."""

    @dataclass
    class MentionSelected(Message):
        """Another mention is the current one, or none is."""

        mention_id: int | None

    @dataclass
    class Followed(Message):
        """A mention is to be followed to its record."""

        mention_id: int

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._marks = Marks()
        self._current: int | None = None
        self._finder = Finder("")
        self._hits: list[Hit] = []
        self._hit: int | None = None
        self._found_from: int | None = None

    def show(self, text: str, marks: Sequence[Mark] = (), *, keep_place: bool = False) -> None:
        """Show another text.

        Args:
            text: the stored text, as it is; it is made safe for the terminal here.
            marks: its marks, sorted by their start and not overlapping.
            keep_place: stay at the offset that is being read, instead of going to the beginning.
        """
        place = min(self.place, len(text)) if keep_place else 0
        self._marks = Marks(marks, self.hidden)
        self._finder = Finder(text)
        self.clear_find()
        self._set_current(None)
        self.set_text(text, self._marks.cues, place)

    # Mentions

    @property
    def marks(self) -> Sequence[Mark]:
        """The marks of the text, sorted by their start and not overlapping; setting them leaves the view in place."""
        return self._marks.all

    @marks.setter
    def marks(self, marks: Sequence[Mark]) -> None:
        self._marks = Marks(marks, self.hidden)
        if self._current is not None and self._current not in self._marks.by_id:
            self._set_current(None)
        self.set_cues(self._marks.cues)

    def watch_hidden(self) -> None:
        """Show and hide marks."""
        self._marks = Marks(self._marks.all, self.hidden)
        self.set_cues(self._marks.cues)

    @property
    def current(self) -> int | None:
        """The number of the current mention."""
        return self._current

    def select(self, mention_id: int | None, *, scroll: bool = True) -> None:
        """Make a mention the current one.

        Args:
            mention_id: its number; with None, or a number that no mark has, no mention is current.
            scroll: bring it into view, with some lines around it.
        """
        mark = None if mention_id is None else self._marks.by_id.get(mention_id)
        self._set_current(mark.id if mark else None)
        if mark and scroll:
            self.reveal(mark.start, mark.end)

    def next_mention(self, step: int, *, only_open: bool = False) -> Mark | None:
        """The shown mention after the current one, or, where that is out of view, on the page; round the ends.

        Args:
            step: 1 for the next, -1 for the previous.
            only_open: look for those on which nobody has decided.
        """
        current = None if self._current is None else self._marks.by_id[self._current]
        return self._marks.next(self._walked_from(current, step), step, only_open=only_open)

    def _walked_from(self, stop: Mark | Hit | None, step: int) -> int:
        """The offset behind or before which the next stop of a walk lies: a person goes on from what is in view."""
        first, last = self.page
        if stop is not None and stop.end > first and stop.start < last:
            return stop.start
        return first - 1 if step > 0 else last

    def follow(self) -> None:
        """Ask to follow the current mention."""
        if self._current is not None:
            self.post_message(self.Followed(self._current))

    def on_click(self, event: events.Click) -> None:
        """Select the mention under the pointer; a second click follows it, or selects the word there."""
        mention_id = event.style.meta.get("mention")
        if event.chain == 1:
            if mention_id is not None and not self.selected_span:
                self.select(mention_id, scroll=False)
            return
        # A further click would select the whole screen.
        event.prevent_default()
        event.stop()
        if event.chain == 2:
            if mention_id is not None:
                self.post_message(self.Followed(mention_id))
            elif (point := event.get_content_offset(self)) is not None:
                self.select_word(point)
                self.post_message(events.TextSelected())

    def _set_current(self, mention_id: int | None) -> None:
        if mention_id != self._current:
            self._current = mention_id
            self.post_message(self.MentionSelected(mention_id))
            self.redraw()

    # Finding

    @property
    def hit(self) -> int | None:
        """The index, among what `find` returned, of the hit that the view stands at."""
        return self._hit

    @property
    def hits(self) -> Sequence[Hit]:
        """What `find` has found."""
        return self._hits

    @property
    def hit_span(self) -> Hit | None:
        """The hit that the view stands at, or the stretch that is pointed out, if it is on the screen."""
        there = self._hits[self._hit or 0] if self._hits else None
        first, last = self.page
        return there if there is not None and first <= there.start < last else None

    def find(self, query: str, *, anywhere: bool = False) -> list[Hit]:
        """Highlight every place of a query, and bring the first one from the reading place on into view.

        Args:
            query: words, whatever their case.
            anywhere: as the search of a library takes them: from the text's beginning on, and if they do not stand
                together, every word that begins with one of them.
        """
        if anywhere:
            self._found_from = 0
        elif self._found_from is None:
            self._found_from = self.place
        self._hits = self._finder.hits(query)
        if anywhere and not self._hits:
            self._hits = self._finder.hits_of_any(query)
        first = bisect_left(self._hits, self._found_from, key=_start)
        self._hit = first % len(self._hits) if self._hits else None
        self._show_hit()
        return self._hits

    def next_hit(self, step: int) -> Hit | None:
        """Bring the next hit (1) or the previous one (-1) into view; beyond the last one, the first."""
        if self._hit is None:
            return None
        offset = self._walked_from(self._hits[self._hit], step)
        at = (
            bisect_right(self._hits, offset, key=_start)
            if step > 0
            else bisect_left(self._hits, offset, key=_start) - 1
        )
        self._hit = at % len(self._hits)
        self._show_hit()
        return self._hits[self._hit]

    def point_out(self, start: int, end: int) -> None:
        """Highlight a stretch of the text and bring it into view; walking goes on from mention to mention."""
        self._hits, self._hit, self._found_from = [Hit(start, end)], None, None
        self.reveal(start, end)
        self.redraw()

    def clear_find(self) -> None:
        """Highlight no hits."""
        self._hits, self._hit, self._found_from = [], None, None
        self.redraw()

    def _show_hit(self) -> None:
        if self._hit is not None:
            self.reveal(*self._hits[self._hit])
        self.redraw()

    # Looks

    def highlights(self, start: int, end: int) -> Highlights:
        """What stands on the visual line between two offsets."""
        first = bisect_left(self._hits, start, key=attrgetter("end"))
        last = bisect_left(self._hits, end, lo=first, key=_start)
        return Highlights(
            marks=self._marks.between(start, end),
            hits=self._hits[first:last],
            selection=self.selected_span,
            base=self.rich_style,
            of_mark=self._style_of_mark,
            of_hit=self._style_of_hit,
            of_selection=self.style_of_selection,
        )

    def _style_of_mark(self, mark: Mark) -> Style:
        style = self._style(mark.kind) + self._style(mark.state)
        return style + self._style("current") if mark.id == self._current else style

    def _style_of_hit(self, hit: Hit) -> Style:
        style = self._style("hit")
        is_current = self._hit is not None and hit == self._hits[self._hit]
        return style + self._style("current-hit") if is_current else style

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"source-view--{name.lower()}", partial=True)
