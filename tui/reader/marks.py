"""The highlighted spans of a text, found by place and by number. No Textual in here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from store.model import Kind, Mention, State

_start = attrgetter("start")
_end = attrgetter("end")


#: Behind a mention that is flagged, and behind one with a note.
FLAG, NOTE = "⚑", "✎"


class Mark(NamedTuple):
    """A mention as the source pane shows it.

    Args:
        start: the offset of its first code point.
        end: the offset after its last one.
        kind: gives its colour and its letter.
        state: gives its line or weight.
        id: the mention's number.
        sign: what stands behind its kind's letter: that somebody has flagged it, or written a note.
    """

    start: int
    end: int
    kind: Kind
    state: State
    id: int
    sign: str = ""

    @classmethod
    def of(cls, mention: Mention) -> Mark:
        """A mention's mark."""
        sign = FLAG if mention.flagged else NOTE if mention.note else ""
        return cls(mention.start, mention.end, mention.kind, mention.state, mention.id, sign)


class Marks:
    """The marks of one text.

    Args:
        marks: sorted by their start, not overlapping.
        hidden: kinds that are not shown.
    """

    def __init__(self, marks: Sequence[Mark] = (), hidden: frozenset[Kind] = frozenset()) -> None:
        self.all = marks
        self.shown = [mark for mark in marks if mark.kind not in hidden] if hidden else marks

    @cached_property
    def cues(self) -> list[int]:
        """Where a cell is needed for each letter and sign: the ends of the shown marks, twice where there is a sign."""
        cues = [mark.end for mark in self.shown]
        signed = [mark.end for mark in self.shown if mark.sign]
        return sorted([*cues, *signed]) if signed else cues

    @cached_property
    def by_id(self) -> dict[int, Mark]:
        """Every mark, hidden ones too, by its mention's number."""
        return {mark.id: mark for mark in self.all}

    def between(self, start: int, end: int) -> Sequence[Mark]:
        """The shown marks that overlap a span, or that end where it starts."""
        first = bisect_left(self.shown, start, key=_end)
        return self.shown[first : bisect_left(self.shown, end, lo=first, key=_start)]

    def next(self, offset: int, step: int, *, only_open: bool = False) -> Mark | None:
        """The nearest shown mark that starts behind an offset or before it; beyond the last one, the first one.

        Args:
            offset: where to look from.
            step: 1 for the text's order, -1 against it.
            only_open: look for marks on which nobody has decided.
        """
        count = len(self.shown)
        first = (
            bisect_right(self.shown, offset, key=_start)
            if step > 0
            else bisect_left(self.shown, offset, key=_start) - 1
        )
        for index in range(first, first + step * count, step):
            mark = self.shown[index % count]
            if not only_open or mark.state is State.PROPOSED:
                return mark
        return None


def tried(marks: Sequence[Mark], mark: Mark, start: int, end: int) -> list[Mark]:
    """The marks with one of them at another place, without those that it would overlap there.

    Args:
        marks: sorted by their start and not overlapping.
        mark: one of them.
        start: where it begins instead.
        end: where it ends instead.
    """
    at = bisect_left(marks, mark.start, key=_start)
    others = [*marks[:at], *marks[at + 1 :]] if marks[at : at + 1] == [mark] else list(marks)
    first, last = bisect_right(others, start, key=_end), bisect_left(others, end, key=_start)
    return [*others[:first], mark._replace(start=start, end=end), *others[max(first, last) :]]
