"""Moving the ends of a span through a text by character, word or sentence. No Textual in here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

# Of a possessive, the name alone is a word.
_WORD = re.compile(r"(?!(?<=\w['’])s\b)\w+(?:['’-](?!s\b)\w+)*")
_END_OF_SENTENCE = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[]*[^\W_a-z]|\s*\Z)|\n[^\S\n]*\n|\Z")
_NOT_SPACE = re.compile(r"\S")
#: How far around an offset words and sentences are looked for, in code points.
_WINDOW = 4_000
_LONGEST_CLUSTER = 32


class Unit(StrEnum):
    """How much a move takes in."""

    CHARACTER = "character"
    WORD = "word"
    SENTENCE = "sentence"


class Piece(NamedTuple):
    """A character, word or sentence of a text: offsets, the end exclusive."""

    start: int
    end: int


def move_end(text: str, span: tuple[int, int], unit: Unit, step: int) -> tuple[int, int]:
    """The span with its end at the next (1) or the previous (-1) end of a unit; never empty.

    Args:
        text: the stored text.
        span: offsets, the end exclusive.
        unit: what ends there.
        step: 1 or -1.
    """
    start, end = span
    if step > 0:
        ends = (piece.end for piece in _around(text, end, unit) if piece.end > end)
        return start, next(ends, end)
    before = [piece.end for piece in _around(text, end, unit) if start < piece.end < end]
    return start, before[-1] if before else end


def move_start(text: str, span: tuple[int, int], unit: Unit, step: int) -> tuple[int, int]:
    """The span with its start at the next (1) or the previous (-1) start of a unit; never empty."""
    start, end = span
    if step > 0:
        starts = (piece.start for piece in _around(text, start, unit) if start < piece.start < end)
        return next(starts, start), end
    before = [piece.start for piece in _around(text, start, unit) if piece.start < start]
    return before[-1] if before else start, end


def move_on(text: str, span: tuple[int, int], unit: Unit, step: int) -> tuple[int, int]:
    """The unit behind a span (1) or before it (-1); where there is none, the span."""
    start, end = span
    if step > 0:
        behind = (piece for piece in _around(text, end, unit) if piece.start >= end)
        return next(behind, span)
    before = [piece for piece in _around(text, start, unit) if piece.end <= start]
    return before[-1] if before else span


def at(text: str, offset: int, unit: Unit) -> tuple[int, int] | None:
    """The unit at an offset, or else the nearest one behind it, or else the last one before it; None in no text."""
    pieces = list(_around(text, offset, unit))
    behind = (piece for piece in pieces if piece.end > offset)
    return next(behind, pieces[-1] if pieces else None)


def trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A span without the white space at its ends; where it is nothing else, the span."""
    words = text[slice(*span)]
    start = span[0] + len(words) - len(words.lstrip())
    return (start, start + len(words.strip())) if words.strip() else span


@dataclass(frozen=True, slots=True)
class Selection:
    """Text being selected by keyboard: it always takes in where it was begun, and grows to either side.

    Args:
        text: the stored text.
        span: what is selected.
        begun: the unit that it was begun with.
        unit: what a move takes in.
    """

    text: str
    span: tuple[int, int]
    begun: tuple[int, int]
    unit: Unit = Unit.WORD

    @classmethod
    def begin(cls, text: str, offset: int, unit: Unit = Unit.WORD) -> Selection | None:
        """The unit at an offset selected; None where there is nothing to select."""
        there = at(text, offset, unit)
        return cls(text, there, there, unit) if there else None

    def go(self, step: int) -> Selection:
        """Select the next unit (1) or the one before (-1) instead."""
        there = move_on(self.text, self.span, self.unit, step)
        return replace(self, span=there, begun=there)

    def grow(self, step: int) -> Selection:
        """Move the end that is away from the beginning: 1 to the right, -1 to the left."""
        (start, end), (first, last) = self.span, self.begun
        if step > 0 and start < first:
            start = min(move_start(self.text, self.span, self.unit, step)[0], first)
        elif step < 0 and end > last:
            end = max(move_end(self.text, self.span, self.unit, step)[1], last)
        elif step > 0:
            end = move_end(self.text, self.span, self.unit, step)[1]
        else:
            start = move_start(self.text, self.span, self.unit, step)[0]
        return replace(self, span=(start, end))

    @property
    def next_unit(self) -> Unit:
        """What `turn` goes on to: word, sentence, character, and round again."""
        units = [Unit.WORD, Unit.SENTENCE, Unit.CHARACTER]
        return units[(units.index(self.unit) + 1) % len(units)]

    def turn(self) -> Selection:
        """Go by the next unit."""
        unit = self.next_unit
        start, end = at(self.text, self.span[0], unit) or self.span
        span = min(start, self.span[0]), max(end, self.span[1])
        return replace(self, span=span, begun=(start, end) if unit is Unit.CHARACTER else span, unit=unit)


def _around(text: str, offset: int, unit: Unit) -> Iterator[Piece]:
    """The units near an offset, in the order of the text."""
    if unit is Unit.CHARACTER:
        return _characters(text, offset)
    return _words(text, offset) if unit is Unit.WORD else _sentences(text, offset)


def _words(text: str, offset: int) -> Iterator[Piece]:
    first, last = max(0, offset - _WINDOW), min(len(text), offset + _WINDOW)
    return (Piece(*word.span()) for word in _WORD.finditer(text, first, last))


def _sentences(text: str, offset: int) -> Iterator[Piece]:
    first, last = max(0, offset - _WINDOW), min(len(text), offset + _WINDOW)
    at = first
    for boundary in _END_OF_SENTENCE.finditer(text[:last], first):
        end = boundary.start() if boundary[0].isspace() else boundary.end()
        begins = _NOT_SPACE.search(text, at, end)
        if begins:
            yield Piece(begins.start(), end)
        at = boundary.end()


def _characters(text: str, offset: int) -> Iterator[Piece]:
    """What is seen as one character: a letter with its accents, a family of emoji."""
    first, last = max(0, offset - 2 * _LONGEST_CLUSTER), min(len(text), offset + 2 * _LONGEST_CLUSTER)
    part = text[first:last]
    if part.isascii():
        yield from (Piece(at, at + 1) for at in range(first, last))
        return
    from wcwidth import iter_graphemes

    at = first
    for cluster in iter_graphemes(part):
        yield Piece(at, at + len(cluster))
        at += len(cluster)
