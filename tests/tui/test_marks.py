"""Marks found by place and by number, and walked through."""

from __future__ import annotations

from store.model import Kind, State
from tui.reader.marks import Mark, Marks, tried

NASA = Mark(0, 4, Kind.AGENCY, State.ACCEPTED, 11)
MOON = Mark(10, 14, Kind.BODY, State.PROPOSED, 12)
ESA = Mark(20, 23, Kind.AGENCY, State.REJECTED, 13)
ALL = [NASA, MOON, ESA]


def test_marks_on_a_line() -> None:
    marks = Marks(ALL)
    assert list(marks.between(2, 12)) == [NASA, MOON]
    assert list(marks.between(14, 20)) == [MOON]
    assert list(marks.between(15, 20)) == []


def test_a_hidden_kind_is_not_on_any_line_but_known_by_number() -> None:
    marks = Marks(ALL, frozenset({Kind.AGENCY}))
    assert list(marks.between(0, 30)) == [MOON]
    assert marks.cues == [14]
    assert marks.by_id[13] is ESA


def test_the_next_and_the_previous_mark() -> None:
    marks = Marks(ALL)
    assert marks.next(0, 1) is MOON
    assert marks.next(10, -1) is NASA
    assert marks.next(-1, 1) is NASA


def test_beyond_the_last_mark_comes_the_first() -> None:
    marks = Marks(ALL)
    assert marks.next(20, 1) is NASA
    assert marks.next(0, -1) is ESA


def test_reviewed_marks_are_passed_over_where_open_ones_are_wanted() -> None:
    marks = Marks(ALL)
    assert marks.next(10, 1, only_open=True) is MOON
    assert marks.next(0, -1, only_open=True) is MOON
    assert Marks([NASA, ESA]).next(0, 1, only_open=True) is None


def test_no_mark_is_next_where_there_is_none() -> None:
    assert Marks().next(0, 1) is None
    assert Marks(ALL, frozenset(Kind)).next(0, -1) is None


def test_a_mark_tried_elsewhere_takes_the_room_of_those_it_overlaps() -> None:
    assert tried(ALL, NASA, 0, 6) == [NASA._replace(end=6), MOON, ESA]
    assert tried(ALL, NASA, 0, 12) == [NASA._replace(end=12), ESA]
    assert tried(ALL, ESA, 4, 23) == [NASA, ESA._replace(start=4)]
    assert tried(ALL, MOON, 11, 12) == [NASA, MOON._replace(start=11, end=12), ESA]
    assert tried(ALL, MOON, 0, 30) == [MOON._replace(start=0, end=30)]
