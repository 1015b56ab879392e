"""How a difference between two libraries is shown: its place in a list, and the two readings side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from store.agreement import Marked
from store.differences import Choice, Difference, Side
from store.model import Predicate
from store.standings import RelationStanding
from store.statement_agreement import Stated
from tui import wording
from tui.statement_lines import NOBODY
from tui.widgets.line_list import Line
from tui.widgets.record import last_words
from tui.widgets.strips import Parts, wrapped

#: The key that makes each choice.
KEYS = {Choice.MINE: "1", Choice.THEIRS: "2", Choice.NEITHER: "0"}
#: The share of a line that is the text before the words.
_BEFORE = 0.2
_SAME, _OTHER = "=", "≠"
_WIDTH = 8
_INDENT = 3 + _WIDTH
#: So much is shown of a part of some words, in characters; of a longer one both ends.
_LONGEST = 80


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
    style = "" if difference.settled else "line-list--strong"
    side = difference.mine or difference.theirs
    if isinstance(side, Stated) and isinstance(side.shown, RelationStanding):
        said = side.shown
        told = wording.relation(said.subject, Predicate(said.predicate), said.role, said.object)
        about: Parts = ((told, style), (f"  {difference.words}", "line-list--quiet"))
    else:
        about = (
            (last_words(difference.before, room), "line-list--quiet"),
            (difference.words, style),
            (difference.after.split("\n", 1)[0], "line-list--quiet"),
        )
    right = difference.settled.value if difference.settled else ", ".join(aspects(difference))
    return Line(((f" {mark[0]} ", mark[1]), *about), right, difference.key)


def aspects(difference: Difference) -> list[str]:
    """In what the two differ, in a word or two each."""
    mine, theirs = difference.mine, difference.theirs
    if mine is None or not mine.is_accepted:
        return ["only theirs"]
    if theirs is None or not theirs.is_accepted:
        return ["only mine"]
    return [name for name, _, is_same in _parts(difference, mine, theirs) if not is_same]


def reading_lines(difference: Difference, choice: Choice, width: int, *, is_compact: bool = False) -> list[Line]:
    """What one of the two has at a place, part by part, each marked as the same as the other's or not.

    Args:
        difference: the place.
        choice: whose reading it is.
        width: of a line, in cells; what is longer takes several lines.
        is_compact: take no more than two lines, the first of them with the key in front.
    """
    side, other = difference.mine, difference.theirs
    if choice is Choice.THEIRS:
        side, other = other, side
    if is_compact:
        return list(_compact(difference, side, other, KEYS[choice]))
    lines = _full(difference, side, other)
    return [Line(row) for line in lines for row in wrapped(line.parts, max(1, width), _INDENT)]


def _full(difference: Difference, side: Side | None, other: Side | None) -> Iterator[Line]:
    if side is None or not side.is_accepted:
        yield Line((_mark(False), (_nothing(side, other), "line-list--strong")))
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


def _compact(difference: Difference, side: Side | None, other: Side | None, key: str) -> Iterator[Line]:
    author = side.author or "" if side else ""
    start = (f"{key} ", "line-list--mark")
    if side is None or not side.is_accepted:
        yield Line((start, _mark(False, ""), (_nothing(side, other), "line-list--strong")), author)
        return
    parts = list(_parts(difference, side, other))
    yield Line((start, *_in_a_row(parts[:2])), author)
    if isinstance(side, Stated) or not parts[2][2]:
        yield Line((("  ", ""), *_in_a_row(parts[2:])))


_Part = tuple[str, str, bool]


def _in_a_row(parts: Iterable[_Part]) -> Iterator[tuple[str, str]]:
    for _, value, is_same in parts:
        yield _mark(is_same, "")
        yield f"{value} ", "" if is_same else "line-list--strong"


def _parts(difference: Difference, side: Side, other: Side | None) -> Iterator[_Part]:
    """The parts of a reading: what each is, how one has it, and whether the other has it so as well."""
    has = other if other is not None and other.is_accepted else None
    parts = dict(_values(side))
    others = dict(_values(has)) if has is not None else {}
    for name, value in parts.items():
        is_same = has is not None and (others.get(name) == value or (name == "record" and _mean_one(side, has)))
        yield name, value if isinstance(value, str) else _marked(difference, value, is_same or has is None), is_same


def _mean_one(side: Side, other: Side) -> bool:
    """Whether two mentions mean one record, whichever name it bears in either library."""
    return isinstance(side, Marked) and isinstance(other, Marked) and side.record == other.record


def _values(side: Side) -> Iterator[tuple[str, str | tuple[int, int]]]:
    """What one of the two says, part by part; words as their place."""
    if isinstance(side, Marked):
        yield from (("kind", side.kind.value), ("record", side.name), ("words", side.place))
    elif isinstance(said := side.shown, RelationStanding):
        says = wording.predicate_of(Predicate(said.predicate), None, is_subject=True)
        yield from (("subject", said.subject), ("says", says), ("object", said.object))
        yield "role", said.role or "none"
    else:
        yield "speaker", said.speaker or NOBODY
        yield from (("form", "indirect" if said.indirect else "direct"), ("words", side.stretch))


def _marked(difference: Difference, place: tuple[int, int], is_whole: bool) -> str:
    """The words of a difference, with brackets around those that one of the two means."""
    start, end = place[0] - difference.start, place[1] - difference.start
    words = difference.words
    if is_whole:
        return f"“{_cut(words)}”"
    return f"“{_cut(words[:start])}[{_cut(words[start:end])}]{_cut(words[end:])}”"


def _cut(words: str) -> str:
    half = _LONGEST // 2 - 1
    return words if len(words) <= _LONGEST else f"{words[:half]}…{words[-half:]}"


def _mark(is_same: bool, space: str = " ") -> tuple[str, str]:
    """A sign for what both have, or for what only one has so."""
    sign = _SAME if is_same else _OTHER
    return f"{space}{sign}{space}", "line-list--quiet" if is_same else "line-list--warning"


def _nothing(side: Side | None, other: Side | None) -> str:
    """That one of the two has no such mention or statement, as the other has."""
    if not isinstance(other, Stated):
        return "not marked as a name" if side is None else "rejected: no name"
    if isinstance(other.standing, RelationStanding):
        return "not marked as stated" if side is None else "rejected: not stated"
    return "not marked as a quotation" if side is None else "rejected: no quotation"
