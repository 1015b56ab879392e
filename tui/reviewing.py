"""A screenful of the queue: what waits on it, what has been decided, what is left out of the next stroke."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from store.model import Kind, Mention, State
from store.queue import Item
from tui.widgets.line_list import Line
from tui.widgets.record import first_words, last_words

#: The share of a line that is the text before a name.
_BEFORE = 0.25
#: What of a line is taken by its mark, the border of its list and an ellipsis, in cells.
_AROUND = 6
_MARKS = {State.PROPOSED: "·", State.ACCEPTED: "✓", State.REJECTED: "✗", State.WITHDRAWN: "–"}


@dataclass
class Screenful:
    """Some mentions that wait for a person.

    Args:
        items: the mentions, those that need a person most first.
    """

    items: Sequence[Item] = ()
    left_out: set[int] = field(default_factory=set)
    _states: dict[int, State] = field(default_factory=dict)

    def state(self, item: Item) -> State:
        """What has been decided on a mention since the screenful came."""
        return self._states.get(item.mention_id, item.state)

    @property
    def waiting(self) -> list[int]:
        """The numbers of the mentions that the next stroke over all of them decides on."""
        return [
            item.mention_id
            for item in self.items
            if self.state(item) is State.PROPOSED and item.mention_id not in self.left_out
        ]

    @property
    def is_done(self) -> bool:
        """Whether a person has decided on all of them."""
        return all(self.state(item) is not State.PROPOSED for item in self.items)

    def take(self, mentions: Iterable[Mention]) -> bool:
        """Take over what decisions have come to.

        Returns:
            Whether any of the mentions is of this screenful.
        """
        mine = {item.mention_id for item in self.items}
        taken = {mention.id: mention for mention in mentions if mention.id in mine}
        self._states |= {number: mention.state for number, mention in taken.items()}
        self.items = [
            item._replace(kind=mention.kind, name=mention.name, record_id=mention.record_id or item.record_id)
            if (mention := taken.get(item.mention_id))
            else item
            for item in self.items
        ]
        return bool(taken)

    def toggle(self, mention_id: int) -> None:
        """Leave a mention out of the next stroke over all, or take it in again."""
        self.left_out ^= {mention_id}

    def behind(self, mention_id: int) -> int | None:
        """The next mention behind one that nobody has decided on; from the last one, the first."""
        numbers = [item.mention_id for item in self.items]
        at = numbers.index(mention_id) + 1 if mention_id in numbers else 0
        around = [*self.items[at:], *self.items[:at]]
        return next((item.mention_id for item in around if self.state(item) is State.PROPOSED), None)

    def item(self, mention_id: object) -> Item | None:
        """The mention of that number."""
        return next((item for item in self.items if item.mention_id == mention_id), None)

    def lines(self, width: int) -> list[Line]:
        """Two lines a mention: its words in context, and below what they are taken for.

        Args:
            width: of a line, in cells.
        """
        return [line for item in self.items for line in self._lines(item, width)]

    def _lines(self, item: Item, width: int) -> tuple[Line, Line]:
        state = self.state(item)
        is_out = state is State.PROPOSED and item.mention_id in self.left_out
        mark = "○" if is_out else _MARKS[state]
        words = "line-list--strong" if state is State.PROPOSED else "line-list--quiet"
        before = last_words(item.before, int(width * _BEFORE))
        room = max(1, width - _AROUND - len(before) - len(item.words))
        context = (
            (f" {mark} ", "line-list--warning" if state is State.REJECTED else "line-list--mark"),
            (before, "line-list--quiet"),
            (item.words, words),
            (first_words(item.after, room), "line-list--quiet"),
        )
        taken_for = (("     ", ""), (f"{item.kind} ", "line-list--quiet"), (item.name, ""))
        note = f"  “{item.note}”" if item.note else ""
        why = ((f"  {item.why}{note} · {item.title}", "line-list--quiet"),)
        return Line(context, value=item.mention_id), Line((*taken_for, *why), belongs=True)


def name_lines(names: Iterable[tuple[str, Kind, str, int]]) -> list[Line]:
    """The lines that show unknown names with how often each is found; each stands for its record's id."""
    return [
        Line(((" ", ""), (name, ""), (f"  {kind}", "line-list--quiet")), f"{held:,}", record_id)
        for record_id, kind, name, held in names
    ]
