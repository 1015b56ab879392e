"""How a difference between two libraries is shown: its place in a list, and the two readings side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from store.adjudication import Choice, Difference
from store.agreement import Marked
from tui import wording
from tui.widgets.line_list import Line
from tui.widgets.record import last_words
from tui.widgets.strips import Parts

#: The key that makes each choice.
KEYS = {Choice.MINE: "1", Choice.THEIRS: "2", Choice.NEITHER: "0"}
#: The share of a line that is the text before the words.
_BEFORE = 0.2
_SAME, _OTHER = "=", "≠"
_WIDTH = 8


def difference_lines(differences: Iterable[Difference], width: int) -> list[Line]:
    """A line a difference, under the titles of the documents.

    Args:
        differences: in the order of the documents.
        width: of a line, in cells.
    """
    lines: list[Line] = []
    for _, group in groupby(differences, lambda difference: difference.document_id):
        members = list(group)
        lines.append(Line(((members[0].title, "line-list--heading"),), str(len(members))))
        lines += [_line(difference, int(width * _BEFORE)) for difference in members]
    return lines


def _line(difference: Difference, room: int) -> Line:
    mark = ("✓", "line-list--agreement") if difference.settled else ("·", "line-list--mark")
    parts = (
        (f" {mark[0]} ", mark[1]),
        (last_words(difference.before, room), "line-list--quiet"),
        (difference.words, "" if difference.settled else "line-list--strong"),
        (difference.after.split("\n", 1)[0], "line-list--quiet"),
    )
    right = difference.settled.value if difference.settled else ", ".join(aspects(difference))
    return Line(parts, right, difference.key)


def aspects(difference: Difference) -> list[str]:
    """In what the two differ, in a word or two each."""
    mine, theirs = difference.mine, difference.theirs
    if mine is None or not mine.is_accepted:
        return ["only theirs"]
    if theirs is None or not theirs.is_accepted:
        return ["only mine"]
    differing = {"kind": mine.kind != theirs.kind, "words": mine[:2] != theirs[:2], "record": mine.name != theirs.name}
    return [name for name, is_so in differing.items() if is_so]


def reading_lines(difference: Difference, choice: Choice, *, is_compact: bool = False) -> list[Line]:
    """What one of the two has at a place, part by part, each marked as the same as the other's or not.

    Args:
        difference: the place.
        choice: whose reading it is.
        is_compact: take no more than two lines, the first of them with the key in front.
    """
    side, other = difference.mine, difference.theirs
    if choice is Choice.THEIRS:
        side, other = other, side
    if is_compact:
        return list(_compact(difference, side, other, KEYS[choice]))
    return list(_full(difference, side, other))


def _full(difference: Difference, side: Marked | None, other: Marked | None) -> Iterator[Line]:
    if side is None or not side.is_accepted:
        yield Line((_mark(False), (_no_name(side), "line-list--strong")))
    else:
        for name, value, is_same in _parts(difference, side, other):
            style = "" if is_same else "line-list--strong"
            yield Line((_mark(is_same), (f"{name:<{_WIDTH}}", "line-list--quiet"), (value, style)))
    if side is not None:
        day = wording.moment(side.made)[:10] if side.made else ""
        by = ", ".join(filter(None, [side.author, day]))
        yield Line((("   ", ""), (f"{'by':<{_WIDTH}}", "line-list--quiet"), (by, "line-list--quiet")))
    if side is not None and side.note:
        yield Line((("   ", ""), (f"{'note':<{_WIDTH}}", "line-list--quiet"), (side.note, "line-list--quiet")))


def _compact(difference: Difference, side: Marked | None, other: Marked | None, key: str) -> Iterator[Line]:
    author = side.author or "" if side else ""
    start = (f"{key} ", "line-list--mark")
    if side is None or not side.is_accepted:
        yield Line((start, _mark(False, ""), (_no_name(side), "line-list--strong")), author)
        return
    kind, record, words = _parts(difference, side, other)
    shown: Parts = (start,)
    for _, value, is_same in (kind, record):
        shown = (*shown, _mark(is_same, ""), (f"{value} ", "" if is_same else "line-list--strong"))
    yield Line(shown, author)
    if not words[2]:
        yield Line((("  ", ""), _mark(False, ""), (words[1], "line-list--strong")))


def _parts(difference: Difference, side: Marked, other: Marked | None) -> Iterator[tuple[str, str, bool]]:
    """The parts of a reading: what each is, how one has it, and whether the other has it so as well."""
    has = other if other is not None and other.is_accepted else None
    is_same_place = has is not None and has[:2] == side[:2]
    yield "kind", side.kind.value, has is not None and has.kind is side.kind
    yield "record", side.name, has is not None and has.name == side.name
    start, end = side.start - difference.start, side.end - difference.start
    words = difference.words
    marked = words if is_same_place or has is None else f"{words[:start]}[{words[start:end]}]{words[end:]}"
    yield "words", f"“{marked}”", is_same_place


def _mark(is_same: bool, space: str = " ") -> tuple[str, str]:
    """A sign for what both have, or for what only one has so."""
    sign = _SAME if is_same else _OTHER
    return f"{space}{sign}{space}", "line-list--quiet" if is_same else "line-list--warning"


def _no_name(side: Marked | None) -> str:
    return "not marked as a name" if side is None else "rejected: no name"
